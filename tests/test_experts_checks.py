"""Checks of the set as a whole. Each row of a table is a site of a few files and what is said of it."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

import experts
from tests.test_experts_bad_profiles import SOUND
from tests.test_experts_directory import MINIMAL, write

TODAY = date(2026, 11, 22)
FOLDER = "experts/profiles/"


def entry(**fields: str) -> str:
    """The sound profile with other fields, written as `name: ...`."""
    lines = {**SOUND, **{key: f"{key}: {value}" for key, value in fields.items()}}
    return "\n".join(lines.values()) + "\n"


def said(site: Path, today: date = TODAY, floor: int | None = None) -> list[str]:
    directory = experts.load(site)
    assert [diagnostic for diagnostic in directory.diagnostics if diagnostic.severity == "error"] == []
    return [
        str(diagnostic).removeprefix(FOLDER) + (" (warning)" if diagnostic.severity == "warning" else "")
        for diagnostic in experts.check(directory, today, floor)
    ]


def gone(**removed: str) -> str:
    return f"name: Gone\nremoved: {{{', '.join(f'{key}: {value}' for key, value in removed.items())}}}\n"


PHONE = "[{kind: phone, dial: +44 20 7123 45 67}]"
EMAIL = "[{kind: email, address: info@charity.org}]"
SITES = {
    "nothing is wrong": ({"asha": MINIMAL, "bela": entry(name="Béla")}, []),
    "two names that differ by accent and case": (
        {"jose": entry(name="Jose garcia"), "jose_2": entry(name="José García")},
        ["jose-2.yaml:1: name: 'Jose garcia' has an entry already, jose.yaml; is it the same? (warning)"],
    ),
    "one name in two countries": (
        {
            "jose": entry(name="José García", countries="{based: ES}"),
            "jose_2": entry(name="José García", countries="{based: MX}"),
        },
        [],
    ),
    "a removed entry that leads to another": (
        {"asha": MINIMAL, "old": gone(on="2026-01-31", moved_to="asha")},
        [],
    ),
    "a removed entry that leads nowhere": (
        {"asha": MINIMAL, "old": gone(on="2026-01-31", moved_to="ashia")},
        ["old.yaml:2: removed.moved_to: there is no entry 'ashia'"],
    ),
    "a removed entry that leads over another": (
        {
            "asha": MINIMAL,
            "old": gone(on="2026-01-31", moved_to="older"),
            "older": gone(on="2025-01-31", moved_to="asha"),
        },
        [],
    ),
    "a removed entry that leads to one without a way on": (
        {"old": gone(on="2026-01-31", moved_to="older"), "older": gone(on="2025-01-31")},
        [
            "old.yaml:2: removed.moved_to: 'older' was removed as well; "
            "delete this line, or name an entry that stands"
        ],
    ),
    "removed entries that lead in a circle": (
        {"old": gone(on="2026-01-31", moved_to="older"), "older": gone(on="2026-01-31", moved_to="old")},
        [
            "old.yaml:2: removed.moved_to: leads in a circle: old, older and back to old",
            "older.yaml:2: removed.moved_to: leads in a circle: older, old and back to older",
        ],
    ),
    "a removed entry that leads to itself": (
        {"old": gone(on="2026-01-31", moved_to="old")},
        ["old.yaml:2: removed.moved_to: leads in a circle: old and back to old"],
    ),
    "one number in two entries, written differently": (
        {"asha": entry(contact=PHONE), "bela": entry(name="Béla", contact=PHONE.replace("23 45", "2345"))},
        [
            "bela.yaml:5: contact.1.dial: '+44 20 712345 67' stands in asha.yaml as well; "
            "if they belong together, say so under 'affiliations'"
        ],
    ),
    "a desk that two organisations share": (
        {
            "asha": entry(kind="organisation", contact=f"{PHONE[:-1]}, {EMAIL[1:]}"),
            "bela": entry(name="Béla", kind="organisation", contact=f"{PHONE[:-1]}, {EMAIL[1:]}"),
        },
        [
            f"bela.yaml:5: contact.{place}: '{way}' stands in asha.yaml as well; "
            "if they belong together, say so under 'affiliations' (warning)"
            for place, way in (("1.dial", "+44 20 7123 45 67"), ("2.address", "info@charity.org"))
        ],
    ),
    "one short code in two countries, and in one": (
        {
            "asha": entry(contact="[{kind: phone, dial: 116 123}]", countries="{based: GB}"),
            "bela": entry(name="Béla", contact="[{kind: phone, dial: '116123'}]", countries="{based: DE}"),
            "carl": entry(name="Carl", contact="[{kind: phone, dial: '116123'}]", countries="{based: GB}"),
        },
        [
            "carl.yaml:5: contact.1.dial: '116123' stands in asha.yaml as well; "
            "if they belong together, say so under 'affiliations'"
        ],
    ),
    "one address in two entries, written differently": (
        {"asha": entry(contact=EMAIL), "bela": entry(name="Béla", contact=EMAIL.replace("info", "Info"))},
        [
            "bela.yaml:5: contact.1.address: 'Info@charity.org' stands in asha.yaml as well; "
            "if they belong together, say so under 'affiliations'"
        ],
    ),
    "one number in an entry and that of its organisation": (
        {
            "asha": entry(contact=PHONE, affiliations="[{organisation: The Charity, profile: the-charity}]"),
            "the_charity": entry(name="The Charity", contact=PHONE),
        },
        [],
    ),
    "one number in the entries of two people of one organisation": (
        {
            "asha": entry(contact=PHONE, affiliations="[{organisation: The Charity}]"),
            "bela": entry(name="Béla", contact=PHONE, affiliations="[{organisation: the charity}]"),
        },
        [],
    ),
    "one number twice in an entry": (
        {"asha": entry(contact=f"{PHONE[:-1]}, {PHONE[1:].replace('phone', 'text')}")},
        [],
    ),
    "one number of a register in two entries": (
        {
            "asha": entry(identifiers="[{scheme: gmc, value: '1234567'}]"),
            "bela": entry(name="Béla", identifiers="[{scheme: gmc, value: '1234567'}]"),
            "carl": entry(name="Carl", identifiers="[{scheme: sra, value: '1234567'}]"),
        },
        ["bela.yaml:9: identifiers.1.value: '1234567' stands in asha.yaml as well; is one of them mistyped?"],
    ),
    "an affiliation to nobody, and to itself": (
        {"asha": entry(affiliations="[{organisation: A., profile: nil}, {organisation: Me, profile: asha}]")},
        [
            "asha.yaml:9: affiliations.1.profile: there is no entry 'nil'",
            "asha.yaml:9: affiliations.2.profile: this is the entry itself",
        ],
    ),
    "a photo without a file": (
        {
            "asha": entry(
                photo="{file: asha.jpg}", consent="{public_listing: 2026-07-28, photo: 2026-07-28}"
            )
        },
        ["asha.yaml:9: photo.file: there is no picture 'asha.jpg' in experts/photos/"],
    ),
    "a notice that ends today, and one that ended yesterday": (
        {
            "asha": entry(alert="{text: Away today, until: 2026-11-22}"),
            "bela": entry(name="Béla", alert="{text: Away today, until: 2026-11-21}"),
        },
        ["bela.yaml:9: alert.until: the notice ended on 21 November 2026; delete 'alert' (warning)"],
    ),
    "days that lie ahead": (
        {
            "asha": entry(
                verification="{level: self-declared, on: 2026-11-23}",
                consent="{public_listing: 2026-11-23, photo: 2027-01-01, no_letters: 2027-01-02}",
                accepting="{reports: open, as_of: 2026-12-01}",
                identifiers="[{scheme: gmc, value: '1234567', checked_on: 2062-07-30}]",
                publications="[{title: Forthcoming, year: 2027}, {title: Never, year: 2028}]",
                witness="{training: [{name: A course, year: 2027}]}",
            ),
            "old": gone(on="2026-11-23"),
        },
        [
            "asha.yaml:6: verification.on: 23 November 2026 is in the future",
            "asha.yaml:7: consent.no_letters: 2 January 2027 is in the future",
            "asha.yaml:7: consent.photo: 1 January 2027 is in the future",
            "asha.yaml:7: consent.public_listing: 23 November 2026 is in the future",
            "asha.yaml:9: accepting.as_of: 1 December 2026 is in the future",
            "asha.yaml:10: identifiers.1.checked_on: 30 July 2062 is in the future",
            "asha.yaml:11: publications.2.year: 2028 is in the future",
            "asha.yaml:12: witness.training.1.year: 2027 is in the future",
            "old.yaml:2: removed.on: 23 November 2026 is in the future",
        ],
    ),
    "checks that are due, overdue and long past": (
        {
            name: entry(
                name=name,
                verification=f"{{level: self-declared, on: {on}}}",
                consent="{public_listing: 2020-01-01}",
            )
            for name, on in [
                ("fresh", "2025-11-23"),
                ("due", "2025-11-22"),
                ("late", "2025-05-22"),
                ("lost", "2024-11-22"),
            ]
        },
        [
            "due.yaml:6: verification.on: was checked 12 months ago, on 22 November 2025; "
            "check it again (warning)",
            "late.yaml:6: verification.on: was checked 18 months ago, on 22 May 2025; "
            "it is shown last in every list until it is checked again (warning)",
            "lost.yaml:6: verification.on: was checked 24 months ago, on 22 November 2024; "
            "it is shown in no list until it is checked again (warning)",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "words"), SITES.values(), ids=SITES)
def test_the_whole_set_is_checked(files, words, tmp_path):
    assert said(write(tmp_path, **files)) == words


def test_a_photo_with_its_file_is_right(tmp_path):
    photo = entry(photo="{file: asha.jpg}", consent="{public_listing: 2026-07-28, photo: 2026-07-28}")
    site = write(tmp_path, asha=photo)
    (site / "experts/photos").mkdir()
    (site / "experts/photos/asha.jpg").touch()
    assert said(site) == []


def test_an_affiliation_to_an_entry_with_errors_is_no_second_error(tmp_path):
    text = entry(affiliations="[{organisation: The Charity, profile: the-charity}]")
    directory = experts.load(write(tmp_path, asha=text, the_charity="name: The Charity\n"))
    assert experts.check(directory, TODAY) == []


def test_two_file_names_that_differ_by_accent_are_one(tmp_path):
    site = write(tmp_path, jose=MINIMAL)
    (site / FOLDER / "josé.yaml").write_text(MINIMAL, encoding="utf-8")
    words = [str(diagnostic) for diagnostic in experts.check(experts.load(site), TODAY)]
    assert words == [f"{FOLDER}josé.yaml:1: differs from jose.yaml by case or accents only"]


FORM = "only 'minimum_profiles: N' can stand here, with a whole number"
FEW = "minimum_profiles: only 1 sound profiles were found; at least 2 are expected; if some were "
FEW += "removed on purpose, write 'minimum_profiles: 1'"
LIMITS = [
    ("minimum_profiles: 1\n", []),
    ("minimum_profiles: 2\n", [FEW]),
    ("minimum_profile: 2\n", [FORM]),
    ("minimum_profiles: many\n", [FORM]),
    ("minimum_profiles: -1\n", [FORM]),
    ("minimum_profiles: 'one\n", ["a quotation mark opens here and is never closed"]),
]


@pytest.mark.parametrize(("limits", "words"), LIMITS)
def test_fewer_profiles_than_the_floor_are_an_error(limits, words, tmp_path):
    (write(tmp_path, asha=MINIMAL) / "experts/limits.yaml").write_text(limits)
    assert said(tmp_path) == [f"experts/limits.yaml:1: {line}" for line in words]


def test_the_floor_can_be_given(tmp_path):
    (write(tmp_path, asha=MINIMAL) / "experts/limits.yaml").write_text("minimum_profiles: 9\n")
    assert said(tmp_path, floor=1) == []


def git(site: Path, *arguments: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=site, check=True, capture_output=True)


def commit(site: Path, message: str = "A commit") -> None:
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """A site in a folder of a git repository, with two profiles."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    git(tmp_path, "init", "-q")
    site = write(tmp_path / "some site", asha=MINIMAL, bela=entry(name="Béla"))
    commit(site)
    return site


VANISHED = (
    "{}.yaml:1: this file is gone; put it back with only 'name' and 'removed' (with 'on', "
    "and 'moved_to' if it was renamed), so that its address answers"
)


def test_an_entry_that_was_deleted_is_missed(repository):
    (repository / FOLDER / "bela.yaml").unlink()
    assert said(repository) == [VANISHED.format("bela")]
    commit(repository)
    assert said(repository) == [VANISHED.format("bela")]


@pytest.mark.parametrize(
    ("earlier", "missed"), [(["true"], False), (["true", "true"], False), (["false", "true"], True)]
)
def test_an_invented_entry_that_was_deleted_is_not_missed(repository, earlier, missed):
    """It never was public; but one that was real for a while may have been."""
    for sample in earlier:
        write(repository, dora=entry(name="Dora", sample=sample, headline=f"H{len(earlier)}{sample}"))
        commit(repository)
        write(repository, dora=entry(name="Dora", sample=sample))
        commit(repository)
    (repository / FOLDER / "dora.yaml").unlink()
    assert said(repository) == [VANISHED.format("dora")] * missed
    commit(repository)
    assert said(repository) == [VANISHED.format("dora")] * missed


def test_an_entry_that_was_renamed_is_missed(repository):
    git(repository, "mv", f"{FOLDER}bela.yaml", f"{FOLDER}bela-b.yaml")
    commit(repository)
    assert said(repository) == [VANISHED.format("bela")]


def test_an_entry_that_left_its_tombstone_is_not_missed(repository):
    git(repository, "mv", f"{FOLDER}bela.yaml", f"{FOLDER}bela-b.yaml")
    write(repository, bela=gone(on="2026-11-01", moved_to="bela-b"))
    commit(repository)
    assert said(repository) == []


def test_the_address_of_a_removed_entry_is_not_given_to_somebody_else(repository):
    write(repository, bela=gone(on="2026-11-01").replace("Gone", "Béla"))
    commit(repository)
    assert said(repository) == []
    write(repository, bela=entry(name="Carl"))
    words = (
        "bela.yaml:1: name: this address was that of 'Béla', who was removed; give 'Carl' another file, "
        "or write the old name under 'alternate_names' if it is the same entry"
    )
    assert said(repository) == [words]
    commit(repository)
    assert said(repository) == [words]


def test_an_entry_that_came_back_keeps_its_address(repository):
    write(repository, bela=gone(on="2026-11-01").replace("Gone", "Béla"))
    commit(repository)
    write(repository, bela=entry(name="Bela"))
    commit(repository)
    assert said(repository) == []
    write(repository, bela=entry(name="Bela Carlsen", alternate_names="[Béla]"))
    assert said(repository) == []


def test_without_a_day_neither_the_calendar_nor_git_is_asked(repository):
    """So a build of one commit says the same on every day and in every clone."""
    (repository / FOLDER / "bela.yaml").unlink()
    alert = "{text: Away today, until: 2020-01-01}"
    checked = "{level: self-declared, on: 2062-07-30}"
    agreed = "{public_listing: 2026-07-28, photo: 2026-07-28}"
    asha = entry(alert=alert, verification=checked, photo="{file: asha.jpg}", consent=agreed)
    directory = experts.load(write(repository, asha=asha))
    assert [diagnostic.field for diagnostic in experts.check(directory)] == ["photo.file"]
    assert len(experts.check(directory, TODAY)) == 4


def test_a_shallow_clone_is_not_asked(repository, tmp_path):
    """It does not remember, so its silence would mean nothing; CI fetches everything."""
    (repository / FOLDER / "bela.yaml").unlink()
    commit(repository)
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{tmp_path}", str(tmp_path / "clone"))
    assert said(tmp_path / "clone/some site") == []


def test_a_site_outside_of_git_is_not_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert said(write(tmp_path, asha=MINIMAL)) == []


def test_a_machine_without_git_is_not_asked(repository, monkeypatch):
    (repository / FOLDER / "bela.yaml").unlink()
    monkeypatch.setenv("PATH", "")
    assert said(repository) == []
