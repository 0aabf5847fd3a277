# Everything that a fresh machine needs to run, test and measure kasse.
SHELL := /bin/bash
PY := .venv/bin/python
STAMP := .venv/.installed
# Qt offscreen, and a real X window; the database server for the tests.
APT_RUN := python3-venv libglib2.0-0 libgl1 libegl1 libx11-6 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0 libbrotli1 \
  libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0
APT_TEST := $(APT_RUN) postgresql strace

.PHONY: pictures run test lint bench features screenshots manual translations lock clean
run: $(STAMP)
	@$(PY) -m kasse demo --show --data build/demo

test: $(STAMP) .venv/.apt-test lint
	@QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n 2 --dist loadscope $(PYTEST_ARGS)

lint: $(STAMP)
	@.venv/bin/ruff check . && .venv/bin/ruff format --check -q . && .venv/bin/mypy && .venv/bin/lint-imports --no-logo

bench: $(STAMP) .venv/.apt-test
	@QT_QPA_PLATFORM=offscreen $(PY) -m bench $(BENCH_ARGS)

features: $(STAMP) .venv/.apt-test
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.features

screenshots: $(STAMP)
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.screenshots

# What tests compare the main screens with. Look at each of them before it is kept.
pictures: $(STAMP)
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.pictures

manual: $(STAMP)
	@$(PY) -m tools.settings_manual && $(PY) -m tools.tap_table

translations: $(STAMP)
	@$(PY) -m tools.translations

# New versions of what we use: writes requirements.lock anew, with hashes and without any address.
lock: $(STAMP)
	@.venv/bin/python -m pip install -q uv
	.venv/bin/uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --no-emit-index-url -o requirements.lock
	! grep -n '://' requirements.lock

clean:
	rm -rf .venv build

$(STAMP): requirements.lock pyproject.toml
	@tools/apt-install $(APT_RUN)
	@$${PYTHON:-python3} -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "kasse braucht Python 3.11 oder neuer (unter Debian 12: apt-get install python3-venv)."; exit 1; }
	@$(PY) -m pip --version >/dev/null 2>&1 || rm -rf .venv; test -x $(PY) || $${PYTHON:-python3} -m venv .venv || \
	  { echo "Das Modul venv fehlt (unter Debian 12: apt-get install python3-venv)."; exit 1; }
	@echo "kasse: installing what requirements.lock names (once)"
	@$(PY) -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(PY) -m compileall -q src
	@touch $@

.venv/.apt-test: $(STAMP)
	@tools/apt-install $(APT_TEST)
	@touch $@
