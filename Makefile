# `make help` lists the targets. Needs make and Python 3.11 or newer; everything else is installed
# into .venv (ours) and .venv-cloud (the local cloud's, which pins another botocore).

PYTHON ?= python3
STAGE ?= dev
PEOPLE ?= 300
N ?= 10000

BIN := .venv/bin
VERSION := $(shell $(PYTHON) --version 2>&1)
DEV := .venv/.installed-$(shell (echo $(VERSION); cat requirements/dev.txt) | cksum | cut -d' ' -f1)
CLOUD := .venv-cloud/.installed-$(shell (echo $(VERSION); cat local/requirements.txt) | cksum | cut -d' ' -f1)
CHECKOV := .venv-checkov/.installed-$(shell (echo $(VERSION); cat requirements/checkov.txt) | cksum | cut -d' ' -f1)
LOCK := --quiet --allow-unsafe --generate-hashes --strip-extras --no-header --no-emit-options $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.PHONY: help install demo up down test test-faults test-rest faults check bench lint types package deploy teardown checkov secret catalogues schema diagrams tools lock clean

help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(DEV) $(CLOUD) ## Install everything into .venv and .venv-cloud

demo: install catalogues ## Play a whole day on the local cloud, report in demo/; PEOPLE=300
	PEOPLE=$(PEOPLE) $(BIN)/python -m local.demo

up: install catalogues ## Start the local cloud and leave it running
	$(BIN)/python -m local.up

down: install ## Stop what `make up` started
	$(BIN)/python -m local.down

test: install catalogues ## Every test, on two cores
	$(MAKE) --jobs 2 test-faults test-rest

test-faults:
	$(BIN)/python -m pytest --quiet tests/faults

test-rest:
	$(BIN)/python -m pytest --ignore tests/faults

faults: $(DEV) catalogues ## Search N schedules of faults and races; SEED= plays one search again
	SCHEDULES=$(N) SEED=$(or $(SEED),$(strip $(shell od -An -N4 -tu4 /dev/urandom))) \
		$(BIN)/python -m pytest --quiet tests/faults/test_schedules.py

check: install lint types catalogues ## Lint, types, unit, contract and deployable tests, packaging
	$(BIN)/python -m cli.catalogues --check
	$(BIN)/python -m pytest tests/unit tests/intents tests/contract tests/deployable tests/app tests/day
	$(MAKE) package

bench: install catalogues ## Benchmarks: a table and bench/results.json
	$(BIN)/python -m bench

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV)
	$(BIN)/mypy

package: $(DEV) ## The SAM template and zip of STAGE in build/, linted
	$(BIN)/python -m infra.package --stage $(STAGE) --out build/$(STAGE)
	$(BIN)/python -m infra.lint build/$(STAGE)

deploy: package ## Deploy STAGE to the AWS account at hand
	$(BIN)/python -m infra.deploy --stage $(STAGE)

secret: $(DEV) ## Create the secret of STAGE, once; wants TWILIO_AUTH_TOKEN
	$(BIN)/python -m infra.deploy --stage $(STAGE) --secret

catalogues: $(DEV) ## Compile the texts of each language
	$(BIN)/python -m cli.catalogues

schema: $(DEV) ## Write the JSON Schema of the plan file, for editors
	$(BIN)/python -m cli.main plan schema --write

diagrams: $(DEV) catalogues ## Draw docs/diagrams from the code
	$(BIN)/python -m cli.diagrams

teardown: $(DEV) ## Remove STAGE from AWS with what it holds; refuses production data; CONFIRM=<stage>
	$(BIN)/python -m infra.teardown --stage $(STAGE) --confirm "$(CONFIRM)"

checkov: $(CHECKOV) ## Install checkov into .venv-checkov; `make package` and the tests then use it

tools: ## Install asl-validator, and axe-core for the browser tests, into .tools (needs npm)
	npm install --no-save --no-audit --no-fund --prefix .tools asl-validator@4.0.0 axe-core@4.11.4

lock: $(DEV) ## Pin the requirements anew; UPGRADE=1 takes the newest
	$(BIN)/pip-compile $(LOCK) -o requirements.txt requirements/lambda.in
	$(BIN)/pip-compile $(LOCK) -o requirements/dev.txt requirements/dev.in
	$(BIN)/pip-compile $(LOCK) -o local/requirements.txt local/requirements.in
	$(BIN)/pip-compile $(LOCK) -o requirements/checkov.txt requirements/checkov.in

clean: ## Remove what was built; environments and the local cloud's state stay
	rm -rf build .mypy_cache .ruff_cache .pytest_cache

$(DEV): | python
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(CLOUD): | python
	$(PYTHON) -m venv --clear .venv-cloud
	.venv-cloud/bin/python -m pip install --quiet --require-hashes -r local/requirements.txt
	@touch $@

$(CHECKOV): | python
	$(PYTHON) -m venv --clear .venv-checkov
	.venv-checkov/bin/python -m pip install --quiet --require-hashes -r requirements/checkov.txt
	@touch $@

.PHONY: python
python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Tocsin needs Python 3.11 or newer: make PYTHON=python3.12 …"; exit 1; }
