# make brief   make the environment, run the main job on a shipped case, say where the brief lies
# make test    install what the tests need and run all checks
# make lint    style and types only
# make docs    the documentation, in docs/_build/html
# make clean   remove what the other targets made

SHELL := /bin/sh
.DELETE_ON_ERROR:

VENV ?= .venv
BIN := $(VENV)/bin
CASE ?= cases/malligyong-1
AS_OF ?= 2023-11-21T12:00Z
OUT ?= out/$(notdir $(CASE))
KERNELS ?= tests/earth tests/flight
# One worker a core; the tests of one file stay together, since they share what they flew.
WORKERS ?= -n auto --dist loadfile

# The first Python from 3.11 on; a name that exists but does not run (a pyenv shim) does not count.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	echo $$python; break; fi; done)

.PHONY: help brief test lint docs clean system
help:
	@sed -n 's/^# make/make/p' Makefile

$(VENV)/.run: pyproject.toml scripts/environment.py
	@test -n "$(PYTHON)" || { echo "launchwatch needs Python 3.11 or later with pip, and none was found"; exit 1; }
	@$(PYTHON) scripts/environment.py $(VENV)
	@touch $@

$(VENV)/.test: pyproject.toml scripts/environment.py
	@test -n "$(PYTHON)" || { echo "launchwatch needs Python 3.11 or later with pip, and none was found"; exit 1; }
	@$(PYTHON) scripts/environment.py $(VENV) test docs
	@touch $(VENV)/.run $@

brief: $(VENV)/.run
	$(BIN)/launchwatch brief $(CASE) --as-of $(AS_OF) --out $(OUT)
	@echo "the brief lies in $(OUT)/brief.html"

system:
	@scripts/system_packages.sh

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: $(VENV)/.test
	$(BIN)/sphinx-build -q -W --keep-going -b html docs docs/_build/html
	@echo "the documentation lies in docs/_build/html/index.html"

# Compiled kernels are invisible to coverage, so the tests of the rooms that hold them run once more as plain
# Python, without those marked `compiled`, which would take too long that way.
# The kernels are compiled by a small brief while style, types and documentation keep the other core busy.
test: system $(VENV)/.test
	@$(BIN)/launchwatch brief $(CASE) --as-of $(AS_OF) --flights 100 --out $(VENV)/.brief >/dev/null 2>&1 & \
	compiling=$$!; $(MAKE) lint docs; said=$$?; wait $$compiling; exit $$said
	NUMBA_DISABLE_JIT=1 $(BIN)/pytest $(WORKERS) $(wildcard $(KERNELS)) -m "not compiled" --cov --cov-report= --cov-fail-under=0
	$(BIN)/pytest $(WORKERS) --cov --cov-append --cov-report=term:skip-covered

clean:
	rm -rf $(VENV) docs/_build out build dist .pytest_cache .mypy_cache .ruff_cache .coverage htmlcov
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
