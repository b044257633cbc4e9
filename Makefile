# Every verb does its own set-up into .venv; a second run only checks the time stamps.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CORE := $(VENV)/core.stamp
WEB := $(VENV)/web.stamp
DEV := $(VENV)/dev.stamp
OUT ?= out
PORT ?= 8000
WEBAPP := $(BIN)/leitplanke-web
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
        --python-version 3.11 --exclude-newer "7 days" pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help setup demo chain test check bench bench-roadmap messages docs lock clean

help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

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

demo: $(WEB) ## the example town in the browser: loads, computes and publishes it, keeps it in var/demo (PORT=8000)
	LEITPLANKE_DEMO=1 LEITPLANKE_DATA=$(or $(LEITPLANKE_DATA),var/demo) $(WEBAPP) serve --port $(PORT)

chain: $(CORE) ## the same without a browser: computes the example town and says where report.html is
	$(BIN)/leitplanke run examples/ahornstein --out $(OUT) --seed 1
	@echo "Open $(OUT)/report.html in a browser."

test: $(DEV) ## run all tests, browser tests included; those of the web on PostgreSQL too where there is one
	@$(BIN)/python tests/run.py

check: $(DEV) ## lint, types, import contracts, templates, migrations, production settings, spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src/leitplanke_web --lint --quiet
	LEITPLANKE_DATA=$(VENV)/check $(WEBAPP) makemigrations --check --dry-run
	@LEITPLANKE_DATA=$(VENV)/check LEITPLANKE_ORIGIN=https://leitplanke.example LEITPLANKE_BEHIND_PROXY=1 \
	  $(WEBAPP) check --deploy --fail-level WARNING
	$(BIN)/codespell

bench: $(DEV) ## measure speed, memory, gap, coverage and the web, beside the marks and peers (R where Debian has it)
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/bench.lock
	PYTHONPATH=examples/ahornstein:tests $(BIN)/python benchmarks/run.py
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/web/run.py
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/web/survey.py
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/web/workshop.py

bench-roadmap: $(DEV) ## measure the roadmap engine beside its peers: resumable; SHORT=1 at most ten minutes; FOLDER=PSPLIB instances
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/bench.lock
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/roadmap/published.py verify
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/roadmap/marks.py $(if $(SHORT),--short)
	PYTHONPATH=benchmarks $(BIN)/python benchmarks/roadmap/run.py $(if $(SHORT),--short) $(if $(FOLDER),--folder $(FOLDER))

messages: $(DEV) ## bring the English catalogues up to date with the source (needs gettext), and compile them
	@command -v xgettext >/dev/null || { echo "xgettext is missing. On Debian: apt-get install gettext"; exit 1; }
	@for app in src/leitplanke_web/*/locale; do \
	  (cd $$app/.. && LEITPLANKE_DATA=$(CURDIR)/$(VENV)/check $(CURDIR)/$(BIN)/django-admin makemessages -l en --no-obsolete --no-wrap --add-location file \
	    --settings leitplanke_web.config.settings) || exit 1; done
	LEITPLANKE_DATA=$(VENV)/check $(WEBAPP) prepare

docs: $(DEV) ## write the JSON Schemas and the pictures of the documentation anew
	$(BIN)/leitplanke schemas --out docs/schemas
	$(BIN)/python docs/pictures.py

lock: ## pin the dependencies anew, at least seven days old (needs uv on the PATH)
	$(LOCK) --group build -o requirements/core.lock
	$(LOCK) --group build --extra web -c requirements/core.lock -o requirements/web.lock
	$(LOCK) --group build --extra web --extra cluster --group dev -c requirements/web.lock -o requirements/dev.lock
	$(LOCK) --group bench --extra spark -c requirements/dev.lock -o requirements/bench.lock

clean: ## remove what the verbs made
	rm -rf $(VENV) $(OUT) var/demo
