"""What the search writes into a site, and what its set-up takes from outside."""

import json
import re
from pathlib import Path

from plugins.assets import sent
from plugins.directory import country_endonyms
from plugins.search.result_kinds import KINDS
from plugins.search.split_index import NAME
from tests.built_site import Built
from tests.search.index_reader import terms
from tests.site_builder import ROOT

LOCKED = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]["node_modules/lunr"]


def batched(names: str) -> list[str]:
    return [names[at : at + NAME] for at in range(0, len(names), NAME)]


def test_the_lock_is_of_the_version_that_the_package_aims_at(site: Built) -> None:
    assert LOCKED["version"] == json.loads(site.read("/search/manifest.json"))["lunr"]


def test_every_file_that_the_manifest_names_is_there(site: Built) -> None:
    manifest = json.loads(site.read("/search/manifest.json"))
    there = set(manifest.get("parts", {})) | {
        Path(url).stem for url in site.files if url.startswith("/index/")
    }
    buckets, cards = (set(batched(manifest[part])) for part in ("buckets", "cards"))
    named = {*buckets, *batched(manifest.get("near", "")), *manifest["facets"].values(), manifest["known"]}
    named |= {manifest["dictionary"]} if "dictionary" in manifest else set()
    assert named <= there
    assert {f"{name}-0" for name in cards} <= there
    assert all(name.partition("-")[0] in {*named, *cards} for name in there)


def test_no_hidden_or_removed_entry_is_found(mini: Built) -> None:
    index = mini.read("/search/manifest.json") + " ".join(terms(mini))
    assert "asha" in index
    for gone in ("hidden", "gone-example", "moved-example"):
        assert gone not in index


def test_numbers_and_addresses_find_an_entry_and_are_not_shown(mini: Built) -> None:
    """They are read on the entry's own page, where they can be corrected at once."""
    known = terms(mini)
    assert {"asha", "2079460123", "442079460123", "asha@mail.example.org"} <= known
    manifest = json.loads(mini.read("/search/manifest.json"))
    cards = [
        part
        for name, part in manifest["parts"].items()
        if name.partition("-")[0] in batched(manifest["cards"])
    ]
    assert "Asha" in str(cards)
    assert "7946" not in str(cards)
    assert "@" not in str(cards)


def test_the_names_of_countries_are_fresh() -> None:
    assert country_endonyms.FILE.read_text("utf-8") == country_endonyms.blessed(), "make bless"


def test_comments_of_scripts_stay_here() -> None:
    script = b'// why\nconst a = "//b"; // c\n  // d\n  go();\n'
    assert sent("js/x.js", script) == b'const a = "//b"; // c\ngo();\n'


def test_the_box_names_every_kind_of_result() -> None:
    """Its template has the words themselves, so that they can be translated."""
    template = (ROOT / "theme/templates/macros.html").read_text("utf-8")
    named = re.findall(r"""data-([a-z]+)="\{\{ _\('(\w+)'\) \}\}\"""", template)
    assert {id_: label for id_, label in named if id_ in KINDS} == {
        id_: kind.one for id_, kind in KINDS.items() if kind.one
    }
