"""The questions about an entry, step by step, in words for a person, an organisation or either."""

from __future__ import annotations

from collections.abc import Mapping

from experts.contact_kinds import NAME as KINDS
from experts.contact_kinds import ContactForm, ContactKind, contact_kinds
from forms.fields import Field, ask, choice, terms
from forms.form import Group, Section
from records.packed_vocabularies import vocabularies

Items = tuple[Field | Group, ...]
# The same question to a person, to an organisation, and where the form does not know whom it asks.
WORDS: Mapping[str, Mapping[str, str]] = {
    "person": {
        "about": "About you", "name": "Your name", "no name": "Enter your name", "autocomplete": "name",
        "roles": "Which groups do you belong to?", "headline": "What do you do?",
        "example": "Solicitor for survivors who claim compensation",
        "no headline": "Write what you do, in one line",
        "based": "In which country are you based?", "no based": "Enter the country where you are based",
        "spoken": "How well do you speak it?", "how well": "Choose how well you speak {}",
        "site": "Your website, or a page about you",
    },
    "organisation": {
        "about": "Your organisation", "name": "Name of the organisation",
        "no name": "Enter the organisation’s name",
        "autocomplete": "organization", "roles": "Which groups does the organisation belong to?",
        "headline": "What does the organisation do?", "example": "Safe houses and outreach support for women",
        "no headline": "Write what the organisation does, in one line",
        "based": "In which country is the organisation based?",
        "no based": "Enter the country where the organisation is based",
        "spoken": "How well do you speak it in your work?", "how well": "Choose how well you speak {}",
        "site": "Your website, or your page in a public register",
    },
    "": {
        "about": "Name and group", "name": "Name", "no name": "Enter the name", "autocomplete": "off",
        "roles": "Groups", "headline": "What you do",
        "example": "Solicitor for survivors who claim compensation",
        "no headline": "Write what you do, in one line", "based": "Country where you are based",
        "no based": "Enter the country where you are based", "spoken": "How well do you speak it?",
        "how well": "Choose how well you speak {}", "site": "Your website",
    },
}  # fmt: skip
# The two ways to be reached that the way to be listed asks for; an entry may have others.
USUAL = ("phone", "email")


def about(kind: str, *first: Field) -> Section:
    say = WORDS[kind]
    return Section(say["about"], (
        *first,
        ask("name", label=say["name"], hint="As people should read it.", autocomplete=say["autocomplete"],
            missing=say["no name"]),
        ask("roles", label=say["roles"], hint="{Limit}: where people would look for you.",
            missing="Choose at least one group"),
        ask("headline", label=say["headline"], hint=f"One line, {{limit}}. For instance: {say['example']}",
            missing=say["no headline"]),
    ))  # fmt: skip


def names() -> Items:
    return (
        ask("alternate_names", label="Other names that people may know", hint="One on each line."),
        ask("summary", kind="text", label="More about your work",
            hint="What a caseworker needs to know: {limit}."),
    )  # fmt: skip


def based(kind: str, *, required: bool) -> Field:
    say = WORDS[kind]
    return terms("based", "countries.based", label=say["based"], hint="", autocomplete="country-name",
                 required=required, missing=say["no based"])  # fmt: skip


def serves() -> Field:
    hint = "Countries, or parts of the United Kingdom, with commas. For instance: England, Wales"
    return terms("serves", "countries.serves", label="Where are the people whom you help?", hint=hint,
                 missing="Enter where the people are whom you help")  # fmt: skip


def expertise() -> Field:
    hint = "Those on which you can give an opinion, with commas. For instance: Albania, Viet Nam"
    return terms("expertise", "countries.expertise", label="Which countries do you know well?", hint=hint)


def languages(kind: str, least: int, *, required: bool) -> Group:
    say = WORDS[kind]
    language = terms("language", "languages.tag", label="Which language?", hint="", required=required,
                     missing="Enter a language that you work in")  # fmt: skip
    level = ask("level", "languages.level", label=say["spoken"], hint="")
    needs = {"level": say["how well"], "language": "Enter the language, or empty this row"}
    more = "Add another language"
    return Group("Language", "languages", (language, level), least=least, more=more, needs=needs)


def topics() -> Section:
    hint = "{Limit}."
    return Section("Subjects", (ask("topics", label="What do you know about?", hint=hint),), extra=True)


def exploitation() -> Section:
    label = "With which forms of exploitation do you work?"
    return Section("Forms of exploitation", (ask("exploitation", label=label, hint=""),), extra=True)


def audience() -> Section:
    label = "Who may get in touch with you?"
    return Section("Who may contact you", (ask("audience", label=label, hint=""),), extra=True)


def taking() -> Section:
    return Section("Taking cases", (
        ask("referrals", "accepting.referrals", label="Do you take people who need support now?",
            brief="Referrals", hint=""),
        ask("reports", "accepting.reports", label="Do you take instructions for expert reports now?",
            brief="Reports", hint=""),
        ask("wait_weeks", "accepting.wait_weeks", label="How many weeks is the wait?",
            hint="A number, if there is a wait."),
    ), extra=True)  # fmt: skip


def services() -> Section:
    return Section("Services", (Group("Service", "services", (
        ask("service", "services.type", label="What do you offer?", hint=""),
        ask("mode", "services.mode", label="How do you give it?", hint=""),
        ask("turnaround_weeks", "services.turnaround_weeks", label="How many weeks does it usually take?",
            hint="A number."),
        ask("free", "services.fees.free", label="Is it free of charge?", brief="Free of charge",
            hint="Nobody pays for it."),
        ask("legal_aid", "services.fees.legal_aid", label="Can legal aid pay?", brief="Legal aid", hint=""),
        ask("pro_bono", "services.fees.pro_bono", label="Do you do it pro bono?", brief="Pro bono",
            hint="Work that is usually paid, given without a fee."),
        ask("private", "services.fees.private", label="Can people pay you privately?", brief="Paid privately",
            hint=""),
    ), own=("type",), more="Add another service",
        needs={"service": "Choose what you offer, or empty this service"}),
    ), extra=True)  # fmt: skip


def courts() -> Section:
    return Section("Courts", (
        ask("forums", "witness.forums", label="In which courts and tribunals?",
            hint="Where you have given evidence, or are ready to."),
    ), extra=True)  # fmt: skip


def reports(*more: Group) -> Section:
    return Section("Reports for courts", (
        ask("declarations", "witness.declarations", label="Which rules do your reports comply with?",
            hint=""),
        ask("oral_evidence", "witness.oral_evidence", label="Do you give evidence in person?", hint=""),
        *more,
    ), extra=True)  # fmt: skip


HINTS = {"dial": "As it is dialled where you are based.", "url": "For instance www.example.org/contact"}


def contact_group(kind: ContactKind, form: ContactForm, *, asks: bool, labels: bool, more: bool) -> Group:
    """`asks`: what the kind asks besides; `labels`: what each is for; `more`: there may be several."""
    fixed = {"kind": kind.id}
    if form.tick:
        tick = choice(kind.id, form.title, {"yes": form.tick}, "choices")
        return Group(form.title, "contact", (tick,), fixed)
    hint = HINTS.get(kind.value or "") if form.hint is None else form.hint
    own = {"label": form.label, "hint": hint, "autocomplete": form.autocomplete}
    stated = {name: text for name, text in own.items() if text is not None}
    fields = [ask(kind.id, f"contact.{kind.value}", **stated)]
    fields += [beside(kind, name) for name in form.asks if asks]
    if labels:
        hint = "For instance: Duty line"
        fields.append(ask(f"{kind.id}_label", "contact.label", label="What it is for", hint=hint))
    return Group(form.title, "contact", tuple(fields), fixed, more="Add another" if more else "")


def beside(kind: ContactKind, name: str) -> Field:
    if name != "hours":
        return ask(f"{kind.id}_{name}", f"contact.{name}")
    hint = "For instance: 9am to 5pm, Monday to Friday"
    return ask(f"{kind.id}_hours", "contact.hours", label="When is it answered?", hint=hint)


def contacts(names: tuple[str, ...], *, asks: bool = True, labels: bool = False, more: bool = False) -> Items:
    known = contact_kinds(vocabularies()[KINDS]).values()
    asked = [kind for kind in known if kind.form and kind.id in names]
    return tuple(
        contact_group(kind, kind.form, asks=asks, labels=labels, more=more) for kind in asked if kind.form
    )


def other_ways() -> tuple[str, ...]:
    return tuple(name for name in contact_kinds(vocabularies()[KINDS]) if name not in USUAL)


def registers(least: int) -> Group:
    return Group("Register", "identifiers", (
        ask("scheme", "identifiers.scheme", label="Are you in one of these registers?", hint=""),
        ask("number", "identifiers.value", label="Your number in it",
            hint="If the register shows no number: your name as it shows it."),
    ), own=("scheme", "value"), least=least, more="Add another register", needs={
        "scheme": "Choose the register of this number", "number": "Enter your number in this register",
    })  # fmt: skip
