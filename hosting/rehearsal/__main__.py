"""`make rehearse`: all of production on this machine, for a person with a browser. See docs/operations.md."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from hosting.rehearsal.emulator import CREDENTIALS
from hosting.rehearsal.errors import RehearsalError
from hosting.rehearsal.production import Production, production
from hosting.rehearsal.publisher import Publisher

READY = """
Production is here, and nothing of it is anywhere else:

  {site}/
      the site, as CloudFront gives it
  {github}/
      what the forms sent: an editor's proposals on GitHub. Merge one, and it is published
  {github}/letters
      what people would get by mail, with the links that they are to follow

Send a form on the site, merge its proposal, and look at its page.
  To read what a message or an enquiry holds (REF is what the sender is shown):
      {environment} \\
      make referral REF=ABCD-EFGH KEY={key}
  To change the data as an editor does: git clone {repository}
      and push to main; then press "Publish" on the page of proposals.
Ctrl-C ends it, and removes all of it.
"""
LOOKS_EVERY = 1.0  # seconds


def main() -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    say = Progress().say
    site, port = Path(os.environ.get("SITE") or ".").resolve(), int(os.environ.get("PORT") or 0)
    try:
        if not (site / "content").is_dir():
            raise RehearsalError(f"{site} has no content/: SITE= names the folder of a directory.")
        with production(site, say, port) as running:
            rehearse(running, say)
    except RehearsalError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nEnded. Nothing of it is left.")
    return 0


class Progress:
    """Each line with the seconds since the start."""

    def __init__(self) -> None:
        self.started = time.monotonic()

    def say(self, text: str) -> None:
        print(f"{time.monotonic() - self.started:4.0f} s  {text}", flush=True)


def rehearse(running: Production, say: Callable[[str], None]) -> None:
    say("The site is built for the public, and deployed.")
    running.publication.publish()
    say("Done.")
    print(ready(running), flush=True)
    with ExitStack() as ending:
        publisher = Publisher(running.publication, say)
        ending.callback(publisher.stop)
        running.github.merged = publisher.ask
        told = 0
        while True:
            news = list(told_of(running))
            for line in news[told:]:
                say(line)
            told = len(news)
            time.sleep(LOOKS_EVERY)


def told_of(running: Production) -> Iterator[str]:
    """What has come in and gone out so far, each kind in its order."""
    for letter in running.letters():
        yield f"A letter to {letter.to}: {letter.subject}"
        yield from (f"    {link}" for link in letter.links)
    for repository in running.github.repositories.values():
        yield from (f"A proposal: {pull['title']}\n        {pull['html_url']}" for pull in repository.pulls)


def ready(running: Production) -> str:
    places = {"BUCKET": running.stack.outputs()["FunctionBucket"], "AWS_ENDPOINT_URL": running.aws.url}
    return READY.format(
        site=running.front.url,
        github=running.github.url,
        environment=" ".join(f"{name}={value}" for name, value in {**CREDENTIALS, **places}.items()),
        key=running.key,
        repository=running.directory.repository,
    )


if __name__ == "__main__":
    raise SystemExit(main())
