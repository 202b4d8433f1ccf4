#!/usr/bin/env bash
# Runs the tests with the race detector. What the machine lacks and may not install is named in the last line: the rest
# runs, and only with CI=true is it a failure.
#   usage: test.sh [go test arguments...]      default: ./...
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/lib.sh

TMPDIR=$(roomy_tmp)
export TMPDIR
missing=$(mktemp)
TRIVIUM_CACHE=$(mktemp -d) # the servers of all tests build the client once
export TRIVIUM_CACHE
# The race detector makes collecting garbage dear: memory for time, for the compiler, the tests and the servers that they start.
export GOGC=${GOGC:-400}
# A program with the race detector waits a second at its end for races that others may still report; there are hundreds of ends.
export GORACE=${GORACE:-atexit_sleep_ms=100}
trap 'rm -rf "$missing" "$TRIVIUM_CACHE"' EXIT
bash .ci/test-tools.sh "$missing"

# Lint vets everything. Nobody debugs these programs: without what a debugger reads they are linked in half the time.
flags=(-vet=off -ldflags=-w -timeout "${TEST_TIMEOUT:-20m}")
[ "${CI:-}" = true ] && flags+=(-count=1)
if grep -qx gcc "$missing"; then
  export CGO_ENABLED=0 # no C compiler: no race detector
else
  flags+=(-race)
fi
# The longest first: begun last, they would run alone at the end.
whole=false
[ $# -gt 0 ] || { whole=true; set -- ./server/night ./web ./server/e2e ./server/site ./...; }

status=0
go test "${flags[@]}" "$@" || status=$?

# What the race detector would change: allocations.
if [ $whole = true ]; then
  mapfile -t unraced < <(grep -rl --include='*_test.go' '^//go:build.*!race' . | xargs -n1 dirname | sort -u)
  go test -ldflags=-w -run 'Allocates' "${unraced[@]}" || status=$?
fi

if [ -s "$missing" ]; then
  [ "${CI:-}" = true ] && status=1
  printf 'Not everything was tested. Please install: %s\n' "$(paste -sd' ' "$missing")"
fi
exit "$status"
