"""Letters: folding, file names, and what strangers hide in text."""

from __future__ import annotations

import pytest

from experts.schema import profile_schema
from records import invisible, text
from records.text import fold, slugify

FOLDED = [
    ("José García", "jose garcia"),
    ("JOSÉ GARCÍA", "jose garcia"),
    ("Jose\u0301 Garci\u0301a", "jose garcia"),
    ("Łukasz Żółć", "lukasz zolc"),
    ("Søren Ærø", "soren aero"),
    ("Þóra Ðórdóttir", "thora dordottir"),
    ("Đặng Thị Hương", "dang thi huong"),
    ("Nguyễn Văn Ướt", "nguyen van uot"),
    ("İstanbul Işık", "istanbul isik"),
    ("Müßig", "mussig"),
    ("Œuvre", "oeuvre"),
    ("Ƙwanƙwaso Ɓala", "kwankwaso bala"),
    ("O'Brien", "obrien"),
    ("O’Brien", "obrien"),
    ("Nuʻumealani", "nuumealani"),
    ("ﬁnance", "finance"),
    ("Ｆｕｌｌ", "full"),
    ("Ольга Бондар", "ольга бондар"),
    ("Йосип", "иосип"),  # й is и with a mark, as in every index
    ("Ἀθηνᾶ", "αθηνα"),
    ("مُحَمَّد", "محمد"),
    ("አበበ ቢቂላ", "አበበ ቢቂላ"),
    ("李明德", "李明德"),
    ("김민준", "김민준"),
    ("Piatt  County", "piatt county"),
    (" Piatt\u00a0County\n", "piatt county"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "folded"), FOLDED, ids=[row[1] for row in FOLDED])
def test_folding_takes_case_and_accents_away_and_keeps_other_scripts(name, folded):
    assert fold(name) == folded
    assert fold(folded) == folded


SLUGS = [
    ("Dr Asha Example", "dr-asha-example"),
    ("  José   García-López ", "jose-garcia-lopez"),
    ("O’Brien & Sons (UK) Ltd.", "obrien-sons-uk-ltd"),
    ("Đặng Thị Hương", "dang-thi-huong"),
    ("../../etc/passwd", "etc-passwd"),
    (".git", "git"),
    ("-rf", "rf"),
    ("CON", "con"),
    ("A" * 300, "a" * 60),
    (f"{'a' * 59} b", "a" * 59),
    ("ÅÄÖ 2", "aao-2"),
    ("李明德", ""),
    ("Ольга", ""),
    ("!?", ""),
    ("", ""),
]


@pytest.mark.parametrize(("name", "slug"), SLUGS, ids=[row[1] or "empty" for row in SLUGS])
def test_a_file_name_has_small_latin_letters_digits_and_single_hyphens(name, slug):
    assert slugify(name) == slug


ALIKE = [
    ("Pаul Smith", ("Pаul", "а", "Cyrillic")),
    ("Пaвел", ("Пaвел", "a", "Latin")),
    ("Ηelen", ("Ηelen", "Η", "Greek")),
    ("Аннa Αννα", ("Аннa", "a", "Latin")),
    ("Paul Павел", None),
    ("Ольга", None),
    ("José", None),
    ("渡辺 Anna まなみ", None),
    ("Asha", None),
]


@pytest.mark.parametrize(("name", "found"), ALIKE, ids=[row[0] for row in ALIKE])
def test_letters_of_two_scripts_in_one_word_are_found(name, found):
    assert text.look_alike(name) == found


def test_the_schema_and_the_code_mean_the_same_by_a_file_name():
    patterns = {str(part.get("pattern", "")) for part in profile_schema()["definitions"].values()}
    assert f"^{text.SLUG}$" in {pattern.replace("(-", "(?:-") for pattern in patterns}


@pytest.mark.parametrize(
    ("name", "other"), [("ی", "ي"), ("ґ", "г"), ("ʋ", "v"), ("ភាសា\u200bខ្មែរ", "ភាសាខ្មែរ")]
)
def test_names_that_differ_by_letters_written_for_each_other_are_one(name, other):
    assert fold(name) == fold(other)


INVISIBLE = [
    ("a\u200bb", "\u200b"),
    ("a\u202eb", "\u202e"),
    ("a\u2066b", "\u2066"),
    ("a\xadb", "\xad"),
    ("a\ufeffb", "\ufeff"),
    ("a\x85b", "\x85"),
    ("a\u2028b", "\u2028"),
    ("a\ue000b", "\ue000"),
    ("a\ufffdb", "\ufffd"),
    ("a\U000e0041b", "\U000e0041"),
    ("a\u200db", "\u200d"),
    ("\u200ca", "\u200c"),
    ("می\u200cخواهم", None),
    ("क्\u200dष", None),
    ("👩\u200d⚕️", None),
    ("ភាសា\u200bខ្មែរ", None),
    ("ภาษา\u200bไทย", None),
    ("ພາ\u200bສາ", None),
    ("မြန်မာ\u200bစာ", None),
    ("ไทย\u200b", "\u200b"),
    ("ไทย\u200b\u200bไทย", "\u200b"),
    ("ไทย\u200bThai", "\u200b"),
    ("a\u3164b", "\u3164"),
    ("a\nb", None),
    ("Đặng, መሓሪ and 李", None),
]


@pytest.mark.parametrize(("value", "found"), INVISIBLE, ids=[ascii(row[0]) for row in INVISIBLE])
def test_what_nobody_sees_is_found_where_it_is_not_part_of_the_spelling(value, found):
    first = invisible.first(value)
    assert (first and first[0]) == found
    assert (text.invisible(value) is None) == (found is None)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("O&#39;Brien", "'&#39;' is HTML; write ' itself"),
        ("Smith &amp; Co", "'&amp;' is HTML; write & itself"),
        ("Jos&eacute;", "'&eacute;' is HTML; write é itself"),
        ("&#x27;", "'&#x27;' is HTML; write ' itself"),
        ("a&nbsp;b", "'&nbsp;' is HTML; write a plain space"),
        ("a&#160;b", "'&#160;' is HTML; write a plain space"),
        ("a&emsp;b", "'&emsp;' is HTML; write a plain space"),
        ("a&#10;b", "'&#10;' is HTML; write a plain space"),
        ("a&shy;b", "'&shy;' is HTML; it stands for an invisible character (U+00AD); delete it"),
        ("a&zwnj;b", "'&zwnj;' is HTML; it stands for an invisible character (U+200C); delete it"),
        ("a&#8206;b", "'&#8206;' is HTML; it stands for an invisible character (U+200E); delete it"),
        (
            "a&#xfffd;b",
            "'&#xfffd;' is HTML; it stands for no character; look up what was there, and type it again",
        ),
        ("Smith & Co", None),
        ("R&D; and more", None),
        ("AT&T", None),
    ],
)
def test_html_entities_are_found(value, found):
    assert text.entity(value) == found


@pytest.mark.parametrize(
    "value",
    [
        "TBC",
        "tbc ",
        "N/A",
        "n.a.",
        "xxx",
        "XXXX",
        "-",
        "–",
        "...",
        "???",
        "test",
        "Lorem ipsum dolor",
        "nnnn",
        "Aaaaaa",
        "no phone",
        "",
        " ",
    ],
)
def test_filler_says_nothing(value):
    assert text.says_nothing(value)


@pytest.mark.parametrize(
    "value",
    [
        "Test Valley Support",
        "Nana",
        "Noor",
        "X",
        "李",
        "1",
        "Exxxtra",
        "AAA",
        "No Phone, No Problem",
        "The TBC Trust",
        "None of the Above Ltd",
    ],
)
def test_a_word_that_only_looks_like_filler_says_something(value):
    assert not text.says_nothing(value)


def test_a_message_shows_what_would_not_be_seen():
    assert text.printable("a\u202eb\nc\x1b[31m é 李") == "a\\u202eb\\u000ac\\u001b[31m é 李"


def test_every_name_of_the_package_is_found_when_it_is_asked_for():
    import experts

    wrong = [n for n in experts.__all__ if getattr(experts, n).__name__ not in (n, "Literal")]
    assert wrong == []
    with pytest.raises(AttributeError, match="unheard_of"):
        experts.unheard_of  # noqa: B018
