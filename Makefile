# Two commands do all the set-up: `make demo` and `make test`. Each makes its own .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test fuzz bench clean

demo: $(VENV)/.installed
	$(BIN)/docket demo

test: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

# A minute of damaged papers for every reader: the invented ones, and those of SHARED where it is there.
SHARED ?= ../shared
fuzz: $(VENV)/.installed-dev
	$(BIN)/python -m tests.fuzzing --seconds 60 $(wildcard $(SHARED)/corpus $(SHARED)/more/papers)

# How fast: the pipeline against the bare tokeniser, PDFs against pdfplumber, the index and a search; ratios within one run.
bench: $(VENV)/.installed-dev
	$(BIN)/python bench/pipeline.py
	$(BIN)/python bench/read.py corpus/sample/papers
	$(BIN)/python bench/search.py
	$(BIN)/python bench/links.py

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; v = sys.version_info[:2]; sys.exit(0 if (3, 11) <= v <= (3, 13) else f"docket needs Python 3.11 to 3.13; {sys.executable} is {v[0]}.{v[1]}. Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache demo-casebook
