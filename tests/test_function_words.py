"""Six words: drawn by chance, read however they are typed, and what comes of them."""

from __future__ import annotations

import math
from pathlib import Path

import pyrage
import pytest
import xkcdpass

from functions import bech32, seal, word_list
from functions.answer_place import OBJECT, place_of, sound_part
from tests.site_builder import ROOT

SIX = ("abacus", "abdomen", "abdominal", "abide", "abiding", "ability")
TYPED = " ".join(SIX)


def test_there_are_enough_words_and_every_one_may_be_drawn(monkeypatch):
    listed = Path(xkcdpass.__file__).with_name("static").joinpath("eff-long").read_text("ascii").split()
    assert len(listed) == len({*listed}) == 7776
    assert {*listed} - {*word_list.words()} == {"drop-down", "felt-tip", "t-shirt", "yo-yo"}
    assert word_list.COUNT * math.log2(len(word_list.words())) > 77
    offered = []
    monkeypatch.setattr(word_list.secrets, "choice", lambda words: offered.append(words) or words[0])
    assert word_list.draw() == (word_list.words()[0],) * 6
    assert offered == [word_list.words()] * 6


def test_no_two_senders_get_the_same():
    assert len({word_list.draw() for _ in range(2000)}) == 2000


def test_the_list_is_read_by_nobody_who_needs_no_word(tmp_path):
    import subprocess
    import sys

    code = (
        "import sys, functions.lambda_handler, functions.referrals, functions.word_list as w\n"
        "print('xkcdpass' in sys.modules, w.words.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "0"]


READINGS = {
    "as shown": TYPED,
    "capitals": TYPED.upper(),
    "sentence case": TYPED.title(),
    "spaces": f"  {TYPED.replace(' ', '    ')} ",
    "lines": TYPED.replace(" ", "\r\n"),
    "hyphens": TYPED.replace(" ", "-"),
    "commas": TYPED.replace(" ", ", "),
    "commas alone": TYPED.replace(" ", ","),
    "full stops": TYPED.replace(" ", ". ") + ".",
    "underscores": TYPED.replace(" ", "_"),
    "numbers before them": " ".join(f"{place}. {word}" for place, word in enumerate(SIX, 1)),
    "quotes": f"“{TYPED}”",
    "wide letters": "".join(chr(ord(char) + 0xFEE0) if char != " " else "\u3000" for char in TYPED),
    "no-break spaces": TYPED.replace(" ", "\u00a0"),
}


@pytest.mark.parametrize("case", READINGS)
def test_they_are_read_however_they_are_typed(case):
    assert word_list.read(READINGS[case]) == SIX


PROBLEMS = {
    "": "Type all six words. Here are no",
    "abacus": "Type all six words. Here is one",
    "abacus abdomen abdominal abide abiding": "Type all six words. Here are five",
    TYPED + " able": "There are more than six words. Type only your six words",
    "abacus abdomen abdomnal abide abiding ability": (
        "The third word is not one of ours. Check how it is spelt"
    ),
    "Xabacus abdomen abdominal abide abiding xability": (
        "The first and sixth words are not ours. Check how they are spelt"
    ),
    "q q q abide abiding ability": "The first, second and third words are not ours. Check how they are spelt",
    "abacus abdomen abdominal abide abiding ábility": (
        "The sixth word is not one of ours. Check how it is spelt"
    ),
    TYPED: "",
}


@pytest.mark.parametrize("typed", PROBLEMS)
def test_a_wrong_word_is_named_by_its_place_and_not_repeated(typed):
    words = word_list.read(typed)
    assert word_list.problem(words) == PROBLEMS[typed]
    again = word_list.to_mend(words).split()
    assert [word for word in again if word not in word_list.known()] == ["?"] * sum(
        word not in word_list.known() for word in words[:6]
    )
    assert word_list.problem(word_list.read(" ".join(again)))[:4] in ("", "Type", "Ther")


VECTORS = {  # from BIP 173, in its lists of valid strings: the prefix and the data
    "a12uel5l": ("a", ""),
    "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw": ("abcdef", "00443214c74254b635cf84653a56d7c675be77df"),
    "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w": (
        "split", "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d",
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", VECTORS)
def test_bech32_is_what_its_description_says(text):
    prefix, data = VECTORS[text]
    assert bech32.encode(prefix, bytes.fromhex(data)) == text


def test_the_place_and_the_key_of_these_words_are_always_these():
    """If this fails, nobody whose words are older than the change finds an answer."""
    place = place_of(SIX)
    assert place.object == "answers/88915b6146df739fe674af999af2570371bb1852faf0eadf7050e71aad68dde2.age"
    assert place.recipient == "age1c2pk7xv3dmceldfke8wl3c6qg7pymken0qk287x69xvm4cctvqssyxwf9l"
    assert OBJECT.match(place.object)
    sealed = seal.seal({"a": 1}, [pyrage.x25519.Recipient.from_str(place.recipient)])
    assert seal.unseal(sealed, str(place.identity)) == {"a": 1}
    assert "SECRET" not in repr(place)


def test_other_words_or_another_order_lead_elsewhere():
    places = [place_of(words) for words in (SIX, SIX[::-1], (*SIX[:5], "able"))]
    assert len({place.object for place in places}) == len({place.recipient for place in places}) == 3


SOUND = place_of(SIX).part
PARTS = {
    "sound": ({"answer": SOUND}, True),
    "none": ({}, False),
    "no object": ({"answer": {"recipient": SOUND["recipient"]}}, False),
    "elsewhere": ({"answer": {**SOUND, "object": "sealed/x"}}, False),
    "a path": ({"answer": {**SOUND, "object": "answers/../site/listing.json.gz"}}, False),
    "no key": ({"answer": {**SOUND, "recipient": "age1x"}}, False),
    "a list": ({"answer": ["answers/x"]}, False),
    "null": ({"answer": None}, False),
}


@pytest.mark.parametrize("case", PARTS)
def test_only_a_place_of_ours_is_written_to(case):
    content, sound = PARTS[case]
    assert (sound_part(content) == SOUND) is sound
