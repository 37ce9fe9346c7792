"""`python -m hosting.rehearsal.try_stack`: creates the stack, updates it, deletes it, and says what is left.

For whoever changes the template: an answer in half a minute, from the real transform and the real zip.
"""

from __future__ import annotations

import sys

from hosting.rehearsal import package
from hosting.rehearsal.emulator import Emulator, emulator
from hosting.rehearsal.errors import RehearsalError
from hosting.rehearsal.leftovers import everything
from hosting.rehearsal.parameters import STACK, parameters
from hosting.rehearsal.stack import Stack


def main() -> int:
    try:
        with emulator() as aws:
            try_in(aws)
    except RehearsalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def try_in(aws: Emulator) -> None:
    package.make_bucket(aws)
    stack, text = Stack(aws, STACK), package.TEMPLATE.read_text("utf-8")
    template = package.upload(aws, package.make_zip(), text)
    before = everything(aws)
    given = {key: value for key, value in parameters("http://127.0.0.1:9").items() if f"\n  {key}:\n" in text}
    print("Creating ...", flush=True)
    stack.create(template, given)
    for name, (kind, identity) in sorted(stack.resources().items()):
        print(f"  {name:30} {kind:40} {identity}")
    for name, value in sorted(stack.outputs().items()):
        print(f"  {name} = {value}")
    changed = stack.update(template, {**given, "Sender": "other@directory.example"})
    print("Updated." if changed else "The update found nothing to change.")
    stack.delete()
    print("Deleted. Left:", *sorted(everything(aws) - before) or ["nothing"], sep="\n  ")


if __name__ == "__main__":
    raise SystemExit(main())
