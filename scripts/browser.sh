#!/bin/sh
# Sees to a browser for the browser tests: an existing one, or Chromium from the system's packages.
set -u
for name in ${CHROMIUM:-} chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" > /dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
    echo "Installing Chromium from the system's packages for the browser tests ..."
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update -qq > /dev/null 2>&1 \
        && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core > /dev/null 2>&1; then
        exit 0
    fi
fi
echo "No browser, and none could be installed: the browser tests are reported as skipped."
