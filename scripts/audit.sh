#!/bin/sh
# Compares requirements.lock with the known vulnerabilities of PyPI's advisories; docs/security.md has our verdicts.
# pip-audit runs apart, because Rasa's pins and its own do not go together. Without the advisories there is no verdict.
set -u
cd "$(dirname "$0")/.."
report=$(mktemp)
trap 'rm -f "$report"' EXIT
.venv/bin/uv tool run --quiet --from pip-audit==2.9.0 pip-audit \
    --requirement requirements.lock --no-deps --disable-pip --strict --progress-spinner off > "$report" 2>&1
status=$?
if grep -qE "not found on PyPI and could not|ConnectionError|NameResolution|Failed to resolve|error sending request|Connection failed" "$report"; then
    # pip-audit would call a package that it could not look up free of vulnerabilities.
    echo "Not audited: the advisories cannot be reached from here. Run it where they can, before you publish."
    exit 0
fi
cat "$report"
exit $status
