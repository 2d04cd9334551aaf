# Two commands:  make        sets up .venv, executes the notebooks in order, regenerates figures/
#                make test   runs every test
# `make help` lists the rest.

VENV    ?= .venv
PY      := $(VENV)/bin/python
# The first Python that is new enough; say PYTHON=/path/to/python3 to choose another.
PYTHON  ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v $$p && break; done)
# Named after what is to be installed: another lock or pyproject.toml sets up again, nothing else does.
STAMP   := $(VENV)/.installed-$(shell cat requirements.lock pyproject.toml | cksum | cut -d' ' -f1)
# Training corpora, which are not part of the project: hedging/, acts/, polnear/.
CORPORA ?= ../shared/data
NOTEBOOKS := $(sort $(wildcard notebooks/0*.ipynb))
# A case of your own: make CASE=folder (made by sources-say new-case) executes the notebooks for it into folder/notebooks.
CASE    ?=
OUTPUT  := $(if $(CASE),--output-dir "$(abspath $(CASE))/notebooks",--inplace)

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
export SOURCES_SAY_CASE := $(abspath $(CASE))
endif

.PHONY: all setup notebooks figures corpus test lab browser fresh lock train benchmark clean clean-all help
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

# Every notebook is tried; those that failed are named at the end. With CASE the outputs lie in the case, and
# nothing that git tracks is touched.
notebooks figures: $(STAMP) ## execute the notebooks, which write figures/; make CASE=folder for a case of your own
	@n=0; failed=; for notebook in $(NOTEBOOKS); do \
	  n=$$((n + 1)); echo "[$$n/$(words $(NOTEBOOKS))] $$notebook"; \
	  $(PY) -m jupyter nbconvert --log-level ERROR --to notebook --execute $(OUTPUT) \
	    --ExecutePreprocessor.timeout=600 --NotebookClient.record_timing=False --NotebookClient.store_widget_state=False \
	    "$$notebook" || failed="$$failed $$notebook"; \
	done; \
	if [ -n "$$failed" ]; then echo "These notebooks failed:$$failed" >&2; exit 1; fi
	@$(if $(CASE),:,$(PY) .ci/gallery.py)

corpus: $(STAMP)            ## the example on many articles again; takes minutes and a copy of PolNeAR, see the notebook
	$(PY) -m jupyter nbconvert --log-level ERROR --to notebook --execute --inplace \
	  --ExecutePreprocessor.timeout=3600 --NotebookClient.record_timing=False \
	  --NotebookClient.store_widget_state=False notebooks/corpus_example.ipynb

test: $(STAMP)              ## unit, property, figure and notebook tests
	@rm -rf out/figures
	SOURCES_SAY_FIGURES=$(abspath out/figures) $(PY) -m pytest --nbval --nbval-current-env --nbval-cell-timeout 600 \
	  tests $(NOTEBOOKS) $(ARGS)

lab: $(STAMP)               ## JupyterLab on the notebooks
	$(PY) -m jupyter lab notebooks/01_intake.ipynb

browser: $(STAMP)           ## the notebooks in a real JupyterLab in headless Chromium; screenshots in out/browser/
	@$(PY) -c "import playwright" 2>/dev/null || $(PY) -m pip install --quiet --no-build-isolation -e ".[browser]"
	$(PY) tests/browser/run_lab.py out/browser

fresh:                      ## both commands on a fresh clone of the last commit
	sh tests/fresh_clone.sh

lock: $(STAMP)              ## resolve pyproject.toml anew into requirements.lock and environment.yml
	@$(PY) -c "import uv" 2>/dev/null || $(PY) -m pip install --quiet uv
	UV_SYSTEM_CERTS=1 $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --extra test $(ARGS) \
	  pyproject.toml --output-file requirements.lock
	@echo "requirements.lock is new: run make && make test before you commit it"

train: $(STAMP)             ## train the models of analysis/models/ again (hours; needs the corpora, see README)
	@$(PY) -m pip install --quiet --no-build-isolation -e ".[train]"
	$(PY) benchmarks/train_hedging.py $(CORPORA)/hedging
	$(PY) benchmarks/train_acts.py $(CORPORA)/acts/plover_train.csv --ship
	$(PY) benchmarks/train_attribution.py --polnear $(CORPORA)/polnear

benchmark: $(STAMP)         ## accuracy and speed beside other packages
	@$(PY) -m pip install --quiet --no-build-isolation -e ".[benchmark]"
	@for script in $(sort $(wildcard benchmarks/bench_*.py)); do echo "$$script"; $(PY) $$script || exit 1; done

clean:                      ## remove what tests and tools leave behind
	rm -rf out build dist .pytest_cache .hypothesis *.egg-info notebooks/.ipynb_checkpoints
	find analysis tests benchmarks .ci -name __pycache__ -type d -prune -exec rm -rf {} +

clean-all: clean            ## … and the environment, so that the next make starts from nothing
	rm -rf $(VENV)

help:                       ## this list
	@grep -hE '^[a-z -]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z -]+):[^#]*## /\1\t/' | \
	  awk -F '\t' '{printf "  make %-18s %s\n", $$1, $$2}'
