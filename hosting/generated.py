"""`python -m hosting.generated`: renews what template.yaml holds of other files; SAM cannot include any.

Each part lies between two comments, `# begin NAME` and `# end NAME`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from forms.headers import ALWAYS, EDITORS_POLICY, policy
from hosting.edge_headers import policy_config

TEMPLATE = Path(__file__).parents[1] / "template.yaml"
VIEWER = Path(__file__).with_name("viewer.js")
LARGEST = 10_000  # bytes of one CloudFront Function
EDITORS = {**ALWAYS, "Content-Security-Policy": policy(EDITORS_POLICY)}


def parts() -> dict[str, str]:
    return {
        "SecurityHeaders": as_yaml(policy_config(ALWAYS)),
        "EditorsHeaders": as_yaml(policy_config(EDITORS)),
        "ViewerFunction": f"FunctionCode: |\n{textwrap.indent(viewer(), '  ')}",
    }


def viewer() -> str:
    code = VIEWER.read_text("utf-8")
    if len(code.encode()) > LARGEST:
        raise ValueError(f"{VIEWER.name} is larger than the {LARGEST} bytes that CloudFront takes")
    return code


def as_yaml(data: Mapping[str, Any]) -> str:
    return yaml.safe_dump(data, width=1000, sort_keys=False)


def renewed(template: str) -> str:
    for name, text in parts().items():
        pattern = re.compile(rf"^( *)# begin {name}\n(?:.*\n)*?\1# end {name}\n", re.MULTILINE)
        found = pattern.search(template)
        if found is None or pattern.search(template, found.end()):
            raise ValueError(f"{TEMPLATE.name} has no single part between # begin {name} and # end {name}")
        template = template[: found.start()] + _part(found[1], name, text) + template[found.end() :]
    return template


def _part(indent: str, name: str, text: str) -> str:
    return textwrap.indent(f"# begin {name}\n{text}# end {name}\n", indent)


if __name__ == "__main__":
    TEMPLATE.write_text(renewed(TEMPLATE.read_text("utf-8")), "utf-8")
