"""What a person typed, as it was understood: for the entry, and for the page on which they check it."""

from __future__ import annotations

import re

from forms.fields import Answers, Field, at_path, label, node, parse_terms, shown, split
from forms.form import Form, Group
from records import hours, phone, suggestions, text


def complete(form: Form, answers: Answers) -> Answers:
    """With the code of the entry's country before numbers that were typed as they are dialled there."""
    asked = [field for field in form.fields() if field.name in answers]
    typed = {field.name: tuple(meant(field, each) for each in answers[field.name]) for field in asked}
    full = {**answers, **typed}
    based = country(form, full)
    for field in asked:
        if at_path(field, "x-form") == "phone":
            full[field.name] = tuple(international(each, based) for each in full[field.name])
    return full


FILLER = re.compile("[ -~–—]{1,20}")
_SENDER = re.compile(r"(?i)(?:mailto:)?\s*(\S+)|[^<>]*<\s*(?:mailto:)?([^<>\s]+)\s*>")


def meant(field: Field, typed: str) -> str:
    """Without what only fills a box, such as n/a or a dash, and what stands around an address."""
    if field.name == "profile":
        return re.sub(r".*/experts/([^/?#]+).*", r"\1", typed)
    if field.input == "email" and (written := _SENDER.fullmatch(typed)):
        typed = written[1] or written[2]
    ours = field.path and field.kind in ("line", "text")
    facts = ours or field.kind == "terms" or field.input in ("tel", "email", "url")
    return "" if facts and FILLER.fullmatch(typed) and text.says_nothing(typed) else typed


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
    """A web address with its beginning, which people leave out or write in capitals."""
    if begun := re.match(r"(?i)(https?)(?::/?/?|;//|//)(?=[\w-]+\.)", text):
        return f"{begun[1].lower()}://{text[begun.end() :]}"
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
    if at_path(field, "x-form") == "hours" and any(answers):
        return "" if in_words(field, answers) == [*answers] else answers[0]
    if field.kind != "terms" or not answers:
        return ""
    known = {suggestions.key(name) for name in in_words(field, answers)}
    parts = [part for part in split(answers[0]) if suggestions.key(part) not in known]
    return ", ".join(parts) if not {suggestions.key(answers[0])} <= known else ""


def problems(form: Form, answers: Answers) -> dict[str, str]:
    """By the id of the question, what is no number, no web address and what are no hours."""
    based = country(form, answers)
    wrong = ((field.id, problem(field, values[0], based)) for field, values in form.questions(answers)
             if field.path and any(values) and len(values[0]) <= MOST)  # fmt: skip
    return {name: message for name, message in wrong if message}


MOST = 300  # what is longer is neither, and takes long to read


def problem(field: Field, typed: str, based: str | None) -> str:
    """What is wrong with an answer that has a form of its own, for the person who typed it."""
    form = at_path(field, "x-form")
    if form == "phone" and not fits(field, typed):
        return not_a_number(typed, based)
    if form == "hours" and not fits(field, opening(typed)):
        return no_hours(typed)
    if form == "url":
        from records import web  # not needed by most pages

        return web.not_a_page(address(typed))
    return ""


_NUMBER = re.compile(r"[+(]?\d[\d ().-]{4,}\d")


def not_a_number(typed: str, based: str | None) -> str:
    numbers = [each for each in _NUMBER.findall(phone.plain(typed)) if phone.read(each, based)]
    if len(numbers) > 1:
        return f"Write one number here, such as {numbers[0]}"
    if numbers and numbers[0] != typed:
        more = " Numbers for texts have their place under “More ways to reach you”."
        only = f"“{typed[:60]}” is more than a number. Write only {numbers[0]} here."
        return only + more * bool(re.search(r"(?i)text|sms|whats", typed))
    where = f" that is dialled in {label('countries', based)}" if based else ""
    abroad = "If it is in another country, begin" if based else "Begin"
    return (f"“{typed[:60]}” is not a telephone number{where}. {abroad} with + and the country’s code, "
            "such as +44 20 7946 0123")  # fmt: skip


def no_hours(typed: str) -> str:
    if whole := hours.understood(f"Mo-Fr {typed}"):
        return f"On which days? Write it like this: {hours.in_words(whole)}"
    if bare := hours.understood(re.sub(r"\([^()]*\)", "", typed)):
        return f"Only days and times fit here. Write it like this: {hours.in_words(bare)}"
    return f"We do not understand “{typed[:60]}”. Write it like this: 9am to 5pm, Monday to Friday"


def fits(field: Field, typed: str) -> bool:
    return bool(re.search(node(field.path)["pattern"], typed))
