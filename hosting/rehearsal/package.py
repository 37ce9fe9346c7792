"""The zip of the function, as `make zip` and `sam package` make it, and the template that names it.

It holds what is installed here in place of what AWS's machines would need: here it runs on this one.
"""

from __future__ import annotations

import hashlib
import sysconfig
import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from functions.bundle import bundle
from hosting.rehearsal.emulator import REGION, Emulator
from hosting.rehearsal.errors import RehearsalError

TEMPLATE = Path(__file__).parents[2] / "template.yaml"
CODE = "CodeUri: build/function/\n"
BUCKET = "rehearsal-code"  # as `sam deploy --resolve-s3` makes one of its own


def make_zip() -> bytes:
    with tempfile.TemporaryDirectory(prefix="rehearsal-zip-") as folder:
        target = Path(folder, "function")
        bundle(target, Path(sysconfig.get_path("platlib")))
        return packed(target)


def packed(folder: Path) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.writestr(ZipInfo(file.relative_to(folder).as_posix()), file.read_bytes(), ZIP_DEFLATED)
    return made.getvalue()


def make_bucket(aws: Emulator) -> None:
    place = {"LocationConstraint": REGION}
    aws.client("s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration=place)


def upload(aws: Emulator, code: bytes, template: str) -> str:
    """The address in S3 of the template, in which the address of the zip stands."""
    if template.count(CODE) != 1:
        raise RehearsalError(f"{TEMPLATE.name} must say {CODE.strip()!r} once; the zip is put in its place.")
    s3 = aws.client("s3")
    key = f"{hashlib.sha256(code).hexdigest()}.zip"
    s3.put_object(Bucket=BUCKET, Key=key, Body=code)
    text = template.replace(CODE, f"CodeUri: s3://{BUCKET}/{key}\n").encode()
    name = f"{hashlib.sha256(text).hexdigest()}.template"
    s3.put_object(Bucket=BUCKET, Key=name, Body=text)
    return f"https://s3.{REGION}.amazonaws.com/{BUCKET}/{name}"
