# The Python to build with; empty: the newest suitable one that is found.
PYTHON ?=
# The folder with the content, experts and courses to build, and where the pages go.
SITE ?= .
OUTPUT ?= output
PORT ?= 8000
# What `make watch` remembers of links from week to week.
STATE ?= var/link-watch.json
export PYTHON SITE OUTPUT PORT KEY

READY := .venv/.ready
READY_DEV := .venv/.ready-dev
SCRIPTS := node_modules/.scripts
# Editors reach the store in AWS by BUCKET, with what only the larger installation holds.
READY_STORE := $(if $(BUCKET),$(READY_DEV),$(READY))
RUN := .venv/bin/python
NPM := $(RUN) -m plugins.npm
# How far `make test-later` moves the clock, and the tests that it leaves out: they know no day, build sites of
# their own for a day that they name, have an AWS beside them that goes by the machine's, or try by the hundred what others try once. The pages of the miniature site are built and compared again all the same.
DAYS ?= +500
TIMELESS := test_bench* search/* test_rehearsal.py test_stack_from_nothing.py test_publishing_* test_records_* test_markdown_* test_plugins_* test_engine_* test_architecture.py \
    test_experts_advice.py test_experts_any_file.py test_experts_bless.py test_experts_schema.py test_experts_text.py \
    test_experts_yaml.py test_courses_any_text.py test_courses_pages.py test_courses_schema.py test_courses_scorm.py \
    test_content_schema.py test_gate_* test_watch_* test_one_declaration.py test_function_attacks.py test_function_bundle.py \
    test_function_content.py test_function_github_faults.py test_site_builds.py test_site_html.py \
    test_site_incremental.py test_site_links.py
TYPED := records experts courses content forms functions engine gate plugins publishing hosting watch report bench check.py serve.py live.py pelicanconf.py publishconf.py

.PHONY: help serve html check report without-samples publish deploy rollback doctor backup restore reseal watch rehearse test test-later scorm reviews intake still-correct referral reply github zip bless lint format lock bench bench-search clean
.DELETE_ON_ERROR:

help: ## show this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

serve: $(READY) $(SCRIPTS) ## show the site on http://localhost:8000, built again at each change (PORT=, SITE=)
	@$(RUN) serve.py

html: $(READY) $(SCRIPTS) ## build the site into output/ (SITE=, OUTPUT=)
	@$(RUN) -m pelican "$(SITE)/content" -s pelicanconf.py --fatal warnings --log-handler plain -o "$(OUTPUT)"

check: $(READY) ## check all that editors write, and say everything that is wrong (SITE=)
	@$(RUN) -m check "$(SITE)"

report: $(READY) ## list what a human must still confirm, most urgent first (SITE=)
	@$(RUN) -m report "$(SITE)"

without-samples: $(READY) ## take the invented entries and courses out of your directory (FLAGS=--dry-run, SITE=)
	@$(RUN) -m report.without_samples $(FLAGS) "$(SITE)"

publish: $(READY) $(SCRIPTS) ## build the public site, unless something must not go out (ORIGIN=, FORMS=deployed, SITE=, OUTPUT=)
	@$(RUN) -m report --publish "$(SITE)"
	@$(RUN) -m pelican "$(SITE)/content" -s publishconf.py --fatal warnings --log-handler plain -o "$(OUTPUT)"

deploy: $(READY_DEV) ## send what `make publish` built to AWS (FLAGS=--dry-run, --again, "--purge slug"; docs/operations.md)
	@$(RUN) -m publishing deploy $(FLAGS)

rollback: $(READY_DEV) ## show an earlier release again (TO= its id; without it, list them; FLAGS=--dry-run)
	@$(RUN) -m publishing rollback $(TO) $(FLAGS)

doctor: $(READY_DEV) ## say what is missing in the account in AWS and on GitHub (STACK=, BACKUP=; FLAGS=--canary)
	@$(RUN) -m hosting.doctor $(FLAGS)

backup: $(READY_DEV) ## copy what came in and what is sealed (BUCKET=, BACKUP= a folder; docs/operations.md)
	@$(RUN) -m hosting.backup save

restore: $(READY_DEV) ## put back what is gone from the bucket (BUCKET=, BACKUP=, KEY=)
	@$(RUN) -m hosting.backup restore

reseal: $(READY_DEV) ## seal open cases to the recipients of today (BUCKET=, KEY=)
	@$(RUN) -m hosting.backup reseal

watch: $(READY) ## look at every page elsewhere to which the site leads (STATE= a file that remembers, SITE=)
	@$(RUN) -m watch look "$(SITE)" --state "$(STATE)"

rehearse: $(READY_DEV) $(SCRIPTS) ## all of production on this machine, without an account: site, forms, mail, merges (PORT=, SITE=)
	@$(RUN) -m hosting.rehearsal

test: $(READY_DEV) $(SCRIPTS) ## run all tests (ARGS= for pytest, for instance ARGS="-k exit")
	@$(RUN) -m pytest -n auto --dist worksteal $(ARGS)

test-later: $(READY_DEV) $(SCRIPTS) ## run the tests under a clock that is DAYS= ahead; needs faketime, leaves out browser and benchmarks
	@faketime --exclude-monotonic -m -f "$(DAYS)d" env PYTHONPATH=tests/later \
	    $(RUN) -m pytest -n auto --dist worksteal -m "not browser" $(TIMELESS:%=--ignore-glob="*/%") $(ARGS)

scorm: $(READY) $(SCRIPTS) ## pack a course for a learning system, as SCORM 1.2 (COURSE= its folder, SITE=)
	@$(RUN) -m plugins.courses.scorm "$(COURSE)"

reviews: $(READY) ## list the submissions that wait for an editor (BRANCH= to read one)
	@$(RUN) -m functions reviews $(BRANCH)

intake: $(READY_STORE) ## list what has not become a proposal yet, and what was set aside (REF=; FLAGS=--put-back, --throw-away)
	@$(RUN) -m functions intake $(REF) $(FLAGS)

still-correct: $(READY) ## write the letters that ask whether an entry is still correct into var/mail/ (ENTRY= one, whatever its age)
	@$(RUN) -m functions still-correct $(ENTRY)

referral: $(READY_STORE) ## open what was sealed, with your key (REF=, KEY=; FLAGS=--erase erases it)
	@$(RUN) -m functions referral $(REF) $(FLAGS)

reply: $(READY_STORE) ## write the answer to a message, for its six words (REF=, KEY=; FILE= or type it)
	@$(RUN) -m functions reply $(REF) $(FILE)

github: $(READY) ## set labels, rules and options of the repository on GitHub, through `gh` (REPO=owner/name; FLAGS=--dry-run)
	@$(RUN) -m gate settings $(REPO) $(FLAGS)

zip: $(READY_DEV) ## make build/function/, the folder that `sam deploy` sends to AWS
	@sh functions/packages.sh && $(RUN) -m functions.bundle build/function build/packages

bless: $(READY_DEV) $(SCRIPTS) ## rewrite what is generated: the schema's lists, docs/content-sources.md, parts of template.yaml, the tests' golden pages
	@$(RUN) -m experts bless && $(RUN) -m courses.bless && $(RUN) -m plugins.directory.language_endonyms && $(RUN) -m plugins.directory.country_endonyms && $(RUN) -m plugins.search.unicode_table && $(RUN) -m report.guide && $(RUN) -m hosting.generated && $(RUN) -m tests.golden

lint: $(READY_DEV) ## look for mistakes in the code, its format and its types
	@$(RUN) -m ruff check && $(RUN) -m ruff format --check && $(RUN) -m mypy $(TYPED)

format: $(READY_DEV) ## bring the code into its format
	@$(RUN) -m ruff check --fix --quiet; $(RUN) -m ruff format

lock: $(READY_DEV) ## renew requirements*.txt and package-lock.json to the newest that fit
	@$(RUN) -m uv pip compile --quiet pyproject.toml -o requirements.txt && $(NPM) update --package-lock-only --silent
	@$(RUN) -m uv pip compile --quiet pyproject.toml --extra dev -c requirements.txt -o requirements-dev.txt

bench: $(READY_DEV) $(SCRIPTS) ## measure builds beside Hugo and Eleventy, the function under faults, and what a deployment sends (FLAGS=)
	@$(RUN) -m bench.build --profiles 1000,10000 $(FLAGS) && $(RUN) -m bench.function && $(RUN) -m bench.deploy

bench-search: $(READY_DEV) $(SCRIPTS) ## measure the search beside Pagefind's, in Chromium
	@$(NPM) install --silent --no-save --prefix .cache/pagefind pagefind@1.6.0 && $(RUN) -m bench.search

clean: ## remove what was built, and the tools' caches
	@rm -rf output .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results

$(READY): requirements.txt .venv/bin/python
	@sh bootstrap.sh requirements.txt

$(READY_DEV): requirements.txt requirements-dev.txt package-lock.json .venv/bin/python
	@sh bootstrap.sh requirements-dev.txt

$(SCRIPTS): package-lock.json | $(READY)
	@$(RUN) -m plugins.npm_packages

# No recipe: a missing or dangling Python only means that the rules above run.
.venv/bin/python:
