"""Writes a site root: made or converted entries go in, the rest is copied from the repository's content/."""

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import experts
from records.text import slugify

_LINK_TO_NEWS = re.compile(r"\[([^\]]*)\]\((?:\.\./news/|/news/\d)[^)]*\)")
ROOT = Path(__file__).resolve().parent.parent


def start(out: Path) -> None:
    """An empty site root with the repository's pages and data files, without its news and its experts.

    Links of a page to the news become words.
    """
    if out.exists() and any(out.iterdir()):
        raise SystemExit(
            f"{out} is not empty: name a new folder, so that nothing old is left among the new files."
        )
    for folder in ("experts/profiles", "experts/photos", "content/news", "content/pages", "courses"):
        (out / folder).mkdir(parents=True)
    content = ROOT / "content"
    for path in sorted([*content.glob("*.yaml"), *content.glob("pages/**/*.md")]):
        if path.name == "redirects.yaml":  # old addresses of this site, which lead to its own news
            continue
        target = out / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".md":
            target.write_text(_LINK_TO_NEWS.sub(r"\1", path.read_text("utf-8")), encoding="utf-8")
        else:
            shutil.copyfile(path, target)


def write_profile(out: Path, slug: str, data: Mapping[str, object]) -> None:
    (out / "experts/profiles" / f"{slug}.yaml").write_text(
        experts.dump(dict(data)), encoding="utf-8", newline="\n"
    )


def write_markdown(path: Path, meta: Mapping[str, object], body: str) -> None:
    head = "".join(f"{key}: {_line(value)}\n" for key, value in meta.items() if value)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{head}\n{body}\n", encoding="utf-8", newline="\n")


def _line(value: object) -> str:
    return (
        ", ".join(map(str, value))
        if isinstance(value, Sequence) and not isinstance(value, str)
        else str(value)
    )


class Slugs:
    """Gives each name a file name of its own."""

    def __init__(self, longest: int = 60) -> None:
        self.longest = longest
        self.taken: set[str] = set()

    def new(self, name: str) -> str:
        base = slugify(name)[: self.longest].strip("-")
        if len(base) < 3:
            base = f"entry-{base}".strip("-")
        slug, number = base, 1
        while slug in self.taken:
            number += 1
            slug = f"{base[: self.longest - len(str(number)) - 1].strip('-')}-{number}"
        self.taken.add(slug)
        return slug
