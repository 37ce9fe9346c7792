"""The function on this machine: no account, no network. What it keeps is in one git-ignored folder."""

from __future__ import annotations

import json
import secrets
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import experts
from experts import Profile
from forms import POST
from functions import log, sent_page, upkeep, worker
from functions.app import App
from functions.git import GitForge
from functions.local_adapters import DirectoryStore, FileSecrets, FolderMail
from functions.metered_mail import MeteredMail
from functions.pages import Pages
from functions.ports import UnavailableError, now
from functions.routes import VIEWER, Request, handle
from records import yaml_reader
from records.text import slugify

STATE = "var"
NEEDED = ".gitignore", "secrets", "referrals.git"
EDITORS = ("first", "second")


class FolderListing:
    """The entries of the checkout as they are now, and the site as it was built last."""

    def __init__(self, site: Path, output: Path) -> None:
        self.root, self.output = site, output
        self.pages = Pages()

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

    def sent(self) -> str:
        return sent_page.prepared(self.pages, self.site())


def make_app(site: Path, output: Path, state: Path, origin: str, clock: Callable[[], float] = now) -> App:
    set_up(state)
    store = DirectoryStore(state / "store", clock)
    mail = FolderMail(state / "mail", "Directory <intake@example.org>")
    return App(
        store, FileSecrets(state / "secrets"), FolderListing(site, output), origin, GitForge(site),
        GitForge(state / "referrals.git", "main"), MeteredMail(mail, store, clock), clock=clock,
    )  # fmt: skip


def set_up(state: Path) -> None:
    """What a start needs; whatever of it is there already stays, however an earlier start ended."""
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    (state / ".gitignore").write_text("*\n", "utf-8")
    make_secrets(FileSecrets(state / "secrets"))
    if not is_whole(state / "referrals.git"):
        start_repository(state / "referrals.git")


def make_secrets(own: FileSecrets) -> None:
    """Keys of this machine's own. The recipients come from the editors' keys as they are kept."""
    from pyrage import x25519

    for name in ("form-key", "origin-secrets"):
        own.create(name, secrets.token_hex(32))
    if (own.root / "recipients").exists():
        return
    for who in EDITORS:
        own.create(f"editor-{who}", str(x25519.Identity.generate()))
    kept = [x25519.Identity.from_str(own.get(f"editor-{who}")) for who in EDITORS]
    own.create("recipients", "".join(f"{identity.to_public()}\n" for identity in kept))


def is_whole(folder: Path) -> bool:
    """A repository of its own: in a folder that is none, git takes the one around it, which is the site's."""
    forge = GitForge(folder)
    try:
        return forge.run("rev-parse", "--git-dir") == "." and forge.exists("refs/heads/main")
    except UnavailableError:
        return False


def start_repository(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    forge = GitForge(folder)
    forge.run("init", "--quiet", "--bare", "--initial-branch=main")
    empty = forge.run("mktree")
    forge.run("update-ref", "refs/heads/main", forge.run("commit-tree", empty, "-m", "Referrals"))


class LocalFunction:
    """A WSGI application for /send/..., with the worker behind it."""

    def __init__(self, app: App, state: Path, every: float = 600) -> None:
        self.app, self.state, self.every = app, state, every
        self.nudged = threading.Event()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.look_after()
        # One byte more than is allowed is enough to know.
        size = min(int(environ.get("CONTENT_LENGTH") or 0), POST + 1)
        headers = {
            name[5:].lower().replace("_", "-"): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        # What the front adds in production; here we are the front.
        headers |= {
            "content-type": environ.get("CONTENT_TYPE", ""),
            "x-origin-secret": self.app.secrets.get("origin-secrets"),
            VIEWER: f"{environ.get('REMOTE_ADDR', '')}:{environ.get('REMOTE_PORT', '')}",
        }
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

    def look_after(self) -> None:
        """Somebody may delete the folder while we run. It is made again, with its own line for git."""
        if not all((self.state / name).exists() for name in NEEDED):
            print(
                f"{self.state} is gone. It is made again, with new keys; what was in it is lost.",
                file=sys.stderr,
            )
            set_up(self.state)

    def work(self) -> None:
        """For a thread of its own: works off what waits at each nudge, and every ten minutes."""
        while True:
            self.work_once()
            self.nudged.wait(self.every)
            self.nudged.clear()

    def work_once(self) -> None:
        """Nothing that goes wrong in one run may be the end of all."""
        try:
            self.look_after()
            worker.run(self.app)
            upkeep.expire(self.app)
        except Exception as error:
            log.event("worker", f"fault-{type(error).__name__}".lower())


def mount(
    site: Path, output: Path, state: Path, origin: str, pages: Callable[..., Any]
) -> Callable[..., Any]:
    """The pages, with the function under /send/."""
    local = LocalFunction(make_app(site, output, state, origin), state)
    if obstacle := GitForge(site).obstacle():
        print(obstacle, file=sys.stderr)
    threading.Thread(target=local.work, daemon=True).start()

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        here = environ.get("PATH_INFO", "").startswith("/send/")
        answer: Iterable[bytes] = (local if here else pages)(environ, start_response)
        return answer

    return application
