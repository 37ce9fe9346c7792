"""The measuring of builds: that it counts all that runs, and compares sites with the same pages."""

import json
import os
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import build, growth, kinds, measure, plot
from bench.generate import generate
from bench.invent import AS_OF
from bench.measure import Spent, descendants, run
from bench.rivals import corpus, markup, tools, write_eleventy, write_hugo
from bench.sides import Side, headlines
from tests.site_builder import build_or_fail

KINDS = {
    "/": "plain",
    "/about/": "plain",
    "/404.html": "plain",
    "/experts/a-b/": "entry",
    "/directory/": "list",
    "/directory/page/2/": "list",
    "/directory/topic/": "overview",
    "/directory/topic/training/": "list",
    "/directory/topic/training/page/12/": "list",
    "/directory/topic/training/country/": "overview",
    "/directory/topic/training/country/vn/": "pair",
    "/directory/topic/training/country/vn/page/2/": "pair",
    "/directory/a-z/": "A to Z",
    "/directory/a-z/b/page/2/": "A to Z",
    "/news/2026/": "news",
}
FAMILY = """
import os, time
child = os.fork()
if not child:
    start = time.process_time()
    while time.process_time() - start < 0.6:
        pass
    os._exit(0)
os.waitpid(child, 0)
"""
# Holds 40 MB in itself, and as much in a child if there is one, until the memory has been looked at.
HOLDING = """
import os, pathlib, sys, time
ready, seen, children = *map(pathlib.Path, sys.argv[1:3]), int(sys.argv[3])
child = os.fork() if children else 0
held = bytearray(b"x") * (40 << 20)
(ready / str(os.getpid())).touch()
while not seen.exists():
    time.sleep(0.01)
if child:
    os.waitpid(child, 0)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site and what our build makes of it: lists of two pages, and news."""
    folder = tmp_path_factory.mktemp("builds")
    generate(folder / "site", 80, news=6)
    build_or_fail(folder / "site", folder / "built", AS_OF=str(AS_OF))
    return folder


@pytest.fixture(scope="module")
def read(folder: Path) -> corpus.Corpus:
    return corpus.read(folder / "site", folder / "built")


@pytest.mark.parametrize(("url", "kind"), KINDS.items(), ids=KINDS)
def test_every_address_has_a_kind(url: str, kind: str) -> None:
    assert kinds.kind_of(url) == kind


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_children_count() -> None:
    spent = run([sys.executable, "-c", FAMILY])
    assert spent.cpu > 0.6
    assert spent.wall > 0.6


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells it")
def test_the_memory_of_children_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """40 MB of the parent and 40 of its child, which no single process holds."""
    alone, family = (peak_when_held(tmp_path / str(children), children, monkeypatch) for children in (0, 1))
    assert family > alone + 30


def peak_when_held(folder: Path, children: int, monkeypatch: pytest.MonkeyPatch) -> float:
    """The peak of a program that waits for the look at its memory, however slow the machine."""
    ready, seen, real = folder / "ready", folder / "seen", descendants
    ready.mkdir(parents=True)

    def looked_at(pid: int) -> Iterator[int]:
        was_ready = len([*ready.iterdir()]) == 1 + children
        yield from real(pid)
        if was_ready:  # and by now the memory of all of them has been read
            seen.touch()

    with monkeypatch.context() as patch:
        patch.setattr(measure, "descendants", looked_at)
        return run([sys.executable, "-c", HOLDING, ready, seen, str(children)]).peak


def test_a_program_that_fails_stops_the_measuring() -> None:
    with pytest.raises(SystemExit, match="no such luck"):
        run([sys.executable, "-c", "raise SystemExit('no such luck')"])


def test_one_after_the_other() -> None:
    assert Spent(1, 2, 30) + Spent(4, 5, 20) == Spent(5, 7, 30)


def test_nothing_of_our_pages_is_left_out(folder: Path, read: corpus.Corpus) -> None:
    """What the others are given makes every address of ours, and no other."""
    given = {one["url"] for part in (read.entries, read.notices, read.overviews, read.plain) for one in part}
    given |= {one["url"] for one in (*read.articles, *write_eleventy.years(read))}
    for one in read.lists:
        pages = -(-len(one["slugs"]) // 25)
        given |= {one["url"], *(f"{one['url']}page/{number}/" for number in range(2, pages + 1))}
    assert given == set(markup.urls(folder / "built"))


def test_a_list_is_read_off_its_page(read: corpus.Corpus) -> None:
    lists = {one["url"]: one for one in read.lists}
    everybody = lists["/directory/"]
    assert everybody["slugs"] == [one["slug"] for one in read.entries]
    assert everybody["about"].startswith("People and organisations")
    role = next(one for url, one in lists.items() if url.startswith("/directory/role/") and one["narrow"])
    group = role["narrow"][0]
    term = group["terms"][0]
    assert term["count"] == len(lists[term["url"]]["slugs"])
    assert [crumb["label"] for crumb in role["crumbs"]][:2] == ["Home", "Directory"]


def test_an_entry_is_given_in_words(folder: Path, read: corpus.Corpus) -> None:
    for entry in read.entries:
        assert re.fullmatch(r"\d{1,2} \w+ \d{4}", entry["verification"]["on"])
        assert json.loads(entry["jsonld"])["description"] == entry["headline"]
        assert set(entry["related"]) <= {one["slug"] for one in read.entries}
    assert any(entry["related"] for entry in read.entries)


def test_terms_below_terms() -> None:
    text = (
        '<ul class="counted">\n<li><a href="/a/">A &amp; B</a> <span class="count">3</span>'
        '<ul class="counted">\n<li><a href="/b/">B <bdi class="native" lang="vi" translate="no">Bê</bdi></a>'
        ' <span class="count">2</span></li>\n</ul>\n</li>\n'
        '<li><a href="/c/">C</a> <span class="count">1</span></li>\n</ul>'
    )
    first, second = markup.tree(text)
    assert (first["label"], first["count"], second["url"]) == ("A & B", 3, "/c/")
    (below,) = first["children"]
    assert (below["label"], below["native"], below["lang"]) == ("B", "Bê", "vi")


def test_hugo_gets_a_page_for_each_entry_and_list(read: corpus.Corpus, tmp_path: Path) -> None:
    write_hugo.write(read, tmp_path / "hugo")
    content = tmp_path / "hugo/content"
    named = {path.parent.name for path in (content / "lists").glob("*/_index.md")}
    assert named == {one["key"] for one in read.lists}
    used = set()
    for entry in read.entries:
        above, _ = json.JSONDecoder().raw_decode((content / f"experts/{entry['slug']}.md").read_text("utf-8"))
        assert above["lists"]
        used |= set(above["lists"])
    assert used == named


@pytest.mark.skipif(not tools.MODULES.is_dir(), reason="make bench fetches Hugo and Eleventy")
def test_the_others_make_the_same_pages(folder: Path, read: corpus.Corpus, tmp_path: Path) -> None:
    write_hugo.write(read, tmp_path / "hugo")
    write_eleventy.write(read, tmp_path / "eleventy", tools.MODULES)
    tools.hugo(tmp_path / "hugo", tmp_path / "one", read.origin)
    tools.eleventy(tmp_path / "eleventy", tmp_path / "two")
    tools.pagefind(tmp_path / "one")
    assert (tmp_path / "one/pagefind/pagefind.js").is_file()
    ours = folder / "built"
    made = {"ours": kinds.made(ours)}
    for name, out in (("Hugo", "one"), ("Eleventy", "two")):
        assert set(markup.urls(tmp_path / out)) >= set(markup.urls(ours))
        made[name] = kinds.made(tmp_path / out, ours)
        assert min(made[name].same[kind] for kind in ("entry", "list", "pair", "overview")) >= 0.9
    assert kinds.compare(made)[1] == []


def test_too_few_pages_or_bytes_are_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>Little", "utf-8")
    ours = kinds.made(folder / "built")
    text, wrong = kinds.compare({"ours": ours, "Hugo": kinds.made(tmp_path, folder / "built")})
    assert "| plain |" in text
    assert f"Hugo has 0 pages of the kind 'entry', ours {ours.numbers['entry']}" in wrong
    assert wrong[-1] == "Hugo writes 0.00 of our bytes"


def test_an_edit_that_finds_nothing_is_told(tmp_path: Path) -> None:
    entry = tmp_path / "a.yaml"
    entry.write_text("headline: Old words\n", "utf-8")
    side = Side("ours", lambda out: {}, lambda slug: tmp_path / f"{slug}.yaml")
    side.edit("a", "Old words", "New words")
    assert entry.read_text("utf-8") == "headline: New words\n"
    with pytest.raises(SystemExit, match="does not hold the headline 'Old words'"):
        side.edit("a", "Old words", "Newer words")


def test_only_plain_headlines_are_edited(read: corpus.Corpus, tmp_path: Path) -> None:
    write_eleventy.write(read, tmp_path / "eleventy", tmp_path)
    by_slug = headlines(tmp_path)
    assert len(by_slug) > 20
    assert not [headline for headline in by_slug.values() if re.search(r'["&<:]', headline)]


def test_the_table_has_medians_and_ratios() -> None:
    runs = {
        (step, column): [Spent(seconds, seconds, 100), Spent(seconds * 3, seconds, 100), Spent(0, 0, 100)]
        for step in build.STEPS
        for column, seconds in (("ours", 1), ("Hugo", 2), ("Hugo + Pagefind", 4))
    }
    assert "| cold, s | 1 | 2 | 4 | 0.50 | 0.25 |" in build.table(runs)
    assert build.table(runs).endswith("| runs | 3 | 3 | 3 |  |  |")


def test_what_a_question_costs(folder: Path) -> None:
    """The first one comes with the scripts and, of a small site, with the whole index."""
    first, following = growth.asked(folder / "site", folder / "built")
    assert 20_000 < first < 150_000
    assert 0 <= following < first / 5


def test_growth_is_told_a_profile_and_drawn() -> None:
    names = ("seconds", "seconds of the processor", "MB of memory")
    by_size = {size: dict.fromkeys(names, size / 1000) for size in (1000, 10_000, 100_000)}
    by_size[100_000]["seconds"] = 130.0
    assert "| seconds a profile, to that at 10,000 | 1.00 | 1.00 | 1.30 |" in growth.table(by_size)
    svg = ET.fromstring(plot.drawn(by_size))
    texts = ["".join(one.itertext()) for one in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert set(names) <= set(texts)
    assert "100 k" in texts
    (said,) = (one.text for one in svg.iter("{http://www.w3.org/2000/svg}desc"))
    assert "seconds from 1 to 130" in str(said)
    assert len(list(svg.iter("{http://www.w3.org/2000/svg}circle"))) == 9
