# Every verb does its own set-up into .venv; a second run only checks the time stamps.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/core.stamp
WEB := $(VENV)/web.stamp
DEV := $(VENV)/dev.stamp
OUT ?= out
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
        --python-version 3.11 --exclude-newer "7 days" pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup demo test check bench docs lock clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(CORE): requirements/core.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Leitplanke needs Python 3.11 or newer; name one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/core.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(WEB): requirements/web.lock $(CORE)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/web.lock
	@touch $@

$(DEV): requirements/dev.lock $(WEB)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.lock
	@touch $@

setup: $(DEV) ## install everything for working on Leitplanke into .venv

demo: $(CORE) ## compute the example town from its raw answers and say where report.html is
	$(BIN)/leitplanke run examples/ahornstein --out $(OUT) --seed 1
	@echo "Open $(OUT)/report.html in a browser."

test: $(DEV) ## run all tests, browser tests included
	@$(BIN)/python tests/browser_setup.py
	$(BIN)/python -m pytest -n 2

check: $(DEV) ## lint, types, import contracts, spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

bench: $(DEV) ## measure speed, memory, gap and coverage, beside the marks
	PYTHONPATH=examples/ahornstein $(BIN)/python benchmarks/run.py

docs: $(DEV) ## write the JSON Schemas and the pictures of the documentation anew
	$(BIN)/leitplanke schemas --out docs/schemas
	$(BIN)/python docs/pictures.py

lock: ## pin the dependencies anew, at least seven days old (needs uv on the PATH)
	$(LOCK) --group build -o requirements/core.lock
	$(LOCK) --group build --extra web -c requirements/core.lock -o requirements/web.lock
	$(LOCK) --group build --extra web --group dev -c requirements/web.lock -o requirements/dev.lock

clean: ## remove what the verbs made
	rm -rf $(VENV) $(OUT)
