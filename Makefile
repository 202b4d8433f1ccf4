# Trivium. `make` alone lists the targets. Only Go is needed to build; the scripts under .ci install or name the rest.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

MAIN    ?= ./server
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
LDFLAGS := -s -w -X main.version=$(VERSION)

# Knobs, each with a default: make sim SEEDS=10000, make fuzz FUZZTIME=5m, make bench COUNT=10, make run ARGS="--dev".
ARGS     ?=
SEEDS    ?= 1000
FUZZTIME ?= 30s
COUNT    ?= 6
BENCH    ?= .
SHOTS    ?= screenshots
DIST     ?= dist

.PHONY: help build run lint deploy fmt test test-long bench sim fuzz screenshots release release-twice clean

help: ## list the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## one static binary, bin/trivium
	CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '$(LDFLAGS)' -o bin/trivium $(MAIN)

run: build ## build and start a server for this machine's network (ARGS="...")
	./bin/trivium $(ARGS)

lint: ## go vet, golangci-lint, the architecture rules' proof, tsc, what lies under deploy
	bash .ci/lint.sh

deploy: ## judge what lies under deploy alone: rules, proxies, systemd, the Helm chart
	bash .ci/deploy.sh

fmt: ## format the Go sources
	. .ci/versions.sh && go run "$$golangci_lint" fmt ./...

test: ## every test, with the race detector; installs what they need where it may
	bash .ci/test.sh

test-long: ## the tests again with long runs: more seeds, more players, real time
	TRIVIUM_LONG=1 TEST_TIMEOUT=60m bash .ci/test.sh

bench: ## benchmarks, repeated and summed up by benchstat (BENCH=regexp COUNT=n); keeps .bench/last.txt to compare with
	bash .ci/bench.sh '$(BENCH)' '$(COUNT)'

sim: ## the seeded simulation of rooms and faults (SEEDS=n)
	GOGC=400 TRIVIUM_SIM_SEEDS=$(SEEDS) go test -timeout 60m -count=1 -run 'Sim' ./server/...

fuzz: ## every fuzz target in turn, FUZZTIME each
	bash .ci/fuzz.sh '$(FUZZTIME)'

screenshots: ## pictures of every view, into SHOTS
	TRIVIUM_SCREENSHOTS='$(abspath $(SHOTS))' bash .ci/test.sh -run 'Screenshot' ./server/...

release: ## static binaries for six systems, bills of materials and checksums, into DIST (VERSION=v1.2.3)
	bash .ci/release.sh '$(DIST)' '$(VERSION)'

release-twice: ## build what is in DIST once more from nothing, and compare byte by byte
	bash .ci/release.sh --twice '$(DIST)' '$(VERSION)'

clean: ## remove what the targets above made
	rm -rf bin .bench '$(SHOTS)' '$(DIST)' web/node_modules
