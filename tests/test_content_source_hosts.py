"""The gate for sources: which hosts may be a source of what, and what hides a host."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

from content import source_gate, source_hosts
from content.source_gate import Need, SourceHosts
from content.sources import need_of
from records import yaml_reader
from records.vocabulary_reader import load_vocabularies
from tests.site_builder import ROOT

TABLE = yaml_reader.read(Path(__file__).with_name("source_addresses.yaml").read_bytes())
NEEDS: tuple[Need, ...] = get_args(Need)
# What was cited before there was a gate.
NAMED = (
    "docslib.org docsbay.net studylib.net paperzz.com 9dok.net issuu.com altiorem.org www.taipeitimes.com"
    " a.blogspot.com internationaldays.org en.wikisource.org swarb.co.uk vlex.co.uk"
    " ewi-live-portal.azurewebsites.net beta.devon.gov.uk ico.org.uk. en.wikisource.org."
)


@pytest.fixture(scope="module")
def hosts() -> SourceHosts:
    loaded, wrong = source_hosts.load(ROOT, load_vocabularies())
    assert wrong == []
    return loaded


def test_the_table_is_long_enough_and_each_address_is_there_once() -> None:
    plain = [*TABLE["official"], *TABLE["owners"], *TABLE["abroad"], *TABLE["linked"]]
    addresses = [*plain, *(one["address"] for one in TABLE["refused"])]
    assert len(set(addresses)) == len(addresses) >= 100


@pytest.mark.parametrize("address", TABLE["official"])
@pytest.mark.parametrize("need", NEEDS)
def test_official_hosts_are_sources_of_anything(hosts: SourceHosts, address: str, need: Need) -> None:
    assert hosts.fault(address, need) is None


@pytest.mark.parametrize("address", TABLE["owners"])
def test_owners_are_no_source_of_law(hosts: SourceHosts, address: str) -> None:
    refusing = [need for need in NEEDS if hosts.fault(address, need)]
    assert refusing == ["law"]


@pytest.mark.parametrize("address", TABLE["linked"])
def test_other_hosts_are_linked_and_nothing_more(hosts: SourceHosts, address: str) -> None:
    refusing = [need for need in NEEDS if hosts.fault(address, need)]
    assert refusing == ["law", "figure", "number", "publication"]


@pytest.mark.parametrize("row", TABLE["refused"], ids=lambda row: ascii(row["address"]))
def test_refused_addresses_are_refused_with_a_reason(hosts: SourceHosts, row: dict[str, str]) -> None:
    assert hosts.fault(row["address"]) == (row["says"], "error")
    for need in NEEDS:
        assert hosts.fault(row["address"], need, "https://www.gov.uk/")


@pytest.mark.parametrize("host", NAMED.split())
@pytest.mark.parametrize("address", ["https://{}/a", "http://{}", "https://{}?a=b", "HTTPS://{}#a"])
def test_the_hosts_that_gave_rise_to_the_gate_stay_out(hosts: SourceHosts, host: str, address: str) -> None:
    for written in (host, host.upper()):
        fault = hosts.fault(address.format(written))
        assert fault
        assert fault.severity == "error"


@pytest.mark.parametrize(
    ("url", "source", "passes"),
    [
        ("https://www.helpline.example.com/", "https://helpline.example.com/numbers", True),
        ("https://helpline.example.com/", "https://www.helpline.example.com/numbers", True),
        ("https://helpline.example.com/", "https://news.helpline.example.com/a", True),
        ("https://helpline.example.com/", "https://example.com/a", False),
        ("https://helpline.example.com/", "https://other.example.com/a", False),
        ("https://helpline.example.com/", "https://helpline.example.com.evil.com/a", False),
        ("https://www.facebook.com/helpline", "https://www.facebook.com/somebody", False),
        ("https://github.com/helpline", "https://github.com/somebody", False),
        ("https://helpline.blogspot.com/", "https://helpline.blogspot.com/a", False),
        ("https://helpline.example.com/", "https://www.police.uk/a", True),
    ],
)
def test_a_number_is_also_read_where_its_owner_gives_it(
    hosts: SourceHosts, url: str, source: str, passes: bool
) -> None:
    assert (hosts.fault(source, "number", own=url) is None) == passes


@pytest.mark.parametrize("copy", ["https://web.archive.org/web/2020/{}", "https://archive.ph/2020/{}"])
@pytest.mark.parametrize(
    ("page", "passes"),
    [
        ("https://www.legislation.gov.uk/ukpga/2015/30", True),
        ("https://freemovement.org.uk/a", False),
        ("https://docslib.org/a", False),
        ("https://gov.uk.evil.com/a", False),
    ],
)
def test_a_copy_in_an_archive_is_as_good_as_its_page_and_never_the_first_source(
    hosts: SourceHosts, copy: str, page: str, passes: bool
) -> None:
    first, second = (hosts.fault(copy.format(page), "law", second=second) for second in (False, True))
    assert first
    assert first.message == f"is a copy in an archive, which may only stand beside the page itself: {page}"
    assert (second is None) == passes


def test_an_address_that_is_not_encrypted_is_an_error_only_for_what_must_be_right(hosts: SourceHosts) -> None:
    said = {need: hosts.fault("http://www.gov.uk/a", need) for need in NEEDS}
    assert {need: fault.severity for need, fault in said.items() if fault} == {
        **dict.fromkeys(NEEDS, "error"),
        "background": "warning",
    }


def test_an_unknown_host_is_told_with_the_way_to_mend_it_and_the_one_that_was_meant(
    hosts: SourceHosts,
) -> None:
    fault = hosts.fault("https://www.ilo.og/a", "figure")
    assert fault
    assert fault.message == (
        "'www.ilo.og' is not among the official hosts and owners; did you mean 'ilo.org'? A figure is read "
        "on the page of whoever counted it. Give such a page, or add the host to `owners` in "
        "content/source-hosts.yaml if it is theirs"
    )


@pytest.mark.parametrize(
    ("address", "message"),
    [
        (
            "https://www.gov.je/law",
            "'www.gov.je' is not among the official hosts. Law is read where its maker or a court publishes "
            "it, such as legislation.gov.uk. Give such a page, or add the host to `official` in "
            "content/source-hosts.yaml if it is theirs",
        ),
        (
            "https://www.childline.org.uk/law",
            "'www.childline.org.uk' is among the owners, whose law it is not. Law is read where its maker or "
            "a court publishes it, such as legislation.gov.uk. Give such a page",
        ),
    ],
)
def test_law_of_elsewhere_is_told_where_it_may_be_added(
    hosts: SourceHosts, address: str, message: str
) -> None:
    fault = hosts.fault(address, "law")
    assert fault
    assert fault.message == message


@pytest.mark.parametrize("address", TABLE["abroad"])
def test_a_name_that_is_known_elsewhere_is_linked_with_a_word_of_caution(
    hosts: SourceHosts, address: str
) -> None:
    for need in NEEDS:
        fault = hosts.fault(address, need)
        assert fault
        assert fault.severity == ("warning" if need == "background" else "error")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("tenniscourts.ie", "https://www.tenniscourts.ie/a"),
        ("un.org.np", "https://www.un.org.np/a"),
        ("test.charity.example.org", "https://test.charity.example.org/a"),
        ("law.medium.com", "https://law.medium.com/a"),
    ],
)
def test_a_host_that_somebody_looked_up_and_listed_is_never_refused(
    hosts: SourceHosts, host: str, address: str
) -> None:
    assert hosts.fault(address)
    listed = replace(hosts, owners={**hosts.owners, host: "those who are meant"})
    assert listed.fault(address) is None
    assert listed.fault(address, "number") is None


@pytest.mark.parametrize(
    ("type_", "need"),
    [
        ("law", "law"),
        ("treaty", "law"),
        ("statutory guidance", "law"),
        ("prosecution guidance", "law"),
        ("practice direction", "law"),
        ("Rules of court", "law"),
        ("statistics", "figure"),
        ("practice guide", "background"),
        ("standard", "background"),
        ("handbook", "background"),
        ("outlaws", "background"),
    ],
)
def test_the_type_of_a_publication_says_what_it_is_read_for(type_: str, need: Need) -> None:
    assert need_of(type_) == need


def test_a_site_without_a_list_uses_ours_and_one_with_a_wrong_list_is_told_of_that_alone(
    tmp_path: Path,
) -> None:
    (tmp_path / "content").mkdir()
    ours, _ = source_hosts.load(tmp_path, load_vocabularies())
    assert ours == source_hosts.load(ROOT, load_vocabularies())[0]
    (tmp_path / source_gate.PATH).write_text("official: {}\n")
    wrong, diagnostics = source_hosts.load(tmp_path, load_vocabularies())
    assert [str(one) for one in diagnostics]
    assert wrong.fault("https://example.org/", "law") is None
