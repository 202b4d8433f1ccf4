#!/usr/bin/env bash
# Proves that the architecture rules of .golangci.yml bite: plants one violation for each in a tiny module of the same
# name and layout, and demands that the linter finds every one, and nothing in the clean files beside them.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/versions.sh

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
cp .golangci.yml "$root/"
printf 'module trivium\n\ngo 1.26.0\n' >"$root/go.mod"

# plant FILE IMPORT [USE]: a file that imports what it must not.
plant() {
  local name
  name=$(basename "$(dirname "$1")")
  mkdir -p "$root/$(dirname "$1")"
  if [ -n "${3:-}" ]; then
    printf '// Package %s is planted.\npackage %s\n\nimport "%s"\n\n%s\n' "$name" "$name" "$2" "$3" >"$root/$1"
  else
    printf '// Package %s is planted.\npackage %s\n\nimport _ "%s"\n' "$name" "$name" "$2" >"$root/$1"
  fi
}
clean() { plant "$1" "$2"; }

# The clean files make the packages that the planted ones import, and show that the allowed arrows pass.
clean questions/ok.go strings
clean questions/pack/ok.go trivium/questions
clean game/ok.go trivium/questions
clean web/ok.go embed
clean server/ledger/ok.go time
clean server/ledger/memory/ok.go trivium/server/ledger
clean server/store/ok.go time
clean server/wire/ok.go trivium/game
clean server/socket/ok.go trivium/server/wire
clean server/room/ok.go trivium/server/ledger
clean server/gateway/ok.go trivium/server/socket
clean server/load/ok.go trivium/server/wire
clean server/app/ok.go trivium/server/room
clean server/app/all.go trivium/server/gateway
clean server/browsertest/ok.go testing
clean server/ledger/ledgertest/ok.go testing
mkdir -p "$root/server" && printf '// Package main is planted.\npackage main\n\nimport _ "trivium/server/app"\n\nfunc main() {}\n' >"$root/server/main.go"

expected=()
bite() { # LINTER FILE IMPORT [USE]
  plant "$2" "$3" "${4:-}"
  expected+=("$2 $1")
}
# Most are planted in a package of their own below the one that the rule is about, lest they make a circle of imports.
bite depguard questions/bad.go trivium/server/ledger
bite depguard questions/input.go os
bite depguard questions/lint/bad.go trivium/server/wire
bite depguard questions/formats/bad.go net/http
bite depguard game/bad.go os
bite depguard game/scoring/bad.go trivium/server/ledger
bite forbidigo game/clock.go time $'// Bad reads a clock.\nfunc Bad() time.Time { return time.Now() }'
bite forbidigo game/dice.go math/rand/v2 $'// Dice has its own randomness.\nfunc Dice() int { return rand.IntN(6) }'
bite depguard server/ledger/planted/bad.go trivium/questions
bite depguard server/ledger/redis/bad.go trivium/game
bite depguard server/wire/planted/bad.go trivium/server/store
bite depguard server/socket/planted/bad.go trivium/game
bite depguard server/room/planted/bad.go trivium/server/gateway
bite depguard server/gateway/planted/bad.go trivium/server/room
bite depguard server/store/planted/bad.go trivium/server/room
bite depguard server/backup/bad.go trivium/server/room
bite depguard server/schema/bad.go trivium/game
bite depguard server/archive/bad.go trivium/server/room
bite depguard server/results/bad.go net/http
bite depguard server/feed/bad.go trivium/server/room
bite depguard server/site/bad.go trivium/server/room
bite depguard server/search/bad.go trivium/server/room
bite depguard server/study/bad.go net/http
bite depguard server/bankcmd/bad.go trivium/server/room
bite depguard web/planted/bad.go trivium/server/wire
bite depguard server/load/bad.go trivium/server/app
bite depguard server/load/help.go trivium/server/browsertest
bite depguard server/load/testing.go testing
bite depguard server/browsertest/bad.go trivium/server/wire
printf 'package main\n\nimport _ "trivium/server/wire"\n' >"$root/server/bad.go"
expected+=("server/bad.go depguard")
printf 'package room\n\nimport (\n\t"testing"\n\t"time"\n)\n\nfunc TestBad(t *testing.T) {\n\ttime.Sleep(1)\n\tt.Skip("later")\n}\n' >"$root/server/room/bad_test.go"
expected+=("server/room/bad_test.go forbidigo")

found=$(
  cd "$root"
  go run "$golangci_lint" run --enable-only depguard,forbidigo --output.text.path stdout \
    --output.text.print-issued-lines=false --output.text.colors=false --show-stats=false ./... 2>&1
) || true # issues are what is wanted

bad=0
for want in "${expected[@]}"; do
  file=${want% *} linter=${want#* }
  if ! grep -q "^$file:.*($linter)$" <<<"$found"; then
    echo "a planted violation was not found: $linter in $file" >&2
    bad=1
  fi
done
while IFS= read -r line; do
  file=${line%%:*}
  case " ${expected[*]} " in
    *" $file "*) ;;
    *) echo "the linter found more than was planted: $line" >&2; bad=1 ;;
  esac
done < <(grep -E '\((depguard|forbidigo|typecheck)\)$' <<<"$found")
if [ "$bad" != 0 ]; then
  printf '%s\n' "$found" >&2
  exit 1
fi
echo "${#expected[@]} planted violations, all found"
