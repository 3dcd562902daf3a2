# All that a person or CI does with this project; bare `make` lists it.

PYTHON_WANTED := $(PYTHON)
PYTHON ?= python3
.DEFAULT_GOAL := help
.SHELLFLAGS := -euc
VENV := .venv
BIN := $(VENV)/bin

# Stamps: what they name is installed. With PYTHON given, the environment is of that Python.
MADE := $(VENV)/.made$(if $(PYTHON_WANTED),-$(notdir $(PYTHON_WANTED)))
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

# What the goal needs of the system, asked for at once.
setup test check fix lock bench: NEEDS := runtime tests
run: NEEDS := runtime

.PHONY: help setup run test check fix lock bench clean

help:
	@sed -n 's/^## //p' Makefile

## make setup   install all that run, test and check need (PYTHON=python3.13 chooses the Python)
setup: $(DEV)

## make run     start Lockin with both sample cases on http://127.0.0.1:8000 (PORT=8080 chooses another)
run: $(RUNTIME)
	@exec $(BIN)/python manage.py serve --samples

SIDE_BY_SIDE := -n 3 --dist worksteal # on two cores: a third of the time is waiting
# Hundreds of processes start in the tests; none of them should compile the project anew.
unexport PYTHONDONTWRITEBYTECODE

## make test    run all tests, those of the database on SQLite and on PostgreSQL with Redis
test: $(DEV)
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)
	$(BIN)/python -m tests.services.postgresql $(BIN)/python -m tests.services.redis \
	  $(BIN)/python -m pytest $(SIDE_BY_SIDE) -m database

## make check   format, lint, types, imports, settings, migrations, locks
check: $(DEV)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python manage.py check --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python -m pytest -q tests/test_repository.py

## make fix     format, and mend what the linter can mend
fix: $(DEV)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
  --generate-hashes --no-annotate --no-header

## make lock    bring both lock files up to date with pyproject.toml (needs the network)
lock: $(DEV)
	$(COMPILE) pyproject.toml -o requirements.lock
	$(COMPILE) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

## make bench   measure the main job, commands, lists of up to 1,000,000 rows; fails if a goal is missed
bench: $(DEV)
	$(BIN)/python -m tests.services.postgresql $(BIN)/python -m tests.benchmarks

## make clean   remove the environment and all caches; var/ holds your data and stays
clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(MADE):
	@sh scripts/packages.sh $(PYTHON) $(NEEDS)
	@echo "Making $(VENV) with $$($(PYTHON) --version)."
	@rm -rf $(VENV)
	@$(PYTHON) -m venv $(VENV)
	@touch $(VENV)/.made $@

$(RUNTIME): requirements.lock $(MADE)
	@echo "Installing $< into $(VENV)."
	@$(PIP) -r requirements.lock
	@touch $@

$(DEV): requirements-dev.lock $(RUNTIME)
	@sh scripts/packages.sh $(PYTHON) $(NEEDS)
	@echo "Installing $< into $(VENV)."
	@$(PIP) -r requirements-dev.lock
	@touch $@
