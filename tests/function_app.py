"""A whole function over a small site: local ports, one clock for all, and what a browser would post."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from forms import forms
from functions import worker
from functions.app import App
from functions.local_server import make_app
from functions.routes import Request, Response, handle
from tests.fake_github import Clock
from tests.function_ports import LocalPulls, git, make_repository
from tests.posted_form import sent_from
from tests.site_builder import MINI

NOW = 1_795_348_800.0  # 2026-11-22 12:00
HELPLINE = {
    "id": "x", "name": "Helpline", "dial": "999", "text": "", "hours": "Always", "free": True,
    "nations": (), "place": "",
    "on_bill": None, "confirmed": {"number": None, "hours": None, "languages": None},
    "for": "Anyone", "source": {"url": "https://example.org/", "title": "A page", "read_on": "2026-11-01"},
}  # fmt: skip
SITE = {
    "site": {
        "name": "Directory", "tagline": "", "origin": "https://directory.example.org", "lang": "en",
        "dir": "ltr",
        "editors_email": "editors@example.org", "exit_url": "https://example.org/", "theme": "/theme-0",
        "samples": True, "total": 3, "as_of": "2026-11-22",
    },
    "helplines": [HELPLINE], "emergency": HELPLINE, "roles": [], "has_resources": False, "has_courses": False,
    "has_referrals": False, "menus": {"header": [], "footer": []},
}  # fmt: skip
SIGNUP = {
    "name": "Ana Díaz", "roles": ["legal"], "headline": "Solicitor for compensation claims",
    "topics": ["compensation", "non-punishment"], "based": "Spain", "expertise": "Albania, Viet Nam",
    "language": ["Spanish"], "level": ["native"], "phone": "+44 20 7946 0123", "relay": ["yes"],
    "website": "https://diaz.example.org/", "reply_to": "ana@diaz.example.org", "message": "Please call me",
    "agree": "yes",
}  # fmt: skip
HELP = {"help": ["home", "talk"], "region": "GB-ENG", "language": "Vietnamese", "level": "confidential",
        "reach": "+44 7700 900123", "alias": "Bird", "routing": "yes"}  # fmt: skip
ENQUIRY = {
    "name": "Lee Lawyer", "organisation": "Example Law", "reply_to": "lee@law.example.org",
    "discipline": "medical",
    "report": "medico-legal-report", "countries": "Albania", "issue": "Memory after trauma", "consent": "yes",
    "no_identifiers": "yes", "routing": "yes",
}  # fmt: skip


ORGANISATION = {
    **{name: given for name, given in SIGNUP.items() if name != "name"}, "name": "Open Door",
    "roles": ["organisation"], "email": "hello@door.example.org",
}  # fmt: skip
SENDER = {"reply_to": "asha@example.org", "agree": "yes"}
# One of every kind that can be sent; a change is made from what stands, see `answers_for`.
KINDS = {
    "join-person": SIGNUP, "join-organisation": ORGANISATION, "change": SENDER, "still-correct": SENDER,
    "remove": SENDER, "message": HELP, "enquiry": ENQUIRY,
}  # fmt: skip


@dataclass
class Running:
    app: App
    clock: Clock
    folder: Path
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", query: str = "", **headers: str) -> Response:
        return handle(Request(method, path, query, {**self.headers, **headers}, body), self.app)

    def post(self, form: str, answers: dict[str, Any], **headers: str) -> Response:
        sent = {"content-type": "application/x-www-form-urlencoded", **headers}
        body = urlencode(answers, doseq=True).encode()
        return self.ask(
            "POST", f"/send/{form}", body, **{name.replace("_", "-"): value for name, value in sent.items()}
        )

    def send(self, form: str, answers: dict[str, Any], **more: Any) -> str:
        """Through the review page, where there is one; gives the reference."""
        response = self.post(form, {**answers, **more})
        if forms()[form].purpose != "referral":
            assert response.status == 200, faults(response)
            self.clock.sleep(30)
            response = self.post(form, {**answers, **more, "token": token(response)})
        assert response.status == 303, faults(response)
        return response.headers["Location"].rpartition("/")[2]

    def work(self) -> int:
        return worker.run(self.app)

    @property
    def repository(self) -> Path:
        return self.folder / "site"

    def pulls(self) -> dict[str, dict[str, Any]]:
        by_forge = [LocalPulls(forge).all() for forge in (self.app.forge, self.app.referrals)]
        return {**by_forge[0], **by_forge[1]}

    def show(self, branch: str, path: str) -> str:
        where = self.folder / "var" / "referrals.git" if "referral" in branch else self.repository
        return git(where, "show", f"{branch}:{path}")


def token(response: Response) -> str:
    match = re.search(r'name="token" value="([^"]+)"', response.body)
    assert match
    return match[1]


def faults(response: Response) -> list[str]:
    return [str(response.status), *re.findall(r'<li><a href="#(.*?)</a>', response.body)]


def start(folder: Path, **files: str) -> Running:
    profiles = sorted((MINI / "experts" / "profiles").glob("*.yaml"))
    standing = {f"experts/profiles/{file.name}": file.read_text("utf-8") for file in profiles}
    make_repository(folder / "site", {**standing, "experts/photos/asha-example.jpg": "picture", **files})
    return resume(folder)


def resume(folder: Path) -> Running:
    """Another process that finds what the first one left."""
    clock = Clock(NOW)
    app = make_app(folder / "site", folder / "output", folder / "var", "https://directory.example.org", clock)
    app.listing.site = lambda: SITE
    return Running(app, clock, folder, {"x-origin-secret": app.secrets.get("origin-secrets")})


def answers_for(running: Running, form: str, mark: str, held: Any = None) -> dict[str, Any]:
    """Answers to any form, with a mark by which no two are the same. `held`: by the change form at first."""
    given = dict(KINDS[form])
    if form in ("change", "still-correct", "remove"):
        given["profile"] = "asha-example"
        given["message"] = f"This is number {mark}"
    if form == "change":
        changed = {**SENDER, "headline": f"Changed for the {mark}th time", "message": given["message"]}
        given = {**(held or filled(running, "asha-example")), **changed}
    elif form.startswith("join"):
        given["headline"] = f"Works on compensation claims, number {mark}"
    elif form == "message":
        given["alias"] = f"Bird {mark}"
    elif form == "enquiry":
        given["issue"] = f"Memory after trauma {mark}"
    return given


def filled(running: Running, slug: str) -> dict[str, Any]:
    """What the browser sends from the change form of an entry if nobody writes in it."""
    return dict(sent_from(running.ask("GET", "/send/change", query=f"profile={slug}").body))
