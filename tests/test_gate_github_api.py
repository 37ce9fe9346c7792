"""What the gate asks of GitHub and what the settings send, held against GitHub's own API description."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from gate import gh, second_reader, settings
from tests.fake_reviews import ReviewGitHub
from tests.function_ports import make_repository
from tests.test_gate_second_reader import BASE, PHONE

FILE = os.environ.get("GITHUB_OPENAPI", "")
READ = {
    ("/repos/{owner}/{repo}/pulls", "get"): [
        "number", "user.id", "user.login", "user.type", "head.sha", "head.ref", "head.repo.full_name",
        "base.repo.default_branch",
    ],
    ("/repos/{owner}/{repo}/pulls/{pull_number}/reviews", "get"): ["user.id", "state", "commit_id"],
    ("/repos/{owner}/{repo}/compare/{basehead}", "get"): [
        "merge_base_commit.sha", "commits.author.id", "commits.parents.sha",
    ],
    ("/repos/{owner}/{repo}/git/trees/{tree_sha}", "get"): [
        "truncated", "tree.path", "tree.mode", "tree.sha", "tree.size",
    ],
    ("/repos/{owner}/{repo}/git/blobs/{file_sha}", "get"): ["content", "encoding"],
    ("/repos/{owner}/{repo}/collaborators/{username}/permission", "get"): ["permission"],
    ("/repos/{owner}/{repo}/activity", "get"): [
        "activity_type", "after", "actor.id", "actor.login", "actor.type",
    ],
    ("/repos/{owner}/{repo}/commits/{ref}/statuses", "get"): ["context", "state", "description"],
    ("/repos/{owner}/{repo}/rulesets", "get"): ["id", "name"],
    ("/repos/{owner}/{repo}/codeowners/errors", "get"): ["errors.line", "errors.kind", "errors.suggestion"],
    ("/repos/{owner}/{repo}/environments/{environment_name}", "get"): ["deployment_branch_policy"],
    ("/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies", "get"): [
        "branch_policies.name",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def spec() -> Any:
    if not FILE:
        pytest.skip("set GITHUB_OPENAPI to a file with GitHub's API description")
    data = json.loads(Path(FILE).read_text("utf-8"))
    data["servers"] = [{"url": "http://127.0.0.1"}]
    return data


@pytest.fixture(scope="module")
def description(spec) -> Any:
    return pytest.importorskip("openapi_core").OpenAPI.from_dict(spec)


def validated(description: Any, method: str, url: str, body: Any) -> None:
    from openapi_core.testing import MockRequest

    path, _, query = url.partition("?")
    arguments = dict(pair.split("=", 1) for pair in query.split("&") if pair)
    data = json.dumps(body).encode() if body is not None else None
    request = MockRequest("http://127.0.0.1", method.lower(), path, args=arguments, data=data)
    description.validate_request(request)


def test_every_request_of_the_second_reader_is_described(description, tmp_path: Path) -> None:
    fake = ReviewGitHub(make_repository(tmp_path / "github", {}, bare=True))
    base = fake.commit(BASE)
    fake.git("update-ref", "refs/heads/main", base)
    head = fake.commit(PHONE, base)
    number = fake.propose(head, "forms[bot]")
    fake.review(number, "eve")
    try:
        second_reader.run(fake.api(), head)
    finally:
        fake.close()
    asked = {
        re.sub(r"[0-9a-f]{40}", "SHA", f"{method} {url.partition('?')[0]}")
        for method, url, *_ in fake.exchanges
    }
    assert len(asked) >= 8
    for method, url, body, status, _ in fake.exchanges:
        assert status in (200, 201)
        validated(description, method, url, body)


def test_what_the_settings_send_is_described(description, monkeypatch) -> None:
    """Of a repository in which nothing is set yet."""
    monkeypatch.setattr(gh, "get", lambda path: None)
    sent = list(settings.calls("acme/directory"))
    assert {"POST", "PATCH", "PUT"} == {call.method for call in sent}
    for call in sent:
        validated(description, call.method, f"/{call.path}", dict(call.body))


def test_the_fields_that_are_read_are_described(spec) -> None:
    for (path, method), fields in READ.items():
        content = spec["paths"][path][method]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"]
        for field in fields:
            assert described_in_lists(spec, schema, field.split(".")), (path, field)


def described_in_lists(spec: Any, schema: Any, field: list[str]) -> bool:
    """Through the items of lists, and through what may also be null."""
    if "$ref" in schema:
        target = spec
        for part in schema["$ref"].split("/")[1:]:
            target = target[part]
        return described_in_lists(spec, target, field)
    if not field:
        return True
    for inner in [*schema.get("allOf", ()), *schema.get("anyOf", ()), *schema.get("oneOf", ())]:
        if described_in_lists(spec, inner, field):
            return True
    if "items" in schema:
        return described_in_lists(spec, schema["items"], field)
    inner = schema.get("properties", {}).get(field[0])
    return inner is not None and described_in_lists(spec, inner, field[1:])
