"""The directory's pure parts: facets, order, pages of a list, words for a visitor, neighbours, pictures."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from experts.contact_kinds import NAME as KINDS
from experts.contact_kinds import contact_kinds
from plugins.directory import (
    contact_view,
    language_endonyms,
    overview_pages,
    photos,
    service_views,
    structured,
)
from plugins.directory.display_names import DisplayNames, direction
from plugins.directory.facet_index import FacetIndex
from plugins.directory.facets import BY_ID, Broader
from plugins.directory.pagination import paginate, shown_numbers
from plugins.directory.related import NEIGHBOURS, Related
from plugins.directory.safe_markdown import to_html
from plugins.directory.sort_order import letter, list_order
from plugins.directory.views import Views, next_year
from tests.profile_builder import profile, vocabularies

AS_OF = date(2026, 11, 22)


def index(*profiles: Any) -> FacetIndex:
    return FacetIndex(profiles, DisplayNames("en", vocabularies()), vocabularies())


@pytest.mark.parametrize(
    ("facet", "fields", "values"),
    [
        ("role", {"roles": ["medical", "country"]}, ["medical", "country"]),
        ("country", {"countries": {"expertise": ["VN"]}}, ["VN"]),
        ("country", {"countries": {"based": "VN"}}, []),
        # Who serves a nation serves a part of the country; who serves the country serves each nation.
        ("serves", {"countries": {"serves": ["GB-SCT"]}}, ["GB-SCT", "GB"]),
        ("serves", {"countries": {"serves": ["GB"]}}, ["GB", "GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS"]),
        ("serves", {"countries": {"serves": ["IE"]}}, ["IE"]),
        ("topic", {"topics": ["housing"]}, ["housing", "support"]),
        ("topic", {"topics": ["support", "housing"]}, ["support", "housing"]),
        ("exploitation", {"exploitation": ["county-lines"]}, ["county-lines", "criminal-exploitation"]),
        ("language", {"languages": [{"tag": "pt-BR", "level": "native"}]}, ["pt-BR"]),
        ("service", {"services": [{"type": "safe-house"}]}, ["safe-house"]),
        ("forum", {"witness": {"forums": ["ftt-iac"]}}, ["ftt-iac"]),
        ("forum", {}, []),
        ("legal-aid", {"services": [{"type": "legal-advice", "fees": {"legal_aid": "yes"}}]}, ["yes"]),
        ("legal-aid", {"services": [{"type": "legal-advice", "fees": {"legal_aid": "no"}}]}, []),
        ("accepting", {"accepting": {"referrals": "open", "reports": "waitlist"}}, ["referrals"]),
        ("accepting", {}, []),
        (
            "regulated",
            {"identifiers": [{"scheme": "gmc", "value": "1234567"}, {"scheme": "bps", "value": "12345"}]},
            ["statutory-body", "regulated-expert"],
        ),
        (
            "regulated",
            {"identifiers": [{"scheme": "bacp", "value": "123456"}, {"scheme": "sra", "value": "12345"}]},
            ["accredited-register", "regulated-expert", "legal-regulator"],
        ),
        ("regulated", {"identifiers": [{"scheme": "iaa", "value": "F200800049"}]}, []),
    ],
)
def test_the_values_of_a_profile(facet: str, fields: dict[str, Any], values: list[str]) -> None:
    own = BY_ID[facet].values(profile(**fields), vocabularies())
    assert list(Broader(vocabularies()).spread(BY_ID[facet], own)) == values


def test_a_value_that_nobody_has_leads_nowhere() -> None:
    built_index = index(profile(topics=["housing"]))
    assert built_index.term("topic", "housing")["url"] == "/directory/topic/housing/"
    assert built_index.term("topic", "nrm")["url"] is None


def test_narrower_values_stand_below_their_broader_one() -> None:
    (support,) = index(profile(topics=["housing"]), profile("b-example", topics=["support"])).tree("topic")
    assert (support["id"], support["count"]) == ("support", 2)
    assert [(child["id"], child["count"]) for child in support["children"]] == [("housing", 1)]


def test_languages_are_named_twice() -> None:
    (term,) = index(profile(languages=[{"tag": "vi", "level": "native"}])).counted("language")
    assert (term["label"], term["native"], term["lang"]) == ("Vietnamese", "Tiếng Việt", "vi")


def test_a_pair_is_useful_where_it_shortens_a_list() -> None:
    """Both have VN and one is a lawyer: 'lawyers' says as much as 'lawyers, VN', 'VN' says less."""
    built_index = index(
        profile("a-example", roles=["legal"], countries={"expertise": ["VN"]}),
        profile("b-example", roles=["medical"], countries={"expertise": ["VN"]}),
    )
    assert sorted(key for key, _ in built_index.useful_pairs()) == [
        ("role", "legal", "country", "VN"),
        ("role", "medical", "country", "VN"),
    ]
    assert [term["url"] for term in built_index.partners("country", "VN")["role"]] == [
        "/directory/role/legal/country/vn/",
        "/directory/role/medical/country/vn/",
    ]
    assert built_index.partners("role", "legal") == {}


def test_a_pair_of_two_equal_lists_is_not_useful() -> None:
    only = profile(roles=["legal"], countries={"expertise": ["VN"]})
    assert list(index(only).useful_pairs()) == []


def test_lists_are_ordered_by_standing_then_filed_name_then_slug() -> None:
    entries = [
        (profile("overdue", name="Aaa"), True),
        (profile("z-last", name="Émile"), False),
        (profile("a-first", name="emile"), False),
        (profile("filed", name="Dr Zoe Adams", sort_name="Adams, Zoe"), False),
    ]
    ordered = sorted(entries, key=lambda entry: list_order(*entry))
    assert [one.slug for one, _ in ordered] == ["filed", "a-first", "z-last", "overdue"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Ana", "a"),
        ("Łukasz", "l"),
        ("Ørsted", "o"),
        ("«Über»", "u"),
        ("ليلى", "arabic"),
        ("Ірина", "cyrillic"),
        ("ሰላም", "ethiopic"),
        ("李示例", "cjk"),
        ("42nd Street", "other"),
    ],
)
def test_where_a_name_is_filed(name: str, key: str) -> None:
    assert letter(profile(name=name)) == key


def test_letters_come_before_scripts() -> None:
    names = {"c1": "Ірина", "b1": "Boris", "a1": "Ana", "n1": "1 Example Street"}
    by_initial = overview_pages.letters_of(
        [profile(f"{slug}-example", name=name) for slug, name in names.items()]
    )
    assert list(by_initial) == ["a", "b", "cyrillic", "other"]


@pytest.mark.parametrize(
    ("number", "pages", "shown"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, 3, 9]),
        (4, 9, [1, 2, 3, 4, 5, 6, 9]),  # no dots where they would stand for one page
        (5, 9, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (6, 20, [1, 4, 5, 6, 7, 8, 20]),
        (20, 20, [1, 18, 19, 20]),
    ],
)
def test_which_page_numbers_are_shown(number: int, pages: int, shown: list[int]) -> None:
    assert shown_numbers(number, pages) == shown


def test_pages_of_a_list() -> None:
    first, second, third = paginate("/x/", range(51), size=25)
    assert [first.url, second.url, third.url] == ["/x/", "/x/page/2/", "/x/page/3/"]
    assert [len(part.items) for part in (first, second, third)] == [25, 25, 1]
    assert (first.previous, first.next) == (None, "/x/page/2/")
    assert (third.previous, third.next) == ("/x/page/2/", None)
    (empty,) = paginate("/x/", [])
    assert (empty.number, empty.pages, empty.items, empty.next) == (1, 1, [], None)
    assert next(paginate("/x/", [1])).numbers == ()


def test_a_gap_between_page_numbers_is_none() -> None:
    part = list(paginate("/x/", range(500), size=25))[9]
    assert [number and number["n"] for number in part.numbers] == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert [number["n"] for number in part.numbers if number and number["current"]] == [10]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, None),
        ("24/7", [("Every day,", "day and night")]),
        ("Mo-Fr 09:00-17:00", [("Monday to Friday", "09:00–17:00")]),
        (
            "Mo,We-Fr 09:00-12:30, 13:30-17:00",
            [("Monday and Wednesday to Friday", "09:00–12:30, 13:30–17:00")],
        ),
        (
            "Mo-Fr 09:00-17:00; PH 10:00-12:00",
            [("Monday to Friday", "09:00–17:00"), ("Public holidays", "10:00–12:00")],
        ),
    ],
)
def test_opening_hours_in_words(text: str | None, words: list[tuple[str, str]] | None) -> None:
    rows = contact_view.hours(text)
    assert (rows and [(row["days"], row["times"]) for row in rows]) == words


@pytest.mark.parametrize(
    ("contact", "value", "href"),
    [
        ({"kind": "phone", "dial": "+44 20 7946 0123"}, "+44 20 7946 0123", "tel:+442079460123"),
        ({"kind": "phone", "dial": "116 123"}, "116 123", "tel:116123"),  # never +44116123
        ({"kind": "text", "dial": "+44 7700 900123"}, "+44 7700 900123", "sms:+447700900123"),
        ({"kind": "web", "url": "https://www.example.org/"}, "example.org", "https://www.example.org/"),
        ({"kind": "email", "address": "a@example.org"}, "a@example.org", "mailto:a@example.org"),
        ({"kind": "post", "lines": ["1 Example Street"]}, None, None),
        ({"kind": "relay"}, "editors@example.org", "mailto:editors@example.org?subject=%C3%89va%20%26%20Co"),
    ],
)
def test_where_a_way_to_get_in_touch_leads(contact: dict[str, Any], value: str, href: str | None) -> None:
    (way,) = profile(contact=[contact]).contact
    kind = contact_kinds(vocabularies()[KINDS])[way.kind]
    assert contact_view.shown(way, kind, "Éva & Co", "editors@example.org") == (value, href)


@pytest.mark.parametrize(
    ("accepting", "rows", "best"),
    [
        (None, [], "unknown"),
        ({"referrals": "open", "wait_weeks": 1}, [("open", "about 1 week")], "open"),
        (
            {"referrals": "open", "reports": "waitlist", "wait_weeks": 6},
            [("open", None), ("waitlist", "about 6 weeks")],
            "open",
        ),
        ({"referrals": "closed", "reports": "waitlist"}, [("closed", None), ("waitlist", None)], "waitlist"),
        ({"reports": "closed"}, [("closed", None)], "closed"),
    ],
)
def test_whether_they_take_cases(accepting: Any, rows: list[tuple[str, str | None]], best: str) -> None:
    one = profile(**({"accepting": accepting} if accepting else {}))
    shown = service_views.availability(one.accepting, index())
    assert [(row["state"], row["wait"]) for row in shown] == rows
    assert service_views.overall(shown)["state"] == best


@pytest.mark.parametrize(("until", "shown"), [("2026-11-22", True), ("2026-11-21", False)])
def test_a_notice_is_shown_until_its_last_day(until: str, shown: bool) -> None:
    view = Views(index(), AS_OF, "e@example.org", ()).profile(
        profile(alert={"text": "Away this week", "until": until}), "fresh"
    )
    assert (view["alert"] is not None) == shown


def test_an_affiliation_is_a_link_only_where_its_entry_is_listed() -> None:
    one = profile(affiliations=[{"organisation": "Example House", "profile": "example-house"}])
    for listed, url in ((("example-house",), "/experts/example-house/"), ((), None)):
        view = Views(index(), AS_OF, "e@example.org", listed).profile(one, "fresh")
        assert view["affiliations"][0]["url"] == url


def test_a_card_shows_three_countries_and_counts_the_others() -> None:
    card = Views(index(), AS_OF, "e@example.org", ()).card(
        profile(countries={"expertise": ["VN", "AL", "ER", "SD", "SO"]}), "fresh"
    )
    assert card["countries"] == ["Vietnam", "Albania", "Eritrea"]
    assert card["countries_more"] == 2


def test_a_check_is_due_a_year_later() -> None:
    assert next_year(date(2025, 7, 30)) == date(2026, 7, 30)
    assert next_year(date(2024, 2, 29)) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Plain *text*.", "<p>Plain <em>text</em>.</p>"),
        ("# A\n\n### B\n\n# C", "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>"),
        ("### A\n\nText", "<h3>A</h3>\n<p>Text</p>"),
        ("### B\n\n# A", "<h3>B</h3>\n<h3>A</h3>"),  # no level is skipped, whatever comes first
        (
            "[a](https://example.org/?a=1&b=2)",
            '<p><a href="https://example.org/?a=1&amp;b=2" rel="nofollow noopener noreferrer">a</a></p>',
        ),
        ("[a](javascript:alert(1)) [b](/experts/) [c](//example.org)", "<p>a b c</p>"),
        ("![pixel](https://example.net/p.gif)", "<p></p>"),
        ("<script>alert(1)</script>", ""),
        (
            "- [x] <input autofocus> a",
            '<ul>\n<li><input type="checkbox" checked="" disabled="" aria-label="done">  a</li>\n</ul>',
        ),
        ("```x y\na\n```", "<pre><code>a\n</code></pre>"),
        ("a <b onclick='x'>b</b>", "<p>a b</p>"),
        ("`<i>`", "<p><code>&lt;i&gt;</code></p>"),
        ("{{ 7*7 }} [stat:x]", "<p>{{ 7*7 }} [stat:x]</p>"),
    ],
)
def test_what_strangers_write_cannot_harm(text: str, html: str) -> None:
    assert to_html(text) == html


def test_an_address_in_a_summary_is_hidden_from_harvesters() -> None:
    html = to_html("Write to office@example.org or [here](mailto:office@example.org).")
    assert "office@" not in html
    assert html.count("&#64;") == 3, "two addresses of links, and one in words"


def test_related_entries_share_what_few_have() -> None:
    common = [profile(f"common-{n:02}", topics=["training"]) for n in range(20)]
    rare = [profile(f"rare-{n}", topics=["training"], countries={"expertise": ["ER"]}) for n in range(2)]
    related = Related([*common, *rare])
    assert related.of("rare-0")[0] == "rare-1"
    assert len(related.of("common-00")) == 4
    assert "rare-0" not in related.of("rare-0")


def test_everybody_gets_a_turn_among_related_entries() -> None:
    """Where many share the same, each leads to those that follow it and not all to the first few."""
    many = [profile(f"same-{n:03}") for n in range(NEIGHBOURS * 3)]
    related = Related(many)
    assert len({other for one in many for other in related.of(one.slug)}) > NEIGHBOURS


def test_an_entry_with_nothing_in_common_stands_alone() -> None:
    assert (
        Related([profile(roles=["legal"]), profile("b-example", roles=["medical"])]).of("asha-example") == []
    )


def test_structured_data_has_no_address_and_no_empty_field() -> None:
    one = profile(
        contact=[
            {"kind": "email", "address": "a@example.org"},
            {"kind": "phone", "dial": "+44 20 7946 0123"},
        ],
        languages=[{"tag": "vi", "level": "native"}],
    )
    names = DisplayNames("en", vocabularies())
    data = structured.profile_data(one, "https://x.example", [{"label": "Home", "url": "/"}], names, None)
    assert (data["@type"], data["name"], data["knowsLanguage"]) == ("Person", "Asha Example", ["vi"])
    assert "a@example.org" not in str(data)
    assert "7946" not in str(data)
    assert all(data.values())
    steps = data["mainEntityOfPage"]["breadcrumb"]["itemListElement"]
    assert [step["item"] for step in steps] == [
        "https://x.example/",
        "https://x.example/experts/asha-example/",
    ]


@pytest.mark.parametrize(("tag", "way"), [("en", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("tlh-x", "ltr")])
def test_the_direction_of_a_language(tag: str, way: str) -> None:
    assert direction(tag) == way


@pytest.mark.parametrize(
    ("vocabulary", "term", "name"),
    [
        ("countries", "VN", "Vietnam"),
        ("areas", "GB-SCT", "Scotland"),
        ("languages", "bfi", "British Sign Language"),
        ("languages", "zh-Hant", "Traditional Chinese"),
    ],
)
def test_names(vocabulary: str, term: str, name: str) -> None:
    assert DisplayNames("en", vocabularies()).of(vocabulary, term) == name


def test_names_of_languages_in_themselves_are_fresh() -> None:
    assert language_endonyms.FILE.read_text("utf-8") == language_endonyms.blessed(), "make bless"


def picture(path: Path, size: tuple[int, int], mode: str = "RGB", **save: Any) -> Path:
    Image.new(mode, size).save(path, **save)
    return path


def test_pictures_are_square_small_and_always_the_same(tmp_path: Path) -> None:
    file = picture(tmp_path / "asha.jpg", (400, 900))
    made = photos.renditions(file)
    assert made == photos.renditions(file)
    assert [one.width for one in made] == [96, 192]
    assert all(one.path.startswith(f"photos/asha-{one.width}-") for one in made)
    for one in made:
        with Image.open(BytesIO(one.content)) as opened:
            assert opened.size == (one.width, one.width)


def test_a_picture_is_turned_upright_and_loses_its_hidden_data(tmp_path: Path) -> None:
    """A camera stores the picture as it was held, and a note how to turn it."""
    lying = Image.new("RGB", (200, 200), "black")
    lying.paste("white", (0, 0, 200, 100))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right
    exif[0x010E] = "SECRET"
    lying.save(tmp_path / "a.jpg", exif=exif)
    for one in photos.renditions(tmp_path / "a.jpg"):
        assert b"SECRET" not in one.content
        with Image.open(BytesIO(one.content)) as opened:
            upright = opened.convert("L")
        middle = one.width // 2
        assert upright.getpixel((one.width - 3, middle)) > 200
        assert upright.getpixel((3, middle)) < 50


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    file = picture(tmp_path / "logo.png", (200, 200), "RGBA")
    with Image.open(BytesIO(photos.renditions(file)[0].content)) as opened:
        assert opened.convert("L").getpixel((48, 48)) > 250


def test_unfit_pictures_are_refused_in_plain_words(tmp_path: Path) -> None:
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(picture(tmp_path / "sound.jpg", (300, 300)).read_bytes()[:400])
    (tmp_path / "script.png").write_text("<svg onload=alert(1)>")
    huge = picture(tmp_path / "huge.png", (20_000, 20_000), "1")
    large = picture(tmp_path / "large.png", (10_000, 10_000), "1")
    for file, said in {
        tmp_path / "none.jpg": "there is no picture none.jpg",
        broken: "not a sound",
        tmp_path / "script.png": "not a sound",
        large: "too many pixels",
        huge: "too many pixels",
    }.items():
        with pytest.raises(photos.PhotoError, match=said):
            photos.renditions(file)
