"""Writes a site for Eleventy: entries and lists are global data with one page for each of their items."""

import json
import shutil
from pathlib import Path
from typing import Any

from bench.rivals.corpus import Corpus
from bench.rivals.icons import icons

TEMPLATES = Path(__file__).parent / "eleventy"


def write(corpus: Corpus, out: Path, modules: Path) -> None:
    """`modules` is the folder where npm has put Eleventy."""
    shutil.copytree(TEMPLATES, out)
    (out / "node_modules").symlink_to(modules.resolve(), target_is_directory=True)
    for folder in corpus.built.glob("theme-*"):
        shutil.copytree(folder, out / "static" / folder.name)
    for one in corpus.entries:
        put(out / "entries" / f"{one['slug']}.json", one)
    put(
        out / "data.json",
        {
            "site": {"name": corpus.name, "origin": corpus.origin},
            "frame": corpus.frame,
            "icons": icons(corpus.built),
            "letters": corpus.letters,
            "modified": corpus.modified,
            "lists": corpus.lists,
            "overviews": corpus.overviews,
            "plain": corpus.plain + corpus.notices,
            "years": years(corpus),
        },
    )
    for one in corpus.articles:
        about = {key: value for key, value in one.items() if key != "body"}
        above = {"layout": "article.njk", "tags": "article", "permalink": one["url"], "day": one["day"]}
        above |= {"date": one["day"], "p": about}
        text = f"---json\n{json.dumps(above, ensure_ascii=False)}\n---\n{one['body']}"
        (out / "src/articles").mkdir(exist_ok=True)
        (out / "src/articles" / f"{one['slug']}.md").write_text(text, "utf-8")


def years(corpus: Corpus) -> list[dict[str, Any]]:
    """The page of all news, and one for each year."""
    home, news = {"url": "/", "label": "Home"}, {"url": "/news/", "label": "News"}
    archives = [{"url": "/news/", "title": "News", "year": "", "crumbs": [home]}]
    for year in sorted({one["day"][:4] for one in corpus.articles}, reverse=True):
        title = f"News of {year}"
        archives.append({"url": f"/news/{year}/", "title": title, "year": year, "crumbs": [home, news]})
    return [
        {**one, "description": f"{one['title']} on human trafficking and modern slavery."} for one in archives
    ]


def put(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
