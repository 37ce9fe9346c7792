"""The canary through a front, a function, a store and a worker; and with each of them missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from functions import worker
from functions.app import App
from functions.aws import AwsSecrets
from functions.github import GitHubForge
from functions.routes import Request, handle
from hosting.doctor import canary
from hosting.doctor.finding import lines
from tests.doctor_world import GOOD_KEY, World, made, new_world, signing_key
from tests.fake_github import NAME, Clock
from tests.function_app import NOW, SITE, start
from tests.function_ports import bucket, github


@pytest.fixture(scope="module")
def aws(aws: str) -> Iterator[str]:
    yield aws
    made.cache_clear()
    signing_key.cache_clear()


@contextmanager
def front(app: App, secret: str, woken: Callable[[], Any]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            told = {
                **{name.lower(): value for name, value in self.headers.items()},
                "x-origin-secret": secret,
            }
            answer = handle(Request("POST", self.path, "", told, self.rfile.read(length)), app)
            woken()
            self.send_response(answer.status)
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


class Production:
    def __init__(self, world: World, app: App, hub: Any) -> None:
        self.world, self.app, self.hub = world, app, hub
        self.secret, self.awake, self.there = GOOD_KEY, True, True

    def check(self) -> list[str]:
        wake = (lambda: worker.run(self.app)) if self.awake else (lambda: None)
        with front(self.app, self.secret, wake) as url:
            self.world.account.environment["FRONT"] = url if self.there else "http://127.0.0.1:9"
            return [*lines(canary.canary(self.world.account))]


@pytest.fixture
def production(aws: str, tmp_path: Path) -> Iterator[Production]:
    clock = Clock(NOW)
    (tmp_path / "world").mkdir()
    with (
        new_world(tmp_path / "world", clock) as world,
        github(tmp_path / "github", {}, clock) as (forge, hub),
        bucket(tmp_path.name, clock) as store,
    ):
        app = start(tmp_path / "local").app
        app.store, app.forge, app.referrals, app.clock = store, forge, forge, clock
        app.secrets = AwsSecrets(f"/{world.stack}", "", ("form-key", "origin-secrets", "recipients"))
        app.listing.site = lambda: SITE  # type: ignore[method-assign]
        outputs = [{"OutputKey": "FunctionBucket", "OutputValue": store.bucket}]
        world.account.planned["cloudformation", "describe_stacks"] = world.described(Outputs=outputs)
        yield Production(world, app, hub)


def test_it_goes_the_whole_way_and_makes_work_for_nobody(production):
    assert isinstance(production.app.forge, GitHubForge)
    told = production.check()
    assert [line.split("  ")[0] for line in told] == ["ok", "ok"]
    assert "the worker had asked GitHub" in told[1]
    assert [method for method, *_ in production.hub.exchanges if method != "GET"] == ["POST"], "for a token"
    assert any(f"/repos/{NAME}/pulls?" in path for _, path, *_ in production.hub.exchanges)
    assert production.hub.pulls == []
    left = {entry.key.partition("/")[0] for entry in production.app.store.keys("")}
    assert left == {"done", "state"}


def away(production: Production) -> None:
    production.there = False


def other_secret(production: Production) -> None:
    production.secret = "x" * 40


def asleep(production: Production) -> None:
    production.awake = False


def refused(production: Production) -> None:
    production.hub.fault = lambda method, path, when: 403 if "/pulls" in path else None


def other_key(production: Production) -> None:
    held = production.app.secrets.get("form-key")
    production.app.secrets.cached["form-key"] = (float("inf"), held[::-1])


def other_bucket(production: Production) -> None:
    world = production.world
    outputs = [{"OutputKey": "FunctionBucket", "OutputValue": world.buckets[1]}]
    world.account.planned["cloudformation", "describe_stacks"] = world.described(Outputs=outputs)


def no_store(production: Production) -> None:
    production.app.store.bucket, production.awake = "not-there-at-all", False


BROKEN: dict[str, tuple[Callable[[Production], None], str, str]] = {
    "front": (away, "missing", "nothing answers"),
    "secret": (other_secret, "missing", "did not come from our front"),
    "form key": (other_key, "missing", "does not know our form key"),
    "store": (no_store, "missing", "cannot reach its secrets or its store"),
    "event": (asleep, "warning", "no event wakes the worker"),
    "GitHub": (refused, "warning", "or GitHub refuses it"),
    "bucket": (other_bucket, "missing", "writes to another one"),
}  # fmt: skip


@pytest.mark.parametrize(("breaks", "state", "message"), BROKEN.values(), ids=BROKEN)
def test_it_says_which_part_is_broken(production, breaks, state, message):
    breaks(production)
    told = production.check()
    assert told[-1].startswith(state)
    assert message in told[-1]


def test_nobody_without_the_form_key_can_send_one(production):
    """A token for another reference, made of one that was seen, is refused like any forged one."""
    from functions import tokens

    seen = tokens.confirm_token(GOOD_KEY, "signup", tokens.random_reference(), NOW)
    forged = seen.replace(seen.split(".")[1], tokens.random_reference())
    with front(production.app, GOOD_KEY, lambda: None) as url:
        assert canary.post(f"{url}/send/confirm/{forged}") == 410
        assert canary.post(f"{url}/send/confirm/{seen}") == 200
