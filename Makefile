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
# "make -j" must not run two targets that write the same files.
.NOTPARALLEL:

.PHONY: help
help:  ## print the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: html
html: .venv/build.stamp  ## build the web site: _build/html/index.html
	@$(SPHINX) -b html -d _build/doctrees/html . _build/html
	@echo "The book is in _build/html/index.html"

# BOOK_FONTS=folder: take the fonts of the PDF from there, none from the system.
export BOOK_FONTS
.PHONY: pdf
pdf: .venv/build.stamp  ## build the PDF: _build/pdf/japan-central-asia.pdf
	@./tools/packages.sh pdf
	@$(SPHINX) -b bookpdf -d _build/doctrees/pdf . _build/pdf
	@echo "The PDF is in _build/pdf/japan-central-asia.pdf"

.PHONY: epub
epub: .venv/build.stamp  ## build the EPUB: _build/epub/japan-central-asia.epub
	@$(SPHINX) -b epub -d _build/doctrees/epub . _build/epub
	@echo "The EPUB is in _build/epub/japan-central-asia.epub"

# The PDF and the EPUB side by side; each has its own folder of pages read.  A failure of either stops before the site.
.PHONY: all
all: .venv/build.stamp  ## build web site, PDF and EPUB; the site offers the other two
	@$(MAKE) pdf & pdf=$$!; status=0; $(MAKE) epub || status=$$?; wait $$pdf || status=$$?; exit $$status
	@$(MAKE) html

.PHONY: serve
serve: .venv/dev.stamp  ## rebuild on save and show at http://127.0.0.1:8000
	@$(BIN)/sphinx-autobuild -n -j auto -b html -d _build/doctrees/serve . _build/serve

.PHONY: test
test: .venv/dev.stamp  ## build everything and run every test
	@./tools/packages.sh pdf test
	@$(MAKE) all
	@$(BIN)/python -m pytest tests -n 2 --dist loadgroup

.PHONY: check
check: .venv/dev.stamp  ## build the web site and run the fast tests: before each commit
	@$(MAKE) html
	@$(BIN)/python -m pytest tests/unit tests/book tests/site

.PHONY: audit
audit: N    = 50
audit: SEED = 1
audit: FROM = chapters
audit: .venv/build.stamp  ## draw N=50 sentences to be judged against their sources; SEED= FROM=
	@$(BIN)/python tools/audit.py --number $(N) --seed $(SEED) --from $(FROM)

.PHONY: figures
figures: .venv/dev.stamp  ## draw figures/*.svg again from figures/data/*.csv
	@$(BIN)/python figures/draw.py

.PHONY: css
css: .venv/dev.stamp  ## write _static/styles/furo.css again: only the theme's rules that pages use
	@$(MAKE) html
	@$(BIN)/python tools/trim_css.py

.PHONY: anchors
anchors: .venv/build.stamp  ## add new anchors to tests/anchors.txt (none is ever taken out)
	@$(MAKE) html
	@$(BIN)/python tools/anchors.py

.PHONY: linkcheck
linkcheck: .venv/build.stamp  ## ask every outside address whether it still answers
	@$(BIN)/python -m sphinx -b linkcheck -d _build/doctrees/html . _build/linkcheck

.PHONY: bench
bench: .venv/dev.stamp  ## measure build time and page weight against the budgets
	@$(BIN)/python tools/bench.py

.PHONY: lock
lock:  ## write the locked requirements again from the .in files (needs uv)
	@for name in requirements requirements-dev; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links $$name.in -o $$name.txt; done

.PHONY: clean
clean:  ## remove what was built; .venv stays
	@rm -rf _build

# The stamp is written last and the half-made .venv is removed, so that a broken install is never trusted.
.venv/build.stamp: requirements.txt tools/install.sh
	@./tools/install.sh requirements.txt $@

.venv/dev.stamp: requirements-dev.txt tools/install.sh
	@./tools/install.sh requirements-dev.txt $@
	@touch .venv/build.stamp
