"""Compares what a form says about an entry with the entry as it is, and with the directory's checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms import Form, answers, prose, understood
from forms.fields import Answers
from functions import slugs
from functions.app import App

MOVED_ON = "The entry has changed since you opened this page. Compare it with what you wrote, then continue"
NO_LATIN = "Also give your name in Latin letters (A to Z): it becomes the address of your entry"
NOTHING_NEW = "Nothing differs from the entry as it is now"


def start(form: Form, today: str) -> dict[str, Any]:
    """What a new entry begins with. Nothing in it has been checked, and it says so."""
    unchecked = {"level": "self-declared", "on": today, "method": "as sent by form"}
    return {"kind": form.kind, "verification": unchecked, "consent": {"public_listing": today}}


def new_profile(form: Form, given: Answers, today: str) -> dict[str, Any]:
    return answers.apply(start(form, today), answers.edits(form, given, {}))[0]


def problems_of(form: Form, given: Answers, app: App, *, final: bool = True) -> dict[str, str]:
    """By the id of the question. Before all is answered (not `final`), a change need not differ yet."""
    from experts.summary import MAX_LINKS  # compiles patterns that a page of a form does not need

    problems = form.problems(given) | understood.problems(form, given)
    if "".join(given.get("summary", ())).count("://") > MAX_LINKS:
        problems.setdefault("summary", f"At most {MAX_LINKS} web addresses are allowed here")
    current = app.listing.data("".join(given.get("profile", ())[:1])) if form.purpose == "change" else None
    # A text that is too long is told so and not searched, which takes long.
    wrong = {field.name for field, _ in form.questions(given) if field.id in problems}
    fit = {name: values for name, values in given.items() if name not in wrong}
    problems |= prose.problems(form, fit, answers.read(form, current or {}))
    if form.purpose == "signup":
        names = [*given.get("name", ()), *"\n".join(given.get("alternate_names", ())).split("\n")]
        slug = slugs.base(names, form.kind)
        if slug == form.kind and "name" not in problems:
            problems.setdefault("alternate_names", NO_LATIN)
        return answers.problems(form, given, start(form, app.today()), slug) | problems
    if "profile" in problems:
        return problems
    return problems_with_current(form, given, app, final=final) | problems


def problems_with_current(form: Form, given: Answers, app: App, *, final: bool) -> dict[str, str]:
    slug = given["profile"][0]
    current = app.listing.data(slug)
    if current is None:
        return {"profile": "There is no such entry in the directory"}
    if form.purpose != "change":
        return {}
    if given.get("stood") != (answers.stood(form, current),):
        return {"profile": MOVED_ON}
    if final and not any(answers.edits(form, given, current).values()):
        return {"profile": NOTHING_NEW}
    return answers.problems(form, given, current, slug)


def submission(form: Form, given: Answers, identity: str, app: App) -> dict[str, Any]:
    slug = given.get("profile", ("",))[0]
    current = app.listing.data(slug) if slug else None
    entry: dict[str, Any] = {"kind": form.purpose, "form": form.id, "id": identity, "on": app.today(),
                            "answers": given, "profile": slug}  # fmt: skip
    if current and form.purpose == "change":
        entry["edits"] = answers.edits(form, given, current)
        entry["changed"] = answers.changed(form, given, current)
    return entry


def filled(form: Form, slug: str, current: Mapping[str, Any]) -> Answers:
    """What a form holds before anybody has written in it."""
    if form.purpose == "referral":
        return {"entries": (current["name"],)}
    if form.purpose != "change":
        return {"profile": (slug,)}
    return {**answers.read(form, current), "profile": (slug,), "stood": (answers.stood(form, current),)}


def refill(form: Form, given: Answers, app: App) -> Answers:
    """For the form with its errors, which shows the entry as it is now: it may be sent again."""
    current = app.listing.data(given.get("profile", ("",))[0]) if form.purpose == "change" else None
    return {**given, "stood": (answers.stood(form, current),)} if current else given


def as_it_would_look(form: Form, given: Answers, app: App) -> dict[str, Any]:
    """For the page on which all is checked: the entry, and of a change only what differs."""
    from forms import check_page, preview

    if form.purpose == "signup":
        return {"preview": preview.preview(new_profile(form, given, app.today()))}
    current = app.listing.data(given.get("profile", ("",))[0])
    if current is None:
        return {}
    new, _ = answers.apply(current, answers.edits(form, given, current))
    differing = answers.changed(form, given, current)
    parts = check_page.changes(form, given, answers.read(form, current), differing)
    return {"preview": preview.preview(new), "parts": parts, "empty": []}
