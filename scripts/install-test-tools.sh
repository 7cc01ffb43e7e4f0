#!/bin/sh
# What the tests use beyond Python: a browser, the Java tools that our verdicts are compared with, and
# the checker of HTML.
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

# The Nu Html Checker is one Java archive, which npm carries; nothing of the package is run.
checker=26.9.27
jar="$bin/../share/vnu.jar"
if [ ! -f "$jar" ]; then
    work=$(mktemp -d)
    { (cd "$work" && npm pack --silent "vnu-jar@$checker" >/dev/null && tar -xzf vnu-jar-*.tgz) &&
        mkdir -p "$bin/../share" && mv "$work/package/build/dist/vnu.jar" "$jar"; } ||
        echo "could not install: vnu.jar; the test that needs it skips" >&2
    rm -rf "$work"
fi
