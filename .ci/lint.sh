#!/usr/bin/env bash
# Everything that judges sources without running them: go vet, golangci-lint (with formatting), the proof that the
# architecture rules bite, the type checker of the browser client, and what judges the files under deploy.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/lib.sh
. .ci/versions.sh

said=$(mktemp)
trap 'rm -f "$said"' EXIT

if ! need npm npm; then
  echo "lint: npm is missing, and it may not be installed here; it runs the type checker of web/" >&2
  exit 1
fi

say "go mod tidy"
go mod tidy -diff

say "go vet"
go vet ./...

say "golangci-lint"
go run "$golangci_lint" run ./...

say "the architecture rules bite"
bash .ci/lint-bites.sh

say "tsc"
npm ci --prefix web --no-audit --no-fund --loglevel=error
(cd web && npx --no-install tsc --noEmit)

say "a release's sources can be copied"
RELEASE_SYSTEMS=' ' bash .ci/release.sh --twice . v0

say "deploy"
bash .ci/deploy.sh | tee "$said"

say "lint: all well"
grep "^Not everything" "$said" || true # in the last line, where it is seen
