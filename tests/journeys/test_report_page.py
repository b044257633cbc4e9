from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from browser_setup import MESSAGE, find_chromium
from factories.documents import documents
from factories.small_town import small_documents
from leitplanke.report.html import render_report

pytestmark = pytest.mark.browser

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """([tags, contrast]) => axe.run(document, {
    runOnly: tags, resultTypes: ['violations'], rules: {'color-contrast': {enabled: contrast}}})
  .then(found => found.violations.map(one => [one.id, one.nodes.length, one.nodes[0].html]))"""
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = "() => ['de', 'en'].filter(id => getComputedStyle(document.getElementById(id)).display !== 'none')"
PLANTED = """<!doctype html><html><head><title>x</title></head><body><main>
<img src="data:,"><button></button><p style="color:#bbb;background:#fff">pale</p></main></body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    if executable is None:
        pytest.fail(MESSAGE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("report"), documents())


@pytest.fixture(scope="module")
def small_report(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("small"), small_documents())


def written(folder: Path, shown: dict) -> str:
    path = folder / "report.html"
    path.write_text(render_report(**shown), encoding="utf-8")
    return path.as_uri()


def opened(browser: Browser, address: str, *, width: int = 1280, scheme: str = "light", **more) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True, **more
    )
    page = context.new_page()
    page.goto(address)
    return page


def violations(page: Page, *, contrast: bool = True) -> list:
    page.evaluate(AXE)
    return page.evaluate(RUN_AXE, [RULES, contrast])


@pytest.mark.parametrize("width", [320, 360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["de", "en"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, small_report: str, language: str, scheme: str, width: int
):
    page = opened(browser, f"{small_report}#{language}", width=width, scheme=scheme)
    page.evaluate(OPEN_ALL)
    # contrast takes most of the time; it depends on the scheme and the layout, not on the language
    contrast = language == "de" and width in {320, 1280}

    assert page.evaluate(SHOWN) == [language]
    assert violations(page, contrast=contrast) == []
    assert page.evaluate(OVERFLOW) <= 0
    page.context.close()


def test_axe_finds_nothing_on_a_town_of_full_size(browser: Browser, report: str):
    page = opened(browser, f"{report}#en", width=360)

    assert violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0
    page.context.close()


def test_axe_finds_planted_faults(browser: Browser, tmp_path: Path):
    planted = tmp_path / "planted.html"
    planted.write_text(PLANTED, encoding="utf-8")
    page = opened(browser, planted.as_uri())

    assert {"button-name", "color-contrast", "html-has-lang", "image-alt"} <= {name for name, _, _ in violations(page)}
    page.context.close()


def test_language_switches_without_javascript_and_stays_while_reading(browser: Browser, report: str):
    page = opened(browser, report, java_script_enabled=False)
    german, english = page.locator("#de"), page.locator("#en")

    assert (german.is_visible(), english.is_visible()) == (True, False)
    page.locator("#de .switch a").click()
    assert (german.is_visible(), english.is_visible()) == (False, True)
    page.locator("#en nav a").last.click()
    assert (german.is_visible(), english.is_visible()) == (False, True)
    page.context.close()


def test_page_asks_for_nothing_but_itself(browser: Browser, report: str):
    context = browser.new_context()
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report)

    assert [url for url in asked if not url.startswith("data:")] == [report]
    assert page.evaluate("() => document.fonts.ready.then(() => document.fonts.check('16px \"Fira Sans\"'))")
    context.close()


def test_link_to_a_measure_opens_its_profile(browser: Browser, report: str):
    page = opened(browser, f"{report}#de-plan")
    link = page.locator("#de .roadmap a").first
    link.click()

    assert page.locator("details:has(:target)").get_attribute("open") is not None
    page.context.close()


def test_closed_details_are_printed_in_the_shown_language_only(browser: Browser, report: str):
    page = opened(browser, report)
    page.emulate_media(media="print")

    assert page.locator("#de-measure-m00").is_visible()
    assert page.locator("#de .print-head").is_visible()
    assert not page.locator("#en").is_visible()
    assert page.pdf(prefer_css_page_size=True, print_background=True).startswith(b"%PDF")
    page.context.close()


def test_glance_fits_one_sheet_of_paper(browser: Browser, report: str):
    page = opened(browser, report, width=688)
    page.emulate_media(media="print")

    bottom = page.locator("#de-glance").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 1000
    page.context.close()


def test_larger_text_needs_no_sideways_scrolling(browser: Browser, report: str):
    page = opened(browser, report)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert page.evaluate(OVERFLOW) <= 0
    page.context.close()
