"""The forms of people who look for help or for an expert. They ask for as little as can be."""

from __future__ import annotations

from dataclasses import replace

from forms.fields import YES_NO, Field, ask, characters, choice, options, terms
from forms.form import Form, Section
from forms.shared import REPLY, agree

HELP = {
    "home": "A safe place to stay", "needs": "Food, clothes or money to live on",
    "health": "A doctor or a nurse",
    "talk": "Someone to talk to about how I feel", "law": "A lawyer", "papers": "Papers or asylum",
    "pay": "Getting my pay",
    "language": "Someone who speaks my language", "children": "Help for my children", "return": "Going home",
    "unsure": "I do not know",
}  # fmt: skip
REGIONS = {
    "GB-ENG": "England", "GB-SCT": "Scotland", "GB-WLS": "Wales", "GB-NIR": "Northern Ireland",
    "IE": "Ireland",
    "other": "Somewhere else",
}  # fmt: skip
ISSUE = 500  # characters
SHOW = choice(
    "routing", "May we use three facts to find help: the kind of help, the region and the language?",
    {"yes": "Yes, without any name or number", "no": "No, keep those sealed too"}, required=True,
)  # fmt: skip


def help_wanted() -> Form:
    need = Section("What you need", (
        choice("who", "Who needs help?", {"me": "I do", "friend": "Someone I know"}),
        choice("help", "What kind of help?", HELP, "choices", required=True),
        choice("region", "Where are you?", REGIONS, required=True),
        terms("language", "languages.tag", label="Which language is best for you?", hint=""),
        choice("under18", "Is this for someone under 18?", {**YES_NO, "unsaid": "I would rather not say"}),
    ))  # fmt: skip
    channels = {
        "call": "Call me",
        "voicemail": "Leave a voice message",
        "text": "Send a text",
        "email": "Send an e-mail",
    }
    answer = Section("A safe way to answer", (
        choice("reply", "How is it safe to answer you?", channels, "choices"),
        Field("reach", "line", "Number or e-mail address",
        "Only if it is safe. You can leave it empty and call us later with your reference."),
        Field("when", "line", "When is it safe?", "Days and times."),
        Field("careful", "line", "What should we be careful about?",
        "For instance who may answer, or words not to use."),
        Field("alias", "line", "What shall we call you?", "Any name you like. It need not be your own.",
        longest=60),
        choice("level", "Who may know?", {
            "share": "You may tell others who can help me", "confidential": "Keep it between us",
            "anonymous": "Do not ask who I am",
        }, required=True),
        SHOW,
    ), "Leave empty what you do not want to say. Do not tell us what happened.")  # fmt: skip
    return Form("message", "referral", "Send a message", "Send", (need, answer), "help", quiet=True)


def instruct() -> Form:
    you = Section("You", (
        Field("name", "line", "Your name", required=True, longest=120, autocomplete="name"),
        Field("role", "line", "Your role", longest=120, autocomplete="organization-title"),
        Field("organisation", "line", "Your organisation", required=True, longest=120,
        autocomplete="organization"),
        replace(REPLY, label="Your work e-mail address", hint=""),
        Field("phone", "line", "Your work telephone", longest=40, input="tel", autocomplete="tel"),
    ))  # fmt: skip
    case = Section("The instruction", (
        ask("forum", "witness.forums", kind="choice", most=1, hint=""),
        ask("discipline", "roles", kind="choice", label="Which group of experts?", most=1, hint="",
        required=True),
        choice("report", "What do you need?", {o.value: o.label for o in options("services")}, required=True),
        terms("countries", "countries.expertise", label="Countries that it is about", hint="With commas."),
        ask("exploitation", kind="choices"),
        terms("language", "languages.tag", label="A language that the expert must speak", hint=""),
        choice("gender", "Should the expert be a woman or a man?", {"any": "Either", "woman": "A woman",
        "man": "A man"}),
        Field("deadline", "line", "When must it be ready?", "The date.", input="date", longest=40),
        ask("funding", "services.fees.legal_aid", kind="choice", label="How is it paid for?", hint="",
        options=choice(
            "funding", "", {"legal_aid": "Legal aid", "private": "Privately",
            "pro_bono": "There is no funding"}).options),
        Field("issue", "text", "The issue, in general words",
        f"{characters(ISSUE).capitalize()}. No client's name, date of birth or number.", longest=ISSUE),
    ))  # fmt: skip
    ends = Section("Before you send", (
        agree("consent", "My client has agreed to this enquiry"),
        agree("no_identifiers", "I have left out everything that identifies my client"),
        replace(SHOW, label="May we show the report, countries and language to find an expert?"),
    ))  # fmt: skip
    return Form(
        "enquiry", "referral", "Instruct an expert", "Send", (you, case, ends), "instruct", quiet=True
    )
