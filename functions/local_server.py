"""The function on this machine: no account, no network. What it keeps is in one git-ignored folder."""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import experts
from experts import Profile
from forms import POST
from functions import worker
from functions.app import App
from functions.git import GitForge
from functions.local_adapters import DirectoryStore, FileSecrets, FolderMail
from functions.ports import now
from functions.routes import Request, handle
from records import yaml_reader
from records.text import slugify

STATE = "var"
EDITORS = ("first", "second")


class FolderListing:
    """The entries of the checkout as they are now, and the site as it was built last."""

    def __init__(self, site: Path, output: Path) -> None:
        self.root, self.output = site, output

    def data(self, slug: str) -> dict[str, Any] | None:
        file = self.root / "experts" / "profiles" / f"{slug}.yaml"
        if slugify(slug) != slug or not file.is_file():
            return None
        data: dict[str, Any] = yaml_reader.read(file.read_bytes())
        return None if "removed" in data else data

    def profiles(self) -> tuple[Profile, ...]:
        return experts.load(self.root).profiles

    def site(self) -> Mapping[str, Any]:
        about: Mapping[str, Any] = json.loads((self.output / "forms" / "site.json").read_text("utf-8"))
        return about


def make_app(site: Path, output: Path, state: Path, origin: str, clock: Callable[[], float] = now) -> App:
    own_secrets = FileSecrets(state / "secrets")
    ignore_in_git(state)
    first_start(own_secrets, state)
    return App(
        DirectoryStore(state / "store", clock), own_secrets, FolderListing(site, output), origin,
        GitForge(site), GitForge(state / "referrals.git", "main"),
        FolderMail(state / "mail", "Directory <intake@example.org>"), clock=clock,
    )  # fmt: skip


def ignore_in_git(state: Path) -> None:
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    (state / ".gitignore").write_text("*\n", "utf-8")


def first_start(own_secrets: FileSecrets, state: Path) -> None:
    """Keys of this machine's own; the referrals' repository with one empty commit to start from."""
    from pyrage import x25519

    for name in ("form-key", "origin-secrets"):
        own_secrets.create(name, secrets.token_hex(32))
    if not (own_secrets.root / "recipients").exists():
        editors = [x25519.Identity.generate() for _ in EDITORS]
        for who, identity in zip(EDITORS, editors, strict=True):
            own_secrets.create(f"editor-{who}", str(identity))
        own_secrets.create("recipients", "".join(f"{identity.to_public()}\n" for identity in editors))
    if not (state / "referrals.git").exists():
        start_repository(state / "referrals.git")


def start_repository(folder: Path) -> None:
    folder.mkdir(parents=True)
    forge = GitForge(folder)
    forge.run("init", "--quiet", "--bare", "--initial-branch=main")
    empty = forge.run("mktree")
    forge.run("update-ref", "refs/heads/main", forge.run("commit-tree", empty, "-m", "Referrals"))


class LocalFunction:
    """A WSGI application for /send/..., with the worker behind it."""

    def __init__(self, app: App, every: float = 600) -> None:
        self.app, self.every = app, every
        self.nudged = threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # One byte more than is allowed is enough to know.
        size = min(int(environ.get("CONTENT_LENGTH") or 0), POST + 1)
        headers = {
            name[5:].lower().replace("_", "-"): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        headers |= {"content-type": environ.get("CONTENT_TYPE", ""), "x-origin-secret": self.secret()}
        path = environ.get("PATH_INFO", "").encode("latin-1", "replace").decode("utf-8", "replace")
        request = Request(
            environ["REQUEST_METHOD"],
            path,
            environ.get("QUERY_STRING", ""),
            headers,
            environ["wsgi.input"].read(size),
        )
        response = handle(request, self.app)
        start_response(
            f"{response.status} {HTTPStatus(response.status).phrase}", list(response.headers.items())
        )
        if request.method == "POST":
            self.nudged.set()
        return [response.body.encode()]

    def secret(self) -> str:
        """What the front adds in production; here we are the front."""
        return self.app.secrets.get("origin-secrets")

    def work(self) -> None:
        """For a thread of its own: works the inbox off at each nudge, and every ten minutes."""
        while True:
            worker.quietly(partial(worker.run, self.app))
            self.nudged.wait(self.every)
            self.nudged.clear()


def mount(
    site: Path, output: Path, state: Path, origin: str, pages: Callable[..., Any]
) -> Callable[..., Any]:
    """The pages, with the function under /send/."""
    local = LocalFunction(make_app(site, output, state, origin))
    threading.Thread(target=local.work, daemon=True).start()

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        here = environ.get("PATH_INFO", "").startswith("/send/")
        answer: Iterable[bytes] = (local if here else pages)(environ, start_response)
        return answer

    return application
