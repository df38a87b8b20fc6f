# `make demo` and `make test` work on a fresh machine with git, make and Python 3.11; nothing else comes first.

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench messages clean
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

BIN := .venv/bin
INSTALLED := .venv/.installed
DEVELOP := .venv/.develop
WHEELS := .venv/.wheels
CATALOGUE := src/isoqms/locale/vi/LC_MESSAGES/isoqms
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

$(INSTALLED): pyproject.toml setup.py .ci/venv
	@.ci/venv
	@echo "Installing isoqms into .venv"
	@$(PIP) install -qq --editable .
	@touch $@

$(DEVELOP): $(INSTALLED)
	@echo "Installing the tools for testing into .venv"
	@$(PIP) install -qq --group dev
	@touch $@

# Installing compiles the catalogue; this is for edits made since. Babel belongs to the tools for testing.
$(CATALOGUE).mo: $(CATALOGUE).po | $(INSTALLED)
	@if [ -x $(BIN)/pybabel ]; \
	then $(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale vi; \
	else $(PIP) install -qq --no-deps --editable .; fi

# Asked again whenever the dependencies may have changed.
$(WHEELS): pyproject.toml .ci/wheels | $(INSTALLED)
	@.ci/wheels
	@touch $@

# The procedure the demonstration shows in detail.
SAMPLE = $(firstword $(shell grep -rl --include='*.yaml' '^steps:' processes | sort))
TO := reports/demo
# Problems in the sample (1) and a missing tool (3) are said and do not end the demonstration.
show = @printf '\n$$ isoqms %s\n' '$(1)'; $(BIN)/isoqms $(1) || { code=$$?; [ $$code = 1 ] || [ $$code = 3 ]; }

demo: $(INSTALLED) $(CATALOGUE).mo ## check, time and draw the sample workspace into reports/demo
	@.ci/packages want dot
	@rm -rf $(TO)
	@mkdir -p $(TO)
	$(call show,check processes)
	$(call show,time $(SAMPLE))
	$(call show,deadline $(SAMPLE) --received "2025-12-31 09:00")
	$(call show,draw processes -o $(TO))
	$(call show,draw --landscape processes -o $(TO))
	@printf '\nOpen these files:\n'; ls -1 $(TO)/* | sed 's/^/  /'

test: $(DEVELOP) $(WHEELS) $(CATALOGUE).mo ## everything: style, types, tests; installs what is missing where it may
	@.ci/packages need
	@$(MAKE) lint
	$(BIN)/python -m pytest -n 2

lint: $(DEVELOP) ## style and types
	$(BIN)/ruff check
	$(BIN)/mypy

bench: $(DEVELOP) $(CATALOGUE).mo ## all benchmarks, beside their peers
	$(BIN)/python benchmarks/run.py

messages: $(DEVELOP) ## bring the Vietnamese catalogue up to date with the sources
	$(BIN)/python -m isoqms.locale
	@$(MAKE) $(CATALOGUE).mo

clean: ## remove what make and the tools have made
	rm -rf .venv build dist reports/demo reports/bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f $(CATALOGUE).mo
