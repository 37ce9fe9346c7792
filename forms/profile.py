"""The forms about an entry: to be listed, to change it, to confirm it, to have it removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from forms.fields import Field, Section, ask, choice, words
from forms.form import Form, Purpose
from forms.shared import MESSAGE, REPLY, YES_NO, agree


def languages(rows: int = 4) -> Iterator[Field]:
    for row in range(1, rows + 1):
        yield words(f"language_{row}", "languages.tag", label=f"Language {row}", hint="")
        yield ask(f"level_{row}", "languages.level", label=f"How well do you speak language {row}?", hint="")


def registers(rows: int = 2) -> Iterator[Field]:
    for row in range(1, rows + 1):
        yield ask(f"scheme_{row}", "identifiers.scheme", label=f"Register {row}", hint="")
        yield ask(f"number_{row}", "identifiers.value", label=f"Number in register {row}", hint="")


def profile_sections(kind: str) -> tuple[Section, ...]:
    own = "name" if kind == "person" else "organization" if kind == "organisation" else "off"
    listed = Section("Who you are", (
        ask("name", autocomplete=own), ask("alternate_names", hint="One on each line.", longest=800),
        ask("roles"), ask("headline"), ask("summary", kind="text"),
    ))  # fmt: skip
    knows = Section("What you know", (ask("topics"), ask("exploitation"), ask("audience")))
    where = Section("Countries", (
        words("based", "countries.based", label="Country where you are based", hint="",
        autocomplete="country-name"),
        words("expertise", "countries.expertise",
        hint="Countries whose conditions you can give an opinion on, with commas."),
        words("serves", "countries.serves",
        hint="From where you take cases, with commas: for instance England, Wales."),
    ))  # fmt: skip
    taking = Section("Taking cases", (
        ask("referrals", "accepting.referrals", label="Do you take referrals now?", hint=""),
        ask("reports", "accepting.reports", label="Do you take instructions for expert reports now?",
        hint=""),
        ask("wait_weeks", "accepting.wait_weeks", hint="A number, if there is a wait.", longest=3),
    ))  # fmt: skip
    return (
        listed, knows, where, Section("Languages", tuple(languages())), taking, services(), witness(),
        reach(),
        Section("How we can check", (
            *registers(),
            ask("website", "links.url", label="Your website or a page about you", input="url",
            autocomplete="url"),
        )),
    )  # fmt: skip


def services() -> Section:
    fee = {"hint": ""}
    return Section("Services", (
        ask("services", "services.type", kind="choices", most=12), ask("mode", "services.mode"),
        ask("turnaround_weeks", "services.turnaround_weeks", hint="A number: the usual time for a report.",
        longest=3),
        ask("legal_aid", "services.fees.legal_aid", label="Can legal aid pay?", **fee),
        ask("pro_bono", "services.fees.pro_bono", label="Do you work without a fee?", **fee),
        ask("private", "services.fees.private", label="Can people pay you privately?", **fee),
    ))  # fmt: skip


def witness() -> Section:
    return Section("Expert witness work", (
        ask("forums", "witness.forums"), ask("declarations", "witness.declarations"),
        choice("oral_evidence", "Do you give evidence in person?", YES_NO),
    ))  # fmt: skip


def reach() -> Section:
    return Section("How people reach you", (
        choice("relay", "Through the editors", {"yes": "The editors pass messages on; no address is shown"},
        "choices"),
        ask("phone", "contact.dial", label="Telephone", input="tel", autocomplete="tel"),
        ask("hours", "contact.hours"),
        ask("text", "contact.dial", label="Number for text messages", hint="", input="tel"),
        ask("email", "contact.address", label="Public e-mail address", input="email", autocomplete="email"),
        ask("web", "contact.url", label="Contact page on your website", input="url"),
        ask("post", "contact.lines", longest=600,
        hint="Line by line. Never a private home, never a shelter."),
    ), "Everything here is published. Give at least one way.")  # fmt: skip


def join(kind: str) -> Form:
    who = {"person": "Be listed as a person", "organisation": "Be listed as an organisation"}[kind]
    consent = agree("agree", "I agree that this is published in the directory")
    ends = Section("For the editors", (REPLY, MESSAGE, consent))
    return Form(f"join-{kind}", "signup", who, "Send to the editors", (*profile_sections(kind), ends), kind)


WHICH = Field(
    "profile", "line", "Address of the profile", "The last part of its web address.", True, longest=60
)


def about_profile(form_id: str, purpose: Purpose, title: str, send: str, *sections: Section) -> Form:
    mine = agree("agree", "This entry is about me, or I may speak for the organisation")
    return Form(form_id, purpose, title, send, (Section("Which entry", (WHICH,)), *sections,
                                                Section("For the editors", (REPLY, MESSAGE,
                                                mine))))  # fmt: skip


def change() -> Form:
    sections = profile_sections("")
    return about_profile("change", "change", "Change an entry", "Send the changes", *sections)


def correct() -> Form:
    return about_profile("still-correct", "correct", "This entry is still correct", "Yes, it is correct")


def remove() -> Form:
    form = about_profile("remove", "remove", "Remove an entry", "Ask for its removal")
    reason = replace(MESSAGE, label="A reason, if you like", hint="You need not give one.")
    last = form.sections[-1]
    asked = replace(last, fields=(REPLY, reason, last.fields[-1]))
    return replace(form, sections=(*form.sections[:-1], asked))
