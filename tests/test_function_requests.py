"""What a request may look like, and what each odd one is answered. One table a subject."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms import forms
from functions import lambda_handler
from tests.function_app import ENQUIRY, HELP, SIGNUP, Running, faults, hidden_value, start

FORM = "application/x-www-form-urlencoded"
STEP = {name: SIGNUP[name] for name in ("name", "roles", "headline")}
MULTI = "multipart/form-data; boundary=xyz"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Running:
    return start(tmp_path_factory.mktemp("function"))


def multipart(*parts: tuple[str, str], end: bytes = b"--xyz--\r\n") -> bytes:
    return b"".join(f'--xyz\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n'.encode()
                    for head, value in parts) + end  # fmt: skip


METHODS = [
    ("GET", 303),
    ("HEAD", 303),
    ("OPTIONS", 405),
    ("PUT", 405),
    ("DELETE", 405),
    ("TRACE", 405),
    ("post", 405),
]


@pytest.mark.parametrize(("method", "status"), METHODS)
def test_only_reading_and_posting_work(running, method, status):
    assert running.ask(method, "/send/join-person").status == status


PATHS = [
    "/", "/send", "/send/", "/send//", "/send/nothing", "/send/join-person/", "/send/join-person/x",
    "/SEND/join-person",
    "/send/Join-Person", "/send/../send/join-person", "/send/%6aoin-person", "//send/join-person",
    "/send/thanks/",
    "/send/thanks/../../x", "/send/thanks/short", "/send/thanks/" + "a" * 21, "/send/confirm/", "/send/\0",
    "/send/" + "a" * 5000, "/forms/join-person/", "/send/thanks/<script>alert(1)",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_other_path_answers(running, method, path):
    missing = 410 if path.startswith("/send/confirm/") else 404  # a link is late, or never was one
    assert running.ask(method, path, b"name=x", **{"content-type": FORM}).status == missing


BODIES = {
    "empty": (FORM, b"", 422),
    "text/plain": ("text/plain", b"name=x", 415),
    "json": ("application/json", b"{}", 415),
    "no content type": ("", b"name=x", 415),
    "content type with line breaks": ("text/html\r\nx: y", b"name=x", 415),
    "other charset in the header": (FORM + "; charset=utf-16", b"name=x", 422),
    "64 KB": (FORM, b"name=" + b"a" * (64 * 1024 - 5), 422),
    "64 KB and one": (FORM, b"name=" + b"a" * (64 * 1024 - 4), 413),
    "6 MB": (FORM, b"a" * 6_000_000, 413),
    "61 fields": (FORM, b"&".join(b"f%d=" % n for n in range(61)), 413),
    "10,000 fields": (FORM, b"&".join(b"f%d=" % n for n in range(10_000)), 413),
    "10,000 of one field": (FORM, b"&".join([b"roles=legal"] * 4_000), 413),
    "equal keys": (FORM, b"name=a&name=b", 400),
    "brackets": (FORM, b"name[0]=a", 400),
    "brackets, encoded": (FORM, b"a%5Bb%5D=a", 400),
    "prototype": (FORM, b"__proto__=a", 400),
    "no key": (FORM, b"=a", 400),
    "key in capitals": (FORM, b"NAME=a", 400),
    "unknown field": (FORM, b"colour=red", 400),
    "broken percent": (FORM, b"name=%", 400),
    "broken percent, one digit": (FORM, b"name=%4", 400),
    "broken percent, no digit": (FORM, b"name=%zz", 400),
    "overlong": (FORM, b"name=%C0%AF", 400),
    "latin-1": (FORM, b"name=%E9", 400),
    "utf-16": (FORM, "name=é".encode("utf-16"), 400),
    "surrogate": (FORM, b"name=%ED%A0%80", 400),
    "nul": (FORM, b"name=a%00b", 422),
    "raw bytes": (FORM, bytes(range(128, 256)), 400),
    "only ampersands": (FORM, b"&&&&", 422),
    "multipart": (MULTI, multipart(('name="name"', "Ana")), 422),
    "multipart with a file": (MULTI, multipart(('name="name"; filename="a.txt"', "x")), 400),
    "multipart without an end": (MULTI, multipart(('name="name"', "x"), end=b""), 400),
    "multipart cut off": (MULTI, multipart(('name="name"', "x"))[:-20], 400),
    "multipart without boundary": ("multipart/form-data", multipart(('name="name"', "x")), 400),
    "multipart with an empty boundary": ('multipart/form-data; boundary=""', b"----", 400),
    "multipart with a long boundary": ("multipart/form-data; boundary=" + "x" * 71, b"", 400),
    "multipart with a preamble": (MULTI, b"hello\r\n" + multipart(('name="name"', "x")), 400),
    "multipart without a name": (MULTI, multipart(("", "x")), 400),
    "multipart with more headers": (MULTI, multipart(('name="name"\r\nContent-Type: text/html', "x")), 400),
    "multipart with equal keys": (MULTI, multipart(('name="name"', "x"), ('name="name"', "y")), 400),
    "multipart of nothing": (MULTI, b"--xyz--", 422),
}


@pytest.mark.parametrize(("kind", "body", "status"), BODIES.values(), ids=BODIES.keys())
def test_odd_bodies(running, kind, body, status):
    assert running.ask("POST", "/send/join-person", body, **{"content-type": kind}).status == status


def test_a_referral_may_have_half_as_much(running):
    body = b"alias=" + b"a" * (32 * 1024 - 5)
    assert running.ask("POST", "/send/message", body, **{"content-type": FORM}).status == 413


def test_a_multipart_form_works_like_the_other(running):
    parts = [
        (f'name="{name}"', value)
        for name, held in SIGNUP.items()
        if name in ("name", "roles", "headline")
        for value in ([held] if isinstance(held, str) else held)
    ]
    response = running.ask("POST", "/send/join-person", multipart(*parts), **{"content-type": MULTI})
    assert (response.status, faults(response)) == (200, ["200"])
    assert hidden_value(response, "so_far")


SECRETS = [({}, 200), ({"x-origin-secret": ""}, 403), ({"x-origin-secret": "wrong"}, 403),
({"x-origin-secret": "ä"}, 403),
           ({"origin": "null"}, 200), ({"origin": "https://directory.example.org"}, 200), ({"origin": ""},
           403),
           ({"origin": "https://evil.example"}, 403),
           ({"origin": "https://directory.example.org.evil.example"}, 403)]  # fmt: skip


@pytest.mark.parametrize(("headers", "status"), SECRETS)
def test_only_our_front_is_answered(running, headers, status):
    assert running.ask("GET", "/send/thanks/" + "a" * 20, **headers).status == status


def test_while_the_secret_changes_the_old_and_the_new_one_count(tmp_path):
    other = start(tmp_path)
    (tmp_path / "var" / "secrets" / "origin-secrets").write_text("new-secret\nold-secret\n")
    for secret, status in (
        ("new-secret", 200),
        ("old-secret", 200),
        ("new-secret\nold-secret", 403),
        ("", 403),
    ):
        assert other.ask("GET", "/send/thanks/" + "a" * 20, **{"x-origin-secret": secret}).status == status


@pytest.mark.parametrize("name", ["form-key", "origin-secrets", "recipients"])
@pytest.mark.parametrize("content", [None, "", " \n"])
def test_without_a_secret_nothing_works_and_the_text_is_kept(tmp_path, name, content):
    other = start(tmp_path)
    file = tmp_path / "var" / "secrets" / name
    given, step = other.last_post("message", HELP)
    file.unlink() if content is None else file.write_text(content)
    response = other.post("message", given, step)
    assert response.status == 503
    assert name == "origin-secrets" or given["so_far"][0] in response.body
    assert other.app.store.keys("") == []


def test_a_short_key_counts_as_none(tmp_path):
    other = start(tmp_path)
    (tmp_path / "var" / "secrets" / "form-key").write_text("changeme")
    assert other.post("join-person", STEP).status == 503


def event(
    body: Any = "", method: str = "POST", path: str = "/send/join-person", **more: Any
) -> dict[str, Any]:
    http = {"method": method, "path": path, "sourceIp": "192.0.2.1", "userAgent": "x"}
    return {"version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": "", "body": body,
            "headers": {"Content-Type": FORM}, "requestContext": {"http": http}, "isBase64Encoded": False,
            **more}  # fmt: skip


ENCODED = base64.b64encode(b"name=Ana").decode()
EVENTS = {
    "plain body": (event("name=Ana"), 422),
    "encoded body": (event(ENCODED, isBase64Encoded=True), 422),
    "broken encoding": (event("%%%", isBase64Encoded=True), 400),
    "encoded, but not said": (event(ENCODED), 400),
    "body null": (event(None), 422),
    "no body": ({key: value for key, value in event().items() if key != "body"}, 422),
    "lone surrogate": (event("name=\ud800"), 400),
    "no headers": (event("name=Ana", headers=None), 403),
    "no path": (event(rawPath=None), 404),
    "format 1.0": (
        {"version": "1.0", "httpMethod": "POST", "path": "/send/join-person", "requestContext": {}},
        400,
    ),
    "load balancer": ({"requestContext": {"elb": {}}, "httpMethod": "POST", "path": "/"}, 400),
    "unknown": ({"hello": "world"}, 400),
    "empty": ({}, 400),
}


@pytest.mark.parametrize(("given", "status"), EVENTS.values(), ids=EVENTS.keys())
def test_events(running, given, status):
    if isinstance(given.get("headers"), dict):
        given = {
            **given,
            "headers": {**given["headers"], "X-Origin-Secret": running.headers["x-origin-secret"]},
        }
    assert lambda_handler.dispatch(given, running.app)["statusCode"] == status


def record(key: str = "inbox/x", bucket: str = "inbox-bucket", **more: Any) -> dict[str, Any]:
    return {"eventSource": "aws:s3", "s3": {"bucket": {"name": bucket}, "object": {"key": key}}, **more}


# What may be in the place of each part of an event.
NOTHINGS = [None, [], {}, "", "x", 0, 7, True, [None], [[]], [{"s3": None}], {"http": None}, {"object": None}]
EVENT_PARTS = [
    "requestContext", "Records", "source", "detail", "headers", "body", "rawPath", "rawQueryString",
    "isBase64Encoded",
]  # fmt: skip


@pytest.mark.parametrize("part", EVENT_PARTS)
@pytest.mark.parametrize("kind", ["post", "created", "event bridge"])
def test_no_event_is_a_fault_whatever_is_in_it(running, part, kind):
    whole = {"post": event(), "created": WAKES["created"][0], "event bridge": WAKES["event bridge"][0]}[kind]
    for nothing in NOTHINGS:
        given = {**whole, part: nothing}
        answer = lambda_handler.dispatch(given, running.app)
        assert answer.get("statusCode", 200) < 500, given


@pytest.mark.parametrize(
    "given", [None, [], "x", 7, [{}], {"Records": [None, 1, {"eventSource": "aws:s3", "s3": 1}]}]
)
def test_nor_one_that_is_no_event_at_all(running, given):
    assert lambda_handler.dispatch(given, running.app)["statusCode"] == 400


LINKS = [
    "profile=asha-example", "profile=asha-example&utm_source=x&utm_medium=y&utm_campaign=z&fbclid=1&gclid=2",
    "utm_source=" + "x" * 300 + "&utm_medium=y&utm_campaign=z&utm_term=t&utm_content=c&profile=asha-example",
    "profile=asha-example&profile=nobody", "&&;;==&profile=asha-example&%ZZ=%", "profile=asha-example&x=%FF",
]  # fmt: skip


@pytest.mark.parametrize("query", LINKS)
def test_a_link_to_the_change_form_may_have_been_given_anything_else(running, query):
    assert running.ask("GET", "/send/change", query=query).status == 200


WAKES = {
    "created": ({"Records": [record()]}, True),
    "twice": ({"Records": [record(), record()]}, True),
    "schedule": ({"source": "aws.events", "detail-type": "Scheduled Event"}, True),
    "scheduler": ({"source": "aws.scheduler"}, True),
    "test event": ({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "b"}, False),
    "no records": ({"Records": []}, False),
    "event bridge": ({"source": "aws.s3", "detail": {"object": {"key": "inbox/x"}}}, True),
    "event bridge, foreign prefix": ({"source": "aws.s3", "detail": {"object": {"key": "done/x"}}}, False),
    "foreign source": ({"Records": [record(eventSource="aws:sqs")]}, False),
    "foreign prefix": ({"Records": [record("sealed/x")]}, False),
    "a message": ({"Records": [record("help/x.7f")]}, True),
    "event bridge, a message": ({"source": "aws.s3", "detail": {"object": {"key": "help/x.7f"}}}, True),
}


@pytest.mark.parametrize(("given", "wakes"), WAKES.values(), ids=WAKES.keys())
def test_what_wakes_the_worker(tmp_path, given, wakes):
    other = start(tmp_path)
    identity = other.send("join-person", SIGNUP)
    lambda_handler.dispatch(given, other.app)
    assert (other.app.store.get(f"done/{identity}") is not None) is wakes


TOKENS = {
    "none": lambda made: "",
    "nonsense": lambda made: "nonsense",
    "forged": lambda made: made[:-1] + ("0" if made[-1] != "0" else "1"),
    "later time": lambda made: f"1{made}",
    "other nonce": lambda made: ".".join([made.split(".")[0], "0" * 32, made.split(".")[-1]]),
    "not ascii": lambda made: "é" + made,
    "huge": lambda made: made * 100,
    "digits of another script": lambda made: "١٢٣." + made.split(".", 1)[1],
}


@pytest.mark.parametrize("change", TOKENS.values(), ids=TOKENS.keys())
def test_a_token_that_is_not_ours_leads_to_the_check_page(running, change):
    last, step = running.last_post("join-person", SIGNUP)
    before = running.app.store.keys("inbox/")
    sent = {**last, "token": change("".join(last["token"]))}
    assert running.post("join-person", sent, step).status == 200
    assert running.app.store.keys("inbox/") == before


@pytest.mark.parametrize(("seconds", "status"), [(0, 303), (2 * 3600, 303), (2 * 3600 + 1, 200), (-120, 303),
(-121, 200), (86400, 200), (-86400, 200)])  # fmt: skip
def test_a_token_lasts_two_hours_and_comes_from_no_future(tmp_path, seconds, status):
    other = start(tmp_path)
    last, step = other.last_post("join-person", SIGNUP)
    other.clock.sleep(seconds)
    assert other.post("join-person", last, step).status == status


def test_a_token_is_for_one_form_and_one_text(running):
    last, step = running.last_post("join-person", SIGNUP)
    other, _ = running.last_post("join-person", {**SIGNUP, "headline": "Something else entirely"})
    assert running.post("join-person", {**other, "token": last["token"]}, step).status == 200
    check = forms()["join-organisation"].check
    assert running.post("join-organisation", last, check).status == 422, "what came along is another form's"


@pytest.mark.parametrize("change", TOKENS.values(), ids=TOKENS.keys())
@pytest.mark.parametrize("step", [1, 2, "check"])
def test_answers_that_were_not_packed_here_are_not_read(running, change, step):
    last, check = running.last_post("join-person", SIGNUP)
    packed = change("".join(last["so_far"]))
    if not packed and step == 1:
        return
    response = running.post("join-person", {"so_far": packed}, check if step == "check" else step)
    assert response.status == 422
    assert "Please start again here" in response.body


STEPS = ["0", "18", "99", "-1", "1.5", "x", "", "01", "1 ", "¹"]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_that_there_is_not_is_not_found(running, step):
    answer = running.post("join-person", STEP, step)
    assert answer.status == (404 if step else 200)


BUTTONS = [
    "nothing",
    "step.0",
    "step.99",
    "step.x",
    "change.nothing",
    "add.nothing",
    "add.name",
    "step.",
    ".",
]


@pytest.mark.parametrize("go", BUTTONS)
def test_a_button_that_no_page_has_only_goes_on(running, go):
    assert running.post("join-person", {**STEP, "go": go}).status == 200


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    method=st.sampled_from(["GET", "POST", "PUT", ""]),
    path=st.one_of(st.sampled_from([form.action for form in forms().values()]), st.text(max_size=40)),
    kind=st.one_of(st.sampled_from([FORM, MULTI]), st.text(max_size=40)),
    body=st.one_of(
        st.binary(max_size=300),
        st.dictionaries(st.sampled_from(sorted({*SIGNUP, *HELP, *ENQUIRY, "go", "so_far", "profile"})),
        st.text(max_size=80),
                        max_size=20).map(lambda held: "&".join(f"{k}={v}" for k,
                        v in held.items()).encode("utf-8", "replace")),
    ),
    query=st.text(max_size=60),
)  # fmt: skip
def test_nothing_that_comes_in_is_a_fault(running, capsys, method, path, kind, body, query):
    response = running.ask(method, path, body, query, **{"content-type": kind})
    assert response.status < 500
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert not [line for line in lines if line["outcome"].startswith("fault")]


def test_every_page_forbids_what_it_does_not_need(running):
    for response in (
        running.ask("GET", "/nothing"),
        running.post("message", {}),
        running.ask("GET", "/send/thanks/" + "a" * 20),
    ):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "'unsafe" not in response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
