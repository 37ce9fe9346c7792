"""The CloudFront Function in node, on the events that CloudFront's documentation shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from forms.headers import ALWAYS
from hosting.generated import LARGEST, VIEWER
from tests.node import find_node, run_node

pytestmark = pytest.mark.skipif(find_node() is None, reason="no node")
HOST = "directory.example.org"
CONTEXT = {
    "distributionDomainName": "d111111abcdef8.cloudfront.net", "distributionId": "EDFDVBD6EXAMPLE",
    "requestId": "EXAMPLEntjQpEXAMPLE_SG5Z-EXAMPLEPmPfEXAMPLEu3EqEXAMPLE==",
}  # fmt: skip
# As CloudFront does: strict, without anything of node, and the answer is what can be written as JSON.
RUN = """
const fs = require('fs'), vm = require('vm');
const [code, events] = process.argv.slice(2).map((name) => fs.readFileSync(name, 'utf8'));
const context = vm.createContext({});
vm.runInContext("'use strict';" + code + ';globalThis.handler = handler;', context);
context.events = events;
const answers = 'JSON.stringify(JSON.parse(events).map(function (event) { return handler(event); }))';
process.stdout.write(vm.runInContext(answers, context));
"""


def run(folder: Path, events: list[Any]) -> list[Any]:
    (folder / "run.js").write_text(RUN)
    (folder / "events.json").write_text(json.dumps(events))
    done = run_node(folder / "run.js", VIEWER, folder / "events.json")
    assert (done.returncode, done.stderr) == (0, "")
    answers: list[Any] = json.loads(done.stdout)
    return answers


def asked(uri: str, host: str = HOST, method: str = "GET", **more: Any) -> dict[str, Any]:
    request = {
        "method": method, "uri": uri, "querystring": {"q": {"value": "albanian+lawyer"}},
        "headers": {"host": {"value": host}, "accept": {"value": "text/html", "multiValue": [
            {"value": "text/html"}, {"value": "application/xhtml+xml"}]}},
        "cookies": {"id": {"value": "CookieIdValue"}}, **more,
    }  # fmt: skip
    context = {**CONTEXT, "eventType": "viewer-request"}
    return {"version": "1.0", "context": context, "viewer": {"ip": "198.51.100.11"}, "request": request}


def with_meta(meta: dict[str, str], status: int = 200) -> dict[str, Any]:
    headers = {
        "date": {"value": "Mon, 04 Apr 2021 18:57:56 GMT"}, "server": {"value": "gunicorn/19.9.0"},
        "content-type": {"value": "text/html; charset=utf-8"}, "etag": {"value": '"1"'},
        **{f"x-amz-meta-{name}": {"value": value} for name, value in meta.items()},
    }  # fmt: skip
    response = {"statusCode": status, "statusDescription": "OK", "headers": headers, "cookies": {}}
    event = asked("/x/index.html")
    return {**event, "context": {**CONTEXT, "eventType": "viewer-response"}, "response": response}


LONG = "/" + "x" * 5000
# What is asked for, and the address in the bucket (with no question mark: it is fetched) or "-> where to go".
REQUESTS = {
    "/": "/index.html",
    "/experts/asha-example/": "/experts/asha-example/index.html",
    "/experts/asha-example": "-> /experts/asha-example/",
    "/experts": "-> /experts/",
    "/experts/asha-example/index.html": "/experts/asha-example/index.html",
    "/404.html": "/404.html",
    "/theme-1a2b/css/site.css": "/theme-1a2b/css/site.css",
    "/robots.txt": "/robots.txt",
    "/.well-known/security.txt": "/.well-known/security.txt",
    "/.well-known/change-password": "/.well-known/change-password",
    "/v1.2/notes": "/v1.2/notes",
    "/%E1%9E%81/": "/%E1%9E%81/index.html",
    "/%E1%9E%81": "-> /%E1%9E%81/",
    "/ខ្មែរ": "/ខ្មែរ",
    "/ខ្មែរ/": "/ខ្មែរ/index.html",
    # A browser takes two slashes, or a slash and a backslash, for another site; they never lead anywhere.
    "//evil.example": "//evil.example",
    "//evil.example/": "//evil.example/index.html",
    "//evil": "//evil",
    "//evil/x": "//evil/x",
    "/x//evil": "/x//evil",
    "/\\evil": "/\\evil",
    "/\\/evil/x": "/\\/evil/x",
    "/%5cevil": "-> /%5cevil/",
    "/%2f%2fevil": "-> /%2f%2fevil/",
    "/%2e%2e": "-> /%2e%2e/",
    "/%2e%2e/": "/%2e%2e/index.html",
    "/../x": "/../x",
    "/x%0d%0aSet-Cookie:a=b": "/x%0d%0aSet-Cookie:a=b",
    "/https:/evil.example/x": "/https:/evil.example/x",
    "/x@evil": "/x@evil",
    "/x;evil": "/x;evil",
    "/x?y": "/x?y",
    LONG: LONG,
    LONG + "/": LONG + "/index.html",
    "": "",
    "x": "x",
}  # fmt: skip


def test_requests(tmp_path: Path) -> None:
    answers = dict(zip(REQUESTS, run(tmp_path, [asked(uri) for uri in REQUESTS]), strict=True))
    shown = {uri: led(answer) for uri, answer in answers.items()}
    assert shown == REQUESTS
    kept = [answer for answer in answers.values() if "uri" in answer]
    assert all(answer["querystring"] == {} for answer in kept), "a query would lie in logs"
    assert all(answer["headers"]["accept"]["multiValue"][1]["value"] for answer in kept)


def led(answer: Any) -> str:
    if "statusCode" not in answer:
        return str(answer["uri"])
    assert (answer["statusCode"], answer["statusDescription"]) == (301, "Moved Permanently")
    return f"-> {answer['headers']['location']['value']}"


WWW = {
    "/": "https://directory.example.org/",
    "/experts/": "https://directory.example.org/experts/",
    "/experts/x.html": "https://directory.example.org/experts/x.html",
    "/send/change": "https://directory.example.org/send/change",
    "//evil.example/": "https://directory.example.org/",
    "/\\evil": "https://directory.example.org/",
    "/ខ្មែរ": "https://directory.example.org/",
    "/x@evil.example": "https://directory.example.org/",
    LONG: "https://directory.example.org/",
}


def test_www_leads_to_the_bare_name(tmp_path: Path) -> None:
    answers = run(tmp_path, [asked(uri, host=f"www.{HOST}") for uri in WWW])
    assert [answer["headers"]["location"]["value"] for answer in answers] == [*WWW.values()]


def test_a_redirect_has_the_headers_that_count_without_a_page(tmp_path: Path) -> None:
    [answer] = run(tmp_path, [asked("/experts")])
    sent = {name: each["value"] for name, each in answer["headers"].items()}
    always = {name.lower(): value for name, value in ALWAYS.items()}
    for name in ("strict-transport-security", "referrer-policy"):
        assert sent[name] == always[name]
    assert "body" not in answer


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_the_forms_get_what_was_sent(tmp_path: Path, method: str) -> None:
    event = asked("/send/change", method=method)
    assert run(tmp_path, [event]) == [event["request"]]


def test_a_request_without_a_host_is_no_error(tmp_path: Path) -> None:
    [answer] = run(tmp_path, [asked("/x/", headers={})])
    assert answer["uri"] == "/x/index.html"


GONE, MOVED = {"status": "410"}, {"status": "301", "location": "/news/new/"}
RESPONSES = [
    (with_meta({}), (200, "")),
    (with_meta(GONE), (410, "")),
    (with_meta(MOVED), (301, "/news/new/")),
    (with_meta(GONE, 304), (304, "")),
    (with_meta(MOVED, 304), (304, "")),
    (with_meta(GONE, 206), (206, "")),
    *((with_meta({"status": status}), (200, "")) for status in ("301", "404", "500", "", "410x")),
    *(
        (with_meta({"status": "301", "location": to}), (200, ""))
        for to in ("//evil.example/", "/\\evil", "https://evil.example/", "news/", "", "/x\r\ny: z", "/ខ")
    ),
    (with_meta({"location": "/news/"}), (200, "")),
]  # fmt: skip


def test_responses(tmp_path: Path) -> None:
    answers = run(tmp_path, [event for event, _ in RESPONSES])
    outcomes = [
        (answer["statusCode"], answer["headers"].get("location", {}).get("value", "")) for answer in answers
    ]
    assert outcomes == [outcome for _, outcome in RESPONSES]
    assert not [name for answer in answers for name in answer["headers"] if name.startswith("x-amz-meta-")]
    assert all(answer["headers"]["content-type"]["value"] for answer in answers)
    assert not [answer for answer in answers if "body" in answer], "the page itself is shown"


def test_it_is_small_and_asks_for_nothing() -> None:
    code = VIEWER.read_text("utf-8")
    assert len(code.encode()) < LARGEST
    assert [word for word in ("require", "import ", "fetch", "console", "Date") if word in code] == []
