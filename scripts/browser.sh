#!/bin/sh
# Sees to the browsers for the browser tests: existing ones, or those of the system's packages.
set -u
missing=""
has() { for name in "$@"; do command -v "$name" > /dev/null 2>&1 && return; done; return 1; }
has ${CHROMIUM:-} chromium chromium-browser google-chrome google-chrome-stable || missing="chromium fonts-dejavu-core"
has firefox-esr firefox || missing="$missing firefox-esr"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
    echo "Installing for the browser tests, from the system's packages: $missing ..."
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    if apt-get update -qq > /dev/null 2>&1 \
        && apt-get install -y -qq --no-install-recommends $missing > /dev/null 2>&1; then
        exit 0
    fi
fi
echo "Not there, and not to be installed: $missing. The tests that need it are reported as skipped."
