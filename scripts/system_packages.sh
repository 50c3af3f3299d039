#!/bin/sh
# Install what the tests need beside Python packages: Chromium, in which the page of a brief is opened, and
# a PostgreSQL server, in which a ledger is kept. Without them those tests are named as left out, and under
# CI they fail.
set -eu

# The first of some programs that is here: on the path, or where Debian keeps those of PostgreSQL.
has() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
        ls /usr/lib/postgresql/*/bin/"$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

wanted=""
has chromium chromium-browser google-chrome google-chrome-stable || wanted="chromium fonts-dejavu-core"
has initdb || wanted="$wanted postgresql"
[ -n "$wanted" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing for the tests: $wanted"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086  # a list of names
    apt-get update -qq && apt-get install -y -qq --no-install-recommends $wanted >/dev/null ||
        echo "they could not be installed; the tests that need them have nothing to run with"
else
    echo "missing: $wanted; only root on Debian or Ubuntu can install them here; tests that need them are left out"
fi
