"""The forms about an entry: to be listed, to change it, to confirm it, to have it removed."""

from __future__ import annotations

from dataclasses import replace

from forms import entry
from forms.fields import Answers, Field, ask
from forms.form import Form, Group, Purpose, Section
from forms.shared import MESSAGE, REPLY, agree

REACH = "How people reach you"
PUBLISHED = (
    "Everything here is published. If you leave all of it empty, people write to the editors, "
    "who pass it on to you."
)
WORD = Section("A word to the editors", (MESSAGE,), extra=True)


def join(kind: str) -> Form:
    """The way asks what content/pages/join.md says is required, in at most twelve questions."""
    titles = {"person": "Be listed as a person", "organisation": "Be listed as an organisation"}
    person = kind == "person"
    consent = agree("agree", "I agree that this is published in the directory",
                    "Tick that you agree to be published; without that we cannot list you",
                    "You agree to be published")  # fmt: skip
    where = (entry.based(kind, required=True), *(() if person else (replace(entry.serves(), required=True),)))
    known = (entry.expertise(), *((entry.serves(),) if person else ()))
    sections = (
        entry.about(kind),
        Section("Country and languages", (*where, entry.languages(kind, 2, required=True))),
        Section(REACH, entry.contacts(entry.USUAL, asks=not person), PUBLISHED),
        evidence(kind),
        Section("Your agreement", (REPLY, consent)),
        Section("More about your work", entry.names(), extra=True),
        Section("Countries", known, extra=True),
        entry.topics(), entry.exploitation(), entry.audience(), entry.taking(), entry.services(),
        entry.courts(), entry.reports(),
        Section("More ways to reach you", entry.contacts(entry.other_ways()), PUBLISHED, extra=True),
        *(() if person else (Section("Registers", (entry.registers(1),), extra=True),)),
        WORD,
    )  # fmt: skip
    rules = (one_proof,) if person else ()
    return Form(f"join-{kind}", "signup", titles[kind], "Send to the editors", sections, kind, rules=rules)


def evidence(kind: str) -> Section:
    say, person = entry.WORDS[kind], kind == "person"
    url = ask("website", "links.url", label=say["site"], autocomplete="url", required=not person,
              hint="" if person else "For instance your page at the Charity Commission.",
              missing="Enter your website, or your page in a public register")  # fmt: skip
    website = Group("Your website", "links", (url,), {"rel": "website"})
    intro = "One of these is enough: a number in a register, or a page." if person else ""
    return Section("How we can check", (*((entry.registers(1),) if person else ()), website), intro)


def one_proof(answers: Answers) -> dict[str, str]:
    given = any(answers.get("website", ())) or any(answers.get("number", ()))
    return {} if given else {"website": "Enter a page about you, or your number in a register"}


WHICH = Field(
    "profile", "line", "Which entry?", "The last part of its web address: jane-doe for /experts/jane-doe/",
    True, longest=300, missing="Enter the last part of the entry’s web address",
)  # fmt: skip


def mine() -> Field:
    return agree("agree", "This entry is about me, or I may speak for the organisation",
                 "Tick that this entry is about you, or that you may speak for the organisation",
                 "You may speak for this entry")  # fmt: skip


def change() -> Form:
    """Everything that a form can well ask. The rest of an entry stays as it is."""
    which = replace(WHICH, kind="hidden")
    stood = Field("stood", "hidden", "", longest=64)
    training = Group("Training", "witness.training", (
        ask("training", "witness.training.name", label="Which training?", hint=""),
        ask("training_year", "witness.training.year", label="In which year?", hint=""),
    ), more="Add another training", needs={"training": "Enter the training of this year"})  # fmt: skip
    publications = Group("Publication", "publications", (
        ask("publication", "publications.title", label="Title", hint=""),
        ask("publication_year", "publications.year", label="Year", hint=""),
        ask("publication_url", "publications.url", label="Web address", hint=""),
    ), more="Add another publication", needs={
        "publication": "Enter the title of this publication", "publication_year": "Enter the year of “{}”",
    })  # fmt: skip
    links = Group("Link", "links", (
        ask("rel", "links.rel", label="What does it lead to?", hint=""),
        ask("link", "links.url", label="Web address", hint=""),
        ask("link_title", "links.title", label="Words for it", hint=""),
    ), more="Add another link", needs={
        "rel": "Choose what this link leads to", "link": "Enter the web address of this link",
    })  # fmt: skip
    countries = (entry.based("", required=False), entry.serves(), entry.expertise())
    sections = (
        entry.about("", which, stood), Section("More about your work", entry.names()),
        Section("Countries", countries), Section("Languages", (entry.languages("", 1, required=False),)),
        Section(REACH, entry.contacts(entry.USUAL, labels=True, more=True), PUBLISHED),
        Section("More ways to reach you", entry.contacts(entry.other_ways(), more=True), PUBLISHED),
        entry.topics(), entry.exploitation(), entry.audience(), entry.taking(), entry.services(),
        entry.courts(), entry.reports(training),
        Section("Publications", (publications,)),
        Section("Registers", (entry.registers(1),)), Section("Links", (links,)),
        Section("For the editors", (REPLY, MESSAGE, mine()), (
            "Notices, affiliations, notes on a service and a photo stay as they are. To change one of these, "
            "write it here, and an editor will answer you.")),
    )  # fmt: skip
    on_the_way = tuple(replace(section, extra=False) for section in sections)
    return Form("change", "change", "Change an entry", "Send the changes", on_the_way)


def about_profile(form_id: str, purpose: Purpose, title: str, send: str, message: Field) -> Form:
    return Form(form_id, purpose, title, send, (Section("", (WHICH, REPLY, message, mine())),))


def correct() -> Form:
    return about_profile(
        "still-correct", "correct", "This entry is still correct", "Yes, it is correct", MESSAGE
    )


def remove() -> Form:
    reason = replace(MESSAGE, label="A reason, if you like", hint="You need not give one.")
    return about_profile("remove", "remove", "Remove an entry", "Ask for its removal", reason)
