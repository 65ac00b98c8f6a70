.PHONY: build test lint demo check-all ci

build:
	swift build --product athena

test:
	scripts/test

lint:
	scripts/lint

demo:
	scripts/demo

check-all:
	scripts/check-all

ci:
	CI=true bash .ci/run
