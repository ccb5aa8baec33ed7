# make run: from a clean clone to the page.   make test: the same set-up, then everything is checked.
PYTHON = .venv/bin/python
export RASA_TELEMETRY_ENABLED = false

.PHONY: run test check check-content setup train cluster bench-nlu bench-courses bench-serve load chaos hostile audit lock clean

run: setup
	@$(PYTHON) -m bot run

test: check
	@scripts/browser.sh
	@scripts/servers.sh
	@$(PYTHON) -m bot train
	@$(PYTHON) -m pytest -q tests/nlu_quality
	@$(PYTHON) -m pytest -q -n 2 --dist loadfile tests/conversations tests/cluster
	@$(PYTHON) -m pytest -q -n 2 --dist loadfile tests/browser

# Lint, types, content and the tests that need no trained model.
check: setup
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@$(PYTHON) -m bot check-content
	@$(PYTHON) -m pytest -q -n auto --dist worksteal tests --ignore=tests/conversations --ignore=tests/browser --ignore=tests/cluster --ignore=tests/nlu_quality

check-content: setup
	@$(PYTHON) -m bot check-content

setup:
	@scripts/setup.sh

train: setup
	@$(PYTHON) -m bot train

# The same service as on several machines, on this one: nginx, two of each process, PostgreSQL, Redis.
cluster: setup
	@scripts/servers.sh
	@$(PYTHON) -m bot train
	@$(PYTHON) -m bot cluster

# Side by side with other pipelines; the first time it installs `rasa init` with TensorFlow (2.7 GB).
bench-nlu: setup
	@$(PYTHON) -m bench.nlu

bench-courses: setup
	@$(PYTHON) -m bench.courses

# Turns over HTTP beside a bot of `rasa init`; the first time that is installed and trained (an hour).
bench-serve: train
	@$(PYTHON) -m bench.serve

# Half an hour of real conversations at 80 % of what one bot can do; MINUTES=5 for less.
load: train
	@$(PYTHON) -m bench.load --minutes $(or $(MINUTES),30)

# Kills every process and server at random for ten minutes, while visitors talk.
chaos: setup
	@scripts/servers.sh
	@$(PYTHON) -m bot train
	@$(PYTHON) -m bench.chaos

# Twenty thousand requests that nobody honest sends; REQUESTS=2000 for fewer.
hostile: train
	@$(PYTHON) -m bench.hostile --requests $(or $(REQUESTS),22000)

# Known vulnerabilities of what is in the lock.
audit: setup
	@scripts/audit.sh

# For developers: writes the lock anew from pyproject.toml, without any index address.
lock:
	.venv/bin/uv pip compile pyproject.toml --python-version 3.10 --generate-hashes --no-emit-index-url \
		--no-emit-find-links --no-annotate --no-header -o requirements.lock

clean:
	rm -rf .venv .cache models bench/results
