# Two commands matter: `make lesson` and `make test`. Both set the machine up first, once; how is in .ci/setup.
#   PYTHON=python3.12   the Python that .venv is made with
#   ARGS="--quality hd" passed on to render.py

.DEFAULT_GOAL := help
.PHONY: help lesson test doctor clean
export PYTHON

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

lesson: ## set up what is missing, then make the film and the slides, in out/
	@.ci/setup lesson
	.venv/bin/python render.py lesson $(ARGS)

test: ## set up what is missing, then lint, types and tests
	@.ci/setup test
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m mypy
	.venv/bin/python -m pytest -n auto --dist loadgroup

doctor: ## say what this machine has and lacks, and the fix for each lack
	@.ci/setup lesson
	.venv/bin/python render.py doctor

clean: ## remove all that was made here: out/, builds and tool caches; .venv stays
	rm -rf out media build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find gptanim scenes tests -name __pycache__ -prune -exec rm -rf {} +
