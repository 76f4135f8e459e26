# Two commands do everything: `make demo` opens retro on a demo journal, `make test` runs the tests.
# Both set up .venv first, once: a stamp file remembers what pyproject.toml said.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCHES := capture today importing many_posts tui_start tui_keys search_quality search_speed sync encryption

.PHONY: demo test test-encrypted fuzz soak coverage check lint docs bench picture clean

demo: $(VENV)/.installed
	@$(BIN)/retro demo

test: $(VENV)/.dev
	@$(BIN)/pytest -n auto --dist worksteal -q

# The tests that touch storage once more, with a journal that is encrypted. What is about plain files as such,
# their bytes and damage to them, is marked and left out. What is hostile in a text is so with any key: fewer strings.
ENCRYPTED := $(addprefix tests/,cli hostile journal practice search serving sync tui) \
	$(addprefix tests/posts/,redacting/test_reading_back.py $(addprefix test_,$(addsuffix .py,assets chart_files \
	demo heads importing importing_journals journals many_posts notes own_journals own_posts read_ahead real_post \
	repairs reviewing surviving writing)))
test-encrypted: $(VENV)/.dev
	@RETRO_TESTS_ENCRYPTED=1 RETRO_HOSTILE_STRINGS=1000 \
		$(BIN)/pytest -n auto --dist worksteal -q $(ENCRYPTED)

# What make test does for seconds, for an hour: writes that fail at every size and every call, and kills at any
# moment; and ten times as many hostile strings through every way out. ROUNDS=2 tries twice as much.
ROUNDS ?= 1
soak: $(VENV)/.dev
	@RETRO_SOAK=$(ROUNDS) $(BIN)/pytest -q tests/cli/test_failing.py tests/cli/test_killing.py \
		tests/cli/test_killing_retrospectives.py tests/cli/test_power_cuts.py tests/journal/test_migrations.py \
		tests/sync/test_merging.py tests/sync/test_devices.py tests/sync/test_carrying.py
	@RETRO_HOSTILE_STRINGS=$$(($(ROUNDS) * 100000)) $(BIN)/pytest -q tests/hostile

# Every branch of what keeps, finds and publishes lessons, as far as tests take it that run in one process: 95 % of
# each package. What starts a process of its own for each command is in make test, and counts for nothing here.
coverage: $(VENV)/.dev
	@$(BIN)/pytest -n auto -q tests/unit tests/journal tests/search tests/posts \
		tests/practice tests/sync --cov --cov-report=
	@RETRO_TESTS_ENCRYPTED=1 $(BIN)/pytest -n auto -q tests/journal --cov --cov-append --cov-report=
	@missed=; for package in journal search posts; do echo "== $$package"; \
		$(BIN)/coverage report --include="retro/$$package/*" --fail-under=95 || missed="$$missed $$package"; done; \
		if [ -n "$$missed" ]; then echo "under 95 %:$$missed"; exit 1; fi

check: lint test

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# Pages that are made from the code; tests hold them to it.
docs: $(VENV)/.dev
	@$(BIN)/python -m retro.cli.reference > docs/commands.md
	@$(BIN)/python -m retro.tui.keys_page > docs/keys.md

# The picture that the README opens with, drawn by the app itself on the demo journal.
picture: $(VENV)/.dev
	@$(BIN)/python -m retro.tui.picture docs/retro.svg

# Every parser is given what it was not made for, ten minutes each: make fuzz FUZZ_SECONDS=60 is shorter.
fuzz: $(VENV)/.dev
	@FUZZ_SECONDS=$${FUZZ_SECONDS:-600} $(BIN)/pytest tests/fuzz -n auto -q

# What is promised about speed, each as a ratio to a baseline of the same run.
bench: $(VENV)/.dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group bench
	@$(BIN)/python -m compileall -q retro
	@missed=; for script in $(BENCHES); do echo "== $$script"; \
		$(BIN)/python bench/$$script.py || missed="$$missed $$script"; done; \
		if [ -n "$$missed" ]; then echo "missed a bar:$$missed"; exit 1; fi

clean:
	@rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "retro needs Python 3.11 or newer: make PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@$(BIN)/python -m compileall -q retro
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@
