"""The page on which editors open what is sealed: with what Python seals, and Python opens what it seals."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pyrage
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from functions import seal
from tests.browser_checks import ask, violations

pytestmark = pytest.mark.browser

URL = "/editors/open/"
REFERENCE, TWIN = "k7f39qxm1234abcd5678", "b" * 26
PLACE, OTHER = (f"answers/{letters * 32}.age" for letters in ("ab", "cd"))
ANSWERS: dict[str, Any] = {
    "help": ["home"], "region": ["GB-SCT"], "reply": ["call", "text"], "number": ["07700 900123"],
    "when": ["Monday, 10am to noon"], "careful": ["Say you are the dentist"], "unheard_of": ["kept"],
}  # fmt: skip


class Keys(NamedTuple):
    editor: Any
    other: Any
    words: Any


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys(*(pyrage.x25519.Identity.generate() for _ in range(3)))


@pytest.fixture
def files(tmp_path: Path, keys: Keys) -> Files:
    return Files(tmp_path, keys)


class Files:
    """Sealed files in a folder, as they come from the store."""

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.folder, self.keys = folder, keys

    def sealed(self, content: Any, reference: str = REFERENCE, twin: str = TWIN) -> Path:
        keys = [each.to_public() for each in (self.keys.editor, self.keys.other)]
        sealed = seal.seal(content, keys)
        name = seal.sealed_key(reference, sealed, twin).rpartition("/")[2]
        return self.written(name, sealed)

    def message(self, place: str = PLACE, **more: Any) -> Path:
        part = {"object": place, "recipient": str(self.keys.words.to_public())}
        content = {"form": "message", "on": "2026-11-28", "answers": ANSWERS, "answer": part}
        return self.sealed({**content, **more.pop("content", {})}, **more)

    def written(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def key_file(self) -> Path:
        lines = [
            "# created: 2026-11-28",
            f"# public key: {self.keys.editor.to_public()}",
            str(self.keys.editor),
        ]
        return self.written("key.txt", "\n".join(lines).encode() + b"\n")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def opened(page: Page, key: str, *paths: Path) -> str:
    page.goto(URL)
    page.set_input_files("#files", list(paths))
    page.fill("#key", key)
    press(page, "Open")
    expect(page.locator(".opened").first).to_be_visible()
    return page.inner_text("[data-part=opened]")


def faults(page: Page, key: str, *paths: Path) -> str:
    page.goto(URL)
    page.set_input_files("#files", list(paths))
    page.fill("#key", key)
    press(page, "Open")
    expect(page.locator("[data-part=faults]")).to_be_visible()
    return page.inner_text("[data-part=faults]")


def test_a_message_is_shown_with_the_safe_ways_to_answer_first(tab: Page, files: Files, keys: Keys) -> None:
    text = opened(tab, str(keys.editor), files.message())
    order = (
        "A message for help", "28 November 2026", "k7f3-9qxm-1234-abcd-5678", "How to answer safely",
        "Only call or send a text: 07700 900123", "Only at these times: Monday, 10am to noon",
        "No voice message; no e-mail.", "Be careful: Say you are the dentist", "What they sent",
        "How is it safe to answer you?", "Call me", "Where are you?", "Scotland", "unheard_of", "kept",
    )  # fmt: skip
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert not tab.input_value("#key"), "the key stays in the page"
    assert tab.evaluate("document.activeElement.className") == "opened"


def test_nothing_safe_is_told_as_an_order(tab: Page, files: Files, keys: Keys) -> None:
    quiet = {"answers": {"help": ["home"]}}
    assert "Do not call or write to them. Answer only in the box" in opened(
        tab, str(keys.editor), files.message(content=quiet)
    )
    without = {**quiet, "answer": None}
    assert "they named no safe way" in opened(tab, str(keys.editor), files.message(content=without))
    assert not tab.get_by_role("button", name="Seal the answer").count()


def test_the_key_is_pasted_in_any_form_or_comes_from_a_file(tab: Page, files: Files, keys: Keys) -> None:
    message, key_file = files.message(), files.key_file()
    for pasted in (
        f"  {str(keys.editor).lower()} ",
        key_file.read_text("utf-8"),
        f"{keys.words}{keys.editor}",
    ):
        assert "Scotland" in opened(tab, pasted, message)
    tab.goto(URL)
    tab.set_input_files("#files", message)
    tab.set_input_files("#key-file", key_file)
    press(tab, "Open")
    expect(tab.locator(".opened")).to_contain_text("Scotland")


def test_what_is_wrong_is_told(tab: Page, files: Files, keys: Keys) -> None:
    message, key = files.message(), str(keys.editor)
    sound = message.read_bytes()
    changed, cut, torn = sound[:-1] + bytes([sound[-1] ^ 1]), sound[: len(sound) // 2], sound[:60]
    plain = pyrage.encrypt(b"shopping", [keys.editor.to_public()])
    other_file = files.sealed({"form": "x", "answers": []})
    many = "0" * (1024 * 1024 + 1)
    for pasted, path, wanted in (
        ("", message, "Paste your key"),
        (str(keys.words), message, "Your key does not open it"),
        (str(keys.editor.to_public()), message, "This is a public key"),
        (key[:-1], message, "The key is not whole"),
        (key[:-1] + ("Q" if key[-1] != "Q" else "P"), message, "typo in the key"),
        ("AGE-PLUGIN-YUBIKEY-1ABC", message, "on a device of its own"),
        ("my dog's name", message, "There is no key in this"),
        (key, files.written("changed", changed), "changed: The file was changed"),
        (key, files.written("cut", cut), "The file was changed"),
        (key, files.written("torn", torn), "The file was changed"),
        (key, files.written("empty", b""), "The file is empty"),
        (key, files.written("a.pdf", b"%PDF-1.7"), "This is not a sealed file"),
        (key, files.written("large", many.encode()), "too large"),
        (key, files.written("shopping", plain), "no message of this directory"),
        (key, other_file, "no message of this directory"),
    ):
        assert wanted in faults(tab, pasted, path), wanted
        assert not tab.locator(".opened").count()
    tab.goto(URL)
    press(tab, "Open")
    assert "Choose the sealed file" in tab.inner_text("[data-part=faults]")


def test_of_several_files_the_good_ones_open(tab: Page, files: Files, keys: Keys) -> None:
    enquiry = {
        "form": "enquiry",
        "on": "2026-11-27",
        "answers": {"name": ["A. Lawyer"], "reply_to": ["a@b.example"]},
    }
    bad = files.written("bad", b"no")
    text = opened(tab, str(keys.editor), files.message(), files.sealed(enquiry, "0" * 20), bad)
    assert text.count("What they sent") == 2
    assert text.index("Your work e-mail address") < text.index("Your name\n")
    assert "bad: This is not a sealed file" in tab.inner_text("[data-part=faults]")


def test_dropped_files_open(tab: Page, files: Files, keys: Keys) -> None:
    content = list(files.message().read_bytes())
    tab.goto(URL)
    transfer = tab.evaluate_handle(
        """(bytes) => {
            const moved = new DataTransfer();
            moved.items.add(new File([new Uint8Array(bytes)], "dropped"));
            return moved;
        }""",
        content,
    )
    tab.dispatch_event("main", "drop", {"dataTransfer": transfer})
    expect(tab.locator("[data-part=dropped]")).to_have_text("dropped")
    tab.fill("#key", str(keys.editor))
    press(tab, "Open")
    expect(tab.locator(".opened")).to_contain_text("Scotland")


def saved(page: Page) -> list[tuple[str, bytes]]:
    made = []
    for link in page.locator(".save").all():
        with page.expect_download() as download:
            link.click()
        made.append((download.value.suggested_filename, Path(download.value.path()).read_bytes()))
    return made


def test_an_answer_is_what_the_function_reads(tab: Page, files: Files, keys: Keys) -> None:
    """For a message that came twice, one file for each of its places."""
    opened(tab, str(keys.editor), files.message(), files.message(OTHER, reference="1" * 20))
    assert tab.locator(".opened").count() == 1
    tab.fill("textarea", "  Rose,\nwe “called” 😀\n")
    press(tab, "Seal the answer")
    expect(tab.locator(".answer-files")).to_contain_text("Leave the names as they are")
    made = saved(tab)
    assert [name for name, _ in made] == [each.rpartition("/")[2] for each in (PLACE, OTHER)]
    for reference, (_, sealed) in zip((REFERENCE, "1" * 20), made, strict=True):
        plain = pyrage.decrypt(sealed, [keys.words])
        content = json.loads(plain)
        assert content.pop("on")[:2] == "20"
        assert content == {"reference": reference, "answer": "Rose,\nwe “called” 😀"}
        assert len(plain) == 1024
        assert plain.rstrip(b" ").endswith(b"}")


@pytest.mark.parametrize(
    ("text", "problem"), [("", "Write the answer"), ("😀" * 4001, "this one has 4,001"), ("😀" * 4000, "")]
)
def test_an_answer_has_a_length(tab: Page, files: Files, keys: Keys, text: str, problem: str) -> None:
    opened(tab, str(keys.editor), files.message())
    tab.fill("textarea", text)
    press(tab, "Seal the answer")
    if problem:
        expect(tab.locator(".reply .fault[role=alert]")).to_contain_text(problem)
        assert not tab.locator(".save").count()
    else:
        ((_, sealed),) = saved(tab)
        assert len(pyrage.decrypt(sealed, [keys.words])) % 1024 == 0


def test_equal_messages_of_other_senders_are_apart(tab: Page, files: Files, keys: Keys) -> None:
    opened(tab, str(keys.editor), files.message(), files.message(OTHER, reference="1" * 20, twin="c" * 26))
    assert tab.locator(".opened").count() == 2


def test_a_reply_belongs_to_its_case_and_a_lost_name_is_asked_for(
    tab: Page, files: Files, keys: Keys
) -> None:
    reply = {"form": "reply", "case": REFERENCE, "answers": {"message": ["Thank you"]}}
    text = opened(tab, str(keys.editor), files.message(content=reply, reference="2" * 20, twin=""))
    assert "They wrote again" in text
    assert "k7f3-9qxm-1234-abcd-5678" in text
    tab.fill("textarea", "Good")
    press(tab, "Seal the answer")
    ((_, sealed),) = saved(tab)
    assert json.loads(pyrage.decrypt(sealed, [keys.words]))["reference"] == REFERENCE
    renamed = files.written("message", files.message().read_bytes())
    opened(tab, str(keys.editor), renamed)
    tab.fill("textarea", "Good")
    press(tab, "Seal the answer")
    expect(tab.locator(".reply .fault[role=alert]")).to_contain_text("Enter the reference")
    tab.get_by_label("The reference of the case").fill("K7F3-9qxm 1234-abcd-5678")
    press(tab, "Seal the answer")
    ((_, sealed),) = saved(tab)
    assert json.loads(pyrage.decrypt(sealed, [keys.words]))["reference"] == REFERENCE


def test_a_place_that_leads_elsewhere_gets_no_box(tab: Page, files: Files, keys: Keys) -> None:
    for part in (
        {"object": "answers/../x"},
        {"object": "help/abc"},
        {"recipient": "age1x"},
        {"recipient": None},
    ):
        sound = {"object": PLACE, "recipient": str(keys.words.to_public())}
        opened(tab, str(keys.editor), files.message(content={"answer": {**sound, **part}}))
        assert not tab.locator("textarea").count(), part


def test_what_strangers_wrote_is_text(tab: Page, files: Files, keys: Keys) -> None:
    dialogs: list[str] = []
    tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    hostile = {
        "<b>name</b>": ["<img src=x onerror=alert(1)><a href='https://evil.example'>here</a>"],
        "constructor": ["https://evil.example javascript:alert(2)"], "__proto__x": ["\u202e0123"],
        "careful": ["x" * 60_000], "number": ["\u202e321 0097\u202c"], "reply": ["constructor", "call"],
    }  # fmt: skip
    content = {"answers": hostile, "on": "<b>", "form": "<i>form</i>"}
    tab.set_viewport_size({"width": 320, "height": 640})
    text = opened(tab, str(keys.editor), files.message(content=content))
    for shown in (
        "<b>name</b>",
        "<img src=x",
        "https://evil.example",
        "⟨U+202E⟩0123",
        "<i>form</i>",
        "x" * 60_000,
    ):
        assert shown in text
    assert not tab.locator("[data-part=opened] :is(a, img, b, i, script)").count()
    assert not dialogs
    assert not ask(tab, "sideways")
    assert "⟨U+202E⟩321" in opened(tab, str(keys.editor), files.message(content={"answers": hostile}))


def test_a_visit_sends_and_leaves_nothing_and_needs_no_network(
    context: BrowserContext, page: Page, files: Files, keys: Keys
) -> None:
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.goto(URL)
    page.wait_for_load_state("networkidle")
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    context.set_offline(True)
    page.set_input_files("#files", files.message())
    page.fill("#key", str(keys.editor))
    press(page, "Open")
    page.fill("textarea", "Rose")
    press(page, "Seal the answer")
    assert saved(page)
    assert [url for url in requests if not url.startswith("blob:")] == []
    assert messages == []
    nothing = {"cookie": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0}
    assert ask(page, "kept") == nothing
    assert context.cookies() == []


def test_the_policy_bars_every_way_out(tab: Page) -> None:
    tab.goto(URL)
    tried = """async () => {
        const refused = [];
        addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
        await fetch("/").catch(() => {});
        navigator.sendBeacon("/", "x");
        new Image().src = "https://evil.example/x";
        const form = document.createElement("form");
        form.action = "/x";
        document.body.append(form);
        form.submit();
        const frame = document.createElement("iframe");
        frame.src = "/";
        document.body.append(frame);
        await new Promise((done) => setTimeout(done, 300));
        return [...new Set(refused)].sort();
    }"""
    assert tab.evaluate(tried) == ["connect-src", "form-action", "frame-src", "img-src"]
    assert tab.url.endswith(URL)


def test_forgetting_leaves_nothing_on_the_page(tab: Page, files: Files, keys: Keys) -> None:
    for forget in ("button", "leaving", "exit"):
        opened(tab, str(keys.editor), files.message())
        tab.fill("textarea", "Rose")
        tab.fill("#key", "AGE-SECRET-KEY-1")
        if forget == "button":
            press(tab, "Forget all of this")
            expect(tab.get_by_text("All of it is forgotten.", exact=True)).to_be_attached()
        elif forget == "leaving":
            tab.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
        else:
            tab.goto("/about/")
            tab.go_back()
            tab.wait_for_selector("[data-part=form]:not([hidden])")
        assert not tab.locator(".opened, textarea").count()
        assert (
            tab.evaluate(
                "document.getElementById('key').value + document.getElementById('files').files.length"
            )
            == "0"
        )
        assert "07700 900123" not in tab.inner_text("body")


def test_the_keyboard_alone_opens_and_answers(tab: Page, files: Files, keys: Keys) -> None:
    tab.goto(URL)
    tab.set_input_files("#files", files.message())
    tab.focus("#files")
    tab.keyboard.press("Tab")
    tab.keyboard.insert_text(str(keys.editor))
    tab.keyboard.press("Enter")
    expect(tab.locator(".opened")).to_be_focused()
    tab.keyboard.press("Tab")
    tab.keyboard.insert_text("Rose")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    expect(tab.locator(".answer-files")).to_be_focused()
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.download") == PLACE.rpartition("/")[2]


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (320, "light"), (320, "dark"), (1280, "dark")]
)
def test_what_is_opened_is_for_everybody(
    tab: Page, files: Files, keys: Keys, width: int, scheme: Any
) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    opened(tab, str(keys.editor), files.message(), files.written("bad", b"no"))
    tab.fill("textarea", "Rose")
    press(tab, "Seal the answer")
    expect(tab.locator(".answer-files")).to_be_visible()
    assert violations(tab) == []
    assert ask(tab, "sideways") == []


def test_without_script_it_says_what_can(browser: Any, address: str) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(URL)
    assert "make referral" in page.inner_text("main")
    assert not page.locator("form").is_visible()
    context.close()
