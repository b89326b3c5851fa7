PYTHON ?= python3
BIN = .venv/bin
.DEFAULT_GOAL := help

.PHONY: help setup demo test check fix docs lab bench gates lock clean

help:  ## list the tasks
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 10

setup: .venv/ready  ## make .venv/ with the command .venv/bin/recon

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/ready

demo: setup  ## run the whole job on the demo company, in ./demo
	$(BIN)/recon demo

test: setup check  ## run every check and test
	$(BIN)/python -m pytest tests -n 2

check: setup  ## lint, types, SQL format, import contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfmt --check --quiet queries
	$(BIN)/python -m tests.format_sql --check
	$(BIN)/lint-imports --config pyproject.toml

fix: setup  ## format Python and SQL
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/sqlfmt --quiet queries
	$(BIN)/python -m tests.format_sql

docs: setup  ## write the generated pages again
	$(BIN)/python -m recon.rules.catalogue
	$(BIN)/python -m tests.architecture

lab: setup  ## open the notebooks in JupyterLab
	$(BIN)/recon lab --workspace demo

bench: setup  ## run the benchmarks
	$(BIN)/python -m pytest tests/bench -s -o python_files='bench_*.py'

gates: setup  ## run the long matrices whole
	RECON_GATES=whole $(BIN)/python -m pytest tests/gates -s

lock:  ## write requirements.lock again
	uv pip compile -q --universal --python-version 3.11 --all-extras --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements.lock

clean:  ## remove .venv and what builds leave
	rm -rf .venv build dist demo
