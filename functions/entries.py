"""What a form about an entry says, held against the directory's own checks and what stands in it."""

from __future__ import annotations

from typing import Any

from forms import Form
from forms.fields import Answers
from functions import answers as profiles
from functions import slugs
from functions.app import App

MOST_LINKS = 2


def problems_of(form: Form, given: Answers, app: App) -> dict[str, str]:
    problems = form.problems(given)
    if "http" in "".join(given.get("summary", ())) and given["summary"][0].count("://") > MOST_LINKS:
        problems.setdefault("summary", f"At most {MOST_LINKS} web addresses can stand here")
    if form.purpose in ("change", "correct", "remove") and "profile" not in problems:
        problems |= standing_problems(form, given, app)
    elif form.purpose == "signup":
        data = profiles.new_profile(form.kind, given, app.today())
        found = profiles.problems(data, slugs.base(data.get("name", ""), form.kind, "0" * 8))
        problems = {**known(form, found), **problems}
    return problems


def standing_problems(form: Form, given: Answers, app: App) -> dict[str, str]:
    slug = given["profile"][0]
    standing = app.listing.data(slug)
    if standing is None:
        return {"profile": "There is no such entry in the directory"}
    if form.purpose != "change":
        return {}
    names = profiles.changed(form, given, standing)
    if not names:
        return {"profile": "Nothing is different from the entry as it stands"}
    before = profiles.problems(standing, slug)
    found = profiles.problems(profiles.apply(standing, given, names), slug)
    return known(form, {name: words for name, words in found.items() if before.get(name) != words})


def known(form: Form, problems: dict[str, str]) -> dict[str, str]:
    """Each at a question that the form has."""
    asked = {each.name for each in form.fields()}
    return {name if name in asked else "name": words for name, words in problems.items()}


def submission(form: Form, given: Answers, identity: str, app: App) -> dict[str, Any]:
    slug = given.get("profile", ("",))[0]
    standing = app.listing.data(slug) if slug else None
    names = profiles.changed(form, given, standing) if standing and form.purpose == "change" else []
    return {
        "kind": form.purpose, "form": form.id, "id": identity, "on": app.today(), "answers": given,
        "profile": slug, "changed": names,
    }  # fmt: skip


def filled(form: Form, slug: str, data: dict[str, Any]) -> Answers:
    return {**(profiles.read(data) if form.purpose == "change" else {}), "profile": (slug,)}
