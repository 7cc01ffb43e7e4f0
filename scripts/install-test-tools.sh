#!/bin/sh
# What the tests use beyond Python: a browser, and the Java tools that our verdicts are compared with.
# Usage: install-test-tools.sh VENV/bin
set -eu
bin=$1

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else return 1; fi
}

missing=""
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing="chromium"
command -v jing >/dev/null || missing="$missing jing"
command -v trang >/dev/null || missing="$missing trang"

if [ -n "$missing" ] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # the packages are words
    as_root apt-get update -qq &&
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null ||
        echo "could not install:$missing; tests that need them skip" >&2
fi
if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then
    "$bin/playwright" install chromium
fi
