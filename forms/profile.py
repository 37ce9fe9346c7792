"""The forms about an entry: to be listed, to change it, to confirm it, to have it removed."""

from __future__ import annotations

from dataclasses import replace

from experts.contact_kinds import NAME as KINDS
from experts.contact_kinds import ContactForm, ContactKind, contact_kinds
from forms.fields import Field, ask, choice, terms
from forms.form import Form, Group, Purpose, Section
from forms.shared import MESSAGE, REPLY, agree
from records.packed_vocabularies import vocabularies


def who(own: str) -> Section:
    return Section("Who you are", (
        ask("name", autocomplete=own), ask("alternate_names", hint="One on each line."),
        ask("roles", hint="{Limit}, where people would look for you."),
        ask("headline", hint="What you do, in one line."),
        ask("summary", kind="text", hint="What a caseworker needs to know: {limit}."),
    ))  # fmt: skip


def expertise() -> Section:
    return Section("What you know", (
        ask("topics", hint="{Limit}."),
        ask("exploitation", hint="Those that you work with."),
        ask("audience", hint="Who may get in touch with you."),
    ))  # fmt: skip


def where() -> Section:
    return Section("Countries", (
        terms("based", "countries.based", label="Country where you are based", hint="",
              autocomplete="country-name"),
        terms("expertise", "countries.expertise",
              hint="Countries whose conditions you can give an opinion on, with commas."),
        terms("serves", "countries.serves",
              hint="From where you take cases, with commas: for instance England, Wales."),
    ))  # fmt: skip


def languages(least: int, spare: int) -> Section:
    return Section("Languages", (Group("Language", "languages", (
        terms("language", "languages.tag", label="Language", hint=""),
        ask("level", "languages.level", label="How well do you speak it?", hint=""),
    ), least=least, spare=spare),))  # fmt: skip


def taking() -> Section:
    return Section("Taking cases", (
        ask("referrals", "accepting.referrals", label="Do you take referrals now?", hint=""),
        ask("reports", "accepting.reports", label="Do you take instructions for expert reports now?",
            hint=""),
        ask("wait_weeks", "accepting.wait_weeks", hint="A number, if there is a wait."),
    ))  # fmt: skip


def services(least: int, spare: int) -> Section:
    return Section("Services", (Group("Service", "services", (
        ask("service", "services.type", label="What you do", hint=""),
        ask("mode", "services.mode", label="How you do it", hint=""),
        ask("turnaround_weeks", "services.turnaround_weeks", hint="A number: the usual time for a report."),
        ask("legal_aid", "services.fees.legal_aid", label="Can legal aid pay?", hint=""),
        ask("pro_bono", "services.fees.pro_bono", label="Do you work without a fee?", hint=""),
        ask("private", "services.fees.private", label="Can people pay you privately?", hint=""),
    ), own=("type",), least=least, spare=spare),))  # fmt: skip


def witness(*more: Group) -> Section:
    return Section("Expert witness work", (
        ask("forums", "witness.forums", hint="Where you have given evidence, or are ready to."),
        ask("declarations", "witness.declarations", hint="The rules that your reports comply with."),
        ask("oral_evidence", "witness.oral_evidence", label="Do you give evidence in person?", hint=""),
        *more,
    ))  # fmt: skip


def contact_group(kind: ContactKind, form: ContactForm, spare: int, *, labels: bool) -> Group:
    """`labels`: also what each number or address is for, which few people need when they join."""
    fixed = {"kind": kind.id}
    if form.tick:
        tick = choice(kind.id, form.title, {"yes": form.tick}, "choices")
        return Group(form.title, "contact", (tick,), fixed, spare=0)
    own = {"label": form.label, "hint": form.hint, "autocomplete": form.autocomplete}
    stated = {name: text for name, text in own.items() if text is not None}
    fields = [ask(kind.id, f"contact.{kind.value}", **stated)]
    fields += [ask(f"{kind.id}_{name}", f"contact.{name}") for name in form.asks]
    if labels:
        hint = "For instance Duty line."
        fields.append(ask(f"{kind.id}_label", "contact.label", label="What it is for", hint=hint))
    return Group(form.title, "contact", tuple(fields), fixed, spare=spare)


def contact_section(spare: int, *, labels: bool) -> Section:
    kinds = contact_kinds(vocabularies()[KINDS]).values()
    groups = tuple(contact_group(kind, kind.form, spare, labels=labels) for kind in kinds if kind.form)
    return Section("How people reach you", groups, "Everything here is published. Give at least one way.")


def registers(spare: int) -> Group:
    return Group("Register", "identifiers", (
        ask("scheme", "identifiers.scheme", label="Register", hint=""),
        ask("number", "identifiers.value", label="Your number in it",
            hint="If the register shows no number, your name as it shows it."),
    ), own=("scheme", "value"), least=2, spare=spare)  # fmt: skip


WEBSITE = "Your website or a page about you"


def join(kind: str) -> Form:
    title = {"person": "Be listed as a person", "organisation": "Be listed as an organisation"}[kind]
    website = Group(WEBSITE, "links", (ask("website", "links.url", label=WEBSITE,
                                           autocomplete="url"),), {"rel": "website"}, spare=0)  # fmt: skip
    consent = agree("agree", "I agree that this is published in the directory")
    sections = (
        who("name" if kind == "person" else "organization"), expertise(),
        where(), languages(4, 1), taking(), services(3, 1), witness(), contact_section(0, labels=False),
        Section("How we can check", (registers(1), website)),
        Section("For the editors", (REPLY, MESSAGE, consent)),
    )  # fmt: skip
    return Form(f"join-{kind}", "signup", title, "Send to the editors", sections, kind)


WHICH = Field(
    "profile", "line", "Address of the profile", "The last part of its web address.", True, longest=60
)


THIS_ONE = Section("Which entry", (WHICH,))


def about_profile(form_id: str, purpose: Purpose, title: str, send: str, *sections: Section) -> Form:
    mine = agree("agree", "This entry is about me, or I may speak for the organisation")
    ends = Section("For the editors", (REPLY, MESSAGE, mine))
    return Form(form_id, purpose, title, send, (*sections, ends))


def change() -> Form:
    """Everything that a form can well ask. The rest of an entry stays as it is."""
    stood = Field("stood", "hidden", "", longest=64)
    which = Section("Which entry", (WHICH, stood), (
        "The boxes hold what stands in the entry now. To take something away, empty its boxes. Notices, "
        "affiliations and notes on a service stay as they are, and so does a photo: to change one of these, "
        "write it in the last box, and an editor will answer you."))  # fmt: skip
    training = Group("Training", "witness.training", (
        ask("training", "witness.training.name", label="Training", hint=""),
        ask("training_year", "witness.training.year", label="Year of the training", hint=""),
    ))  # fmt: skip
    publications = Group("Publication", "publications", (
        ask("publication", "publications.title", label="Title", hint=""),
        ask("publication_year", "publications.year", label="Year", hint=""),
        ask("publication_url", "publications.url", label="Web address", hint=""),
    ))  # fmt: skip
    links = Group("Link", "links", (
        ask("rel", "links.rel", label="What it leads to", hint=""),
        ask("link", "links.url", label="Web address", hint=""),
        ask("link_title", "links.title", label="Words for it", hint=""),
    ))  # fmt: skip
    sections = (
        who("off"), expertise(), where(), languages(2, 2), taking(),
        services(2, 2), witness(training), contact_section(2, labels=True),
        Section("Publications", (publications,)),
        Section("How we can check", (registers(2), links)),
    )  # fmt: skip
    return about_profile("change", "change", "Change an entry", "Send the changes", which, *sections)


def correct() -> Form:
    return about_profile(
        "still-correct", "correct", "This entry is still correct", "Yes, it is correct", THIS_ONE
    )


def remove() -> Form:
    form = about_profile("remove", "remove", "Remove an entry", "Ask for its removal", THIS_ONE)
    reason = replace(MESSAGE, label="A reason, if you like", hint="You need not give one.")
    last = form.sections[-1]
    editors = replace(last, items=(REPLY, reason, last.items[-1]))
    return replace(form, sections=(*form.sections[:-1], editors))
