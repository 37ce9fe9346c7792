"""Text from strangers: what it may be, what becomes of it, and what it can never do."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import experts
from experts import contact_changes
from forms import answers, forms
from forms.fields import parse_terms, split
from functions import checks, matching, profile_forms, quotation, review, slugs
from functions.email_message import mailable
from functions.posted_form import hidden, text, without_hidden
from records import yaml_reader
from records.text import invisible
from tests.function_app import SIGNUP, start
from tests.profile_builder import LEAST
from tests.profile_builder import profile as made_profile

TODAY = "2026-11-22"


def answered(**changes):
    given = {**SIGNUP, **changes}
    return {name: (value,) if isinstance(value, str) else tuple(value) for name, value in given.items()}


def profile(**changes):
    return profile_forms.new_profile(JOIN, answered(**changes), TODAY)


JOIN = forms()["join-person"]
ASKED = {field.name: field for field in JOIN.fields()}


def faults(**changes):
    return answers.problems(JOIN, answered(**changes), profile_forms.start(JOIN, TODAY), "ana-diaz")


TRAPS = [
    "no", "on", "null", "~", "1e3", "0x1", "12:30:45", "2024-01-01", "---", "...", "<<", "*a", "&a b",
    "!!python/object:x",
    "a: b", "- a", "? a", "| a", "> a", "# a", "%TAG", "@a", "`a`", "{a}", "[a]", "'a", '"a', "a\\nb",
    "{{ 7*7 }}", "{% raw %}",
    "{filename}x.md", "{static}x", "[x]({filename}x)", "<script>alert(1)</script>", "javascript:alert(1)",
    "data:text/html,x",
    "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "```", "````", "~~~", "<!--", "-->",
    "| a | b |", "](x)",
    "![x](https://evil.example/x.png)", "@everyone", "closes #1", "Fixes: GH-1", "[skip ci]",
    "Co-authored-by: a <a@b.example>",
    "𝕏 astral 😀", "Zoë", "שלום", "ليلى", "李时珍",
]  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("name", ["name", "headline", "summary", "alternate_names"])
def test_every_text_is_written_so_that_it_reads_back_equal(name, trap):
    data = profile(**{name: f"{trap} and so on for a while"})
    assert yaml_reader.read(experts.dump(data).encode()) == data


HIDDEN = ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\u202e", "\u2066", "\u200b",
"\u200f",
          "\u00ad", "\u2060", "\ufffe", "\U000e0041", "\u061c", "\u034f", "\u115f", "\u1160", "\u3164",
          "\uffa0", "\u180b", "\u200c", "\u200d", "\ue000", "\ufffd", "\U000f0000"]  # fmt: skip


@pytest.mark.parametrize("sign", HIDDEN, ids=lambda sign: f"U+{ord(sign):04X}")
def test_what_nobody_sees_is_refused(sign):
    assert hidden({"name": (text(f"Ana{sign}Díaz".encode()),)}) == {"name"}


@pytest.mark.parametrize(
    "sign", ["é", "אב", "می\u200cخواهم", "👩\u200d⚕️", "ភាសា\u200bខ្មែរ", "😀", "\n", "क्‍ष"]
)
def test_what_people_need_to_write_is_not(sign):
    assert hidden({"name": (text(f"Ana{sign}Díaz".encode()),)}) == set()


def test_the_form_refuses_and_takes_out_whatever_the_check_of_an_entry_refuses():
    every = [f"Ana{chr(code)}Díaz" for code in range(0xA0, 0x110000) if not 0xD800 <= code < 0xE000]
    refused = [name for name in every if invisible(name)]
    assert len(refused) > 100_000
    assert [name for name in refused if not hidden({"name": (name,)})] == []
    assert {without_hidden({"name": (name,)})["name"][0] for name in refused} == {"AnaDíaz"}


def test_two_spellings_of_one_letter_become_one():
    assert text("Dí".encode()) == text("Di\u0301".encode())


NAMES = [
    (["../x"], "person"), ([".git"], "git"), ([".github/workflows/x"], "github-workflows-x"),
    (["CON"], "person"), (["lpt1"], "person"), (["-rf"], "person"), (["…"], "person"), ([], "person"),
    (["李时珍"], "person"), (["李时珍", "李", "Li Shizhen"], "li-shizhen"), (["a" * 300], "a" * 50),
    (["Ana Díaz"], "ana-diaz"), (["ÅÄÖ Łukasz"], "aao-lukasz"), (["O’Neill & Co."], "oneill-co"),
    (["x/../../y"], "x-y"), (["%2e%2e%2f"], "2e-2e-2f"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "slug"), NAMES)
def test_a_file_name_is_made_by_us(names, slug):
    assert slugs.base(names, "person") == slug


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=3))
def test_no_name_leads_out_of_the_folder(names):
    made = slugs.base(names, "person")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert 3 <= len(made) <= 60


def test_a_name_is_claimed_once_and_the_same_again_and_freed_when_it_is_turned_down(tmp_path):
    app = start(tmp_path).app
    taken = {"ana", "ana-3"}

    def claimed(identity):
        return slugs.claim(app, "ana", identity, taken.__contains__)

    assert [claimed(one) for one in ("one", "two", "one", "three")] == ["ana-2", "ana-4", "ana-2", "ana-5"]
    assert sorted(slugs.pending(app.store, "two")) == ["ana-2", "ana-5"]
    slugs.release(app.store, "one")
    assert claimed("four") == "ana-2"


def test_where_all_names_are_taken_the_address_shows_nothing_of_the_reference(tmp_path):
    made = slugs.claim(start(tmp_path).app, "ana", "k7f39qxmk7f39qxmk7f3", lambda _: True)
    assert re.fullmatch(r"ana-[0-9a-f]{8}", made)
    assert "k7f3" not in made


BREAKOUTS = [*TRAPS, "``````", "`" * 200, "x\n```\n# Title", "x\n~~~\n@owner", "</details>", "a\r\nb"]


def outside_fences(body: str) -> str:
    """What GitHub would read as Markdown: fences are closed by their own length only."""
    kept, bar = [], ""
    for line in body.split("\n"):
        opening = re.match(r"`{3,}", line)
        if not bar and opening:
            bar = opening[0]
        elif bar and line == bar:
            bar = ""
        elif not bar:
            kept.append(line)
    assert not bar, "a fence is left open"
    return "\n".join(kept)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(BREAKOUTS), st.text("`~ab\n@#|<>-", max_size=40)), max_size=8))
def test_nothing_that_was_sent_gets_out_of_its_fence(values):
    marked = [f"{value}\nSENT" for value in values] or ["SENT"]
    data = {"contact": [{"kind": "post", "lines": marked}]}
    body = (
        review.table([("Label", marked)])
        + review.contact_lines(contact_changes.compare({}, data))
        + review.difference("", "\n".join(marked))
    )
    assert "SENT" not in outside_fences(body)


GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SIGNS = st.text("`~ab1.\\ \t@#|<>-=+:*_[]()!$&;/w", max_size=60)
OURS = {"h4", "p", "strong", "blockquote", "code", "pre", "details", "summary"}


def shown_by_github(body: str) -> tuple[set[str], str]:
    """The tags of a page, and its text without what takes no room."""
    html = GITHUB.render(body)
    tags = set(re.findall(r"<([a-z][a-z0-9]*)", html))
    text = unescape(re.sub(r"<[^>]*>", "", html)).replace(quotation.BREAK, "")
    return tags, " ".join(text.split())


@settings(max_examples=500, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(BREAKOUTS), SIGNS), min_size=1, max_size=6))
def test_a_quotation_shows_what_was_written_and_is_nothing_else(values):
    lines = [line for value in values for line in value.splitlines()]
    tags, text = shown_by_github("**Label**\n" + quotation.quoted(map(quotation.inline, lines)))
    assert tags <= {"p", "strong", "blockquote", "code"}
    assert "".join(text.split()) == "".join(["Label", *"".join(lines).split()])


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(BREAKOUTS), SIGNS)
def test_an_entry_and_what_changes_in_it_are_pages_of_our_own_tags(trap, signs):
    form = forms()["change"]
    hostile = f"{trap} {signs} and so on for a while"
    old = {**LEAST, "headline": "Psychiatrist for a while", "summary": "Before"}
    new = {**old, "headline": hostile, "summary": f"{trap}\n\n{signs}\nabc"}
    before, after = answers.read(form, old), answers.read(form, new)
    page = review.entry(form, after) + review.changed(form, after, before, ["headline", "summary"])
    assert shown_by_github(page)[0] <= OURS


def test_the_one_letter_that_differs_has_a_sign_below_it():
    form = forms()["change"]
    old = {**LEAST, "headline": "Psychiatrist for reports"}
    before = answers.read(form, old)
    after = answers.read(form, {**old, "headline": "Psychiatrist fer reports"})
    text = review.changed(form, after, before, ["headline"])
    below = " " * 16 + "^\n"
    assert f"- Psychiatrist for reports\n{below}+ Psychiatrist fer reports\n{below}" in text


ADDRESSES = ["https://x.example.org/#1", "https://x.example.org/@me", "https://fix.example.org/closes#2",
             "close@fixed.example.org", "https://www.example.org/a_b*c"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_shown_as_it_is_to_be_copied(address):
    made = review.table([("Web", [address])]), review.fence(f"a {address} b"), quotation.inline(address)
    assert all(address in each for each in made)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(BREAKOUTS), st.text("`~ab\n@#|<>-", max_size=400)), max_size=8),
       st.integers(1, 2000))  # fmt: skip
def test_a_part_that_is_cut_leaves_no_fence_open(values, most):
    text = review.table([("Label", [f"{value}\nSENT" for value in values] or ["SENT"])])
    assert "SENT" not in outside_fences(review.cut(text, min(most, len(text))))
    cut = review.cut(review.folded("Title", text), min(most, len(text)))
    assert outside_fences(cut).count("<details>") == outside_fences(cut).count("</details>")


def test_a_page_is_never_longer_than_github_takes():
    long = "a word of many " * 4000
    parts = [(f"Part {number}", review.table([("Label", [long])])) for number in range(5)]
    page = review.page("k" * 20, "2026-11-22", *parts)
    assert 30_000 < len(page) <= 60_000
    assert page.count("Cut here") >= 1
    assert "SENT" not in outside_fences(page)
    assert [line for line in page.split("\n") if line.startswith("## ")] == [
        f"## {title}" for title, _ in parts
    ]


def test_long_lines_are_wrapped_and_addresses_are_whole():
    address = "https://asha.example.org/" + "a" * 120
    summary = f"{'word ' * 170}{address} {'word ' * 50}"
    for made in (review.table([("Summary", [summary])]), review.difference("", f"  {summary}")):
        lines = made.split("\n")
        assert max(len(line) for line in lines if address not in line) <= 100
        assert sum(address in line for line in lines) == 1


def test_an_address_that_is_to_be_copied_holds_no_invisible_sign():
    text = review.table([("E-mail", ["asha@mail.example.org"]), ("Note", ["@owner closes #1"])])
    assert "asha@mail.example.org" in text
    assert "@owner" not in text


COMMANDS = ["@owner", "@org/team", "#1", "closes #1", "Fixes acme/x#2", "resolved GH-3", "[skip ci]",
"[no ci]", "[ci skip]",
            "Co-authored-by: x", "signed-off-by: x"]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_no_word_is_a_command(command):
    made = quotation.harmless(f"a {command} b")
    read = (
        r"@\w|#\d|GH-\d|\[skip|\[no c|\[ci skip|(close[sd]?|fix(es)?|resolved) ?#|(co-authored|signed-off)-by"
    )
    assert not re.search(read,
                         made, re.IGNORECASE)  # fmt: skip
    assert made.replace(quotation.BREAK, "") == f"a {command} b"


def test_titles_and_commits_are_our_own_words():
    assert (
        review.message("New entry: ana", "abcd" * 5)
        == "New entry: ana\n\nReference abcd-abcd-abcd-abcd-abcd\n"
    )


@pytest.mark.parametrize("address", [
    "a@b", "a b@c.example", "a@b.example\r\nBcc: c@d.example", "a,b@c.example", '"a"@c.example',
    "a@" + "b" * 255 + ".example",
    "a@[::1]", "", "@", "a@@b.example", "<a@b.example>", "ä@b.example", "a@b.example;c@d.example",
])  # fmt: skip
def test_no_letter_goes_to_a_strange_address(address):
    assert mailable(address) is None or mailable(address) == address == "a@b"


URLS = ["http://user:pw@example.org/", "https://user@example.org/", "https://[::1]/", "javascript:alert(1)",
"data:text/html,x",
        "//example.org", "https://", "https://a b.example/", "ftp://example.org/",
        "https://localhost/"]  # fmt: skip


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("field", ["web", "website"])
def test_no_strange_address_gets_into_an_entry(field, url):
    assert field in faults(**{field: url})


FIELDS = {
    "required missing": ({"name": ""}, "name"),
    "enum": ({"roles": ["chief"]}, "roles"),
    "too many": ({"roles": ["legal", "medical", "country", "academic"]}, "roles"),
    "too long": ({"headline": "x" * 141}, "headline"),
    "too short": ({"headline": "x"}, "headline"),
    "two lines": ({"headline": "Solicitor for\nclaims"}, "headline"),
    "unknown word": ({"expertise": "Albania, Atlantis"}, "expertise"),
    "one country too many": ({"based": "Spain, France"}, "based"),
    "no way to reach": ({"phone": "", "relay": []}, "relay"),
    "words for a number": ({"wait_weeks": "two"}, "wait_weeks"),
    "level without language": ({"level": ["native", "native"]}, "language_2"),
    "a register's wrong number": ({"scheme": ["", "gmc"], "number": ["", "12"]}, "number_2"),
    "a wrong check digit": ({"scheme": "orcid", "number": "0000-0002-1825-0098"}, "number"),
    "three links": (
        {"summary": "A text with https://a.example https://b.example https://c.example"},
        "summary",
    ),
    "no consent": ({"agree": ""}, "agree"),
    "no number": ({"phone": "n/a"}, "phone"),
}


@pytest.mark.parametrize(("changes", "field"), FIELDS.values(), ids=FIELDS.keys())
def test_each_fault_is_told_at_its_question(changes, field):
    form = forms()["join-person"]

    class Today:
        def today(self):
            return TODAY

    assert field in profile_forms.problems_of(form, answered(**changes), Today())


LENIENT = {
    "phone": [("020 7946 0123", None), ("+44 (0)20 7946-0123", "+44 20 7946 0123"), ("0044 20 7946 0123",
    "+44 20 7946 0123"),
              ("116 123", "116 123")],
    "web": [("example.org/contact", "https://example.org/contact"), ("https://example.org/", "https://example.org/")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "kept"), [(f, *pair) for f, pairs in LENIENT.items() for pair in pairs]
)
def test_what_people_type_is_understood_where_it_is_clear(field, typed, kept):
    if kept:
        assert answers.value(ASKED[field], (typed,)) == kept


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(ASKED)), st.text(max_size=60), max_size=6))
def test_whatever_is_typed_is_told_off_or_written_down_exactly(typed):
    form = forms()["join-person"]
    given = answered(**{name: text(value.encode("utf-8", "replace")) for name, value in typed.items()})
    if hidden(given):
        return
    data = profile_forms.new_profile(form, given, TODAY)
    if not form.problems(given) and not answers.problems(
        form, given, profile_forms.start(form, TODAY), "ana-diaz"
    ):
        assert yaml_reader.read(experts.dump(data).encode()) == data


def test_names_are_found_by_label_alias_and_code():
    field = ASKED["expertise"]
    assert parse_terms(field, "Albania; vn\nviet nam, Côte d’Ivoire") == (["AL", "VN", "CI"], [])
    assert split("a, b;\n\nc") == ["a", "b", "c"]


STANDING = {
    "name": "Asha Example", "contact": [{"kind": "email", "address": "asha@asha.example.org"}],
    "links": [{"rel": "website", "url": "https://www.asha.example.org/about"}],
}  # fmt: skip


def looked_up(standing, reply_to=SIGNUP["reply_to"], others=(), pending=(), **changes):
    of_entry = checks.of_entry(profile(**changes), others, "ana", pending)
    return [*checks.sender(standing, reply_to), *of_entry]


@pytest.mark.parametrize(("changes", "mark", "words"), [
    ({"name": "Ana D\u0456az"}, "contradicts", "mixes letters"),
    ({"website": "https://xn--bcher-kva.example.org/"}, "contradicts", "letter by letter"),
    ({"website": "https://diaz.example.org:8443/"}, "contradicts", "letter by letter"),
    ({"website": "http://diaz.example.org/"}, "not known", "does not begin with https"),
    ({}, "not known", "its web site came with it"),
])  # fmt: skip
def test_what_an_editor_should_look_at_is_pointed_out(changes, mark, words):
    assert any(one.mark == mark and words in one.message for one in looked_up(None, **changes))


@pytest.mark.parametrize(("address", "mark", "words"), [
    ("asha@asha.example.org", "not known", "an address that the entry shows"),
    ("Asha@ASHA.example.org", "not known", "an address that the entry shows"),
    ("office@asha.example.org", "not known", "the entry's domain"),
    ("asha@gmail.com", "not known", "free provider"),
    ("asha@example.org", "not known", "another domain"),
    ("asha@mail.asha.example.org", "contradicts", "looks like"),
    ("asha@asha.example.org.evil.example", "contradicts", "looks like"),
    ("asha@asha-example.org", "contradicts", "looks like"),
    ("asha@\u0430sha.example.org", "contradicts", "looks like"),
    ("asha@asha.exarnple.org", "contradicts", "looks like"),
    ("asha@asha.exampel.org", "contradicts", "looks like"),
    ("asha@ashaa.example.org", "contradicts", "looks like"),
])  # fmt: skip
def test_the_sender_is_held_against_the_entry_as_it_stands(address, mark, words):
    """Also where the proposal brings a web site that fits the sender. Nothing of it is ever proven."""
    results = looked_up(STANDING, address, website="https://evil.example/")
    assert any(one.mark == mark and words in one.message for one in results)
    assert {one.mark for one in results} <= {"contradicts", "not known"}


@pytest.mark.parametrize("name", [
    "ASHA EXAMPLE", "Äsha Example", "The Asha-Example", "Example, Asha", "Dr Asha Example", "Asha Example UK",
    "А\u0455\u04bb\u0430 Ехаmрlе", "Asha Exarnple", "Asha Examp1e", "Asha  Example Ltd",
])  # fmt: skip
def test_a_name_that_reads_the_same_is_pointed_out_with_a_link(name):
    others = [made_profile("asha-example", name="Asha Example", sort_name="Example, Asha")]
    results = looked_up(None, others=others, name=name)
    assert any("[asha-example](/experts/asha-example/)" in one.message for one in results)
    assert any("waits" in one.message for one in looked_up(None, pending=["asha-example"], name=name))


@pytest.mark.parametrize("name", ["Asha Other", "Asha", "The Trust", "阿莎"])
def test_other_names_are_left_alone(name):
    others = [made_profile("asha-example", name="Asha Example", sort_name="Example, Asha")]
    assert not any("reads the same" in one.message for one in looked_up(None, others=others, name=name))


def test_matches_give_their_reasons_and_leave_out_who_cannot_help():
    from datetime import date

    from tests.site_builder import MINI

    candidates = matching.matches(
        experts.load(MINI).profiles,
        matching.criteria("message", {"help": ["talk"], "region": ["GB-ENG"]}),
        date(2026, 11, 22),
    )
    assert [one.slug for one in candidates][:1] == ["asha-example"]
    assert candidates[0].reasons == ("Mental health", "Psychological therapy", "England", "Taking cases")
    assert len(candidates) <= matching.MOST
    assert (
        matching.matches(
            experts.load(MINI).profiles,
            matching.criteria("message", {"language": ["vi"]}),
            date(2026, 11, 22),
        )
        == []
    )
