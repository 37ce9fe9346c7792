"""The scripts of others: what is installed, from which bytes, and how age gets into the theme."""

from __future__ import annotations

import base64
import hashlib
import io
import posixpath
import re
import tarfile
from pathlib import Path

import pytest

from forms.referral import WAYS
from plugins import age_modules, editors, npm_packages
from plugins.npm_packages import Package

IMPORT = re.compile(r"""^(?:import|export)\b[^;]*?\bfrom\s*["']([^"']+)["']""", re.MULTILINE)
PACKED = {
    "package/package.json": True, "package/LICENSE": True, "package/dist/index.js": True,
    "package/dist/index.d.ts": False, "package/src/a.ts": False, "package/../a.js": False,
    "package/docs/LICENSE": False, "package": False,
}  # fmt: skip


def archive() -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as files:
        for name in PACKED:
            member = tarfile.TarInfo(name)
            member.size = 2
            files.addfile(member, io.BytesIO(b"{}"))
    return packed.getvalue()


def test_other_bytes_than_the_locked_ones_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="@a/b came with other bytes"):
        npm_packages.unpack(Package("node_modules/@a/b", "1.0.0", "sha512-AAAA"), archive(), tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_of_the_locked_bytes_scripts_and_licences_are_unpacked(tmp_path: Path) -> None:
    digest = base64.b64encode(hashlib.sha512(archive()).digest()).decode()
    package = Package("node_modules/@a/b", "1.0.0", f"sha512-{digest}")
    npm_packages.unpack(package, archive(), tmp_path / "b")
    unpacked = {
        f"package/{path.relative_to(tmp_path / 'b')}" for path in tmp_path.rglob("*") if path.is_file()
    }
    assert unpacked == {name for name, wanted in PACKED.items() if wanted}
    assert package.archive == "a-b-1.0.0.tgz"


def test_what_browsers_get_is_locked_and_installed() -> None:
    packages = npm_packages.locked()
    names = {each.name for each in packages}
    assert {"lunr", "age-encryption", "@noble/ciphers", "@scure/base"} <= names
    assert "axe-core" not in names
    assert len(names) == len(packages), "two versions of one package"
    assert [each.name for each in packages if not each.is_installed] == []


def test_of_age_only_the_addresses_of_imports_are_changed() -> None:
    files = age_modules.files()
    assert len(files) > 30
    for name, content in files.items():
        published = (npm_packages.MODULES / name.removeprefix("js/age/")).read_text("utf-8").splitlines()
        sent = content.decode().splitlines()
        assert len(sent) == len(published)
        for ours, theirs in zip(sent, published, strict=True):
            assert ours == theirs or IMPORT.sub("", ours) == IMPORT.sub("", theirs), name
        addresses = IMPORT.findall(content.decode())
        assert all(address.startswith(".") for address in addresses), name
        assert {posixpath.normpath(f"{name}/../{address}") for address in addresses} <= files.keys(), name
        assert not re.search(r"\bimport\(|\brequire\(|^import\s*[\"']", content.decode(), re.MULTILINE), name


def test_age_that_is_not_installed_is_told(tmp_path: Path) -> None:
    assert not age_modules.is_installed(tmp_path)
    with pytest.raises(SystemExit, match=r"age-encryption, with which .* is not installed: run make"):
        age_modules.files(tmp_path)


def test_every_way_to_answer_has_its_order() -> None:
    assert editors.WAYS.keys() == WAYS.keys()
