"""What a change of one entry costs our index, with what the last build left behind."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import brotli

import experts
from bench import site
from bench.invent import Data, Generator, is_removed
from bench.profile import profile
from bench.search_indexes import SIDES, Figures, timed
from records import yaml_reader

EACH = 3  # entries that are changed in the same way
Change = Callable[[Data], Data]
CHANGES: Mapping[str, Change] = {
    "edited": lambda data: data | {"headline": f"{data['headline'][:120]} and appeals"},
    "dated back": lambda data: data | {"consent": {"public_listing": "2019-01-01"}},
    "removed": lambda data: {"name": data["name"], "sample": True, "removed": {"on": "2026-09-30"}},
}


def changed(folder: Path, profiles: int) -> Figures:
    """Medians, of an index in folder/own that is made of folder/site."""
    paths = sorted((folder / "site/experts/profiles").glob("*.yaml"))
    listed = [path for path in paths if "\nheadline:" in path.read_text("utf-8")]
    chosen = listed[:: len(listed) // (EACH * len(CHANGES))]
    figures: Figures = {}
    for place, (name, change) in enumerate(CHANGES.items()):
        some = chosen[place * EACH : (place + 1) * EACH]
        figures |= cost(folder, name, [partial(rewrite, path, change) for path in some])
    new = [i for i in range(profiles, profiles + EACH + 1) if not is_removed(i)][:EACH]
    return figures | cost(folder, "added", [partial(add, folder / "site", i) for i in new])


def rewrite(path: Path, change: Change) -> None:
    path.write_text(experts.dump(change(yaml_reader.read(path.read_bytes()))), "utf-8")


def add(root: Path, i: int) -> None:
    generator = Generator()
    site.write_profile(root, generator.slug(i), profile(generator, i))


def cost(folder: Path, name: str, changes: Sequence[Callable[[], None]]) -> Figures:
    seconds, files, kilobytes = map(median, zip(*[one(folder, change) for change in changes], strict=True))
    return {
        f"one entry {name}, s": seconds,
        f"one entry {name}, files": files,
        f"one entry {name}, KB": kilobytes,
    }


def one(folder: Path, change: Callable[[], None]) -> tuple[float, int, float]:
    """Seconds, files that are new or other than before, and their KB as a host sends them."""
    before = snapshot(folder / "own")
    change()
    _, output = timed([*SIDES, "ours", folder / "site", folder / "own"])
    after = snapshot(folder / "own")
    new = [content for name, content in after.items() if before.get(name) != content]
    return json.loads(output)["seconds"], len(new), sum(len(brotli.compress(one)) for one in new) / 1024


def snapshot(own: Path) -> dict[str, bytes]:
    files = [path for part in ("search", "index") for path in (own / part).glob("*")]
    return {path.name: path.read_bytes() for path in files}
