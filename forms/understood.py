"""What a person typed, as it was understood: for the entry, and for the page on which they check it."""

from __future__ import annotations

import re

from forms.fields import Answers, Field, at_path, label, node, parse_terms, shown, split
from forms.form import Form, Group
from records import hours, phone, suggestions


def complete(form: Form, answers: Answers) -> Answers:
    """With the code of the entry's country before numbers that were typed as they are dialled there."""
    based = country(form, answers)
    full = dict(answers)
    for field in form.fields():
        if field.name in answers and at_path(field, "x-form") == "phone":
            full[field.name] = tuple(international(text, based) for text in answers[field.name])
        if field.name == "profile" and field.name in answers:
            full[field.name] = tuple(
                re.sub(r".*/experts/([^/?#]+).*", r"\1", text) for text in answers[field.name]
            )
    return full


def settled(form: Form, answers: Answers) -> Answers:
    """Who joins and names no way to be reached is reached through the editors, as the form says."""
    ways = [item for item in form.items() if isinstance(item, Group) and item.path == "contact"]
    if form.purpose != "signup" or any(
        any(answers.get(each.name, ())) for way in ways for each in way.fields
    ):
        return answers
    ticks = [way.name for way in ways if way.fields[0].kind == "choices"]
    return {**answers, **dict.fromkeys(ticks[-1:], ("yes",))}


def country(form: Form, answers: Answers) -> str | None:
    """The code of the country in which the person or organisation is based."""
    for field in form.fields():
        if field.path == "countries.based":
            ids = parse_terms(field, "".join(field.values(answers)[:1]))[0]
            return ids[0] if len(ids) == 1 else None
    return None


def international(text: str, based: str | None) -> str:
    """+44 20 7946 0123 for 020 7946 0123 in GB; what is no number there stays as it was typed."""
    clean = phone.plain(text)
    if not clean or clean.startswith("+") or not based:
        return phone.tidy(text) if clean else text
    if short := phone.short_code(phone.digits(clean), based):
        return clean if re.search(node("contact.dial")["pattern"], clean) else short
    number = phone.read(clean, based)
    return phone.laid_out(number) if number else phone.tidy(text)


def address(text: str) -> str:
    """A web address with its beginning, which people leave out."""
    return f"https://{text}" if re.match(r"[\w-]+(\.[\w-]+)+([/?#]|\Z)", text) else text


def opening(text: str) -> str:
    """Hours as an entry holds them; what cannot be read stays as it was typed."""
    return hours.understood(text) or text


def in_words(field: Field, answers: tuple[str, ...]) -> list[str]:
    """The values of an answer as people read them, as they were understood."""
    if field.kind == "terms" and answers and answers[0]:
        ids, wrong = parse_terms(field, answers[0])
        return [label(field.vocabulary, each) for each in ids] if not wrong else [answers[0]]
    if field.kind == "agree":
        return ["Yes" for text in answers if text]
    if at_path(field, "x-form") == "hours":
        return [hours.in_words(opening(text)) for text in answers if text]
    if at_path(field, "x-form") == "url":
        return [address(text) for text in answers if text]
    return shown(field, answers)


def said_otherwise(field: Field, answers: tuple[str, ...]) -> str:
    """What was typed, where it is called something else in the entry: Kent for England."""
    if field.kind != "terms" or not answers:
        return ""
    known = {suggestions.key(name) for name in in_words(field, answers)}
    parts = [part for part in split(answers[0]) if suggestions.key(part) not in known]
    return ", ".join(parts) if not {suggestions.key(answers[0])} <= known else ""


def problems(form: Form, answers: Answers) -> dict[str, str]:
    """By the id of the question, what is no number and what are no hours."""
    based = country(form, answers)
    wrong = ((field.id, problem(field, values[0], based)) for field, values in form.questions(answers)
             if field.path and any(values))  # fmt: skip
    return {name: message for name, message in wrong if message}


def problem(field: Field, text: str, based: str | None) -> str:
    """What is wrong with a number or with hours, for the person who typed them."""
    form = at_path(field, "x-form")
    if form == "phone" and not fits(field, text):
        where = "" if based else ", with + and the country’s code in front, such as +44 20 7946 0123"
        return f"“{text[:40]}” is not a telephone number that we know. Write it as it is dialled{where}"
    if form == "hours" and not fits(field, opening(text)):
        return f"We do not understand “{text[:60]}”. Write it like this: 9am to 5pm, Monday to Friday"
    return ""


def fits(field: Field, text: str) -> bool:
    return bool(re.search(node(field.path)["pattern"], text))
