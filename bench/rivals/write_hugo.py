"""Writes a site for Hugo: a profile is a Markdown page, a list is a term of a taxonomy.

What suits Hugo is done: JSON above a text, which it reads faster than YAML; a card is rendered once and
kept; every page has its day, because Hugo takes a square of time to work out those of terms.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from bench.invent import AS_OF
from bench.rivals.corpus import Corpus, Record
from bench.rivals.icons import icons

TEMPLATES = Path(__file__).parent / "hugo"


def write(corpus: Corpus, out: Path) -> None:
    top = Above(corpus.modified)
    shutil.copytree(TEMPLATES, out)
    for name, text in corpus.frame.items():
        (out / "layouts/_partials" / name).write_text(text, "utf-8")
    for folder in corpus.built.glob("theme-*"):
        shutil.copytree(folder, out / "static" / folder.name)
    put_data(out / "data", "letters", corpus.letters)
    put_data(out / "data", "icons", icons(corpus.built))
    content = out / "content"
    terms: dict[str, list[str]] = {}
    for one in corpus.lists:
        put(content / "lists" / one["key"] / "_index.md", top(one, url=one["url"]))
        for slug in one["slugs"]:
            terms.setdefault(slug, []).append(one["key"])
    put(content / "experts/_index.md", {"build": {"render": "never"}})
    for one in corpus.entries:
        above = top(one, "summary", layout="profile", weight=one["rank"], lists=terms[one["slug"]])
        put(content / "experts" / f"{one['slug']}.md", above, one["summary"])
    for number, one in enumerate(corpus.overviews):
        put(content / "pages" / f"overview-{number}.md", top(one, layout="overview", url=one["url"]))
    put(content / "pages/_index.md", {"build": {"render": "never"}})
    for number, one in enumerate((*corpus.plain, *corpus.notices)):
        name = "_index.md" if one["url"] == "/" else f"pages/plain-{number}.md"
        put(content / name, top(one, layout="plain", url=one["url"]))
    write_news(corpus, top, content / "news")


def write_news(corpus: Corpus, top: "Above", news: Path) -> None:
    crumbs = [{"url": "/", "label": "Home"}]
    above = {"title": "News", "layout": "news", "outputs": ["html", "rss"], "params": {"crumbs": crumbs}}
    put(news / "_index.md", above)
    crumbs = [*crumbs, {"url": "/news/", "label": "News"}]
    for year in {one["day"][:4] for one in corpus.articles}:
        params = {"crumbs": crumbs, "year": year}
        put(news / year / "_index.md", {"title": f"News of {year}", "layout": "news", "params": params})
    for one in corpus.articles:
        above = top({**one, "shown": one["date"]}, "body", "date", layout="article", date=one["day"])
        put(news / one["day"][:4] / f"{one['slug']}.md", above, one["body"])


class Above:
    """Makes what stands above a text."""

    def __init__(self, modified: dict[str, str]) -> None:
        self.modified = modified

    def __call__(self, record: Record, *left_out: str, **settings: Any) -> Record:
        own = {"title", "description", "url", "rank", "slugs", "key", *left_out}
        params = {key: value for key, value in record.items() if key not in own and value not in ("", [])}
        about = {"title": record["title"], "description": record["description"]}
        day = self.modified.get(record["url"], str(AS_OF))
        return {**about, "date": day, **settings, "params": params}


def put(path: Path, above: Record, body: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{json.dumps(above, ensure_ascii=False, indent=1)}\n\n{body}\n", "utf-8")


def put_data(folder: Path, name: str, value: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
