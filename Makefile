# On Record: `make help` lists every target.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
BENCH_DATA ?= ../shared/bench
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-kills fuzz lint format bench bench-gate bench-whole bench-scale docs schema lock clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-11s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml requirements/dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "On Record needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@# the pip that ships with Python 3.11.7 cannot install lxml[html-clean]
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m onrecord.knowledge.gazetteer_build
	@touch $@

setup: $(STAMP)  ## create .venv with onrecord in it and compile the gazetteer

demo: $(STAMP)  ## read the example articles and print what they put on record
	$(BIN)/onrecord demo

TEST_WORKERS ?= auto
test: $(STAMP)  ## run the tests on all cores, a file of them at a time (TEST_WORKERS=0: in one process)
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile

test-kills: $(STAMP)  ## kill the adding of articles 200 times and see that the ledger loses nothing (minutes)
	ONRECORD_KILLS=200 $(BIN)/python -m pytest tests/ledger/test_kills.py

MINUTES ?= 10
fuzz: $(STAMP)  ## throw inputs that nobody wrote at everything that reads, for MINUTES (10) of processor time; SEED=N does a run again
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) $(if $(SEED),--seed $(SEED))

lint: $(STAMP)  ## types, style and the one-way rule between rooms
	$(BIN)/ruff check src tests bench training docs
	$(BIN)/ruff format --check src tests bench training docs
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(STAMP)  ## format the code
	$(BIN)/ruff check --fix -q src tests bench training docs
	$(BIN)/ruff format -q src tests bench training docs

bench: $(STAMP)  ## score against the real benchmarks in BENCH_DATA (default ../shared/bench)
	$(BIN)/python -m bench --data $(BENCH_DATA) --json out/bench.json

bench-gate: $(STAMP)  ## the same, failing where a figure falls below bench/floors.toml
	$(BIN)/python -m bench --data $(BENCH_DATA) --json out/bench.json --gate

bench-whole: $(STAMP)  ## words a CPU second of the whole reading beside spaCy and textacy, in one run
	$(BIN)/python -W ignore -m bench.whole_process $(wildcard $(BENCH_DATA))

SCALE_REAL ?= 600
SCALE_ENGINES ?= local:1 local:2
SCALE_QUICK ?= 1000 10000 100000
SCALE_READ ?= 100 300 1000
SCALE_RESTART ?= 400
SCALE_MERGED ?= 312 625 1250 2500
bench-scale: $(STAMP)  ## backfill: rate, CPU, memory, restart, merging, a year of CC-NEWS (minutes; SCALE_ENGINES="local:1 local:2 ray:2")
	$(BIN)/python -m bench.backfill_scale $(SCALE_REAL) --engines $(SCALE_ENGINES)
	$(BIN)/python -m bench.backfill_scale $(SCALE_QUICK) --workers 2 --quick
	$(BIN)/python -m bench.reading_memory $(SCALE_READ)
	$(BIN)/python -m bench.restart_cost $(SCALE_RESTART)
	$(BIN)/python -m bench.merging_scale $(SCALE_MERGED)
	$(BIN)/python -m bench.cc_news_year

docs: $(STAMP)  ## build the docs site into out/site, without the network; a warning is an error
	$(BIN)/python docs/site/build.py

schema: $(STAMP)  ## write the JSON Schema of the output to docs/schema.json
	$(BIN)/onrecord schema > docs/schema.json

lock:  ## pin the dependencies again, with hashes and without addresses (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate --no-emit-index-url --quiet -o requirements/dev.lock

clean:  ## remove what was built, the environment included
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis demo.db
