"""Somebody with a browser in front of a rehearsal: fills in forms, follows letters, edits as an editor."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from hosting.rehearsal.production import Production
from tests.site_builder import PATIENCE

NAME, ADDRESS = "Larkspur Example House", "office@larkspur.example"


def eventually(seen: Callable[[], Any], what: str) -> Any:
    """What comes by itself, behind an answer: how fast this machine is, no test asks."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := seen():
            return result
        time.sleep(0.1)
    raise AssertionError(f"{what} never came")


class Person:
    def __init__(self, browser: Any, running: Production) -> None:
        self.running = running
        self.context = browser.new_context(base_url=running.front.url, reduced_motion="reduce")
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.followed: set[str] = set()

    def joins(self) -> str:
        """The slug of the new entry, which is published."""
        self.page.goto("/forms/join-organisation/")
        self.fill(name=NAME, headline="Safe houses and advice")
        self.page.locator("#roles").check()
        self.press("Continue")
        self.fill(based="England", serves="Kent", language="English")
        self.page.locator("#level").select_option(label="First language")
        self.press("Continue")
        self.fill(phone="020 7946 0321")
        self.press("Continue")
        self.fill(website="larkspur.example.org")
        self.press("Continue")
        self.fill(reply_to=ADDRESS)
        self.page.get_by_label("I agree that this is published").check()
        self.press("Continue")
        self.press("Send to the editors")
        return self.is_merged("signup", prove=True)

    def changes_the_number(self, slug: str) -> None:
        # A warm function looks for new entries every half a minute.
        form = f"/send/change?profile={slug}"
        eventually(lambda: self.page.request.get(form).ok, "the entry in the forms")
        self.page.goto(f"/experts/{slug}/")
        self.page.get_by_role("link", name="Change this entry").click()
        assert self.page.locator("#name").input_value() == NAME
        self.page.get_by_text("Go straight to another part").click()
        self.press("How people reach you")
        self.page.locator("#phone").evaluate("box => { (box.closest('details') || {}).open = true }")
        self.fill(phone="020 7946 0654")
        self.press("Check your changes and send them")
        self.signs("Send the changes")
        self.is_merged("change")

    def says_that_it_is_still_correct(self, slug: str) -> None:
        self.page.goto(f"/experts/{slug}/")
        self.page.get_by_role("link", name="It is still correct").click()
        self.signs("Yes, it is correct")
        self.is_merged("correct")

    def removes(self, slug: str) -> None:
        self.page.goto(f"/experts/{slug}/")
        self.page.get_by_role("link", name="Remove this entry").click()
        self.signs("Ask for its removal")
        self.is_merged("remove")

    def signs(self, button: str) -> None:
        self.fill(reply_to=ADDRESS)
        self.page.get_by_label("This entry is about me").check()
        self.press("Continue")
        self.press(button)

    def is_merged(self, kind: str, *, prove: bool = False) -> str:
        """An editor presses Merge, if need be after the address is proved by the letter's link."""
        reference = self.page.locator(".reference").inner_text().replace("-", "")
        branch, pulls = f"intake/{kind}/{reference}", self.running.directory.pulls
        pull = eventually(lambda: next((each for each in pulls if each["head"] == branch), None), branch)
        if prove:
            self.proves_the_address()
            eventually(lambda: "address-confirmed" in pull["labels"], "the label")
        self.page.goto(pull["html_url"])
        path = self.running.directory.git("diff", "--name-only", f"main...{branch}")
        self.press("Merge")
        return path.removeprefix("experts/profiles/").removesuffix(".yaml")

    def proves_the_address(self) -> None:
        """By the link in the letter, as the page of letters shows it."""
        link = eventually(self.new_link, "a letter with a link")
        self.followed.add(link)
        self.page.goto(f"{self.running.github.url}/letters")
        self.page.locator(f"a[href='{link}']").click()
        self.press("Yes, it was me")

    def new_link(self) -> str | None:
        links = [link for letter in self.running.letters() for link in letter.links]
        return next((link for link in links if "/confirm/" in link and link not in self.followed), None)

    def sees(self, slug: str, number: str) -> None:
        answer = self.page.goto(f"/experts/{slug}/")
        assert answer.status == 200
        expect(self.page.locator("h1")).to_have_text(NAME)
        expect(self.page.locator("main")).to_contain_text(number)

    def found(self, words: str) -> str:
        """What the search lists."""
        self.page.goto("/search/")
        self.page.locator("main").get_by_role("searchbox").fill(words)
        expect(self.page.locator("main .search [role=status]")).to_contain_text(words)
        return str(self.page.locator("main").inner_text())

    def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.locator(f"#{name}").fill(text)

    def press(self, button: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).last.click()
