"""make reply: an editor writes the answer to a message, sealed to the six words that its sender has."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from forms.answer_page import LONGEST, PATH
from functions import editors_answer
from functions.answer_place import sound_part
from functions.editors_answer import DAYS, Answer
from functions.opened import Opened, all_opened, sealed_objects
from functions.ports import Store
from functions.tokens import spaced
from records import invisible

# Sent twice so soon after each other, it was the same person; later it may be somebody who ticked the same.
TOGETHER = 15 * 60  # seconds
PROMPT = "Write the answer. End with Ctrl-D on a line of its own (Windows: Ctrl-Z and Enter); Ctrl-C stops."


class RefusalError(Exception):
    """Nothing was written; the text says why and what to do."""


class Target(NamedTuple):
    part: Mapping[str, str]
    reference: str


def reply(store: Store, identity: str, keys: list[str], file: str, now: float) -> int:
    try:
        targets, others = places(store, identity, keys)
        text = checked(given_text(file))
        on = datetime.fromtimestamp(now, UTC).date()
        earlier = [store.get(each.part["object"]) is not None for each in targets]
        for each in targets:
            editors_answer.put(store, each.part, Answer(each.reference, on.isoformat(), text))
    except (RefusalError, KeyboardInterrupt) as error:
        print(f"{error or 'Stopped.'} No answer was written.", file=sys.stderr)
        return 1
    tell(targets, others, on, any(earlier))
    return 0


def places(store: Store, identity: str, keys: list[str]) -> tuple[list[Target], list[str]]:
    """Where the answer belongs, and the references of equal messages for which it may be wrong."""
    objects = sealed_objects(store, identity)
    if not objects:
        raise RefusalError(
            f"There is nothing under the reference {spaced(identity)}. `make reviews` lists cases."
        )
    opened = all_opened(store, objects, keys)
    if not opened:
        raise RefusalError("No key of yours opens it. Name the file of your key: KEY=...")
    can_be_answered = [each for each in opened if sound_part(each.content)]
    if not can_be_answered:
        raise RefusalError(no_place({str(each.content.get("form")) for each in opened}))
    near = [each for each in can_be_answered if is_near(each, anchor(can_be_answered, identity))]
    targets = {
        part["object"]: Target(part, case_of(each)) for each in near if (part := sound_part(each.content))
    }
    far = [each.reference for each in can_be_answered if each not in near]
    return [*targets.values()], far


def no_place(forms: set[str]) -> str:
    if "enquiry" in forms:
        return "This is an enquiry: answer it by e-mail, to the work address that `make referral` shows."
    if "message" in forms:
        return "This message has no place for an answer. Answer it in a way that it names as safe."
    return "This is about an entry. Answer it by e-mail, to the address that `make referral` shows."


def anchor(opened: list[Opened], identity: str) -> Opened:
    """The message that the editor named; of a reply, the first of its case."""
    messages = [each for each in opened if each.content["form"] != "reply"] or opened
    return next((each for each in messages if each.reference == identity), messages[0])


def is_near(each: Opened, named: Opened) -> bool:
    """What was written back came from somebody who had an answer already."""
    return each.content["form"] == "reply" or abs(each.modified - named.modified) <= TOGETHER


def case_of(each: Opened) -> str:
    return str(each.content.get("case") or each.reference)


def given_text(file: str) -> str:
    """From a file, from what is piped in, or as it is typed: no copy of it is left on this disk."""
    if file:
        try:
            return Path(file).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise RefusalError(f"{file} cannot be read as a text file (UTF-8).") from None
    if sys.stdin.isatty():
        print(PROMPT)
    return sys.stdin.read()


def checked(text: str) -> str:
    text = invisible.without(text.replace("\r\n", "\n")).strip()
    if not text:
        raise RefusalError("There is no text.")
    if len(text) > LONGEST:
        raise RefusalError(f"An answer may have {LONGEST:,} characters; this one has {len(text):,}.")
    return text


def tell(targets: list[Target], others: Iterable[str], on: date, replaced: bool) -> None:
    until = (on + timedelta(days=DAYS)).isoformat()
    print(f"The answer is sealed. Whoever has the six words reads it at {PATH} until {until}.")
    if len(targets) > 1:
        print(f"It is there {len(targets)} times, once for each time that the same message was sent.")
    if replaced:
        print("It took the place of an earlier answer.")
    for each in others:
        print(
            f"NOT answered: {spaced(each)}. The same was sent at another time, maybe by somebody else."
            f" If you are sure that it is the same person: make reply REF={spaced(each)}"
        )


def remove(store: Store, opened: Iterable[Mapping[str, Any]]) -> int:
    """Erases the answers to what was opened; the number that were there."""
    parts = {part["object"] for content in opened if (part := sound_part(content))}
    there = [key for key in sorted(parts) if store.get(key) is not None]
    for key in there:
        store.delete(key)
    return len(there)
