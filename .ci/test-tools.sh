#!/usr/bin/env bash
# Installs what the tests use besides Go, where it may (root on Debian). Prints what is missing, one a line, to the
# file named by the first argument. Missing tools are no error here: .ci/test.sh says them last.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/lib.sh

missing=${1:?usage: test-tools.sh FILE-FOR-WHAT-IS-MISSING}
: >"$missing"

want() { # COMMAND PACKAGE... : what it is for is said in CONTRIBUTING.md
  need "$@" || printf '%s\n' "$2" >>"$missing"
}

# Any browser of the family will do; the small shell is what gets installed.
browser() {
  [ -n "${TRIVIUM_TEST_BROWSER:-}" ] && have "$TRIVIUM_TEST_BROWSER" && return 0
  local name
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    have "$name" && return 0
  done
  need chromium-headless-shell chromium-headless-shell fonts-dejavu-core
}

want gcc gcc libc6-dev
browser || echo chromium-headless-shell >>"$missing"
want redis-server redis-server
want promtool prometheus
want firefox-esr firefox-esr
