"""The template as CloudFormation reads it, and as SAM writes it out."""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any

import boto3
import yaml
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

from tests.site_builder import ROOT

TEMPLATE = ROOT / "template.yaml"
SUB = re.compile(r"\$\{([\w.:]+)\}")


class Reader(yaml.SafeLoader):
    """Short forms become long ones: `!Ref x` is {"Ref": "x"}, `!GetAtt a.b` {"Fn::GetAtt": ["a", "b"]}."""


def long_form(loader: Any, suffix: str, node: yaml.Node) -> Any:
    value = getattr(loader, f"construct_{node.id}")(node, **({} if node.id == "scalar" else {"deep": True}))
    if suffix in ("Ref", "Condition"):
        return {suffix: value}
    return {f"Fn::{suffix}": value.split(".", 1) if suffix == "GetAtt" else value}


Reader.add_multi_constructor("!", long_form)


@cache
def _read() -> Any:
    return yaml.load(TEMPLATE.read_text("utf-8"), Reader)


def template() -> Any:
    return copy.deepcopy(_read())


@cache
def _written_out() -> Any:
    source = template()
    for function in ("Web", "Worker"):
        source["Resources"][function]["Properties"]["CodeUri"] = "s3://bucket/key"
    source["Globals"]["Function"].pop("CodeUri")
    session = boto3.session.Session(region_name="eu-west-2")
    translator = Translator({}, Parser(), boto_session=session)  # of AWS's own policies it names none
    return translator.translate(source, {})


def written_out() -> Any:
    """After the SAM transform, which makes roles, rules and permissions of its own."""
    return copy.deepcopy(_written_out())


def resources(kind: str) -> dict[str, Any]:
    every = written_out()["Resources"].items()
    return {name: each["Properties"] for name, each in every if each["Type"] == kind}


def short(value: Any) -> str:
    """`Inbox/help/*` for an object's ARN, `parameter/form-key` for a secret's; of two the usual one."""
    match value:
        case {"Fn::GetAtt": [name, "Arn"]} | {"Ref": name}:
            return str(name)
        case {"Fn::If": [_, _, usual]}:
            return short(usual)
        case {"Fn::Sub": text}:
            for lead in ("parameter${SecretsPrefix}", "distribution/${Distribution}"):
                if lead in text:
                    return (
                        str(text[text.index(lead) :])
                        .replace("${SecretsPrefix}", "")
                        .replace("distribution/${Distribution}", "Distribution")
                    )
            return SUB.sub(lambda found: found[1].removesuffix(".Arn"), text)
    return str(value)
