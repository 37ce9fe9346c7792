"""What stands in a folder in place of a file is told, and stops nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import courses
import experts
from records import merge_markers, source_file, yaml_reader
from records.diagnostic import Diagnostic
from records.files import is_device, list_files, odd_name, read_file
from records.yaml_reader import YamlError
from tests.test_experts_bad_profiles import SOUND

FOLDER = "experts/profiles"
MINIMAL = "\n".join(SOUND.values()) + "\n"
LINK = "; put the file itself here"


def outside(at: Path) -> Path:
    return next(file for folder in at.parents if (file := folder / "outside.yaml").exists())


# What is made at a path, and what is said of it.
KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to nothing": (lambda at: at.symlink_to("nothing.yaml"), f"is a link that leads nowhere{LINK}"),
    "a link to itself": (
        lambda at: at.symlink_to(at.name),
        f"is a link that leads to itself or to what cannot be read{LINK}",
    ),
    "a link out of the site": (
        lambda at: at.symlink_to(Path(__file__)),
        f"is a link that leads out of the site{LINK}",
    ),
    "a link out of the site, step by step": (
        lambda at: at.symlink_to(os.path.relpath(outside(at), at.parent)),
        f"is a link that leads out of the site{LINK}",
    ),
    "a link to a folder": (lambda at: at.symlink_to("."), f"is a link to something that is no file{LINK}"),
    "a link to a device": (
        lambda at: at.symlink_to("/dev/zero"),
        f"is a link that leads out of the site{LINK}",
    ),
    "a folder": (Path.mkdir, "is a folder with the name of a file; rename it, or move what it holds"),
    "a pipe": (os.mkfifo, "is neither a file nor a folder but a pipe or a device; delete it"),
}


def site_with(root: Path, make: Callable[[Path], object], path: str) -> Path:
    (root / "outside.yaml").write_text(MINIMAL)
    site = root / "site"
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    make(site / path)
    return site


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_file_is_told_where_it_is_listed_and_where_it_is_read(kind, tmp_path):
    make, message = KINDS[kind]
    path = f"{FOLDER}/asha-example.yaml"
    site = site_with(tmp_path, make, path)
    told = Diagnostic(path, 1, "", message)
    assert list_files(site, FOLDER, (".yaml",)) == ([], [], [told])
    assert read_file(site, path) == told
    assert list(experts.load(site).diagnostics) == [told]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "name", ["first/course.yaml", "first/01-one.md", "glossary.yaml", "first/pictures/a.png"]
)
def test_a_course_is_told_the_same(kind, name, tmp_path):
    make, message = KINDS[kind]
    site = site_with(tmp_path, make, f"courses/{name}")
    course = site / "courses/first/course.yaml"
    if not os.path.lexists(course):
        course.parent.mkdir(exist_ok=True)
        course.write_text("title: First\n")
    assert Diagnostic(f"courses/{name}", 1, "", message) in courses.load(site).diagnostics


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_must_not_be_read_is_told(tmp_path):
    site = site_with(tmp_path, Path.touch, f"{FOLDER}/asha-example.yaml")
    (site / FOLDER / "asha-example.yaml").chmod(0)
    [told] = experts.load(site).diagnostics
    assert told.message == "cannot be read: its permissions forbid it; let everybody read it"


def test_a_link_within_the_site_is_followed(tmp_path):
    site = site_with(tmp_path, lambda at: at.write_text(MINIMAL), f"{FOLDER}/asha-example.yaml")
    (site / FOLDER / "asha-other.yaml").symlink_to("asha-example.yaml")
    assert [profile.slug for profile in experts.load(site).profiles] == ["asha-example", "asha-other"]


@pytest.mark.parametrize("name", ["._asha.yaml", ".#asha.yaml", ".DS_Store", ".git"])
def test_what_editors_and_systems_leave_behind_is_passed_over(name, tmp_path):
    site = site_with(tmp_path, lambda at: at.write_bytes(b"\xff\0"), f"{FOLDER}/{name}")
    assert list_files(site, FOLDER, (".yaml",)) == ([], [], [])


DEVICE, SIGN = "on Windows no file can be called '{}'", "on Windows no file name can hold '{}'"
END = "on Windows no file name can end in a dot or a space"
NAMES = [
    ("con.yaml", DEVICE.format("con")),
    ("AUX.yaml", DEVICE.format("AUX")),
    ("nul.draft.yaml", DEVICE.format("nul")),
    ("com1.yaml", DEVICE.format("com1")),
    ("lpt9", DEVICE.format("lpt9")),
    ("con .yaml", DEVICE.format("con")),
    ("a:b.yaml", SIGN.format(":")),
    ("a?.yaml", SIGN.format("?")),
    ('a"b.yaml', SIGN.format('"')),
    ("a\nb.yaml", SIGN.format("\\u000a")),
    ("a.yaml.", END),
    ("a.yaml ", END),
]


@pytest.mark.parametrize(("name", "message"), NAMES, ids=[repr(row[0]) for row in NAMES])
def test_a_name_that_windows_cannot_keep_is_told(name, message):
    assert odd_name(name) == f"{message}; give it another name"


@pytest.mark.parametrize(
    "name", ["console.yaml", "auxilia.yaml", "com10.yaml", "lpt.yaml", "a.b.yaml", "ï.yaml"]
)
def test_other_names_are_left_alone(name):
    assert odd_name(name) is None
    assert is_device(name) is None


def test_a_name_that_is_too_long_is_told():
    assert odd_name("ü" * 101) == "the file name has 202 bytes; at most 200 can be kept everywhere"


def test_a_name_that_is_no_text_is_told_and_can_be_printed(tmp_path):
    (tmp_path / FOLDER).mkdir(parents=True)
    with open(os.fsencode(tmp_path / FOLDER) + b"/a\xff.yaml", "wb"):
        pass
    [told] = experts.load(tmp_path).diagnostics
    assert str(told).encode() == (
        b"experts/profiles/a\\udcff.yaml:1: the file name holds characters that cannot be shown; rename it"
    )


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    with (tmp_path / "large").open("wb") as file:
        file.truncate(1 << 40)  # a terabyte, of which nothing is on the disk
    told = read_file(tmp_path, "large", 64 * 1024)
    assert str(told) == "large:1: the file has 1,073,741,824.0 KB; at most 64 KB are allowed"


@pytest.mark.parametrize("path", ["nothing", "a" * 300, "a/" * 3000, "a\0b"])
def test_a_file_that_is_not_there_is_no_exception(path, tmp_path):
    assert isinstance(read_file(tmp_path, path), Diagnostic)


def test_a_folder_that_is_none_is_told(tmp_path):
    (tmp_path / "experts").mkdir()
    (tmp_path / FOLDER).touch()
    [told] = experts.load(tmp_path).diagnostics
    assert str(told) == "experts/profiles:1: there must be a folder here, and it is a file"


MARKERS = [
    ("one change", "a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> other\n", (2, " (lines 2, 4, 6)")),
    ("with what was there before", "<<<<<<< a\n||||||| b\n=======\n>>>>>>> c\n", (1, " (lines 1, 2, 3, 4)")),
    ("lines of Windows", "a: 1\r\n<<<<<<< HEAD\r\nb: 2\r\n", (2, "")),
    ("only the end is left", "a: 1\n>>>>>>> other\n", (2, "")),
    ("only the middle is left", "a: 1\n\n=======\nb: 2\n", (3, "")),
    ("many", "<<<<<<< a\n" * 20, (1, " (lines 1, 2, 3, 4, 5, 6, ...)")),
    ("a heading of Markdown", "Sources\n=======\n", None),
    ("a longer line", "<<<<<<<<\n========\n", None),
    ("in the middle of a line", "a <<<<<<< b\n", None),
    ("nothing", "name: Asha\n", None),
]  # fmt: skip


@pytest.mark.parametrize(("_case", "text", "where"), MARKERS, ids=[row[0] for row in MARKERS])
def test_the_marks_of_a_merge_are_one_message(_case, text, where):
    told = merge_markers.merge_fault(text)
    if where is None:
        assert told is None
    else:
        assert told is not None
        assert told[0] == where[0]
        assert told[1].startswith(f"a merge was not finished{where[1]}: keep the lines that are right")


def test_a_data_file_may_be_longer_than_what_strangers_send():
    source = b"".join(b"rule-%d: %s\n" % (place, b"a" * 90) for place in range(800))
    assert source_file.of_yaml("content/claims.yaml", source).sound
    with pytest.raises(YamlError, match="at most 64 KB are allowed"):
        yaml_reader.read(source)
