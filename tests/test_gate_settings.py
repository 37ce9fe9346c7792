"""How the repository on GitHub is set up: workflows, owners, labels, rules, templates."""

from __future__ import annotations

import ast
import json
import os
import re
import stat
import subprocess
import sys
import sysconfig
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from functions import letters
from functions.proposal import hasty
from gate import owners, settings
from gate.second_reader import CONTEXT
from records import yaml_reader
from tests.site_builder import ROOT
from tests.test_architecture import tracked
from watch import issue

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
# What a stranger chooses: a title, a body, names of branches, files and people.
STRANGERS = re.compile(
    r"github\.head_ref|github\.event\.(?!pull_request\.head\.sha\b|review\.id\b|workflow_run\.head_sha\b"
    r"|repository\.default_branch\b)"
)


def workflow(path: Path) -> Any:
    return yaml_reader.read(path.read_bytes())


def jobs() -> list[tuple[Path, str, Any]]:
    return [(path, name, job) for path in WORKFLOWS for name, job in workflow(path)["jobs"].items()]


def runs(job: Any) -> str:
    return "\n".join(step.get("run", "") for step in job["steps"])


def test_zizmor_finds_nothing_even_in_its_pedantic_mood() -> None:
    zizmor = Path(sysconfig.get_path("scripts"), "zizmor")
    command = [
        str(zizmor),
        "--offline",
        "--persona",
        "pedantic",
        "--no-progress",
        "--format",
        "plain",
        str(GITHUB),
    ]
    clean = {name: value for name, value in os.environ.items() if name not in ("GH_TOKEN", "GITHUB_TOKEN")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=clean)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout
    assert all(f"completed {path}" in done.stderr for path in WORKFLOWS), done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_no_right_but_those_of_its_jobs(path: Path) -> None:
    read = workflow(path)
    assert read["permissions"] == {}
    assert "concurrency" in read
    for job in read["jobs"].values():
        assert {"permissions", "timeout-minutes", "runs-on"} <= set(job)


def test_which_job_may_do_what() -> None:
    """A right more is a line here, and so is seen."""
    assert {f"{path.stem}/{name}": job["permissions"] for path, name, job in jobs()} == {
        "check/data": {"contents": "read"},
        "check/preview": {"contents": "read"},
        "check/tests": {"contents": "read"},
        "check/all-checks": {},
        "deploy/publish": {"contents": "read", "id-token": "write"},
        "deploy/published": {},
        "review/noted": {},
        "second-reader/status": {"contents": "read", "pull-requests": "read", "statuses": "write"},
        "watch/look": {"contents": "read"},
        "watch/keep": {"contents": "write", "issues": "write", "actions": "read"},
    }


def test_no_workflow_holds_a_secret_or_runs_what_a_stranger_chose() -> None:
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        assert "secrets." not in text, path
        assert "secrets[" not in text, path
        assert not STRANGERS.search(text), path
    for path, name, job in jobs():
        assert "${{" not in runs(job), f"{path.name}: {name}: hand it over in `env`"


def test_code_of_a_proposal_runs_only_where_nothing_can_be_written() -> None:
    for path in WORKFLOWS:
        read = workflow(path)
        events = set(read["on"])
        own = {right for job in read["jobs"].values() for right in job["permissions"].items()}
        if events & {"pull_request", "pull_request_review"}:
            assert own <= {("contents", "read")}, path
            assert "environment" not in str(read), path
        elif events & {"pull_request_target", "workflow_run"}:
            checkouts = [
                step["with"].get("ref")
                for job in read["jobs"].values()
                for step in job["steps"]
                if "checkout" in step.get("uses", "")
            ]
            assert checkouts == ["${{ github.event.repository.default_branch }}"], path


def test_each_action_is_pinned_with_its_version_and_leaves_no_token_behind() -> None:
    used = re.findall(r"\buses: (\S+)(.*)", "\n".join(path.read_text("utf-8") for path in WORKFLOWS))
    assert len(used) >= 6
    for action, rest in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", rest), (action, rest)
    assert len(set(used)) == len({action.partition("@")[0] for action, _ in used}), "one version of each"
    for path, _name, job in jobs():
        for step in job["steps"]:
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False, path


@pytest.mark.parametrize(("name", "last"), [("check", "all-checks"), ("deploy", "published")])
def test_the_last_job_takes_a_skipped_one_for_a_failure(name: str, last: str) -> None:
    read = workflow(GITHUB / "workflows" / f"{name}.yml")
    assert set(read["jobs"][last]["needs"]) == set(read["jobs"]) - {last}
    assert "always()" in read["jobs"][last]["if"]
    step = read["jobs"][last]["steps"][0]
    (variable,) = step["env"]
    for result in ("success", "skipped", "failure", "cancelled"):
        given = (
            result if name == "deploy" else json.dumps({"a": {"result": "success"}, "b": {"result": result}})
        )
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", step["run"]],
            env={"PATH": os.environ["PATH"], variable: given},
            capture_output=True,
            check=False,
        )
        assert (done.returncode == 0) == (result == "success"), (result, done)


def test_two_deployments_never_run_at_once_and_none_is_stopped() -> None:
    read = workflow(GITHUB / "workflows/deploy.yml")
    assert read["concurrency"] == {"group": "deploy", "cancel-in-progress": False}
    assert read["jobs"]["publish"]["environment"] == "deploy"
    assert set(read["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert read["on"]["push"] == {"branches": ["main"]}
    steps = {step["run"]: step.get("env") for step in read["jobs"]["publish"]["steps"] if "run" in step}
    as_of_today = {"AS_OF": "${{ steps.day.outputs.today }}"}
    assert (steps["make publish"], steps["make deploy FLAGS=--show-removed"]) == (as_of_today, as_of_today)


def test_the_rules_ask_for_the_statuses_that_there_are() -> None:
    (main,) = (one for one in settings.table()["rulesets"] if one["name"] == "main")
    (checks,) = (rule for rule in main["rules"] if rule["type"] == "required_status_checks")
    asked = {one["context"] for one in checks["parameters"]["required_status_checks"]}
    assert asked == {CONTEXT, workflow(GITHUB / "workflows/check.yml")["jobs"]["all-checks"]["name"]}
    assert [job["environment"] for _, _, job in jobs() if "environment" in job] == list(
        settings.table()["environments"]
    )


# Who owns what
def owned_by(path: str) -> str:
    """As GitHub reads the file, for the patterns that stand in it: the last that fits decides."""
    owner = ""
    for line in (ROOT / owners.FILE).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, _, team = line.partition(" ")
            if fits(pattern, path):
                owner = team.strip()
    return owner


def fits(pattern: str, path: str) -> bool:
    if pattern == "*":
        return True
    written = re.escape(pattern[1:]).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
    return bool(re.fullmatch(written + ("" if not pattern.endswith("/") else ".*"), path))


def test_the_owners_are_those_of_the_table() -> None:
    """After a change of the table: python -m gate owners TEAM > .github/CODEOWNERS."""
    text = (ROOT / owners.FILE).read_text("utf-8")
    team = re.search(r"^\*\s+(@\S+)$", text, re.MULTILINE)
    assert team
    assert text.splitlines() == list(owners.lines(team[1]))


def test_every_file_has_an_owner_and_data_is_the_editors() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    free = {name for name in names if not owned_by(name)}
    assert {name.partition("/")[0] for name in free} <= {"experts", "courses", "content"}
    assert not {name for name in free if name.endswith((".py", ".json"))}
    written = {name for name in names if fnmatch(name, "*.yaml") or fnmatch(name, "*.md")}
    data = {name for name in written if name.partition("/")[0] in ("experts", "courses", "content")}
    kept = {path.lstrip("/") for path in owners.KEPT}
    assert data - free == kept
    for top in {name.partition("/")[0] for name in names}:
        assert owned_by(f"{top}/new.py" if (ROOT / top).is_dir() else top), top
    assert owned_by(".github/CODEOWNERS")


def test_each_pattern_fits_something() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    may_be_empty = {"/content/images/", "/courses/*/pictures/", "/experts/photos/"}
    idle = {each for each in (*owners.DATA, *owners.KEPT) if not any(fits(each, name) for name in names)}
    assert idle <= may_be_empty


@pytest.mark.parametrize("team", ["maintainers", "@a b", "@a/b/c", "@a\n* @evil", ""])
def test_what_is_no_team_is_told(team: str) -> None:
    command = [sys.executable, "-m", "gate", "owners", team]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "is no team: write it as in @example-organisation/maintainers" in done.stderr


# Labels
FUNCTION = [ast.parse(path.read_text("utf-8")) for path in sorted((ROOT / "functions").glob("*.py"))]
CONSTANTS = {
    target.id: node.value.value
    for module in FUNCTION
    for node in module.body
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
    for target in node.targets
    if isinstance(target, ast.Name)
}


def used_labels() -> set[str]:
    """What the function calls a label: a text given to `labels` or `marks`, or to a call that sets one."""
    place = {"proposal": 3, "revise": 6}
    named = {letters.CONFIRMED, letters.NOT_CONFIRMED, *hasty({"hasty": True})}  # type: ignore[arg-type]
    for node in (node for module in FUNCTION for node in ast.walk(module)):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple | ast.List):
            if {getattr(one, "id", "") for one in node.targets} & {"labels", "marks"}:
                named |= texts(node.value)
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if called == "label" and isinstance(node.func, ast.Attribute):
                named |= texts(node)
            elif len(node.args) > place.get(called, 99):
                named |= texts(node.args[place[called]])
    return named


def texts(node: ast.AST) -> set[str]:
    written = {getattr(one, "value", CONSTANTS.get(getattr(one, "id", ""))) for one in ast.walk(node)}
    return {text for text in written if isinstance(text, str)}


def test_the_labels_are_those_that_the_code_and_the_bots_use() -> None:
    table = set(settings.table()["labels"])
    code = {name for name in used_labels() if re.fullmatch(r"[a-z]+(-[a-z]+)*", name)} | {issue.LABEL}
    by_hand = {
        name
        for path in [*(GITHUB / "ISSUE_TEMPLATE").glob("*.yml"), GITHUB / "dependabot.yml"]
        for names in re.findall(r"labels: \[(.*)\]", path.read_text("utf-8"))
        for name in names.split(", ")
    }
    assert {"signup", "removal", "contact-change", "referral", "renewed", "wrote-again"} < code
    assert code | by_hand == table
    review = (ROOT / "docs/review.md").read_text("utf-8")
    assert [name for name in code if f"`{name}`" not in review and name != "address-confirmed"] == []


def test_github_takes_every_label() -> None:
    for name, label in settings.table()["labels"].items():
        assert re.fullmatch(r"[0-9a-f]{6}", label["colour"]), name
        assert len(label["means"]) <= 100, f"{name}: GitHub takes 100 characters"


# The templates
@pytest.mark.parametrize("name", ["wrong-information.yml", "problem.yml"])
def test_no_form_of_an_issue_asks_for_a_story(name: str) -> None:
    form = yaml_reader.read((GITHUB / "ISSUE_TEMPLATE" / name).read_bytes())
    first, last = form["body"][0], form["body"][-1]
    assert first["type"] == "markdown"
    assert "Everybody can read this page, for ever" in first["attributes"]["value"]
    assert "Getting help" in first["attributes"]["value"]
    assert last["type"] == "checkboxes"
    assert last["attributes"]["options"][0]["required"] is True
    assert "upload" not in str(form)


def test_no_issue_begins_empty_and_help_comes_first() -> None:
    config = yaml_reader.read((GITHUB / "ISSUE_TEMPLATE/config.yml").read_bytes())
    assert config["blank_issues_enabled"] is False
    assert config["contact_links"][0]["url"].endswith("/get-help/")
    assert "999" in config["contact_links"][0]["about"]
    assert (GITHUB / "pull_request_template.md").read_text("utf-8").startswith("<!--\nStop: ")


# The script, against a `gh` that keeps what it is told
GH = """#!{python}
import json, os, re, sys
state = json.load(open(os.environ["STATE"]))
method, path = sys.argv[3], sys.argv[4].partition("?")[0]
page = re.search(r"[?&]page=(\\d+)", sys.argv[4])
body = json.load(sys.stdin) if "--input" in sys.argv else None
state["calls"].append([method, path, body])
lists = ("labels", "rulesets", "branch_policies")
def end(data, status=200):
    json.dump(state, open(os.environ["STATE"], "w"))
    print(json.dumps(data))
    if status >= 400:
        print(f"gh: {{data['message']}} (HTTP {{status}})", file=sys.stderr)
    sys.exit(status >= 400)
if (method, path) in [tuple(each) for each in state["refuses"]]:
    end({{"message": "Upgrade to GitHub Team"}}, 403)
root, _, rest = path.partition("/acme/directory")
parts = rest.strip("/").split("/")
if parts[0] in ("labels", "rulesets"):
    kept = state[parts[0]]
    key = "name" if parts[0] == "labels" else "id"
    if method == "GET" and len(parts) == 1:
        end(kept if page is None or page[1] == "1" else [])
    if method == "POST":
        kept.append({{**body, "id": len(kept) + 1, "url": ""}})
        end(kept[-1], 201)
    one = next(each for each in kept if str(each[key]) == parts[1])
    if method != "GET":
        one.update({{k: v for k, v in body.items() if k != "new_name"}})
        one["name"] = body.get("new_name", one["name"])
    end(one)
if parts[-1] == "deployment-branch-policies":
    if method == "POST":
        state["policies"].append(body)
    end({{"branch_policies": state["policies"]}})
if parts[:2] == ["codeowners", "errors"]:
    end({{"errors": state["owner_faults"]}})
if method != "GET":
    state["single"].setdefault(rest, {{}}).update(body)
if rest not in state["single"]:
    end({{"message": "Not Found"}}, 404)
end(state["single"][rest])
"""


class Gh:
    """A repository with what GitHub gives a new one, and labels that somebody made by hand."""

    def __init__(self, folder: Path) -> None:
        self.state, self.folder = folder / "state.json", folder
        program = folder / "gh"
        program.write_text(GH.format(python=sys.executable))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        self.keep(
            calls=[],
            refuses=[],
            labels=[
                {"name": "bug", "color": "d73a4a", "description": None},
                {"name": "Signup", "color": "ffffff", "description": "old"},
            ],
            rulesets=[],
            policies=[],
            owner_faults=[],
            single={
                "": {"allow_merge_commit": True, "description": "x"},
                "/actions/permissions/workflow": {},
            },
        )

    def read(self) -> Any:
        return json.loads(self.state.read_text())

    def keep(self, **changes: Any) -> None:
        before = self.read() if self.state.exists() else {}
        self.state.write_text(json.dumps({**before, **changes}))

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        self.keep(calls=[])
        path = f"{self.folder}:{os.environ['PATH']}"
        return subprocess.run(
            [sys.executable, "-m", "gate", "settings", *arguments],
            cwd=ROOT,
            env={**os.environ, "PATH": path, "STATE": str(self.state)},
            capture_output=True,
            text=True,
            check=False,
        )

    def writes(self) -> list[Any]:
        return [call for call in self.read()["calls"] if call[0] != "GET"]


def test_the_settings_are_set_once_and_what_others_set_stays(tmp_path: Path) -> None:
    gh = Gh(tmp_path)
    dry = gh.run("acme/directory", "--dry-run")
    assert (dry.returncode, gh.writes()) == (0, []), dry.stderr
    assert "would set: label Signup: changed" not in dry.stdout
    assert "would set: label signup: changed\n" in dry.stdout
    assert "would set: ruleset main: new\n" in dry.stdout

    done = gh.run("acme/directory")
    assert done.returncode == 0, done.stderr
    assert [f"would set: {line}" for line in done.stdout.splitlines()[:-1]] == dry.stdout.splitlines()[:-1]
    labels = {label["name"]: label for label in gh.read()["labels"]}
    assert set(settings.table()["labels"]) | {"bug"} == set(labels)
    assert labels["signup"]["color"] == settings.table()["labels"]["signup"]["colour"]
    assert [one["name"] for one in gh.read()["rulesets"]] == ["main", "workflows"]
    assert not any("optional" in one for one in gh.read()["rulesets"])
    assert gh.read()["policies"] == [{"name": "main"}]
    assert gh.read()["single"][""]["description"] == "x"

    again = gh.run("acme/directory")
    assert (again.stdout, again.stderr, gh.writes()) == ("GitHub knows the owners of code.\n", "", [])


def test_a_rule_that_somebody_loosened_is_set_again(tmp_path: Path) -> None:
    gh = Gh(tmp_path)
    gh.run("acme/directory")
    loose = gh.read()["rulesets"]
    loose[0]["rules"] = [rule for rule in loose[0]["rules"] if rule["type"] != "required_status_checks"]
    loose[0]["bypass_actors"].append({"actor_id": 4, "actor_type": "RepositoryRole", "bypass_mode": "always"})
    gh.keep(rulesets=loose)
    assert gh.run("acme/directory").stdout.startswith("ruleset main: set\n")
    assert [call[:2] for call in gh.writes()] == [["PUT", "repos/acme/directory/rulesets/1"]]
    assert len(gh.read()["rulesets"][0]["rules"]) == 5


def test_a_plan_without_the_second_ruleset_is_told_and_not_a_failure(tmp_path: Path) -> None:
    gh = Gh(tmp_path)
    gh.keep(refuses=[["GET", "repos/acme/directory/nothing"]])
    gh.run("acme/directory")
    gh.keep(rulesets=gh.read()["rulesets"][:1], refuses=[["POST", "repos/acme/directory/rulesets"]])
    done = gh.run("acme/directory")
    assert done.returncode == 0
    assert "refused (not every plan of GitHub has it; docs/github.md" in done.stderr
    gh.keep(rulesets=[])
    assert gh.run("acme/directory").returncode == 1, "without the first one main is open"


def test_owners_that_github_does_not_know_are_told(tmp_path: Path) -> None:
    gh = Gh(tmp_path)
    gh.keep(owner_faults=[{"line": 4, "kind": "Unknown owner", "suggestion": "make sure the team exists"}])
    shown = gh.run("acme/directory", "--dry-run").stdout
    assert ".github/CODEOWNERS:4: Unknown owner: make sure the team exists\n" in shown
    assert shown.endswith("Owners of code are unknown: see above.\n")


@pytest.mark.parametrize(
    "arguments", [[], ["directory"], ["a/b/c"], ["a/b", "c/d"], ["--dry-run"], ["a/b;c"]]
)
def test_which_repository_is_asked_for(arguments: list[str], tmp_path: Path) -> None:
    done = Gh(tmp_path).run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Which repository? make github REPO=owner/name (FLAGS=--dry-run)\n"


def test_without_gh_it_says_what_to_install(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gate", "settings", "acme/directory"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "The program `gh` is needed" in done.stderr
