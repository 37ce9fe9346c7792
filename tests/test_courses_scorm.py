"""A course as a SCORM 1.2 package: what is in it, and how it goes in a learning system."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page

from tests.browser_checks import AXE, ask, violations
from tests.conftest import skip_or_fail
from tests.server import serve
from tests.site_builder import AS_OF, MINI, PATIENCE, ROOT, environment

CP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
ADL = "{http://www.adlnet.org/xsd/adlcp_rootv1p2}"
NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")
ALL = 3  # questions of the course


def pack(course: str, output: Path, site: Path = MINI) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "plugins.courses.scorm", course, str(output)],
        cwd=ROOT,
        env=environment(SITE=str(site), AS_OF=AS_OF),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("scorm")
    done = pack("first-steps", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return (folder / "first-steps.zip").read_bytes()


@pytest.fixture
def archive(package: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package))


def test_the_manifest_names_every_file_and_no_other(archive: zipfile.ZipFile) -> None:
    manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    named = [file.get("href") for file in manifest.iter(f"{CP}file")]
    assert sorted(named) == sorted(set(archive.namelist()) - {"imsmanifest.xml"})
    assert archive.namelist()[0] == "imsmanifest.xml"


def test_the_manifest_is_one_of_scorm_1_2(archive: zipfile.ZipFile) -> None:
    manifest = ElementTree.fromstring(archive.read("imsmanifest.xml"))
    assert [manifest.findtext(f"{CP}metadata/{CP}{name}") for name in ("schema", "schemaversion")] == [
        "ADL SCORM",
        "1.2",
    ]
    [organizations] = manifest.iter(f"{CP}organizations")
    [organization] = organizations
    assert organizations.get("default") == organization.get("identifier")
    [item] = organization.iter(f"{CP}item")
    assert item.findtext(f"{CP}title") == "First steps (1.2)"
    assert item.findtext(f"{ADL}masteryscore") == "75"
    [resource] = manifest.iter(f"{CP}resource")
    assert resource.get("identifier") == item.get("identifierref")
    assert (resource.get(f"{ADL}scormtype"), resource.get("href")) == ("sco", "index.html")
    identifiers = [one.get("identifier") for one in manifest.iter() if one.get("identifier")]
    assert len(set(identifiers)) == len(identifiers)
    assert all(NAME.match(identifier) for identifier in identifiers)


def test_the_page_needs_nothing_that_is_not_in_the_package(archive: zipfile.ZipFile) -> None:
    page = archive.read("index.html").decode()
    loaded = re.findall(r'<(?:link|script|img)\b[^>]*?(?:href|src)="([^"]*)"', page)
    assert set(loaded) <= set(archive.namelist())
    for name in archive.namelist():
        if name.endswith(".js"):
            wanted = re.findall(r'from "\./([^"]+)"', archive.read(name).decode())
            assert {f"js/{other}" for other in wanted} <= set(archive.namelist())


def test_links_leave_the_course_beside_it_and_stay_whole(archive: zipfile.ZipFile) -> None:
    page = archive.read("index.html").decode()
    ids = set(re.findall(r'\bid="([^"]*)"', page))
    links = re.findall(r"<a\b[^>]*>", page)
    for link in links:
        href = re.search(r'href="([^"]*)"', link)[1]
        if href.startswith("#"):
            assert href[1:] in ids, link
        else:
            assert re.match("https?://", href), link
            assert 'target="_blank"' in link
            assert link.count("rel=") == 1
            assert "noreferrer" in link
    assert any("#glossary-nrm" in link for link in links)


def test_the_law_that_the_course_cites_goes_with_it(archive: zipfile.ZipFile) -> None:
    page = archive.read("index.html").decode()
    assert '<a href="#listen-law-standing">' in page
    assert page.count("This rule changed on 20 October 2026") > 2  # in a question, in the list, under a word
    assert "[law:" not in page


def test_the_lms_s_store_has_all_that_the_player_asks_of_one(archive: zipfile.ZipFile) -> None:
    """It stands in for the player's own, whose functions may change."""
    own = archive.read("js/course-store.js").decode()
    assert "localStorage" not in "".join(archive.read(n).decode() for n in archive.namelist() if "js/" in n)
    used = set(re.findall(r"\bstore\.(\w+)\(", archive.read("js/course-progress.js").decode()))
    assert used
    assert used <= set(re.findall(r"export function (\w+)", own))


def test_the_same_course_gives_the_same_bytes(package: bytes, tmp_path: Path) -> None:
    assert pack("first-steps", tmp_path).returncode == 0
    assert (tmp_path / "first-steps.zip").read_bytes() == package


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("first-step", "there is no course 'first-step'; did you mean 'first-steps'?"),
        ("", "say which course: make scorm COURSE=its-folder"),
    ],
)  # fmt: skip
def test_a_course_that_is_not_there_is_told(name: str, said: str, tmp_path: Path) -> None:
    done = pack(name, tmp_path)
    assert done.returncode == 1
    assert f"{said}; there are first-steps, khutwa" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_site_without_courses_says_so(tmp_path: Path) -> None:
    site = Path(shutil.copytree(MINI, tmp_path / "site"))
    shutil.rmtree(site / "courses")
    done = pack("first-steps", tmp_path, site)
    assert (done.returncode, "there is no course in this site" in done.stderr) == (1, True)


# In a learning system


@pytest.fixture(scope="module")
def lms(package: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = Path(shutil.copytree(ROOT / "tests/lms", tmp_path_factory.mktemp("lms") / "site"))
    zipfile.ZipFile(io.BytesIO(package)).extractall(folder / "course")
    with serve(folder) as address:
        yield address


@pytest.fixture
def learner(browser: Browser, lms: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=lms, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def system(learner: BrowserContext, lms: str) -> Iterator[Page]:
    """The learning system; at the end it has no fault to tell, and the course asked nobody else."""
    page = learner.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/")
    ready(page)
    yield page
    if not page.is_closed():
        assert page.evaluate("lms.faults") == []
    assert errors == []
    assert asked
    assert [url for url in asked if not url.startswith((lms, "about:"))] == []


def course(system: Page) -> FrameLocator:
    return system.frame_locator("iframe").frame_locator("iframe")


def ready(system: Page) -> None:
    course(system).locator(".quiz form").nth(ALL - 1).wait_for()


def answer(system: Page, number: int, right: bool) -> None:
    """The right options, or at both tries a wrong one."""
    quiz = course(system).locator(".quiz").nth(number)
    for _ in range(1 if right else 2):
        wanted = quiz.locator(".answers > li[data-right]" if right else ".answers > li:not([data-right])")
        for place in range(wanted.count() if right else 1):
            wanted.nth(place).locator("input").check()
        quiz.locator("form > button").click()


def kept(system: Page, name: str) -> str:
    return str(system.evaluate(f"lms.kept['{name}']"))


def leave(system: Page) -> None:
    system.evaluate("document.querySelector('iframe').src = 'about:blank'")
    system.wait_for_function("() => lms.calls.at(-1)[0] === 'LMSFinish'")


def come_back(system: Page) -> None:
    system.evaluate("document.querySelector('iframe').src = 'frame.html'")
    ready(system)


@pytest.mark.browser
def test_it_opens_finds_the_system_and_says_that_it_began(system: Page) -> None:
    assert system.evaluate("lms.calls[0]") == ["LMSInitialize", ""]
    assert kept(system, "cmi.core.lesson_status") == "incomplete"
    assert [kept(system, f"cmi.core.score.{name}") for name in ("min", "max", "raw")] == ["0", "100", ""]


@pytest.mark.browser
def test_who_answers_all_has_passed(system: Page) -> None:
    answer(system, 0, right=True)
    assert (kept(system, "cmi.core.lesson_status"), kept(system, "cmi.core.score.raw")) == (
        "incomplete",
        "33",
    )
    answer(system, 1, right=True)
    answer(system, 2, right=True)
    assert (kept(system, "cmi.core.lesson_status"), kept(system, "cmi.core.score.raw")) == ("passed", "100")
    leave(system)
    assert re.fullmatch(r"0000:00:\d\d", kept(system, "cmi.core.session_time"))
    assert kept(system, "cmi.core.exit") == ""
    assert system.evaluate("lms.calls.filter(([name]) => name === 'LMSFinish').length") == 1


@pytest.mark.browser
def test_who_is_wrong_has_not_passed_and_may_try_again(system: Page) -> None:
    for number in range(ALL):
        answer(system, number, right=number == 1)
    assert (kept(system, "cmi.core.lesson_status"), kept(system, "cmi.core.score.raw")) == ("failed", "33")
    course(system).locator("[data-part=again]").click()
    assert kept(system, "cmi.core.score.raw") == "0"
    for number in range(ALL):
        answer(system, number, right=True)
    assert (kept(system, "cmi.core.lesson_status"), kept(system, "cmi.core.score.raw")) == ("passed", "100")


@pytest.mark.browser
def test_who_leaves_midway_finds_the_answers_again(system: Page) -> None:
    answer(system, 0, right=True)
    answer(system, 1, right=False)
    leave(system)
    assert kept(system, "cmi.core.exit") == "suspend"
    assert len(kept(system, "cmi.suspend_data")) < 200
    come_back(system)
    assert system.evaluate("lms.sessions") == 2
    assert course(system).locator(".result-words").inner_text().startswith("2 of 3 answered, 1 right")
    assert not course(system).locator(".quiz").nth(0).locator("form > button").is_visible()
    answer(system, 2, right=True)
    assert (kept(system, "cmi.core.lesson_status"), kept(system, "cmi.core.score.raw")) == ("failed", "67")


@pytest.mark.browser
def test_once_passed_is_passed(system: Page) -> None:
    for number in range(ALL):
        answer(system, number, right=True)
    leave(system)
    come_back(system)
    course(system).locator("[data-part=again]").click()
    answer(system, 0, right=False)
    leave(system)
    assert (kept(system, "cmi.core.lesson_status"), kept(system, "cmi.core.score.raw")) == ("passed", "100")


@pytest.mark.browser
def test_a_system_that_opens_a_window_is_found_too(system: Page, learner: BrowserContext) -> None:
    leave(system)
    with system.expect_popup() as opened:
        system.evaluate("void window.open('course/index.html')")
    window = opened.value
    window.locator(".quiz form").nth(ALL - 1).wait_for()
    assert system.evaluate("lms.sessions") == 2
    window.close(run_before_unload=True)
    system.wait_for_function("() => lms.calls.at(-1)[0] === 'LMSFinish'")


@pytest.mark.browser
def test_without_a_learning_system_it_is_a_page_to_learn_from(learner: BrowserContext) -> None:
    page = learner.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/course/index.html")
    quiz = page.locator(".quiz").first
    quiz.locator("[data-right] input").check()
    quiz.locator("form > button").click()
    assert quiz.locator(".told").inner_text().startswith("Right.")
    assert errors == []


@pytest.mark.browser
def test_the_page_of_a_package_is_for_everybody(learner: BrowserContext) -> None:
    """As axe sees it; and nothing of it goes sideways on a small screen."""
    if not AXE.exists():
        skip_or_fail("axe-core is not installed: npm ci")
    page = learner.new_page()
    page.goto("/course/index.html")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert ask(page, "sideways") == []
