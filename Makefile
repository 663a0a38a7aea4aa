# `make` prints the targets. Every check has the target that repairs what it finds.

GO       ?= go
BIN      := bin/syncspec
LINT     := $(GO) tool -modfile=tools/lint/go.mod golangci-lint
# The first test run on a new machine may have to build kube-apiserver.
TIMEOUT  ?= 30m

.DEFAULT_GOAL := help
.PHONY: help build run test features bench race lint fix steps generate clean

help: ## Print these targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## Build bin/syncspec
	@[ -x $(BIN) ] || echo "building $(BIN); the first time this compiles Kubernetes' libraries, a few minutes"
	@$(GO) build -o $(BIN) .

run: build ## Run every feature between two real API servers, and report (ARGS='--lanes 4' adds words)
	@$(BIN) run $(ARGS)

test: ## Run all tests: units, laws, and all features on memory and on real API servers
	$(GO) test -timeout $(TIMEOUT) ./...

features: build ## Run features in memory, in seconds (FILTER='@RTC-14 or @ING-08' selects by tag)
	@$(BIN) run --target memory --tags '$(FILTER)' $(ARGS)

bench: build ## Measure the pieces, then the whole engine on real API servers: 3,000 pods, 1,000 services, 10,000 idle objects
	$(GO) test -run '^$$' -bench . -benchmem ./...
	@$(BIN) bench --pods 3000 --services 1000 --idle 10000 $(ARGS)

race: ## Run all tests under the race detector
	$(GO) test -race -timeout 60m ./...

lint: ## Check style and who imports whom; the linters are built from Go modules on first use
	@$(LINT) run

fix: ## Repair what lint and the generated pages complain of, as far as a machine can
	@$(LINT) fmt
	@$(LINT) run --fix || true
	@$(MAKE) --no-print-directory generate

steps: build ## Print the steps a feature may use
	@$(BIN) steps

generate: ## Write the generated pages again: docs/steps.md, docs/vcluster.schema.json, docs/lint.md
	@$(GO) test ./steps -run Catalogue -update -count 1
	@$(GO) test ./engine/config -run SchemaPage -update -count 1
	@$(GO) test ./internal/lint -update -count 1

clean: ## Remove what was built and reported here; the servers in the user's cache stay
	rm -rf bin out
