"""Whose turn a post takes is said by the front alone: nothing that a sender writes chooses the network."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from functions.routes import request_from_event, sender
from tests.function_app import HELP, Running, start
from tests.site_builder import ROOT
from tests.stack_template import resources

SEEN = "198.51.100.7:51234"  # what CloudFront saw and put into its own header
FORGED = {
    "nothing": {},
    "forwarded": {"x-forwarded-for": "203.0.113.9, 192.0.2.1"},
    "the standard one": {"forwarded": "for=203.0.113.9"},
    "those of other hosts": {"x-real-ip": "203.0.113.9", "true-client-ip": "203.0.113.9"},
    "almost the front's": {"x-cloudfront-viewer-address": "203.0.113.9:1"},
    "other of the front's": {"cloudfront-viewer-country": "GB", "cloudfront-forwarded-proto": "http"},
}  # fmt: skip


def event(headers: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads((ROOT / "tests" / "events" / "http-post.json").read_text("utf-8"))
    made["headers"] |= headers
    return made


@pytest.mark.parametrize("headers", FORGED.values(), ids=[*FORGED])
def test_only_the_front_s_own_header_tells_the_network(headers: dict[str, str]) -> None:
    request = request_from_event(event({**headers, "CloudFront-Viewer-Address": SEEN}))
    assert sender(request) == "198.51.100.7"


@pytest.mark.parametrize(
    ("seen", "network"),
    [
        ("198.51.100.7:1", "198.51.100.7"), ("2001:db8:1:2:3:4:5:6:443", "2001:db8:1:2:3:4:5:6"),
        ("2001:db8::1:443", "2001:db8::1"), ("[2001:db8::1]:443", "2001:db8::1"), ("", ""),
    ],
)  # fmt: skip
def test_an_address_is_read_without_its_port(seen: str, network: str) -> None:
    assert sender(request_from_event(event({"cloudfront-viewer-address": seen}))) == network


def marks(running: Running) -> set[str]:
    return {each.key.partition(".")[2] for each in running.app.store.keys("help/")}


def test_who_invents_addresses_takes_the_turns_of_one_network(tmp_path: Path) -> None:
    running = start(tmp_path)
    for number, headers in enumerate(FORGED.values()):
        told = {**headers, "cloudfront-viewer-address": SEEN}
        running.deliver("message", {**HELP, "alias": f"Bird {number}"}, **told)
    assert len(marks(running)) == 1
    running.deliver("message", {**HELP, "alias": "Other"}, **{"cloudfront-viewer-address": "203.0.113.9:1"})
    assert len(marks(running)) == 2


def test_the_front_passes_its_own_and_no_header_that_a_sender_could_fill() -> None:
    [passed] = resources("AWS::CloudFront::OriginRequestPolicy").values()
    headers = {each.lower() for each in passed["OriginRequestPolicyConfig"]["HeadersConfig"]["Headers"]}
    assert headers == {"cloudfront-viewer-address", "content-type", "origin"}
