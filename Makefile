# Two commands:  make        sets up .venv, executes the notebooks in order, regenerates figures/
#                make test   runs the tests
# `make help` lists the rest, made from the words behind ## in this file.

VENV    ?= .venv
PY      := $(VENV)/bin/python
## PYTHON=/path/to/python3   which Python makes the environment (default: the first of 3.11 or newer)
PYTHON  ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
# Named after what is to be installed: another lock or pyproject.toml sets up again, nothing else does.
STAMP   := $(VENV)/.installed-$(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
## ARGS="…"                 more options for what test, lab, lock or browser runs: make lab ARGS="--port 9999"
ARGS    ?=
## CORPORA=DIR                where the corpora for training lie: hedging/, acts/, polnear/
CORPORA ?= ../shared/data
## CODED=DIR TEXTS=DIR        coded articles (what benchmarks/coding.py compile writes) and their texts, a folder a corpus in each
CODED   ?=
TEXTS   ?=
NOTEBOOKS := $(sort $(wildcard notebooks/0*.ipynb))
## CASE=folder                a case of your own (begun by sources-say new-case): its notebooks and figures go into it
CASE    ?=
# Articles and decisions of your own in seeds/ give other outputs than the committed ones: then notebooks need only run.
NBVAL   := $(if $(shell git status --porcelain seeds 2>/dev/null),--nbval-lax,--nbval)

# The figures that the notebooks have just drawn are, byte for byte, the committed ones: none altered, missing or left over.
SAME    = diff -rq -x README.md figures out/figures || { echo "figures/ is not what the notebooks draw" >&2; exit 1; }

UV := uv==0.13.9
# How a lock is made, and one extra of pyproject.toml installed from a lock of its own.
COMPILE = UV_SYSTEM_CERTS=1 $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links $(ARGS)
EXTRAS  = $(PY) -c "import sys, tomllib; extras = tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']; \
	print(*(r for name in sys.argv[1:] for r in extras[name]), sep='\n')"
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r

# The same numbers, orders and bytes on every run and every machine.
export PYTHONHASHSEED := 0
export SOURCE_DATE_EPOCH := 1764374400
export OMP_NUM_THREADS := 1
export TOKENIZERS_PARALLELISM := false
export TZ := UTC
export IPYTHONDIR := $(abspath $(VENV))/ipython
export MPLCONFIGDIR := $(abspath $(VENV))/matplotlib
export PYDEVD_DISABLE_FILE_VALIDATION := 1
unexport PYTHONPATH PYTHONHOME MPLBACKEND SOURCES_SAY_HOME SOURCES_SAY_FIGURES SOURCES_SAY_CASE
ifneq ($(CASE),)
export SOURCES_SAY_CASE := $(CASE)
endif

.PHONY: all setup notebooks figures test test-all slow fuzz lint lab browser fresh lock train sums benchmark clean clean-all help
.DEFAULT_GOAL := all

all: notebooks              ## set up, execute all notebooks in order, regenerate figures/ (the default)
	@echo "Done. $(if $(CASE),Read $(CASE)/notebooks; figures are in $(CASE)/figures,Read notebooks/ with: make lab    Figures are in figures/)"

setup: $(STAMP)             ## only set up .venv from requirements.lock

$(STAMP):
	@if [ -z "$(PYTHON)" ]; then \
	  echo "setup: no Python 3.11 or newer found. Install one, or say which: make PYTHON=/path/to/python3" >&2; exit 1; fi
	@$(PYTHON) .ci/setup.py $(VENV)
	@mkdir -p $(IPYTHONDIR)/profile_default
	@echo "c.IPKernelApp.log_level = 40   # errors only: a kernel's remarks on its own sockets help nobody" \
	  > $(IPYTHONDIR)/profile_default/ipython_kernel_config.py
	@rm -f $(VENV)/.installed-* && touch $@

# With CASE the outputs lie in the case, and nothing that git tracks is touched.
notebooks figures: $(STAMP) ## execute the notebooks, which write figures/; then the README's gallery
	@$(PY) .ci/notebooks.py $(NOTEBOOKS)
	@$(if $(CASE),:,$(PY) .ci/gallery.py)

# UNDER_LOCK: here the environment must be the locked one; elsewhere its test is skipped.
test: $(STAMP)              ## units, examples in docstrings, the notebooks on the shipped case; under ten minutes
	@rm -rf out/figures
	UNDER_LOCK=1 SOURCES_SAY_FIGURES=$(abspath out/figures) $(PY) -m pytest -m "not slow" --doctest-modules \
	  $(NBVAL) --nbval-current-env --nbval-cell-timeout 600 tests analysis $(NOTEBOOKS) $(ARGS)
	@$(if $(filter --nbval,$(NBVAL)),$(if $(ARGS),:,$(SAME)),:)

test-all: test slow browser ## all that is tested: make test, what is slow, the notebooks in a browser; under an hour

slow: $(STAMP)              ## only the slow tests: long texts, kills, fuzz, workers, notebooks run anew
	@$(PY) -c "import distributed, duckdb" 2>/dev/null || $(INSTALL) tests/scale.lock
	UNDER_LOCK=1 $(PY) -m pytest -m slow tests $(ARGS)

fuzz: $(STAMP)              ## 100,000 hostile inputs through readers, layers, pages and tables; an hour
	FUZZ=100000 $(PY) -m pytest tests/text/test_hostile.py $(ARGS)

lint: $(STAMP)              ## format, style and types
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy

lab: $(STAMP)               ## JupyterLab on the notebooks, with CASE on those of the case
	$(if $(CASE),SOURCES_SAY_CASE="$$(cd "$$SOURCES_SAY_CASE" && pwd)" && export SOURCES_SAY_CASE && \
	)$(PY) -m jupyter lab "$${SOURCES_SAY_CASE:+$$SOURCES_SAY_CASE/}notebooks/00_start_here.ipynb" $(ARGS)

browser: $(STAMP)           ## the notebooks in a real JupyterLab in headless Chromium; screenshots in out/browser/
	@$(PY) -c "import playwright" 2>/dev/null || $(INSTALL) tests/browser/requirements.lock || true
	@$(PY) tests/browser/run_lab.py out/browser $(ARGS)

fresh:                      ## both commands on a fresh clone of the last commit
	sh tests/fresh_clone.sh

lock: $(STAMP)              ## resolve pyproject.toml anew into requirements.lock, and the extras into locks of their own
	@$(PY) -m pip install --quiet --disable-pip-version-check $(UV)
	$(COMPILE) --extra test --extra lint pyproject.toml --output-file requirements.lock
	$(EXTRAS) browser | $(COMPILE) -c requirements.lock - --output-file tests/browser/requirements.lock
	$(EXTRAS) scale | $(COMPILE) -c requirements.lock - --output-file tests/scale.lock
	$(EXTRAS) train benchmark | $(COMPILE) -c requirements.lock - --output-file benchmarks/requirements.lock
	@echo "The locks are new: run make && make test before you commit them"

OURS = $(foreach corpus,$(if $(CODED),basil crisis india polnear),--coded $(CODED)/$(corpus) $(TEXTS)/$(corpus))

train: $(STAMP)             ## train the models of analysis/models/ again (hours; needs the corpora, see README)
	@$(INSTALL) benchmarks/requirements.lock
	$(PY) benchmarks/train_hedging.py $(CORPORA)/hedging $(if $(CODED),--coded $(CODED) $(TEXTS) --sentences $(TEXTS))
	$(PY) benchmarks/train_loaded.py $(CORPORA)/loaded/babe_dev.jsonl --spans $(CORPORA)/loaded/basil_dev.jsonl $(OURS) --ship
	$(PY) benchmarks/train_about.py --spans $(CORPORA)/loaded/basil_dev.jsonl $(OURS) --ship
	$(PY) benchmarks/train_acts.py $(CORPORA)/acts/plover_train.csv --ship
	$(PY) benchmarks/train_attribution.py --polnear $(CORPORA)/polnear

sums: $(STAMP)              ## after training: the hashes against which models are checked when they are loaded
	$(PY) benchmarks/seal.py

benchmark: $(STAMP)         ## accuracy, speed and workers beside other packages, each result with the machine's load
	@$(INSTALL) benchmarks/requirements.lock
	@$(PY) -c "import distributed, duckdb" 2>/dev/null || $(INSTALL) tests/scale.lock
	@failed=; for script in $(sort $(wildcard benchmarks/bench_*.py)); do \
	  echo "$$script"; $(PY) $$script || failed="$$failed $$script"; done; \
	[ -z "$$failed" ] || { echo "These could not be measured:$$failed" >&2; exit 1; }

clean:                      ## remove what tests and tools leave behind
	rm -rf out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info notebooks/.ipynb_checkpoints
	find analysis tests benchmarks .ci -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean            ## … and the environment, so that the next make starts from nothing
	rm -rf $(VENV)

help:                       ## this list
	@sed -nE 's/^([a-z-]+)( [a-z]+)?:.*## (.*)/  make \1\t\3/p' $(MAKEFILE_LIST) | expand -t 20
	@echo "and, behind any of them:"
	@sed -nE 's/^## (.*)/  \1/p' $(MAKEFILE_LIST)
