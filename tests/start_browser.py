"""Starts the browser of the tests, or says in one line why it does not start."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import ExitStack

from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, Error, sync_playwright

BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    named = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    return next((path for name in named if name and (path := shutil.which(name))), None)


def start_browser(running: ExitStack) -> Browser | str:
    """The browser, which ends with `running`; or one line that says why there is none."""
    path = find_browser()
    if path is None:
        return "no Chromium: install it, or set CHROMIUM to its path"
    if fault := driver_fault():
        return f"the browser's driver does not start: {fault}"
    playwright = running.enter_context(sync_playwright())
    try:
        return playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
    except Error as error:
        messages = [error.message.partition("\n")[0], *re.findall(r"\[err\] (.+)", error.message)]
        return f"{path} does not start: {messages[-1]}"


def driver_fault() -> str | None:
    """Playwright's own node is asked first: only it names a library that the system lacks."""
    node, *_ = compute_driver_executable()
    try:
        done = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    said = done.stderr.strip().splitlines() or [f"{node} ended with {done.returncode}"]
    return said[-1] if done.returncode else None
