#!/usr/bin/env bash
# Runs the benchmarks and sums them up; with an earlier run in .bench/last.txt, compares the two. The comparisons with other
# servers (AgainstFloor in server/socket, all of server/bench) come last and once, as each is many rounds. At the end stand the
# targets of deploy/docs/performance.md, each met or not met.
#   usage: bench.sh REGEXP COUNT
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/versions.sh

pattern=${1:-.} count=${2:-6}
mkdir -p .bench
mapfile -t packages < <(grep -rl --include='*_test.go' '^func Benchmark' . | xargs -n1 dirname | sort -u |
  grep -vx -e ./server/socket -e ./server/bench)
go test -run '^$' -bench "$pattern" -benchmem -benchtime "${BENCHTIME:-500ms}" -count "$count" -timeout 60m \
  "${packages[@]}" | tee .bench/new.txt
TRIVIUM_BENCH_PLAYERS=${TRIVIUM_BENCH_PLAYERS:-5000} \
  go test -run '^$' -bench "$pattern" -benchtime 1x -timeout 60m ./server/socket | tee -a .bench/new.txt
go test -run '^$' -bench "$pattern" -benchtime 1x -timeout 60m ./server/bench | tee -a .bench/new.txt
if [ -s .bench/last.txt ]; then
  go run "$benchstat" .bench/last.txt .bench/new.txt
else
  go run "$benchstat" .bench/new.txt
fi
mv .bench/new.txt .bench/last.txt
go run ./server/bench/targets .bench/last.txt
