"""Sets labels, rules and options of the repository on GitHub as gate/settings.yaml says, through `gh api`.

What is so already is left alone, and nothing that others have set is taken away.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from gate import gh
from gate.gh import Refused
from records import terminal, yaml_reader
from records.text import printable

FILE = Path(__file__).with_name("settings.yaml")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+\Z")


class Call(NamedTuple):
    """A request that changes something. `optional`: not every plan of GitHub offers it."""

    method: str
    path: str
    body: Mapping[str, Any]
    message: str
    optional: bool = False


def table() -> Any:
    return yaml_reader.read(FILE.read_bytes())


def main(arguments: list[str]) -> int:
    """1 where GitHub refused something, 2 where it was not understood."""
    dry = "--dry-run" in arguments
    named = [one for one in arguments if one != "--dry-run"]
    if len(named) != 1 or not _REPOSITORY.match(named[0]):
        print("Which repository? make github REPO=owner/name (FLAGS=--dry-run)", file=sys.stderr)
        return 2
    try:
        refused = [call for call in calls(named[0]) if not _done(call, dry)]
        terminal.show(_owners(named[0]))
    except Refused as why:
        print(printable(str(why)), file=sys.stderr)
        return 1
    return int(any(not call.optional for call in refused))


def calls(repository: str) -> Iterator[Call]:
    """What is not yet as the table says."""
    wanted, root = table(), f"repos/{repository}"
    yield from _labels(root, wanted["labels"])
    yield from _options(root, wanted["options"], "the options of merging", "PATCH")
    yield from _options(
        f"{root}/actions/permissions/workflow",
        wanted["workflow_permissions"],
        "the rights of workflows",
        "PUT",
    )
    for name, environment in wanted["environments"].items():
        yield from _environment(f"{root}/environments/{name}", name, environment["branches"])
    yield from _rulesets(f"{root}/rulesets", wanted["rulesets"])


def _labels(root: str, wanted: Mapping[str, Mapping[str, str]]) -> Iterator[Call]:
    present = {label["name"].lower(): label for label in gh.list_all(f"{root}/labels")}
    for name, label in wanted.items():
        body = {"name": name, "color": label["colour"], "description": label["means"]}
        if name not in present:
            yield Call("POST", f"{root}/labels", body, f"label {name}: new")
        elif not fits(body, present[name]):
            changed = {**body, "new_name": name}
            del changed["name"]
            yield Call("PATCH", f"{root}/labels/{present[name]['name']}", changed, f"label {name}: changed")


def _options(path: str, wanted: Mapping[str, Any], what: str, method: str) -> Iterator[Call]:
    if not fits(wanted, gh.get(path)):
        yield Call(method, path, wanted, f"{what}: set")


def _environment(path: str, name: str, branches: list[str]) -> Iterator[Call]:
    """It is not written again where it is right: that would take away whom somebody named to agree."""
    policy = {"deployment_branch_policy": {"protected_branches": False, "custom_branch_policies": True}}
    present = gh.get(path)
    if not fits(policy, present):
        yield Call("PUT", path, policy, f"environment {name}: set")
    allowed = gh.get(f"{path}/deployment-branch-policies") if present else None
    listed = {each["name"] for each in (allowed or {}).get("branch_policies", [])}
    for branch in branches:
        if branch not in listed:
            body = {"name": branch}
            yield Call(
                "POST", f"{path}/deployment-branch-policies", body, f"environment {name}: {branch} may"
            )


def _rulesets(path: str, wanted: list[dict[str, Any]]) -> Iterator[Call]:
    present = {each["name"]: each["id"] for each in gh.list_all(path)}
    for ruleset in wanted:
        body = {key: value for key, value in ruleset.items() if key != "optional"}
        optional, what = bool(ruleset.get("optional")), f"ruleset {body['name']}"
        if body["name"] not in present:
            yield Call("POST", path, body, f"{what}: new", optional)
        elif not fits(body, gh.get(f"{path}/{present[body['name']]}")):
            yield Call("PUT", f"{path}/{present[body['name']]}", body, f"{what}: set", optional)


def fits(wanted: Any, actual: Any) -> bool:
    """Whether all that is wanted is there; GitHub tells more, and lists in an order of its own."""
    if isinstance(wanted, Mapping):
        return isinstance(actual, Mapping) and all(
            fits(each, actual.get(key)) for key, each in wanted.items()
        )
    if isinstance(wanted, list):
        same = isinstance(actual, list) and len(wanted) == len(actual)
        return same and all(any(fits(each, other) for other in actual) for each in wanted)
    return bool(wanted == actual)


def _done(call: Call, dry: bool) -> bool:
    terminal.show([f"{'would set: ' if dry else ''}{call.message}"])
    if dry:
        return True
    try:
        gh.call(call.method, call.path, call.body)
    except Refused as why:
        advice = (
            " (not every plan of GitHub has it; docs/github.md says what that means)" if call.optional else ""
        )
        print(f"  refused{advice}: {printable(str(why))}", file=sys.stderr)
        return False
    return True


def _owners(repository: str) -> Iterator[str]:
    """An owner whom GitHub does not know asks for nobody, in silence."""
    faults = (gh.get(f"repos/{repository}/codeowners/errors") or {}).get("errors", [])
    for fault in faults:
        yield printable(
            f".github/CODEOWNERS:{fault['line']}: {fault['kind']}: {fault.get('suggestion') or ''}"
        )
    yield "Owners of code are unknown: see above." if faults else "GitHub knows the owners of code."
