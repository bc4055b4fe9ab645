# lossreport: `make demo` shows it, `make test` proves it; both install what the system lacks.
SHELL := /bin/bash
PREFIX ?= /usr/local
# Static, so that the installed program is one file and starts in a hundredth of a second.
release = swift build -c release --product lossreport --static-swift-stdlib
program = $(shell swift build -c release --show-bin-path)/lossreport

.PHONY: help demo build test test-double sanitize lint format examples examples-update record gallery bench install clean setup setup-test

help:  ## Lists what can be made.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup:
	@.ci/setup

setup-test:
	@.ci/setup test

build: setup  ## Builds the program, optimised.
	$(release)

demo: build  ## Trains and renders the wine example and says where the pictures are.
	$(program) compare examples/wine-scaling/spec.json --out reports/wine-scaling
	@echo
	@echo "Pictures and report:"
	@ls -1 reports/wine-scaling/*.png reports/wine-scaling/*.pdf

test: setup-test  ## Runs all tests.
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build

test-double: setup-test  ## Runs the engine's gradient checks in Double.
	swift test --traits DoublePrecision --scratch-path .build-double --filter 'TensorsTests|LearningTests|ParityTests'

# Threads' own checker wants its list of what is no fault; addresses' can't see what libraries free at the end.
sanitized = swift build --sanitize $(1) --scratch-path .build-$(1) --build-tests
engine = --skip-build --filter 'TensorsTests|LearningTests'
sanitize: setup-test  ## Runs the engine's tests and a compare under the address and the thread sanitizer.
	$(call sanitized,address)
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize address --scratch-path .build-address $(engine)
	ASAN_OPTIONS=detect_leaks=0 .build-address/debug/lossreport compare examples/wine-scaling/spec.json --out reports/sanitized-address --jobs 2 --quiet
	$(call sanitized,thread)
	TSAN_OPTIONS=suppressions=$(CURDIR)/.ci/thread-sanitizer.txt swift test --sanitize thread --scratch-path .build-thread $(engine)
	TSAN_OPTIONS=suppressions=$(CURDIR)/.ci/thread-sanitizer.txt .build-thread/debug/lossreport compare examples/wine-scaling/spec.json --out reports/sanitized-thread --jobs 2 --quiet

lint:  ## Checks the layout of the code.
	swift format lint --strict --recursive Sources Tests templates Benchmarks/Sources Benchmarks/Package.swift Package.swift

format:  ## Lays the code out.
	swift format --in-place --recursive Sources Tests templates Benchmarks/Sources Benchmarks/Package.swift Package.swift

examples: build  ## Runs every example; each must meet its own `expect`.
	@set -e; for spec in examples/*/spec.json; do \
	  name=$$(basename $$(dirname $$spec)); \
	  $(program) compare $$spec --out reports/$$name --quiet || { echo "$$spec: exit $$?"; exit 1; }; \
	  echo "$$spec: ok"; \
	done

examples-update: build  ## Runs every example; rewrites their verdicts and pictures.
	examples/update --program $(program)

record: setup-test  ## Makes the goldens anew; look at the difference before you commit it.
	-RECORD_GOLDENS=1 swift test --filter 'ReportsTests|ChartsTests|CommandTests|ExperimentsTests|DiagnosticsTests'

gallery: setup-test  ## Renders every figure in every theme and hard case, and one sheet of all, into reports/gallery.
	RENDER_GALLERY=$(CURDIR)/reports/gallery swift test --filter GalleryTests
	@echo "Look at reports/gallery/contact-sheet.png"

bench: build  ## Times the program beside its peers; see Benchmarks/README.md.
	Benchmarks/run

install: build  ## Copies the program below PREFIX.
	install -D -s $(program) $(DESTDIR)$(PREFIX)/bin/lossreport

clean:  ## Removes what was built and reported.
	rm -rf .build .build-double .build-address .build-thread reports
