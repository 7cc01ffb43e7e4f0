# Two commands: `make edition` builds the repository's own edition, `make test` checks everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: edition test lint types layers docs schemas clean

edition: $(VENV)/installed
	$(BIN)/tei-edition build .

test: $(VENV)/tested browser lint types layers docs
	$(BIN)/pytest -q -n auto --dist worksteal

lint: $(VENV)/tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/tested
	$(BIN)/mypy

layers: $(VENV)/tested
	$(BIN)/lint-imports

docs: $(VENV)/tested
	$(BIN)/mkdocs build --quiet --strict --site-dir docs-site

# The tests drive a real browser and compare with jing and trang, where Debian's packages can be
# installed; elsewhere Playwright's own Chromium is fetched, and tests without jing or trang skip.
.PHONY: browser
browser: $(VENV)/tested
	sh scripts/install-test-tools.sh $(BIN)

# Regenerates letters.rng and letters.xsd from letters.rnc; needs trang.
schemas:
	sh schemas/generate.sh

$(VENV)/installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; say which with: make PYTHON=python3.12 edition")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/tested: pyproject.toml $(VENV)/installed
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) site docs-site dist build
