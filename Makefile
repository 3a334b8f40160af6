# Everything a newcomer and the CI need. `make help` lists the targets.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHONS := python3 python3.14 python3.13 python3.12 python3.11
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
PYTHON ?= $(firstword $(foreach name,$(PYTHONS),$(shell $(name) -c '$(FITS)' 2>/dev/null && echo $(name))))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
PICTURES := build/pictures
INSTALL_SELF := $(PIP) install --no-deps --no-build-isolation --editable .

.PHONY: help
help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: install
install: $(VENV)/run.stamp  ## Install what the bot needs into .venv, and start nothing

.PHONY: run
run: $(VENV)/run.stamp  ## Run the bot; without a token, the playground in the browser
	@exec $(BIN)/practice-bot run

.PHONY: test
test: $(VENV)/dev.stamp  ## Lint, types, import rules, questions, all tests, other Pythons
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/practice-bot questions check
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term
	tests/other_pythons.sh

.PHONY: bench
bench: $(VENV)/dev.stamp  ## Measure speed and memory as ratios; writes build/bench.json
	$(BIN)/python -m benchmarks

.PHONY: simulation
simulation: $(VENV)/dev.stamp  ## Simulate a year of streaks against an independent oracle
	$(BIN)/python -m benchmarks.simulation

.PHONY: screenshots
screenshots: $(PICTURES)/python.stamp $(PICTURES)/node.stamp  ## Draw the README's pictures (needs Chromium, Node.js and npm)
	$(PICTURES)/venv/bin/python -m docs.pictures

.PHONY: lock
lock:  ## Pin the dependencies anew, with hashes (needs uv)
	uv pip compile pyproject.toml --extra build --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-strip-extras --no-header --quiet --upgrade --output-file requirements/dev.txt
	uv pip compile pyproject.toml --extra build --universal --python-version 3.11 \
		--generate-hashes --no-strip-extras --no-header --quiet --constraint requirements/dev.txt \
		--output-file requirements/run.txt
	uv pip compile pyproject.toml --extra pictures --universal --python-version 3.11 \
		--generate-hashes --no-strip-extras --no-header --quiet --constraint requirements/dev.txt \
		--output-file requirements/pictures.txt
	cd docs/pictures && npm update --package-lock-only --omit-lockfile-registry-resolved

.PHONY: clean
clean:  ## Take away what can be made again; the data stays
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 to 3.14 is needed: sudo apt install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv is missing: sudo apt install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes --requirement requirements/run.txt
	$(INSTALL_SELF)
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) install --require-hashes --requirement requirements/dev.txt
	$(INSTALL_SELF)
	@touch $@

# The pictures have an environment of their own: what draws them is large and tests nothing.
$(PICTURES)/python.stamp: requirements/pictures.txt | $(VENV)/bin/python
	$(BIN)/python -m venv $(PICTURES)/venv
	$(PICTURES)/venv/bin/python -m pip --disable-pip-version-check --quiet \
		install --require-hashes --requirement requirements/pictures.txt
	@touch $@

$(PICTURES)/node.stamp: docs/pictures/package.json docs/pictures/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: sudo apt install nodejs npm"; exit 1; }
	@mkdir -p $(PICTURES)/node
	cp $^ $(PICTURES)/node
	cd $(PICTURES)/node && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
