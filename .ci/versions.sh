# The tools' versions, pinned here and nowhere else. Sourced by the scripts beside it.
# shellcheck shell=bash disable=SC2034
golangci_lint=github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
benchstat=golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
cyclonedx=github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
