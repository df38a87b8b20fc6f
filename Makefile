# `make demo` and `make test` work on a fresh machine with git, make and Python 3.11; nothing else comes first.

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench soak messages manuals clean
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

# What is compiled when isoqms is installed, and so must be installed again after an edit.
COMPILED := $(wildcard src/isoqms/simulate/*.pxd)
COMPILED += $(wildcard $(COMPILED:.pxd=.py)) src/isoqms/simulate/codes.py

$(INSTALLED): pyproject.toml setup.py .ci/venv $(COMPILED)
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
	then $(BIN)/python -m isoqms.locale compile; \
	else $(PIP) install -qq --no-deps --editable .; fi

# Asked again whenever the dependencies may have changed.
$(WHEELS): pyproject.toml .ci/wheels | $(INSTALLED)
	@.ci/wheels
	@touch $@

# An office's own Word table, and a published procedure done the same day.
TABLE := tests/data/tables/hai-giai-doan.docx
SAMPLE := processes/tp-ho-chi-minh/vn-linhchieu-kethon.yaml
# A commune of 2026 whose people do 29 procedures.
OFFICE := processes/xa-vi-du
# Shortened on paper from 22 days to 15; and from 20 days to 8, to 3.
PAIR := processes/truoc-sau/thuelai-caplai-truoc.yaml processes/tp-ho-chi-minh/vn-hcmc-thuelai-caplai.yaml
THREE := processes/truoc-sau/lt-khaisinh-2015.yaml processes/truoc-sau/lt-khaisinh-8ngay.yaml
THREE += processes/trung-uong/vn-lienthong-3trong1.yaml
# A permit to be given sooner, and a certificate to be simplified.
HOUSE := $(OFFICE)/vn-vidu-gpxd-nha-o.yaml
COPY := $(OFFICE)/vn-vidu-trich-luc.yaml
SIMPLER := processes/scenarios/don-gian-hoa-trich-luc.yaml
TO := reports/demo
show = @printf '\n$$ isoqms %s\n' '$(1)'; $(BIN)/isoqms $(1)

demo: $(INSTALLED) $(CATALOGUE).mo ## from a Word table to the printed ISO document; a simulated year; what to cut and what cuts were worth; into reports/demo
	@.ci/packages want dot
	@rm -rf '$(TO)'
	@mkdir -p '$(TO)'
	$(call show,check $(TABLE) --annotate $(TO)/remarks.docx) || [ $$? = 1 ] # problems are what it looks for
	$(call show,import $(TABLE) -o $(TO)/draft) || [ $$? = 1 ]
	$(call show,check $(TO)/draft) || [ $$? = 1 ]
	$(call show,time $(TO)/draft)
	$(call show,draw $(TO)/draft -o $(TO))
	$(call show,document $(TO)/draft --to pdf -o $(TO)/document)
	$(call show,document $(TO)/draft --to docx -o $(TO)/document)
	$(call show,check processes) || [ $$? = 1 ]
	$(call show,deadline $(SAMPLE) --received "2025-12-31 15:30")
	$(call show,simulate $(OFFICE) --days 365 --from 2026-01-01 --replications 10 --charts $(TO)/year --log $(TO)/year.csv)
	$(call show,conformity processes --format html -o $(TO)/conformity.html) || [ $$? = 1 ]
	$(call show,compare $(PAIR))
	$(call show,compare $(THREE) --simulated --cases 200 --replications 10 --charts $(TO)/compare)
	$(call show,cut $(HOUSE) --target "8 ngày làm việc" --on-time 90% --charts $(TO)/cut --scenarios $(TO)/cut)
	$(call show,cost $(COPY) --scenario $(SIMPLER))
	$(call show,propose $(COPY) --scenario $(SIMPLER) --cases 200 -o $(TO)/proposal)
	$(call show,portfolio processes --as-of 2026-11-22 --charts $(TO)/portfolio)
	$(call show,draw processes -o $(TO)/maps)
	$(call show,draw --landscape processes -o $(TO)/maps) || [ $$? = 3 ] # says that dot is missing
	@printf '\nOpen these files, the charts in the folders beside them and the maps of the sample workspace in $(TO)/maps:\n'; \
	find '$(TO)' -name maps -prune -o \( -name '*.pdf' -o -name '*.docx' -o -name '*.html' \) -print | sort | sed 's/^/  /'

test: $(DEVELOP) $(WHEELS) $(CATALOGUE).mo ## everything: style, types, tests; installs what is missing where it may
	@.ci/packages need
	@$(MAKE) lint
	$(BIN)/python -m pytest -n 2

lint: $(DEVELOP) ## style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check --quiet
	$(BIN)/mypy

bench: $(DEVELOP) $(CATALOGUE).mo ## all benchmarks, beside their peers
	$(BIN)/python benchmarks/run.py

soak: $(DEVELOP) $(CATALOGUE).mo ## long proofs: intervals that cover, queues with closed forms, registers whose writers are killed
	$(BIN)/python benchmarks/soak.py

messages: $(DEVELOP) ## bring the Vietnamese catalogue up to date with the sources
	$(BIN)/python -m isoqms.locale
	@$(MAKE) $(CATALOGUE).mo

manuals: $(DEVELOP) $(CATALOGUE).mo ## print into reports/, in both languages: the manual, the rules, what can be cut, the seeded faults
	for lang in vi en; do \
	  $(BIN)/isoqms --lang $$lang manual > reports/manual.$$lang.md; \
	  $(BIN)/isoqms --lang $$lang manual opportunities > reports/opportunities.$$lang.md; \
	  $(BIN)/isoqms --lang $$lang explain --all > reports/rules.$$lang.md; \
	done
	$(BIN)/python tests/seeded.py

clean: ## remove what make and the tools have made
	rm -rf .venv build dist reports/demo reports/bench .mypy_cache .ruff_cache .pytest_cache .hypothesis
	rm -f $(CATALOGUE).mo src/isoqms/simulate/*.so
