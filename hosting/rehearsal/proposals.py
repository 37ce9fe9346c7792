"""The stand-in's pages for a person in an editor's place: what waits, what it changes, and two buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

from hosting.rehearsal.github import GitHub
from hosting.rehearsal.github_repository import Reply, Repository
from hosting.rehearsal.letters import Letter

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>body {{ font: 1rem/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
body, pre {{ background: Canvas; overflow-wrap: anywhere }}
pre {{ white-space: pre-wrap; border: 1px solid #999; padding: 1rem }} form {{ display: inline }}
button {{ font: inherit; padding: 0.5rem 1rem; margin-inline-end: 0.5rem }}</style>
<nav><a href="/">Proposals</a> | <a href="/letters">Letters</a> | <a href="{site}">The site</a></nav>
<main>
<h1>{title}</h1>
{body}
</main>
"""
CONFLICT = "<p>It cannot be merged: the same lines have changed since. Close it, and send it again."


class EditorsGitHub(GitHub):
    """`merged` hears of each merge; `letters` tells what was sent."""

    site = ""
    merged: Callable[[str], None] = staticmethod(lambda name: None)
    letters: Callable[[], list[Letter]] = staticmethod(list)

    def answer(self, request: BaseHTTPRequestHandler, method: str, body: Any) -> Reply:
        path = urlsplit(request.path).path
        if path in ("/", "/letters"):
            return self.page("Proposals", self.list()) if path == "/" else self.page("Letters", self.mail())
        if path == "/publish" and self.is_ours(request):
            self.merged("")
            return 303, b"", {"Location": "/"}
        match = re.fullmatch(r"/([^/]+/[^/]+)/pull/(\d+)(?:/(merge|close))?", path)
        repository = self.repositories.get(match[1]) if match else None
        if not match or not repository or not 0 < int(match[2]) <= len(repository.pulls):
            return super().answer(request, method, body)
        if not match[3]:
            return self.page(repository.pulls[int(match[2]) - 1]["title"], show(repository, int(match[2])))
        if not self.is_ours(request):
            return 403, {"message": "Only the buttons of these pages do this"}, {}
        return self.act(repository, int(match[2]), match[3])

    def is_ours(self, request: BaseHTTPRequestHandler) -> bool:
        """Pressed on one of these pages, and not by another that the browser shows."""
        return request.command == "POST" and request.headers.get("origin", self.url) == self.url

    def act(self, repository: Repository, number: int, button: str) -> Reply:
        if button == "close":
            repository.close_pull(number)
        elif not repository.merge(number):
            return self.page("Conflict", iter([CONFLICT]), 409)
        else:
            self.merged(repository.name)
        return 303, b"", {"Location": "/"}

    def page(self, title: str, parts: Iterator[str], status: int = 200) -> Reply:
        text = PAGE.format(title=escape(title), site=escape(self.site), body="\n".join(parts))
        return status, text.encode(), {"Content-Type": "text/html; charset=utf-8"}

    def list(self) -> Iterator[str]:
        for name, repository in sorted(self.repositories.items()):
            waiting = [pull for pull in repository.pulls if pull["state"] == "open"]
            yield f"<h2>{escape(name)}</h2>" + ("<ul>" if waiting else "<p>Nothing waits.")
            for pull in waiting:
                labels = escape(", ".join(pull["labels"]))
                link = escape(urlsplit(pull["html_url"]).path)
                yield f'<li><a href="{link}">{escape(pull["title"])}</a> {labels}'
            yield "</ul>" if waiting else ""
        yield '<form method="post" action="/publish"><button>Publish main as it is now</button></form>'

    def mail(self) -> Iterator[str]:
        letters = self.letters()
        if not letters:
            yield "<p>No letters yet."
        for letter in reversed(letters):
            links = "".join(f'<li><a href="{escape(link)}">{escape(link)}</a>' for link in letter.links)
            yield f"<h2>{escape(letter.subject)}</h2><p>To {escape(letter.to)}"
            yield f"<pre>{escape(letter.text)}</pre><ul>{links}</ul>"


def show(repository: Repository, number: int) -> Iterator[str]:
    pull = repository.pulls[number - 1]
    here = escape(f"/{repository.name}/pull/{number}")
    if pull["state"] == "open":
        for button, label in (("merge", "Merge"), ("close", "Close")):
            yield f'<form method="post" action="{here}/{button}"><button>{label}</button></form>'
        changes = repository.git("diff", f"main...{pull['head']}")
        yield f"<h2>Changes</h2><pre>{escape(changes)}</pre>"
    else:
        yield "<p>Closed."
    yield f"<h2>Description</h2><pre>{escape(pull['body'])}</pre>"
