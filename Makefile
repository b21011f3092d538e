# `make` alone prints the targets. Everything is built into _build/, everything installed into .venv/.
SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-print-directory
BIN         := .venv/bin
# -E -n -W: a second run from the cache would not repeat its warnings; a full build takes seconds. -j auto: on every core.
SPHINX      := $(BIN)/python -m sphinx -E -n -W --keep-going -q -j auto
# The date that goes into PDF and EPUB: that of the last commit; where there is no git, edition_date of conf.py.
COMMITTED := $(shell git log -1 --format=%ct 2>/dev/null)
ifneq ($(COMMITTED),)
export SOURCE_DATE_EPOCH ?= $(COMMITTED)
endif
# The web site takes in the PDF and the EPUB, so "make -j all" must not begin with it.
.NOTPARALLEL:

.PHONY: help
help:  ## print the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: html
html: .venv/build.stamp  ## build the web site: _build/html/index.html
	@$(SPHINX) -b html -d _build/doctrees/html . _build/html
	@echo "The book is in _build/html/index.html"

.PHONY: pdf
pdf: .venv/build.stamp  ## build the PDF: _build/pdf/japan-central-asia.pdf
	@./tests/packages.sh pdf
	@$(SPHINX) -b bookpdf -d _build/doctrees/pdf . _build/pdf
	@echo "The PDF is in _build/pdf/japan-central-asia.pdf"

.PHONY: epub
epub: .venv/build.stamp  ## build the EPUB: _build/epub/japan-central-asia.epub
	@$(SPHINX) -b epub -d _build/doctrees/epub . _build/epub
	@echo "The EPUB is in _build/epub/japan-central-asia.epub"

.PHONY: all
all: pdf epub html  ## all three; the site then offers PDF and EPUB to download

.PHONY: serve
serve: .venv/dev.stamp  ## rebuild on save and show at http://127.0.0.1:8000
	@$(BIN)/sphinx-autobuild -b html -d _build/doctrees/serve . _build/serve

.PHONY: test
test: .venv/dev.stamp  ## build everything and run every test
	@./tests/packages.sh pdf test
	@$(MAKE) all
	@$(BIN)/python -m pytest tests

.PHONY: check
check: .venv/dev.stamp  ## the quick loop: web site and fast tests
	@$(MAKE) html
	@$(BIN)/python -m pytest tests -m "not slow"

.PHONY: figures
figures: .venv/dev.stamp  ## draw figures/*.svg again from figures/data/*.csv
	@$(BIN)/python figures/draw.py

.PHONY: anchors
anchors: .venv/build.stamp  ## add new anchors to tests/anchors.txt (none is ever taken out)
	@$(MAKE) html
	@$(BIN)/python tests/anchors.py

.PHONY: linkcheck
linkcheck: .venv/build.stamp  ## ask every outside address whether it still answers
	@$(BIN)/python -m sphinx -b linkcheck -d _build/doctrees/html . _build/linkcheck

.PHONY: bench
bench: .venv/dev.stamp  ## measure build time and page weight against the budgets
	@$(BIN)/python tests/bench.py

.PHONY: lock
lock:  ## write the locked requirements again from the .in files (needs uv)
	@for name in requirements requirements-dev; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt; done

.PHONY: clean
clean:  ## remove what was built; .venv stays
	@rm -rf _build

# The stamp is written last and the half-made .venv is removed, so that a broken install is never trusted.
.venv/build.stamp: requirements.txt tests/install.sh
	@./tests/install.sh requirements.txt $@

.venv/dev.stamp: requirements-dev.txt tests/install.sh
	@./tests/install.sh requirements-dev.txt $@
	@touch .venv/build.stamp
