"""The build's templates work for the function too, with what the build tells it about the site."""

from __future__ import annotations

import json
import re

from forms import check_page, find, forms, step_page
from functions.local_server import FolderListing
from functions.pages import Pages, environment
from tests.site_builder import MINI


def test_every_page_of_the_function_can_be_made(mini):
    site, pages = FolderListing(MINI, mini.root).site(), Pages()
    for form in forms().values():
        for step in range(1, len(form.sections) + 1):
            given = step_page.context(form, step, {}, {"name": "Enter your name"}, failed=True)
            assert form.title in pages.render("form.html", site, form.title, **given)
        checked = step_page.context(form) | {
            "parts": check_page.parts(form, {}),
            "empty": [],
            "preview": None,
            "token": "x",
        }
        assert "so_far" in pages.render("form-check.html", site, "Check", **checked)
    assert "abcd" in pages.render("form-thanks.html", site, "Sent", reference="abcd", about="", words=())
    for state in ("ask", "done", "late"):
        assert pages.render("form-confirm.html", site, "Confirm", state=state, token="x")


def test_a_form_is_the_same_whether_the_build_or_the_function_shows_it(mini):
    """Apart from the head, which tells the address of the page."""
    site = FolderListing(MINI, mini.root).site()
    for name in ("join-person", "message"):
        form = forms()[name]
        built = (mini.root / "forms" / name / "index.html").read_text("utf-8")
        given = step_page.context(form)
        shown = Pages().render("form.html", site, form.title, **given)
        start, end = "<form method", "</form>"
        assert shown[shown.index(start) : shown.index(end)] == built[built.index(start) : built.index(end)]


def test_every_word_of_a_form_can_be_translated(mini, monkeypatch):
    """With a catalogue that puts everything in brackets, none stands outside of them."""
    pages, site = Pages(), FolderListing(MINI, mini.root).site()
    pages.site, pages.environment = site, environment(site)
    pages.environment.install_gettext_callables(lambda s: f"⟦{s}⟧", lambda s, p, n: f"⟦{s}⟧", newstyle=True)
    for form in forms().values():
        texts = []
        for step in range(1, len(form.sections) + 1):
            shown = pages.render("form.html", site, form.title, **step_page.context(form, step))
            start = shown.index("<h1>")
            shown = shown[start : shown.index("</form>", start)]
            texts += re.findall(
                r"<(?:h1|h2[^>]*|legend|label[^>]*|span|summary|option[^>]*[^/])>([^<]+)", shown
            )
        assert len(texts) > 4
        for words in texts:
            assert words[0] == " " or words.startswith("⟦"), (form.id, words)


def test_no_sign_in_a_label_is_taken_for_a_command():
    template = '{% import "form-fields.html" as ask %}{{ ask.say("100 % & <b> %(x)s") }}'
    assert environment({}).from_string(template).render() == "100 % &amp; &lt;b&gt; %(x)s"


def test_what_the_function_is_told_is_public_and_plain(mini):
    about = json.loads((mini.root / "forms" / "site.json").read_text("utf-8"))
    assert about["site"]["name"]
    assert "latest_news" not in about


def test_a_form_is_found_under_its_own_name_only():
    assert {name: form.id for name, form in forms().items()} == {name: name for name in forms()}
    assert find("unheard-of") is None
