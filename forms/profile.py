"""The forms about an entry: to be listed, to change it, to confirm it, to have it removed."""

from __future__ import annotations

from dataclasses import replace

from forms.fields import Field, ask, choice, words
from forms.form import Form, Group, Purpose, Section
from forms.shared import MESSAGE, REPLY, YES_NO, agree


def who(own: str) -> Section:
    return Section("Who you are", (
        ask("name", autocomplete=own), ask("alternate_names", hint="One on each line.", longest=800),
        ask("roles", hint="One to three, where people would look for you."),
        ask("headline", hint="What you do, in one line."),
        ask("summary", kind="text", hint="What a caseworker needs to know: at most 2,000 characters."),
    ))  # fmt: skip


def knows() -> Section:
    return Section("What you know", (
        ask("topics", hint="At most 12."),
        ask("exploitation", hint="Those that you work with."),
        ask("audience", hint="Who may get in touch with you."),
    ))  # fmt: skip


def where() -> Section:
    return Section("Countries", (
        words("based", "countries.based", label="Country where you are based", hint="",
              autocomplete="country-name"),
        words("expertise", "countries.expertise",
              hint="Countries whose conditions you can give an opinion on, with commas."),
        words("serves", "countries.serves",
              hint="From where you take cases, with commas: for instance England, Wales."),
    ))  # fmt: skip


def languages(least: int, spare: int) -> Section:
    return Section("Languages", (Group("Language", "languages", (
        words("language", "languages.tag", label="Language", hint=""),
        ask("level", "languages.level", label="How well do you speak it?", hint=""),
    ), least=least, spare=spare),))  # fmt: skip


def taking() -> Section:
    return Section("Taking cases", (
        ask("referrals", "accepting.referrals", label="Do you take referrals now?", hint=""),
        ask("reports", "accepting.reports", label="Do you take instructions for expert reports now?",
            hint=""),
        ask("wait_weeks", "accepting.wait_weeks", hint="A number, if there is a wait.", longest=3),
    ))  # fmt: skip


def services(least: int, spare: int) -> Section:
    return Section("Services", (Group("Service", "services", (
        ask("service", "services.type", label="What you do", hint=""),
        ask("mode", "services.mode", label="How you do it", hint=""),
        ask("turnaround_weeks", "services.turnaround_weeks", hint="A number: the usual time for a report.",
            longest=3),
        ask("legal_aid", "services.fees.legal_aid", label="Can legal aid pay?", hint=""),
        ask("pro_bono", "services.fees.pro_bono", label="Do you work without a fee?", hint=""),
        ask("private", "services.fees.private", label="Can people pay you privately?", hint=""),
    ), own=("type",), least=least, spare=spare),))  # fmt: skip


def witness(*more: Group) -> Section:
    return Section("Expert witness work", (
        ask("forums", "witness.forums", hint="Where you have given evidence, or are ready to."),
        ask("declarations", "witness.declarations", hint="The rules that your reports comply with."),
        choice("oral_evidence", "Do you give evidence in person?", YES_NO, path="witness.oral_evidence"),
        *more,
    ))  # fmt: skip


def way(kind: str, title: str, *fields: Field, spare: int) -> Group:
    return Group(title, "contact", fields, {"kind": kind}, spare=spare)


def reach(spare: int, *, labels: bool) -> Section:
    """`labels`: also what each number or address is for, which few people need when they join."""

    def label(kind: str) -> tuple[Field, ...]:
        hint = "For instance Duty line."
        return (ask(f"{kind}_label", "contact.label", label="What it is for", hint=hint),) if labels else ()

    passed_on = {"yes": "The editors pass messages on; no address is shown"}
    relay = choice("relay", "Through the editors", passed_on, "choices")
    return Section("How people reach you", (
        way("phone", "Telephone",
            ask("phone", "contact.dial", label="Telephone", input="tel", autocomplete="tel"),
            ask("hours", "contact.hours", hint="For instance Mo-Fr 09:00-17:00; Sa 10:00-13:00, or 24/7."),
            *label("phone"), spare=spare),
        way("text", "Text messages",
            ask("text", "contact.dial", label="Number for text messages", hint="", input="tel"),
            *label("text"), spare=spare),
        way("email", "E-mail",
            ask("email", "contact.address", label="Public e-mail address", input="email",
                autocomplete="email", hint="Everybody sees it. Leave it empty if they should not."),
            *label("email"), spare=spare),
        way("web", "Contact page",
            ask("web", "contact.url", label="Contact page on your website", input="url"), *label("web"),
            spare=spare),
        way("post", "Postal address",
            ask("post", "contact.lines", longest=600,
                hint="Line by line. Never a private home, never a shelter."), *label("post"), spare=spare),
        way("relay", "Through the editors", relay, spare=0),
    ), "Everything here is published. Give at least one way.")  # fmt: skip


def registers(spare: int) -> Group:
    return Group("Register", "identifiers", (
        ask("scheme", "identifiers.scheme", label="Register", hint=""),
        ask("number", "identifiers.value", label="Your number in it", hint=""),
    ), own=("scheme", "value"), least=2, spare=spare)  # fmt: skip


WEBSITE = "Your website or a page about you"


def join(kind: str) -> Form:
    title = {"person": "Be listed as a person", "organisation": "Be listed as an organisation"}[kind]
    website = Group(WEBSITE, "links", (ask("website", "links.url", label=WEBSITE, input="url",
                                           autocomplete="url"),), {"rel": "website"}, spare=0)  # fmt: skip
    consent = agree("agree", "I agree that this is published in the directory")
    sections = (
        who("name" if kind == "person" else "organization"), knows(),
        where(), languages(4, 1), taking(), services(3, 1), witness(), reach(0, labels=False),
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
        ask("training_year", "witness.training.year", label="Year of the training", hint="", longest=4),
    ))  # fmt: skip
    publications = Group("Publication", "publications", (
        ask("publication", "publications.title", label="Title", hint="", longest=300),
        ask("publication_year", "publications.year", label="Year", hint="", longest=4),
        ask("publication_url", "publications.url", label="Web address", hint="", input="url"),
    ))  # fmt: skip
    links = Group("Link", "links", (
        ask("rel", "links.rel", label="What it leads to", hint=""),
        ask("link", "links.url", label="Web address", hint="", input="url"),
        ask("link_title", "links.title", label="Words for it", hint=""),
    ))  # fmt: skip
    sections = (
        who("off"), knows(), where(), languages(2, 2), taking(),
        services(2, 2), witness(training), reach(2, labels=True), Section("Publications", (publications,)),
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
    asked = replace(last, items=(REPLY, reason, last.items[-1]))
    return replace(form, sections=(*form.sections[:-1], asked))
