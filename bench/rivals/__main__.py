"""`python -m bench.rivals SITE BUILT OUT`: sites for Hugo and Eleventy, OUT/hugo and OUT/eleventy.

BUILT is what our build made of SITE. It is a program of its own so that the memory it takes is not
held by the one that measures.
"""

import sys
from pathlib import Path

from bench.rivals import corpus, tools, write_eleventy, write_hugo


def main(root: Path, built: Path, out: Path) -> None:
    read = corpus.read(root, built)
    write_hugo.write(read, out / "hugo")
    write_eleventy.write(read, out / "eleventy", tools.MODULES)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
