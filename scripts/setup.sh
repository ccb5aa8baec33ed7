#!/bin/sh
# Makes .venv with exactly what requirements.lock says. Does nothing when that is there already.
set -eu
cd "$(dirname "$0")/.."

VENV=.venv
LOCK=requirements.lock
stamp="$VENV/.installed-$(cat $LOCK scripts/installer.lock | cksum | tr -d ' ')"
[ -f "$stamp" ] && exit 0

say() { printf '%s\n' "$*"; }
fail() { say "error: $*" >&2; exit 1; }
is_310() { "$1" -c 'import sys, venv; sys.exit(sys.version_info[:2] != (3, 10))' > /dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON310:-} python3.10 python3 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python; do
        if is_310 "$candidate"; then command -v "$candidate"; return; fi
    done
    if command -v uv > /dev/null 2>&1; then
        uv python find 3.10 2> /dev/null && return
        uv python install -q 3.10 2> /dev/null && uv python find 3.10 && return
    fi
    return 1
}

started=$(date +%s)
python=$(find_python) || fail "Python 3.10 was not found (looked on the PATH, in pyenv and through uv). Install it, or name it: PYTHON310=/path/to/python3.10 make run"
say "Setting up with $("$python" --version) in $VENV ..."
rm -rf "$VENV"
"$python" -m venv "$VENV" > "$VENV.log" 2>&1 || fail "could not make $VENV: $(tail -n 1 "$VENV.log")"

say "Installing $LOCK ..."
# uv, itself installed with a pinned hash, takes 10 seconds where pip takes 50.
"$VENV/bin/python" -m pip install --disable-pip-version-check --quiet --no-input --no-deps \
    --require-hashes -r scripts/installer.lock > "$VENV.log" 2>&1 \
    || fail "the installer could not be fetched: $(tail -n 1 "$VENV.log")"
"$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --no-deps --require-hashes -r "$LOCK" \
    > "$VENV.log" 2>&1 || fail "the installation failed: $(grep -m 1 -iE 'error|failed' "$VENV.log")"

model=$(sed -n 's/^ *"\(nl-core-news-sm @ .*\)",$/\1/p' pyproject.toml)
say "Trying the Dutch model nl_core_news_sm for at most 10 seconds ..."
if timeout 10 "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --no-deps "$model" \
    > "$VENV.log" 2>&1; then
    say "  installed: person names are masked better"
else
    say "  not reachable: going on without it (fewer person names are masked)"
fi
rm -f "$VENV.log"

# Rasa's own command needs the stand-ins for TensorFlow, so it goes through our entry.
printf '#!/bin/sh\nexec "%s/bin/python" -m bot rasa "$@"\n' "$(pwd)/$VENV" > "$VENV/bin/rasa"
touch "$stamp"
say "Set up in $(($(date +%s) - started)) s"
