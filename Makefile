# Hookline's tasks: `make` lists them. Each works on a bare machine with Go and git.

# Where Go's own archive puts it, which is often not in root's PATH.
export PATH := $(PATH):/usr/local/go/bin

PKG ?= ./...
FUZZTIME ?= 20s
TOOL = go tool -modfile=.ci/tools/go.mod
# What `make gen` writes.
GENERATED = runtime/node/npm/dist scripts/typings/hookline.d.ts

.PHONY: help build test race lint vuln fuzz bench gen verify run

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 10

build: ## build bin/hookline
	CGO_ENABLED=0 go build -trimpath -o bin/ ./cmd/hookline

test: ## run all tests (PKG=./scripts/... for some)
	@.ci/setup curl
	@[ -n "$$HOOKLINE_TEST_POSTGRES" ] || echo "test: THE TESTS OF POSTGRESQL ARE SKIPPED: see docs/operations.md, Proofs" >&2
	go test -shuffle=on $(PKG)

race: ## run them with the race detector
	@.ci/setup curl gcc
	CGO_ENABLED=1 go test -race -shuffle=on $(PKG)

lint: ## run the linters named in .golangci.yml
	$(TOOL) golangci-lint run $(PKG)

# Asks the Go vulnerability database over the network, so CI does not run it.
vuln: ## look for known vulnerabilities in what is linked
	$(TOOL) govulncheck $(PKG)

fuzz: ## run every fuzz target for FUZZTIME
	@.ci/fuzz $(FUZZTIME)

bench: ## run the benchmarks, then the end-to-end comparison
	go test -run='^$$' -bench=. -benchmem $(PKG)
	go run ./cmd/hookbench

gen: ## make the generated files again
	@.ci/gen

verify: gen ## check that go.mod, the formatting and the generated files are current
	go mod tidy -diff
	! gofmt -l $$(git ls-files '*.go') | grep .
	! git status --porcelain -- $(GENERATED) | grep '^.[^ ]'

run: ## serve on 127.0.0.1:4000 with data in hookline-data
	go run ./cmd/hookline serve
