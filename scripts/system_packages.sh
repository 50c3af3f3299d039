#!/bin/sh
# Install what the tests need beside Python packages: Chromium, in which the page of a brief is opened.
# Without it those tests are named as left out, and under CI they fail.
set -eu
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "installing Chromium for the page tests"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null ||
        echo "Chromium could not be installed; the page tests have no browser"
else
    echo "there is no Chromium, and only root on Debian or Ubuntu can install it here; the page tests have no browser"
fi
