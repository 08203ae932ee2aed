# Everything runs inside .venv, from the locked dependencies in requirements/dev.txt.
PYTHON ?= python3
BIN := .venv/bin
KG := $(BIN)/kg
READY := .venv/ready
DEMO := build/demo

.PHONY: demo test browser lint bench scores lock clean

demo: $(READY)
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	$(KG) --store $(DEMO)/store load data/reports
	$(KG) --store $(DEMO)/store status --table
	$(KG) --store $(DEMO)/store export xlsx $(DEMO)/so-theo-doi.xlsx --as-of 2025-10-15
	$(KG) --store $(DEMO)/store ask trace --directive 28-CT/TW --table
	$(KG) --store $(DEMO)/store export graphml $(DEMO)/directives.graphml
	$(KG) --store $(DEMO)/store site $(DEMO)/site

test: $(READY) browser
	$(BIN)/pytest

# The pages' tests open them in Debian's Chromium; where it cannot be installed they are skipped, and say so.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || { \
	  [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
	  >/dev/null 2>&1; } || echo "chromium is missing: the tests in a browser are skipped (apt-get install chromium)"

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# The peer has an environment of its own; without a network the bench says that it is missing and goes on.
bench: $(READY)
	@$(MAKE) --silent .venv-bench/ready || true
	$(BIN)/python -m bench
	$(BIN)/python -m bench.calibration

# Agreement with our own annotated samples, layer by layer. Other annotated reports:
# make scores ARGS="--annotations FOLDER --texts FOLDER"
scores: $(READY)
	$(BIN)/python -m bench.scores $(ARGS)

# Needs uv: pip install uv.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	  --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --upgrade \
	  requirements/bench.in -o requirements/bench.txt

clean:
	rm -rf .venv .venv-bench build

$(READY): pyproject.toml requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv-bench/ready: requirements/bench.txt
	$(PYTHON) -m venv --clear .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --retries 1 \
	  --require-hashes -r requirements/bench.txt
	@touch $@
