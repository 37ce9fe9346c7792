"""What we send to GitHub and what our fake answers, held against GitHub's own API description."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from functions.ports import Change, UnavailableError
from tests.function_ports import github

FILE = os.environ.get("GITHUB_OPENAPI", "")


@pytest.fixture(scope="module")
def description() -> Any:
    openapi_core = pytest.importorskip("openapi_core")
    if not FILE:
        pytest.skip("set GITHUB_OPENAPI to a file with GitHub's API description")
    data = json.loads(Path(FILE).read_text("utf-8"))
    data["servers"] = [{"url": "http://127.0.0.1"}]
    return openapi_core.OpenAPI.from_dict(data)


@pytest.fixture(scope="module")
def exchanges(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    with github(tmp_path_factory.mktemp("hub"), {"experts/profiles/ana.yaml": "name: Ana\n"}) as (
        forge,
        fake,
    ):
        files = {"experts/profiles/new.yaml": b"name: New\n", "experts/profiles/ana.yaml": None}
        change = Change("intake/signup/abc", "Signup: new", "Signup: new", "Body", files, ("signup",))
        forge.propose(change)
        forge.find = lambda branch: None  # as if it were not listed yet: every step is then a repeated one
        with suppress(UnavailableError):
            forge.propose(change)
        return list(fake.exchanges)


def test_every_request_is_one_that_github_describes(description, exchanges):
    from openapi_core.testing import MockRequest

    checked = []
    for method, url, body, *_ in exchanges:
        path, _, query = url.partition("?")
        arguments = dict(pair.split("=", 1) for pair in query.split("&") if pair)
        data = json.dumps(body).encode() if body is not None else None
        description.validate_request(
            MockRequest("http://127.0.0.1", method.lower(), path, args=arguments, data=data)
        )
        checked.append(f"{method} {path.rpartition('/')[2]}")
    assert {"POST trees", "POST commits", "POST refs", "POST pulls", "POST labels"} <= set(checked)


def test_the_fake_answers_as_github_describes(description, exchanges):
    """Other answers have many more fields than we read; for those the fields that we read count."""
    from openapi_core.testing import MockRequest, MockResponse

    checked = set()
    for method, url, body, status, answer in exchanges:
        path, name = url.partition("?")[0], url.partition("?")[0].rpartition("/")[2]
        if (name, status) not in {("access_tokens", 201), ("refs", 422), ("pulls", 422)}:
            continue
        request = MockRequest("http://127.0.0.1", method.lower(), path, data=json.dumps(body).encode())
        description.validate_response(request, MockResponse(json.dumps(answer).encode(), status_code=status))
        checked.add((name, status))
    assert checked == {("access_tokens", 201), ("refs", 422), ("pulls", 422)}


def test_the_fields_that_we_read_are_described(description):
    spec = json.loads(Path(FILE).read_text("utf-8"))
    read = {
        ("/repos/{owner}/{repo}/branches/{branch}", "get", "200"): ["commit.sha", "commit.commit.tree.sha"],
        ("/repos/{owner}/{repo}/git/trees", "post", "201"): ["sha"],
        ("/repos/{owner}/{repo}/git/commits", "post", "201"): ["sha"],
        ("/repos/{owner}/{repo}/pulls", "post", "201"): ["number", "html_url"],
        ("/app/installations/{installation_id}/access_tokens", "post", "201"): ["token"],
    }
    for (path, method, status), fields in read.items():
        schema = spec["paths"][path][method]["responses"][status]["content"]["application/json"]["schema"]
        for field in fields:
            assert described(spec, schema, field.split(".")), (path, field)


def described(spec: Any, schema: Any, field: list[str]) -> bool:
    while "$ref" in schema:
        schema = resolve(spec, schema["$ref"])
    if "allOf" in schema:
        return any(described(spec, part, field) for part in schema["allOf"])
    inner = schema.get("properties", {}).get(field[0])
    return inner is not None and (len(field) == 1 or described(spec, inner, field[1:]))


def resolve(spec: Any, ref: str) -> Any:
    for part in ref.removeprefix("#/").split("/"):
        spec = spec[part]
    return spec
