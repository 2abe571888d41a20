# Two commands do everything, set-up included: `make run` opens the app, `make test` proves it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
SEED   ?= $(shell date +%s)

.PHONY: run test test-all check javascript unit browser bench screenshots format chromium nginx engines

run: $(VENV)/.run
	$(BIN)/python -m streamlit run app.py

# The browser tests wait a good deal: the unit tests run meanwhile.
test: check javascript chromium nginx
	$(BIN)/pytest tests --ignore=tests/benchmarks -m "not thorough" -n 4 --dist worksteal

# The same, the long sweeps, and other browsers: Firefox and WebKit; in another order each time, which SEED brings back.
test-all: check javascript chromium nginx engines
	$(BIN)/pytest tests --ignore=tests/benchmarks -n 4 --dist worksteal --random-order-seed=$(SEED)

check: $(VENV)/.test node_modules/.package-lock.json
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PATH="$(abspath $(BIN)):$$PATH" node_modules/.bin/tsc
	$(BIN)/lint-imports

# What the JavaScript reckons, without a browser.
javascript: $(VENV)/.test
	$(BIN)/node --test --test-reporter=dot "tests/javascript/**/*.test.js"

unit: $(VENV)/.test javascript
	$(BIN)/pytest tests --ignore=tests/browser --ignore=tests/benchmarks -n 2

browser: $(VENV)/.test chromium nginx
	$(BIN)/pytest tests/browser -n 3 --dist worksteal

bench: $(VENV)/.test chromium
	$(BIN)/python -m tests.benchmarks

screenshots: $(VENV)/.test chromium
	$(BIN)/python -m tests.browser.screenshots

format: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

chromium: $(VENV)/.test
	@$(BIN)/python -m tests.browser.chromium

nginx: $(VENV)/.test
	@$(BIN)/python -m tests.browser.debian nginx-light

engines: $(VENV)/.test
	@$(BIN)/python -m tests.browser.debian firefox-esr webkit2gtk-driver xvfb

# Node comes with the tests' Python packages.
node_modules/.package-lock.json: package.json package-lock.json | $(VENV)/.test
	PATH="$(abspath $(BIN)):$$PATH" npm ci --silent --no-audit --no-fund

$(VENV)/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then apt-get update -qq && apt-get install -y -qq python3-venv; \
	  else echo "Python's venv module is missing: install it with  sudo apt-get install python3-venv"; exit 1; fi; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.test: $(VENV)/.run tests/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@
