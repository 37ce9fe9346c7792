"""The function under faults, after an outage, cold and warm: `python -m bench.function --queued 500`."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import experts
from experts import strict_yaml
from tests.emulator import BARE, emulated, find_emulator, invoke
from tests.function_app import HELP, Running, start
from tests.function_faults import Storm, hub_heads, proved, run
from tests.function_ports import github


@contextlib.contextmanager
def on_github(folder: Path) -> Iterator[tuple[Running, object]]:
    """A function whose forge is the fake GitHub, with an entry to change."""
    running = start(folder)
    name = "experts/profiles/asha-example.yaml"
    profiles = running.app.listing.profiles()
    running.app.listing.profiles = lambda: profiles  # type: ignore[method-assign]
    with github(folder / "hub", {name: (running.repository / name).read_text("utf-8")}) as (forge, fake):
        running.app.forge = running.app.referrals = forge
        fake.clock = forge.clock = running.clock
        forge.sleep = running.clock.sleep
        yield running, fake


def storm(folder: Path, submissions: int) -> str:
    with on_github(folder) as (running, fake), contextlib.redirect_stderr(io.StringIO()):
        dice = random.Random(1)
        made = Storm(running, 1)
        faults = [500, "drop", (403, {"retry-after": "30"}), (429, {"retry-after": "5"})]
        fake.fault = lambda *_: dice.choice(faults) if made.chance and dice.random() < 0.04 else None
        run(made, submissions)
        return f"{proved(made, hub_heads(fake), [fake.repository])}"


def outage(folder: Path, queued: int) -> str:
    """What waited while GitHub was away, worked off at the schedule's pace."""
    from functions import worker

    with on_github(folder) as (running, fake), contextlib.redirect_stderr(io.StringIO()):
        for number in range(queued):
            running.send("message", {**HELP, "alias": f"Bird {number}"})
        began = running.clock()
        while running.app.store.keys("inbox/"):
            worker.drain(running.app)
            running.clock.sleep(600)
        hours = (running.clock() - began) / 3600
        made = f"{len(fake.pulls)} pull requests in {hours:.1f} h of the clock"
        return f"{made}, {fake.limited} times over a limit"


def warm(folder: Path, rounds: int = 200) -> str:
    running = start(folder)
    spent = []
    with contextlib.redirect_stderr(io.StringIO()):
        for number in range(rounds):
            began = time.perf_counter()
            running.send("message", {**HELP, "alias": f"Bird {number}"})
            spent.append(time.perf_counter() - began)
    return f"{1000 * statistics.median(spent):.1f} ms to validate, seal and store one message"


def written(count: int) -> str:
    """Strings of what the function lets through, in the writer; each must read back equal."""
    dice, refused = random.Random(2), 0
    alphabet = [
        *map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180))),
        *"\n😀अबا漢:-?[]{}#&*!|>'\"%@`,~",
    ]
    for _ in range(count // 100):
        texts = ["".join(dice.choices(alphabet, k=dice.randrange(1, 40))) for _ in range(100)]
        data = {"lines": texts}
        try:
            assert strict_yaml.read(experts.dump(data).encode()) == data
        except ValueError:
            refused += 1
    return f"{count} strings read back equal; {refused} lists were refused for their characters"


def cold(folder: Path, rounds: int) -> str:
    from moto.server import ThreadedMotoServer

    from functions import bundle
    from tests import test_function_bundle as deployed

    emulator = find_emulator()
    if emulator is None:
        return "no emulator: install aws-sam-cli, or set LAMBDA_RIE"
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    settings = deployed.settings_for(f"http://{host}:{port}")
    os.environ.update(settings)
    deployed.prepare(settings)
    ours, bare = folder / "ours", folder / "bare"
    bundle.bundle(ours, deployed.installed())
    bare.mkdir()
    (bare / "bare.py").write_text(BARE)
    spent: dict[str, list[float]] = {"bare": [], "ours": []}
    for number in range(rounds + 1):  # the first round compiles the modules, and does not count
        body = urlencode({**HELP, "alias": str(number)}, doseq=True)
        for name, handler, where, given in (
            ("bare", "bare.handler", bare, {}),
            ("ours", "functions.cloud.handler", ours, deployed.event("http-post", body=body)),
        ):
            with emulated(emulator, handler, where, settings) as url:
                answer, seconds = invoke(url, given)
            assert answer["statusCode"] == 303, answer
            spent[name] += [seconds] if number else []
    server.stop()
    ours_median, bare_median = (statistics.median(spent[name]) for name in ("ours", "bare"))
    ratio = ours_median / bare_median
    return f"{1000 * ours_median:.0f} ms cold, bare {1000 * bare_median:.0f} ms: {ratio:.2f} x"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--queued", type=int, default=500)
    parser.add_argument("--strings", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, measured in (
            ("warm", lambda: warm(folder / "warm")),
            ("cold", lambda: cold(folder, chosen.rounds)),
            ("writer", lambda: written(chosen.strings)),
            ("outage", lambda: outage(folder / "outage", chosen.queued)),
            ("faults", lambda: storm(folder / "storm", chosen.submissions)),
        ):
            print(f"{title:8} {measured()}", flush=True)
    sys.exit(0)


if __name__ == "__main__":
    main()
