from pathlib import Path

import pytest
from playwright.sync_api import Page

from factories.documents import documents
from factories.small_town import small_documents
from leitplanke.report.html import render_report

OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = "() => ['de', 'en'].filter(id => getComputedStyle(document.getElementById(id)).display !== 'none')"
PLANTED = """<!doctype html><html><head><title>x</title></head><body><main>
<img src="data:,"><button></button><p style="color:#bbb;background:#fff">pale</p></main></body></html>"""


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


@pytest.fixture
def opened(opened_page):
    """`opened(address, …)`: the page at the address; its own policy does not apply to the checker."""

    def at(address: str, **how) -> Page:
        page = opened_page(bypass_csp=True, **how)
        page.goto(address)
        return page

    return at


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (360, "light"), (1280, "light")])
@pytest.mark.parametrize("language", ["de", "en"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    opened, axe, small_report: str, language: str, scheme: str, width: int
):
    page = opened(f"{small_report}#{language}", width=width, scheme=scheme)
    page.evaluate(OPEN_ALL)
    contrast = language == "de" and width in {320, 1280}  # depends on the scheme alone (test_styles.py); takes longest

    assert page.evaluate(SHOWN) == [language]
    assert axe(page, contrast=contrast) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_axe_finds_nothing_on_a_town_of_full_size(opened, axe, report: str):
    page = opened(f"{report}#en", width=360)

    assert axe(page) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_axe_finds_planted_faults(opened, axe, tmp_path: Path):
    planted = tmp_path / "planted.html"
    planted.write_text(PLANTED, encoding="utf-8")
    page = opened(planted.as_uri())

    assert {"button-name", "color-contrast", "html-has-lang", "image-alt"} <= {name for name, _, _ in axe(page)}


def test_language_switches_without_javascript_and_stays_while_reading(opened, report: str):
    page = opened(report, scripts=False)
    german, english = page.locator("#de"), page.locator("#en")

    assert (german.is_visible(), english.is_visible()) == (True, False)
    page.locator("#de .switch a").click()
    assert (german.is_visible(), english.is_visible()) == (False, True)
    page.locator("#en nav a").last.click()
    assert (german.is_visible(), english.is_visible()) == (False, True)


def test_page_asks_for_nothing_but_itself(opened_page, report: str):
    page, asked = opened_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report)

    assert [url for url in asked if not url.startswith("data:")] == [report]
    assert page.evaluate("() => document.fonts.ready.then(() => document.fonts.check('16px \"Fira Sans\"'))")


def test_link_to_a_measure_opens_its_profile(opened, report: str):
    page = opened(f"{report}#de-plan")
    link = page.locator("#de .roadmap a").first
    link.click()

    assert page.locator("details:has(:target)").get_attribute("open") is not None


def test_closed_details_are_printed_in_the_shown_language_only(opened, report: str):
    page = opened(report)
    page.emulate_media(media="print")

    assert page.locator("#de-measure-m00").is_visible()
    assert page.locator("#de .print-head").is_visible()
    assert not page.locator("#en").is_visible()
    assert page.pdf(prefer_css_page_size=True, print_background=True).startswith(b"%PDF")


def test_glance_fits_one_sheet_of_paper(opened, report: str):
    page = opened(report, width=688)
    page.emulate_media(media="print")

    bottom = page.locator("#de-glance").bounding_box()
    assert bottom is not None
    assert bottom["y"] + bottom["height"] <= 1000


def test_larger_text_needs_no_sideways_scrolling(opened, report: str):
    page = opened(report)
    page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")

    assert page.evaluate(OVERFLOW) <= 0
