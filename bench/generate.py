"""Writes a site root of invented profiles and news: `python -m bench.generate OUT --profiles 1000`."""

import argparse
from datetime import timedelta
from pathlib import Path

from bench import site
from bench.invent import AS_OF, Generator, is_removed
from bench.profile import profile


def generate(out: Path, profiles: int, news: int = 0, seed: int = 1) -> None:
    site.start(out)
    generator = Generator(seed)
    for i in range(profiles):
        site.write_profile(out, generator.slug(i), profile(generator, i))
    for i in range(news):
        _write_news(out, generator, i, profiles)


def _write_news(out: Path, generator: Generator, i: int, profiles: int) -> None:
    rng = generator.rng("news", i)
    title = generator.prose.phrase(rng, 4, 9)
    slug = f"{site.Slugs(60).new(title)}-{i}"
    named = (
        sorted({j for j in (rng.randrange(profiles) for _ in range(rng.randint(0, 3))) if not is_removed(j)})
        if profiles
        else []
    )
    on = AS_OF - timedelta(rng.randint(0, 2500))
    meta = {
        "Title": title,
        "Date": on.isoformat(),
        "Slug": slug,
        "Summary": generator.prose.paragraph(rng, 1),
        "Topics": generator.some(rng, "topics", 1, 3, i),
        "Countries": generator.some(rng, "countries", 0, 2, i),
        "Experts": [generator.slug(j) for j in named],
    }
    body = "\n\n".join(
        (
            generator.prose.markdown(rng, 2),
            "## " + generator.prose.phrase(rng, 2, 5),
            generator.prose.markdown(rng, 3),
        )
    )
    site.write_markdown(out / f"content/news/{on}-{slug}.md", meta, body)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.generate", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--profiles", type=int, default=1000)
    parser.add_argument("--news", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    generate(given.out, given.profiles, given.news, given.seed)
    print(
        f"{given.profiles} profiles, {given.news} news items in {given.out}; the day of the build is {AS_OF}."
    )


if __name__ == "__main__":
    main()
