"""What was answered on earlier steps. It travels in the page, signed, and is kept nowhere."""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from dataclasses import dataclass, field, replace

from forms import Form
from forms.fields import Answers
from functions import tokens


@dataclass(frozen=True, slots=True)
class Progress:
    """`checked`: all was shown once, so a step that is changed leads back there. `sound`: nothing was wrong
    with any of it when it was shown. `trapped`: maybe a robot. `proof`: with which link of a letter to the
    entry's own address the form was opened."""

    answers: Answers = field(default_factory=dict)
    seen: frozenset[int] = frozenset()
    checked: bool = False
    trapped: bool = False
    sound: bool = False
    proof: str = ""

    def answered(self, form: Form, step: int, given: Answers) -> Progress:
        """A browser sends nothing for what is not ticked: a step's answers replace all earlier ones."""
        if step == form.check:
            return self
        asked = {each.name for each in form.sections[step - 1].fields()}
        kept = {name: values for name, values in self.answers.items() if name not in asked}
        return replace(self, answers={**kept, **given}, seen=self.seen | {step}, sound=False)


def sealed(key: str, form: str, progress: Progress) -> str:
    """It is signed so that what is read here is what was written here: no stranger's text is unpacked."""
    content = [
        progress.answers, sorted(progress.seen), progress.checked, progress.trapped, progress.sound,
        progress.proof,
    ]  # fmt: skip
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps(content).encode(), 6)).decode()
    return tokens.signed(packed, key, "so-far", form)


def opened(keys: tuple[str, ...], form: str, text: str) -> Progress | None:
    """None for what was not made here, for this form, with one of these keys."""
    packed = tokens.unsigned(text, keys, "so-far", form)
    if packed is None:
        return None
    try:
        answers, seen, *marks = json.loads(zlib.decompress(base64.urlsafe_b64decode(packed)))
    except (ValueError, zlib.error, binascii.Error):  # signed, but by another version of this program
        return None
    return Progress({name: tuple(given) for name, given in answers.items()}, frozenset(seen), *marks)
