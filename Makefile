# Each target does its own set-up: a virtual environment in .venv with this checkout installed into it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: site test check bench clean

site: $(STAMP) ## build the knowledge base into site/
	@$(BIN)/unstuck build
	@echo "Open it:  file://$(CURDIR)/site/index.html"

test: $(VENV)/.test ## run all tests; browser tests skip where there is no Chromium
	$(BIN)/python -m pytest -n auto --dist loadfile

check: $(VENV)/.lint node_modules/.installed ## lint, types, tests; needs Node.js for the scripts
	$(BIN)/ruff check build search tests bench hatch_build.py
	$(BIN)/ruff format --check build search tests bench hatch_build.py
	$(BIN)/mypy
	npm run --silent lint
	npm run --silent types
	$(BIN)/python -m pytest -n auto --dist loadfile

bench: $(VENV)/.test ## time the build (ARTICLES=1000)
	$(BIN)/python bench/build.py $(ARTICLES)

clean:
	rm -rf $(VENV) node_modules site dist

$(STAMP): pyproject.toml requirements/run.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements/run.txt -e .
	@touch $@

$(VENV)/.test: $(STAMP) requirements/test.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/test.txt
	@touch $@

$(VENV)/.lint: $(VENV)/.test requirements/lint.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/lint.txt
	@touch $@

node_modules/.installed: package.json package-lock.json
	@command -v npm >/dev/null || { echo "make check needs Node.js 20 or newer, with npm"; exit 1; }
	@npm ci --silent --no-audit --no-fund
	@touch $@
