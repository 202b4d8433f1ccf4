#!/usr/bin/env bash
# Runs every fuzz target of the module in turn for the given time each (go test fuzzes one target at a time).
#   usage: fuzz.sh 30s
set -euo pipefail
cd "$(dirname "$0")/.."

time=${1:-30s}
found=0
for package in $(go list ./...); do
  for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
    found=$((found + 1))
    printf '\n== %s %s\n' "$package" "$target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$package"
  done
done
[ "$found" -gt 0 ] || { echo "no fuzz target was found" >&2; exit 1; }
