"""What the directory asks people, in forms that the build shows and the function takes."""

from collections.abc import Callable, Mapping
from functools import cache, partial

from forms.form import POST, SERVICE, TRAP, Form
from forms.profile import change, correct, join, remove
from forms.referral import help_wanted, instruct

__all__ = ["POST", "SERVICE", "TRAP", "Form", "find", "forms"]

FACTORIES: Mapping[str, Callable[[], Form]] = {
    "join-person": partial(join, "person"),
    "join-organisation": partial(join, "organisation"),
    "change": change,
    "still-correct": correct,
    "remove": remove,
    "message": help_wanted,
    "enquiry": instruct,
}


@cache
def build(name: str) -> Form:
    return FACTORIES[name]()


def find(name: str) -> Form | None:
    return build(name) if name in FACTORIES else None


def forms() -> Mapping[str, Form]:
    return {name: build(name) for name in FACTORIES}
