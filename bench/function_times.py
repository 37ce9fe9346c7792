"""How long the function takes: cold, warm, with GitHub down, and from `make serve` to a review branch."""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import urllib3

from bench.function_faults import on_github
from bench.site import ROOT
from forms import find
from functions import bundle, seal, worker
from tests.emulator import BARE, emulated, find_emulator, free_ports, invoke
from tests.function_app import HELP, SIGNUP, answers_for, last_of, start


def size(folder: Path) -> str:
    from tests.test_function_bundle import installed

    bundle.bundle(folder / "function", installed())
    with zipfile.ZipFile(folder / "f.zip", "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted((folder / "function").rglob("*")):
            packed.write(file, file.relative_to(folder / "function"))
    return f"{(folder / 'f.zip').stat().st_size / 1e6:.2f} MB zipped, without boto3 (limit 5)"


def cold(folder: Path, rounds: int) -> str:
    from moto.server import ThreadedMotoServer

    from tests import test_function_bundle as deployed

    emulator = find_emulator()
    if emulator is None:
        return "no emulator: install aws-sam-cli, or set LAMBDA_RIE"
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
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
    for number in range(rounds + 1):  # the first round compiles the bare one, and does not count
        for name, handler, where, given in (
            ("bare", "bare.handler", bare, {}),
            (
                "ours",
                "functions.lambda_handler.handler",
                ours,
                deployed.sending({**HELP, "alias": str(number)}),
            ),
        ):
            with emulated(emulator, handler, where, settings) as url:
                answer, seconds = invoke(url, given)
            assert answer["statusCode"] == (303 if name == "bare" else 200), answer
            spent[name] += [seconds] if number else []
    server.stop()
    return compared("cold", spent["ours"], "bare", spent["bare"]) + " (limit 1.15)"


def compared(one: str, ours: list[float], other: str, theirs: list[float]) -> str:
    mine, his = statistics.median(ours), statistics.median(theirs)
    return f"{1000 * mine:.1f} ms {one}, {1000 * his:.1f} ms {other}: {mine / his:.2f} x"


def warm(folder: Path, rounds: int = 200) -> str:
    """A message in an instance that runs already: the whole of it, and what is ours alone."""
    running, form = start(folder), find("message")
    assert form
    keys = seal.recipients(running.app.secrets.get("recipients"))
    whole, sealing = [], []
    for number in range(rounds):
        given = {name: (held,) if isinstance(held, str) else tuple(held) for name, held in HELP.items()}
        given["alias"] = (f"Bird {number}",)
        last, step = running.last_post("message", given)
        whole.append(timed(lambda last=last, step=step: running.post("message", last, step)))
        sealing.append(timed(lambda given=given: (form.problems(given), seal.seal({"a": given}, keys))))
    return (
        f"{1000 * statistics.median(sealing):.2f} ms to check and seal a message, "
        f"{1000 * statistics.median(whole):.1f} ms with storing it on this disk"
    )


def timed(act: Any) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def answer(folder: Path, rounds: int = 100) -> str:
    """How long a sender waits, while GitHub answers and while it does not; in turn."""
    spent: dict[str, list[float]] = {"up": [], "down": []}
    with on_github(folder) as (running, fake):
        for number in range(2 * rounds):
            state = ("up", "down")[number % 2]
            fake.fault = (lambda *_: None) if state == "up" else (lambda *_: "drop")
            given = answers_for(running, "join-person", str(number))
            last, step = running.last_post("join-person", given)
            spent[state].append(timed(lambda last=last, step=step: running.post("join-person", last, step)))
            worker.run(running.app)
            running.clock.sleep(3601)
    return compared("with GitHub down", spent["down"], "with it up", spent["up"])


def serve(folder: Path) -> str:
    """A fresh clone whose environment is installed: with its pages built, and with nothing built."""
    clone = folder / "clone"
    subprocess.run(["git", "clone", "-q", ROOT, clone], check=True)
    for name in (".venv", "node_modules"):
        (clone / name).symlink_to(ROOT / name)
    nothing = first_branch(clone)
    shutil.rmtree(clone / "var")
    subprocess.run(["git", "-C", clone, "update-ref", "-d", branches(clone)[0]], check=True)
    built = first_branch(clone)
    what = "from make serve to the first review branch (limit 3)"
    return f"{built:.1f} s {what}; {nothing:.1f} s with nothing built"


def branches(clone: Path) -> list[str]:
    listed = ["git", "-C", str(clone), "for-each-ref", "--format=%(refname)", "refs/heads/intake/"]
    return subprocess.run(listed, check=True, capture_output=True, text=True).stdout.split()


def first_branch(clone: Path) -> float:
    port = free_ports(1)[0]
    began = time.monotonic()
    # The command of `make serve`; make itself only looks whether the environment is there.
    child = subprocess.Popen([sys.executable, "serve.py", "--port", str(port)], cwd=clone,
                             stdout=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}/send/join-person"
        while not posted(address, ""):
            time.sleep(0.02)
        key = (clone / "var" / "secrets" / "form-key").read_text("utf-8").strip()
        body, query = last_of("join-person", SIGNUP, key)
        page = posted(f"{address}?{query}", body)
        token = page.partition('name="token" value="')[2].partition('"')[0]
        posted(f"{address}?{query}", f"{body}&{urlencode({'token': token})}")
        while not branches(clone):
            time.sleep(0.02)
        return time.monotonic() - began
    finally:
        os.killpg(child.pid, signal.SIGTERM)
        child.wait()


def posted(address: str, body: str) -> str:
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        return urllib3.request(
            "POST", address, body=body, headers=sent, redirect=False, retries=False, timeout=60
        ).data.decode()
    except urllib3.exceptions.HTTPError:
        return ""
