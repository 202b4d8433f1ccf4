#!/usr/bin/env bash
# Runs the benchmarks and sums them up; with an earlier run in .bench/last.txt, compares the two.
#   usage: bench.sh REGEXP COUNT
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/versions.sh

mkdir -p .bench
go test -run '^$' -bench "${1:-.}" -benchmem -count "${2:-6}" -timeout 60m ./... | tee .bench/new.txt
if [ -s .bench/last.txt ]; then
  go run "$benchstat" .bench/last.txt .bench/new.txt
else
  go run "$benchstat" .bench/new.txt
fi
mv .bench/new.txt .bench/last.txt
