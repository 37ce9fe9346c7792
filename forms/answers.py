"""Answers become a profile, and a profile becomes the answers that a form is filled in with.

What a person changes is kept as pairs of old and new. They are applied to the entry as it stands then, so
that whatever was not changed stays, also where somebody else has changed it in the meantime.
"""

from __future__ import annotations

import copy
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypedDict

import experts
from forms import understood
from forms.fields import Answers, Field, at_path, label, node, parse_terms
from forms.form import Form, Group, Question
from records import hours, phone, suggestions
from records.packed_vocabularies import vocabularies

Data = dict[str, Any]
Pair = list[Any]  # what stood, and what comes; None for nothing


class Edits(TypedDict):
    """By path: one pair for a value, one for each changed entry of a list."""

    values: dict[str, Pair]
    lists: dict[str, list[Pair]]


def value(field: Field, answers: tuple[str, ...]) -> Any:
    """An answer in the form in which a profile holds it; a wrong one stays as it was typed."""
    texts = [text for text in answers if text]
    text, kind = texts[0] if texts else "", node(field.path)["type"] if field.path else ""
    if kind == "integer":
        return int(text) if text.isascii() and text.isdigit() else text
    if kind == "boolean":
        return {"yes": True, "no": False}.get(text)
    if field.kind == "choices":
        return [text.rpartition(".")[2] for text in texts]
    if field.kind == "terms":
        ids = parse_terms(field, text)[0]
        return ids if field.most > 1 else ids[0] if ids else ""
    if kind == "array":
        return [line.strip() for line in text.split("\n") if line.strip()]
    return CLEAN.get(at_path(field, "x-form"), str)(text)


CLEAN: Mapping[str, Callable[[str], str]] = {
    "phone": phone.tidy,
    "url": understood.address,
    "hours": understood.opening,
}


def as_typed(field: Field, stored: Any) -> tuple[str, ...]:
    """A value as the person would type it."""
    if stored in (None, "", []):
        return ()
    if isinstance(stored, bool):
        return ("yes" if stored else "no",)
    many = stored if isinstance(stored, (list, tuple)) else [stored]
    if field.options:
        mark = f"{field.row}." if field.row > 1 and field.kind == "choices" else ""
        return tuple(mark + each for each in many)
    if field.kind == "terms":
        return (", ".join(typed(field, each) for each in many),)
    if at_path(field, "x-form") == "hours" and hours.understood(words := hours.in_words(stored)) == stored:
        return (words,)
    return ("\n".join(map(str, many)).strip(),)


def typed(field: Field, each: str) -> str:
    """The term's label if it resolves to the same term, else its id: a label with a comma would be split."""
    name = label(field.vocabulary, each)
    terms = suggestions.resolve(name, vocabularies()[field.vocabulary])
    back = [term.id for term in terms] == [each] and not re.search(r"[,;\n]", name)
    return name if back else each


def pick(data: Any, path: str) -> Any:
    for key in path.split("."):
        data = data.get(key) if isinstance(data, Mapping) else None
    return data


def put(data: Data, path: list[str], new: Any) -> None:
    """Sets a value; an empty one is removed, and so is a part that becomes empty."""
    if len(path) > 1:
        inner = data.setdefault(path[0], {})
        put(inner, path[1:], new)
        new = inner
    if new in ("", [], None, {}):
        data.pop(path[0], None)
    else:
        data[path[0]] = new


def key(group: Group, field: Field) -> str:
    """The path of the answer in an entry of the group's list."""
    return field.path.removeprefix(f"{group.path}.")


def entries(group: Group, data: Mapping[str, Any]) -> list[Data]:
    return [entry for entry in pick(data, group.path) or [] if group.fixed.items() <= entry.items()]


def read(form: Form, data: Mapping[str, Any]) -> Answers:
    """The answers that an existing profile gives to the questions of a form."""
    answers: Answers = {}
    for item in form.items():
        if isinstance(item, Group):
            for row, entry in enumerate(entries(item, data), 1):
                for field in (each.at(row) for each in item.fields):
                    typed_values = as_typed(field, pick(entry, key(item, field)) if field.path else ["yes"])
                    # A text keeps its place in its column, also when it is empty.
                    column = typed_values if field.kind == "choices" else typed_values or ("",)
                    answers[field.name] = answers.get(field.name, ()) + column
        elif item.path:
            answers[item.name] = as_typed(item, pick(data, item.path))
    return {name: values for name, values in answers.items() if any(values)}


def stood(form: Form, data: Mapping[str, Any]) -> str:
    """A digest of the entry's answers: it differs if the entry changed after a form was filled in from it."""
    return hashlib.sha256(json.dumps(read(form, data), sort_keys=True).encode()).hexdigest()[:16]


def rows(form: Form, answers: Answers, standing: Mapping[str, Any]) -> Iterator[tuple[Group, int, Any]]:
    """Each row of each group that was sent, with the entry that it was filled in with."""
    for group in form.items():
        if isinstance(group, Group) and was_sent(group, answers):
            olds = entries(group, standing)
            for row in range(1, max(len(olds), group.rows(answers)) + 1):
                yield group, row, olds[row - 1] if row <= len(olds) else None


def was_sent(item: Field | Group, answers: Answers) -> bool:
    """A browser leaves out what is not ticked, and nothing else: what is not sent at all was not emptied."""
    fields = [item] if isinstance(item, Field) else item.fields
    typed_ones = [field for field in fields if field.kind != "choices"]
    return not typed_ones or any(field.name in answers for field in typed_ones)


def entry(group: Group, old: Data | None, questions: list[Question]) -> Data | None:
    values = {key(group, field): value(field, given) for field, given in questions}
    same = old is not None and all(pick(old, name) == values[name] for name in group.own)
    new = copy.deepcopy(old) if old is not None and same else {}
    for name, text in group.fixed.items():
        new[name] = text
    for field, _ in questions:
        if field.path:
            name = key(group, field)
            put(new, name.split("."), in_order(field, values[name], pick(new, name)))
    return new if any(answer not in ("", [], None) for answer in values.values()) else None


def edits(form: Form, answers: Answers, standing: Mapping[str, Any]) -> Edits:
    """What differs from the entry that the form was filled in with."""
    before, changes = read(form, standing), Edits(values={}, lists={})
    for field in form.items():
        if isinstance(field, Field) and field.path and was_sent(field, answers):
            new = in_order(field, value(field, field.values(answers)), old := pick(standing, field.path))
            if new != value(field, field.values(before)):
                changes["values"][field.path] = [old, new]
    for group, row, old in rows(form, answers, standing):
        if differing(group, row, answers, before):
            new = entry(group, old, group.questions(row, answers))
            changes["lists"].setdefault(group.path, []).append([old, new])
    return changes


def differing(group: Group, row: int, answers: Answers, before: Answers) -> list[str]:
    pairs = zip(group.questions(row, answers), group.questions(row, before), strict=True)
    return [
        field.id
        for (field, now), (_, then) in pairs
        if in_order(field, value(field, now), value(field, then)) != value(field, then)
    ]


def in_order(field: Field, new: Any, old: Any) -> Any:
    """What is ticked comes in the order of the page; what was there keeps the order in which it stood."""
    if field.kind != "choices" or not isinstance(old, list):
        return new
    return [each for each in old if each in new] + [each for each in new if each not in old]


def changed(form: Form, answers: Answers, standing: Mapping[str, Any]) -> list[str]:
    """The ids of the questions whose answers differ from the entry."""
    before, changed_values = read(form, standing), edits(form, answers, standing)["values"]
    ids = [each.id for each in form.items() if isinstance(each, Field) and each.path in changed_values]
    for group, row, _ in rows(form, answers, standing):
        ids += differing(group, row, answers, before)
    return ids


def apply(data: Mapping[str, Any], changes: Edits) -> tuple[Data, list[str]]:
    """The entry with the changes in it, and the paths whose value was neither the old nor the new one."""
    new, clashes = copy.deepcopy(dict(data)), []
    for path, (old, come) in changes["values"].items():
        clashes += [path] if pick(new, path) not in (old, come) else []
        put(new, path.split("."), come)
    for path, pairs in changes["lists"].items():
        current = list(pick(new, path) or [])
        clashes += [path] if not all(replaced(current, old, come) for old, come in pairs) else []
        put(new, path.split("."), current)
    return new, clashes


def replaced(current: list[Data], old: Data | None, new: Data | None) -> bool:
    """One entry for another, in its place. If the old one has gone, the new one comes last."""
    if old is not None and old in current:
        index = current.index(old)
        current[index : index + 1] = [new] if new is not None else []
        return True
    if new is not None and new not in current:
        current.append(new)
    return old is None


NO_CONTACT = "Give at least one way to reach you, or choose this one"


def problems(form: Form, answers: Answers, standing: Mapping[str, Any], slug: str) -> dict[str, str]:
    """What the directory's own checks say about the entry that the answers make, by question."""
    data, _ = apply(standing, edits(form, answers, standing))
    before = {message for _, message in profile_errors(standing, slug)} if "name" in standing else set()
    by_question: dict[str, str] = {}
    for path, message in profile_errors(data, slug):
        if message not in before:
            by_question.setdefault(question(form, answers, standing, data, path), message)
    labels = {field.id: field.label for field, _ in form.questions(answers)}
    return {name: in_the_words_of(labels.get(name, name), message) for name, message in by_question.items()}


def in_the_words_of(label: str, message: str) -> str:
    """What is missing is said of the question alone: nobody who fills in a form knows our fields."""
    if message.startswith("Is missing"):
        return f"Fill in “{label}”, or empty all that belongs to it"
    if "says nothing" in message:
        return f"“{label}” has no words in it. Write some, or leave it empty"
    return f"“{label}”: {message}"


def profile_errors(data: Mapping[str, Any], slug: str) -> list[tuple[str, str]]:
    try:
        source = experts.dump(data).encode()
    except ValueError:
        return [("name", "A character in this entry cannot be written")]
    _, diagnostics = experts.examine(f"experts/profiles/{slug}.yaml", source, vocabularies())
    errors = ((each.field, each.message) for each in diagnostics if each.severity == "error")
    return [
        (path, NO_CONTACT if path == "contact" else message[:1].upper() + message[1:])
        for path, message in errors
    ]


def question(form: Form, answers: Answers, standing: Mapping[str, Any], data: Data, path: str) -> str:
    """The id of the question about a part of an entry: contact.2.dial may be `text`."""
    for field in form.items():
        if isinstance(field, Field) and field.path and f"{path}.".startswith(f"{field.path}."):
            return field.id
    for group, row, old in rows(form, answers, standing):
        index, _, rest = path.removeprefix(f"{group.path}.").partition(".")
        current = pick(data, group.path) or []
        if path.startswith(f"{group.path}.") and index.isdigit() and int(index) <= len(current):
            questions = group.questions(row, answers)
            if entry(group, old, questions) == current[int(index) - 1]:
                ids = [field.id for field, _ in questions if f"{rest}.".startswith(f"{key(group, field)}.")]
                return ids[0] if ids else questions[0][0].id
    groups = [item for item in form.items() if isinstance(item, Group) and item.path == path]
    ticks = [field.id for group in groups for field in group.fields if not field.path]
    return ticks[-1] if ticks else "name"
