"""The forms of people who look for help or for an expert. They ask for as little as can be."""

from __future__ import annotations

import re
from dataclasses import replace

from forms.fields import YES_NO, Answers, Field, ask, characters, choice, options, terms
from forms.form import Form, Section
from forms.shared import REPLY, agree

HELP = {
    "home": "A safe place to stay", "needs": "Food, clothes or money",
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
WAYS = {
    "call": "Call me", "voicemail": "Leave a voice message", "text": "Send a text", "email": "Send an e-mail",
}  # fmt: skip
BY_NUMBER = ("call", "voicemail", "text")
ISSUE = 500  # characters
MOST_ENTRIES = 3
SHOW = choice(
    "routing", "May we use three facts to find help: the kind of help, the region and the language?",
    {"yes": "Yes, without any name or number", "no": "No, keep those locked too"}, required=True,
    brief="Kind of help, region and language may be used",
    missing="Choose whether we may use the kind of help, the region and the language",
)  # fmt: skip


def help_wanted() -> Form:
    """Few questions on a page, and only three to which there must be an answer."""
    wanted = Section("What you need", (
        choice("help", "What kind of help?", HELP, "choices", required=True,
               missing="Choose what kind of help. If you are not sure, choose “I do not know”"),
        choice("region", "Where are you?", REGIONS, required=True, listed=True,
               missing="Choose where you are"),
    ), "Do not tell us what happened.")  # fmt: skip
    answer = Section("How to answer you", (
        choice("reply", "How is it safe to answer you?", WAYS, "choices", hint="Tick only what is safe."),
        Field("number", "line", "Your telephone number", "Only if a call, a voice message or a text is safe.",
              input="tel"),
        Field("email", "line", "Your e-mail address", "Only if nobody else can read it.", longest=254,
              input="email"),
    ), "You can leave all of this empty: then you read our answer on this site, with six words that we show "
       "you when you have sent it.")  # fmt: skip
    care = Section("What to be careful about", (
        terms("language", "languages.tag", label="Which language is best for you?", hint="", open=True),
        Field("when", "line", "When is it safe to answer you?", "Days and times.", brief="When is it safe?"),
        Field("careful", "line", "What should we be careful about?",
              "For instance who may answer, or words not to use."),
        Field("alias", "line", "What should we call you?", "Any name you like. It need not be your own.",
              longest=60),
    ), "You can leave all of this empty.")  # fmt: skip
    known = Section("Who may know", (
        choice("who", "Who needs help?", {"me": "I do", "friend": "Someone I know"}, listed=True),
        choice("under18", "Is this for someone under 18?", {**YES_NO, "unsaid": "I would rather not say"},
               listed=True),
        choice("level", "Who may know?", {
            "share": "You may tell others who can help me", "confidential": "Keep it between us",
            "anonymous": "Do not ask who I am",
        }, required=True, missing="Choose who may know"),
        SHOW,
    ))  # fmt: skip
    steps = (wanted, answer, care, known)
    return Form(
        "message", "referral", "Send a message", "Send", steps, "help", quiet=True, rules=(safe_ways,)
    )


def safe_ways(answers: Answers) -> dict[str, str]:
    """A way that is ticked needs its number or address, and a number that is given needs a tick."""
    ticked, number, email = answers.get("reply", ()), text(answers, "number"), text(answers, "email")
    calls = [WAYS[way] for way in BY_NUMBER if way in ticked]
    wrong: dict[str, str] = {}
    if calls and not number:
        wrong["number"] = f"You ticked “{calls[0]}”. Enter the number, or take the tick away"
    if "email" in ticked and not email:
        wrong["email"] = "You ticked “Send an e-mail”. Enter the address, or take the tick away"
    if number and not calls:
        wrong["reply"] = "You gave a number. Tick whether we may call, leave a voice message or send a text"
    elif email and "email" not in ticked:
        wrong["reply"] = (
            "You gave an e-mail address. Tick “Send an e-mail” if it is safe, or empty the address"
        )
    if number and (message := not_a_number(number, *regions(answers))):
        wrong["number"] = message
    return wrong


def regions(answers: Answers) -> list[str]:
    """In which countries a number without a country code may be dialled."""
    region = text(answers, "region")
    return [] if region in ("", "other") else [region.partition("-")[0]]


def not_a_number(number: str, *countries: str) -> str:
    from records import phone  # takes 50 ms, and most pages have no number to read

    clean = phone.plain(number)
    # "07700 900123 (text only)": an editor reads the words; what counts is that there is a number.
    likely = (clean, *re.findall(r"[+(]?\d[\d ().-]{4,}\d", clean))
    if any(phone.read(each, country) for each in likely for country in countries or (None,)):
        return ""
    if countries or clean.startswith("+"):
        return f"We could not call “{number[:40]}”. Check the digits. A number looks like 07700 900123"
    return f"We could not call “{number[:40]}”. Start with + and the code of the country: +353 for Ireland"


def text(answers: Answers, name: str) -> str:
    return "".join(answers.get(name, ())[:1])


def instruct() -> Form:
    entries = Field(
        "entries", "text", "Which experts do you have in mind?",
        "Their names in this directory, one a line, at most three. Leave it empty, and we look for one.",
        longest=400,
    )  # fmt: skip
    you = Section("You", (
        entries,
        Field("name", "line", "Your name", required=True, longest=120, autocomplete="name",
              missing="Enter your name"),
        Field("role", "line", "Your role", longest=120, autocomplete="organization-title"),
        Field("organisation", "line", "Your organisation", required=True, longest=120,
              autocomplete="organization", missing="Enter your organisation"),
        replace(REPLY, label="Your work e-mail address", hint="", missing="Enter your work e-mail address"),
        Field("phone", "line", "Your work telephone", input="tel", autocomplete="tel"),
    ))  # fmt: skip
    expert = Section("The expert and the report", (
        ask("discipline", "roles", kind="choice", label="Which group of experts?", most=1, hint="",
            required=True, missing="Choose a group of experts", brief="Group of experts"),
        choice("report", "What do you need?", {o.value: o.label for o in options("services")}, required=True,
               missing="Choose what you need"),
        terms("countries", "countries.expertise", label="Which countries is it about?", hint="With commas.",
              brief="Countries"),
        terms("language", "languages.tag", label="Which language must the expert speak?", hint="",
              brief="The expert’s language"),
        choice("gender", "Should the expert be a woman or a man?", {"any": "Either", "woman": "A woman",
               "man": "A man"}, listed=True, brief="Woman or man"),
        ask("forum", "witness.forums", kind="choice", label="Which court or tribunal?", most=1, hint="",
            brief="Court or tribunal"),
        Field("deadline", "line", "When must it be ready?", "The date.", input="date", longest=40),
    ))  # fmt: skip
    case = Section("The case", (
        ask("exploitation", kind="choices", label="Which forms of exploitation?", hint=""),
        ask("funding", "services.fees.legal_aid", kind="choice", label="How is it paid for?", hint="",
            brief="", options=choice("funding", "", {"legal_aid": "Legal aid", "private": "Privately",
                                                     "pro_bono": "There is no funding"}).options),
        Field("issue", "text", "The issue, in general words",
              f"{characters(ISSUE).capitalize()}. No client's name, date of birth or number.", longest=ISSUE),
    ))  # fmt: skip
    ends = Section("Before you send", (
        agree("consent", "My client has agreed to this enquiry", "Tick that your client has agreed",
              "My client has agreed"),
        agree("no_identifiers", "I have left out everything that identifies my client",
              "Tick that nothing here identifies your client", "Nothing identifies my client"),
        replace(SHOW, label="May we show the report, countries and language to find an expert?",
                brief="Report, countries and language may be shown",
                missing="Choose whether we may show the report, countries and language"),
    ))  # fmt: skip
    return Form("enquiry", "referral", "Instruct an expert", "Send", (you, expert, case, ends), "instruct",
                quiet=True, rules=(work_number,))  # fmt: skip


def work_number(answers: Answers) -> dict[str, str]:
    number = text(answers, "phone")
    message = not_a_number(number, "GB", "IE") if number else ""
    return {"phone": message} if message else {}
