"""What docs/operations tells to type about keys and alarms: the commands run, and no alarm is forgotten."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest

from functions import form_keys
from tests.site_builder import ROOT
from tests.stack_template import template

GUIDES = sorted((ROOT / "docs").glob("operations*.md"))
TEXT = "\n".join(path.read_text("utf-8") for path in GUIDES)
# AWS as far as these commands go: parameters, in a file.
AWS = f"""#!{sys.executable}
import json, pathlib, sys

held, arguments = pathlib.Path(__file__).parent / "held", sys.argv[1:]
given = dict(zip(arguments, arguments[1:]))
def state():
    return json.loads(held.read_text()) if held.exists() else {{}}
def keep(**more):
    held.write_text(json.dumps({{**state(), **more}}))
match arguments[:2]:
    case ["ssm", "get-parameter"]:
        print(state()[given["--name"]])
    case ["ssm", "put-parameter"]:
        keep(**{{given["--name"]: given["--value"]}})
    case other:
        sys.exit(f"not expected: {{other}}")
"""


def blocks(name: str) -> list[str]:
    """The commands between `rehearsed: name` and `end`, each block as it stands."""
    part = TEXT.partition(f"<!-- rehearsed: {name} -->")[2].partition("<!-- end -->")[0]
    assert part, name
    found = re.findall(r"^ *```\n(.*?)^ *```", part, re.MULTILINE | re.DOTALL)
    return [textwrap.dedent(each) for each in found]


@pytest.fixture
def aws(tmp_path: Path) -> Path:
    program = tmp_path / "aws"
    program.write_text(AWS)
    program.chmod(0o755)
    return tmp_path


def run(folder: Path, script: str, **environment: str) -> str:
    path = f"{folder}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", script], capture_output=True, text=True, cwd=folder,
        env={"PATH": path, "TMPDIR": str(folder), "HOME": str(folder), **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def held(folder: Path) -> Any:
    return json.loads((folder / "held").read_text())


def test_the_form_key_is_changed_as_the_guide_says(aws):
    name, old = "/directory/form-key", "0f" * 32
    (aws / "held").write_text(json.dumps({name: old}))
    functions, accept, sign, retire = blocks("form-key")
    seen = []
    for step in (accept, sign, retire):
        run(aws, functions + step)
        seen.append(form_keys.parse(held(aws)[name]))
    new = seen[0].read[1]
    assert len(new) == 64
    assert seen == [
        form_keys.FormKeys((old, new), (old, new)),
        form_keys.FormKeys((new, old), (new, old)),
        form_keys.FormKeys((new,), (new, old)),
    ]


def test_the_next_change_keeps_the_marks_of_the_first(aws):
    name, old, older = "/directory/form-key", "0f" * 32, "0e" * 32
    (aws / "held").write_text(json.dumps({name: f"{old}\nmarks:{older}"}))
    functions, *steps = blocks("form-key")
    for step in steps:
        run(aws, functions + step)
        keys = form_keys.parse(held(aws)[name])
        assert {old, older} <= {*keys.marks}
        assert older not in keys.read
    assert (len(keys.read), old in keys.read) == (1, False)


def test_each_alarm_is_in_the_table_and_no_other():
    alarms = {
        name for name, each in template()["Resources"].items() if each["Type"] == "AWS::CloudWatch::Alarm"
    }
    table = TEXT.partition("## What each alarm means")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+Alarm)` \| (.+?) \| (.+?) \|$", table, re.MULTILINE)
    assert {name for name, *_ in rows} == alarms
    assert len(rows) == len(alarms)


def test_each_make_target_of_the_guide_is_there():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = {*re.findall(r"(?:`|^)make ([a-z-]+)", TEXT, re.MULTILINE)}
    assert {name for name in named if f"\n{name}:" not in makefile} == set()
