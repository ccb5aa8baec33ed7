#!/bin/sh
# Sees to PostgreSQL, Redis and nginx for `make cluster` and its tests, none of which is left running, and
# to systemd's own check of the units.
set -u
missing=""
ls /usr/lib/postgresql/*/bin/initdb > /dev/null 2>&1 || command -v initdb > /dev/null 2>&1 \
    || missing="$missing postgresql"
command -v redis-server > /dev/null 2>&1 || missing="$missing redis-server"
PATH="$PATH:/usr/sbin" command -v nginx > /dev/null 2>&1 || missing="$missing nginx"
command -v systemd-analyze > /dev/null 2>&1 || missing="$missing systemd"
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null 2>&1; then
    echo "Installing$missing from the system's packages ..."
    export DEBIAN_FRONTEND=noninteractive
    policy=/usr/sbin/policy-rc.d
    if [ ! -e $policy ]; then # no package may start its service
        printf '#!/bin/sh\nexit 101\n' > $policy && chmod +x $policy
        trap 'rm -f $policy' EXIT
    fi
    # shellcheck disable=SC2086
    if apt-get update -qq > /dev/null 2>&1 \
        && apt-get install -y -qq --no-install-recommends $missing > /dev/null 2>&1; then
        exit 0
    fi
fi
echo "Not installed, and cannot be installed here:$missing. The tests that need servers are reported as skipped, that of the units fails."
