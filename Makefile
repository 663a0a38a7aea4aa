# `make` prints the targets. Every check has the target that repairs what it finds.

GO       ?= go
BIN      := bin/syncspec
KIND     := bin/kind-image
LINT     := $(GO) tool -modfile=tools/lint/go.mod golangci-lint
# The first test run on a new machine may have to build kube-apiserver.
TIMEOUT  ?= 30m
NAME     ?= gvisor

.DEFAULT_GOAL := help
.PHONY: help build run test features bench race lint fix steps generate cucumber clean runsc kind-config kind-packages kind-image kind-test e2e

help: ## Print these targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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

runsc: $(KIND) ## Build gVisor's runsc and its shim into bin/, where kind-configs/ expect them
	@$(KIND) runsc bin

kind-config: $(KIND) ## Write kind-configs/$(NAME).yaml, fitted to this machine, to out/kind/$(NAME)/kind.yaml (NAME=gvisor)
	@$(KIND) config $(NAME) out/kind/$(NAME)

kind-packages: ## Install what kind-image and Docker's daemon need from Debian, if it is not there (root)
	@for p in mmdebstrap docker dockerd iptables; do command -v $$p >/dev/null || exec sh -c \
		'apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y mmdebstrap docker.io iptables'; done

kind-image: $(KIND) ## Build a node image from Go modules and Debian packages, for machines that reach no registry
	@$(KIND) build

kind-test: ## Have containerd itself read the handlers of kind-configs/
	@cd tools/kind-image/modules/containerd && GOWORK=off $(GO) test -count 1 ./...
	@cd tools/kind-image/modules/kubernetes && GOWORK=off $(GO) test ./routes

e2e: ## Run the features of real nodes on a cluster of kind, the engine in a pod and then outside; starts Docker's daemon where there is none
	@NAME=$(NAME) .ci/e2e $(ARGS)

.PHONY: $(KIND)
$(KIND):
	@$(GO) build -o $(KIND) ./tools/kind-image

steps: build ## Print the steps a feature may use
	@$(BIN) steps

generate: ## Write the generated pages again: docs/steps.md, docs/vcluster.schema.json, docs/lint.md
	@$(GO) test ./steps -run Catalogue -update -count 1
	@$(GO) test ./engine/config -run SchemaPage -update -count 1
	@$(GO) test ./internal/lint -update -count 1

cucumber: ## Fetch Cucumber's HTML formatter from npm again, as reports/cucumber/pin says it
	@reports/cucumber/fetch.sh

clean: ## Remove what was built and reported here; the servers in the user's cache stay
	rm -rf bin out
