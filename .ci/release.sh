#!/usr/bin/env bash
# Builds what is released, into a folder: a static binary for each system, a bill of materials for each (CycloneDX), and the checksums of
# all. The same sources, version and Go give the same bytes, on whatever machine and in whatever folder.
#   usage: release.sh FOLDER VERSION           builds
#          release.sh --twice FOLDER VERSION   builds all binaries once more, elsewhere and from nothing, and compares
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/lib.sh
. .ci/versions.sh

twice=
if [ "${1:-}" = --twice ]; then
  twice=yes
  shift
fi
folder=$(realpath -m "${1:?usage: release.sh [--twice] FOLDER VERSION}") version=${2:?no version}
systems=${RELEASE_SYSTEMS:-linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64}

# What is set on a machine must not change what is built.
export CGO_ENABLED=0 GOFLAGS=-mod=readonly GOTOOLCHAIN=local GOEXPERIMENT='' GOAMD64=v1 GOARM64=v8.0 GOWORK=off

name_of() { # SYSTEM
  local name=trivium-$version-${1/\//-}
  [ "${1%/*}" = windows ] && name+=.exe
  printf '%s\n' "$name"
}

binary() { # SYSTEM FILE, in the module of the present folder
  GOOS=${1%/*} GOARCH=${1#*/} go build -trimpath -buildvcs=false -ldflags "-s -w -buildid= -X main.version=$version" -o "$2" ./server
}

# bill makes a bill of materials. The tool wants the main module's version from git, and not every checkout has what it needs, so it gets
# a repository of one commit that is the same for the same sources.
bill() { # SYSTEM FILE
  (cd "$scratch/sources" && GOOS=${1%/*} GOARCH=${1#*/} \
    "$scratch/tools/cyclonedx-gomod" app -json -licenses -std -noserial -notimestamp -main server -output "$2" .)
}

copy_sources() { # FOLDER
  mkdir -p "$1"
  git ls-files -z | xargs -0 cp --no-dereference --parents -t "$1" # some are links to folders
}

commit_sources() { # FOLDER
  export GIT_AUTHOR_DATE='2000-01-01T00:00:00Z' GIT_COMMITTER_DATE='2000-01-01T00:00:00Z' GIT_CONFIG_GLOBAL=/dev/null
  export GIT_AUTHOR_NAME=Trivium GIT_AUTHOR_EMAIL=none GIT_COMMITTER_NAME=Trivium GIT_COMMITTER_EMAIL=none
  git -C "$1" init -q -b main
  git -C "$1" add -A -f
  git -C "$1" commit -q -m sources
  git -C "$1" tag "$version"
}

scratch=$(TMPDIR=$(roomy_tmp) mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

if [ -n "$twice" ]; then
  copy_sources "$scratch/elsewhere"
  cd "$scratch/elsewhere"
  export GOCACHE=$scratch/cache
  for system in $systems; do
    name=$(name_of "$system")
    binary "$system" "$scratch/$name"
    cmp "$scratch/$name" "$folder/$name"
    echo "the same bytes twice: $name"
  done
  exit
fi

GOBIN=$scratch/tools go install -trimpath "$cyclonedx"
copy_sources "$scratch/sources"
commit_sources "$scratch/sources"
rm -rf "$folder"
mkdir -p "$folder"
for system in $systems; do
  name=$(name_of "$system")
  say "$name"
  binary "$system" "$folder/$name"
  bill "$system" "$folder/${name%.exe}.cdx.json"
done
cp LICENSE "$folder/"
cd "$folder"
sha256sum -- * >"$scratch/SHA256SUMS"
mv "$scratch/SHA256SUMS" .
say "$(go version | cut -d' ' -f3), in $folder"
ls -l
