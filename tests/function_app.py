"""A whole function over a small site: local ports, one clock for all, and what a browser would post."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from forms import TRAP, forms
from functions import lanes, quarantine, so_far, worker
from functions.app import App
from functions.local_server import make_app
from functions.response import Response
from functions.routes import Request, handle
from tests.fake_github import Clock
from tests.function_ports import LocalPulls, git, make_repository
from tests.posted_form import sent_from
from tests.site_builder import MINI

NOW = 1_795_348_800.0  # 2026-11-22 12:00
HELPLINE = {
    "id": "x", "name": "Helpline", "dial": "999", "text": "", "hours": "Always", "free": True,
    "nations": [], "place": "",
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
        "reply": ["call"], "number": "+44 7700 900123", "alias": "Bird", "routing": "yes"}  # fmt: skip
ENQUIRY = {
    "name": "Lee Lawyer", "organisation": "Example Law", "reply_to": "lee@law.example.org",
    "discipline": "medical",
    "report": "medico-legal-report", "countries": "Albania", "issue": "Memory after trauma", "consent": "yes",
    "no_identifiers": "yes", "routing": "yes",
}  # fmt: skip


ORGANISATION = {
    **{name: given for name, given in SIGNUP.items() if name != "name"}, "name": "Open Door",
    "roles": ["organisation"], "serves": "England", "email": "hello@door.example.org",
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

    def post(self, form: str, answers: dict[str, Any], step: int = 1, **headers: str) -> Response:
        sent = {"content-type": "application/x-www-form-urlencoded", **headers}
        body = urlencode(answers, doseq=True).encode()
        named = {name.replace("_", "-"): value for name, value in sent.items()}
        return self.ask("POST", f"/send/{form}", body, f"step={step}", **named)

    def walk(self, form: str, answers: dict[str, Any], **headers: str) -> Response:
        """Answers the steps that there is something to say to, as they come; stops where one is refused, or
        where all is to be checked or sent."""
        asked, sealed, response = forms()[form], answers.get("so_far", ""), Response(0)
        unknown = answers.keys() - {each.name for each in asked.fields()} - {"so_far", TRAP}
        assert not unknown, f"{form} does not ask for {unknown}"
        for number, section in enumerate(asked.sections, 1):
            names = {each.name for each in section.fields()}
            if names & answers.keys() <= self.held(form, sealed, answers) and (
                section.extra or form == "change"
            ):
                continue
            given = {name: answers[name] for name in {*names, TRAP} & answers.keys()}
            come = {"so_far": sealed} if sealed else {}
            response = self.post(form, {**given, **come}, number, **headers)
            if response.status != 200:
                return response
            sealed = hidden_value(response, "so_far")
        return response

    def key(self) -> str:
        """Past the port, which may be made to fail."""
        return (self.folder / "var" / "secrets" / "form-key").read_text("utf-8").strip()

    def held(self, form: str, sealed: str, answers: dict[str, Any]) -> set[str]:
        """The answers that a page holds already."""
        progress = so_far.opened((self.key(),), form, sealed) if sealed else None
        held = progress.answers if progress else {}
        return {name for name, given in answers.items() if [*held.get(name, ())] == as_list(given)}

    def press(self, form: str, page: Response, go: str = "", **answers: Any) -> Response:
        """Presses a button of a page on which nothing but `answers` was changed."""
        step = int(re.search(r'action="/send/[a-z-]+\?step=(\d+)"', page.body)[1])  # type: ignore[index]
        return self.post(form, {**sent_from(page.body), **answers, "go": go}, step)

    def last_post(self, form: str, answers: dict[str, Any]) -> tuple[dict[str, Any], int]:
        """What sends it after all steps but the last: the answers, and the step that they are for."""
        page = self.walk(form, answers)
        assert page.status == 200, faults(page)
        return {**sent_from(page.body), "go": "send"}, forms()[form].check

    def deliver(self, form: str, answers: dict[str, Any], **headers: str) -> Response:
        """Sends what was checked, and takes whatever answer there is."""
        given, step = self.last_post(form, answers)
        return self.post(form, given, step, **headers)

    def send(self, form: str, answers: dict[str, Any], **more: Any) -> str:
        """Through all steps and the page to check, where there is one; gives the reference."""
        response = self.walk(form, {**answers, **more})
        assert response.status == 200, faults(response)
        self.clock.sleep(30)
        response = self.press(form, response, "send")
        return reference(response)

    def words(self, answers: dict[str, Any] = HELP, **headers: str) -> tuple[str, str]:
        """Sends a message; gives its reference, and the six words in one string."""
        response = self.deliver("message", answers, **headers)
        return reference(response), " ".join(shown_words(response))

    def look(self, words: str, **more: str) -> Response:
        """Asks for the answer; `more`: other fields, or headers where their name has a hyphen."""
        headers = {name: given for name, given in more.items() if "-" in name}
        given = {name: text for name, text in more.items() if "-" not in name}
        return self.post("answer", {"words": words, **given}, **headers)

    def work(self) -> int:
        return worker.run(self.app)

    def waits(self) -> list[str]:
        """What has not become a pull request yet, by its reference."""
        entries = [entry for lane in lanes.LANES for entry in self.app.store.keys(f"{lane}/")]
        return [lanes.identity_of(entry.key) for entry in entries]

    def set_aside(self) -> dict[str, str]:
        """The reasons, by the reference."""
        keys = [entry.key for entry in self.app.store.keys("quarantine/")]
        return {lanes.identity_of(key): quarantine.reason(key) for key in keys}

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
    return hidden_value(response, "token")


def hidden_value(response: Response, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]+)"', response.body)
    assert match, faults(response)
    return match[1]


def reference(response: Response) -> str:
    """Of what was sent: after a message it is on the page itself, which no address leads to."""
    shown = re.search(r'class="reference"[^>]*>([a-z0-9-]+)<', response.body)
    if response.status == 200 and shown:
        return shown[1].replace("-", "")
    assert response.status == 303, faults(response)
    return response.headers["Location"].partition("?")[0].rpartition("/")[2]


def shown_words(response: Response) -> list[str]:
    listed = response.body.partition('class="six-words"')[2].partition("</ol>")[0]
    return re.findall(r"<li>([a-z]+)</li>", listed)


def faults(response: Response) -> list[str]:
    """The status, then each question and what is said about it; the words alone where nothing leads to it."""
    summary = response.body.partition('class="faults"')[2].partition("</ul>")[0]
    said = re.findall(r'<li>(?:<a href="#)?(.*?)(?:</a>)?</li>', summary)
    return [str(response.status), *said]


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
    app.sleep, app.spacing = clock.sleep, worker.SPACING
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
    """What the change form of an entry holds on all its steps if nobody writes in it."""
    page = running.ask("GET", "/send/change", query=f"profile={slug}")
    sealed = hidden_value(page, "so_far")
    progress = so_far.opened((running.key(),), "change", sealed)
    assert progress
    return {"so_far": sealed, **{name: [*given] for name, given in progress.answers.items()}}


def last_of(form: str, answers: dict[str, Any], key: str) -> tuple[str, str]:
    """The body and the query of the post that sends what was answered on all steps before."""
    check = forms()[form].check
    given = {name: tuple(as_list(held)) for name, held in answers.items()}
    progress = so_far.Progress(given, frozenset(range(1, check)), checked=True, sound=True)
    return urlencode({"so_far": so_far.sealed(key, form, progress), "go": "send"}), f"step={check}"


def as_list(given: Any) -> list[str]:
    return [given] if isinstance(given, str) else [*given]
