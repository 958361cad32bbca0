# make demo: the portal with its demonstration network; make test: linters and every test.
PYTHON := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)
export DJANGO_SETTINGS_MODULE := config.settings

# Tests have servers of their own, which do not wait for the disk.
TEST_SERVERS := PORTAL_DATA_DIR=$(CURDIR)/.data/tests PORTAL_EMBEDDED_FAST=1

.PHONY: demo test fast test-db lint bench setup

demo:
	@python3 bin/setup
	@$(PYTHON) bin/demo

test: setup lint
	$(TEST_SERVERS) $(PYTHON) bin/with-servers pytest -q -n 2 -m "not browser"
	$(TEST_SERVERS) $(PYTHON) bin/with-servers pytest -q -m browser

fast: setup
	$(TEST_SERVERS) $(PYTHON) bin/with-servers pytest -q -n 2 -m "not browser and not slow"

# The tests that speak to the database, on the servers that DATABASE_URL and REDIS_URL name.
test-db: setup
	pytest -q -n 2 -m "not browser"

lint: setup
	ruff check .
	ruff format --check .
	git ls-files 'templates/*.html' | xargs djade --check --target-version 5.2
	lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run

bench: setup
	$(PYTHON) tests/bench/bench.py

setup:
	@python3 bin/setup test
