# make demo: install into .venv and compare the bundled example accounts
# make test: install what tests need and run everything that CI runs

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test check browser clean

demo: $(VENV)/.installed
	$(BIN)/tellings compare examples/harbour -o report.html
	@echo
	@echo "Open report.html in a browser."

test: $(VENV)/.installed-dev browser
	$(MAKE) --no-print-directory check

# The checks themselves, with whatever environment is in BIN.
check:
	$(BIN)/ruff format --check src tests benchmarks training
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/mypy
	$(if $(shell command -v chromium),,TELLINGS_NO_BROWSER=1) $(BIN)/pytest

# The browser tests drive Debian's chromium; without it, and without the means to install it, they are skipped and say so.
browser:
	@command -v chromium >/dev/null || .ci/install chromium || echo "chromium cannot be installed here: browser tests will be skipped"

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev,training]"
	@touch $@

clean:
	rm -rf $(VENV) report.html
