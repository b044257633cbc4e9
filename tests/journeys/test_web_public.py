"""Visitors of a town's public pages: with every width and colour, without scripts, with the keyboard alone."""

import re

import pytest
from playwright.sync_api import Page, expect

from factories.documents import profile
from factories.published import publish, published_town, unpublished_town
from factories.small_town import small_documents

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAILS = (
    "", "ergebnisse/", "ergebnisse/fragen/", "ergebnisse/stimmen/", "ergebnisse/methode/", "strategie/",
    "strategie/leitplanken/", "strategie/gewichte/", "fahrplan/", "fahrplan/?unit=nirgends&words=zeppelin",
    "fahrplan/nicht-dabei/", "fahrplan/personal-und-geld/", "fahrplan/massnahmen/m04/", "was-daraus-wurde/",
    "was-daraus-wurde/meine-antwort/",
    "barrierefreiheit/", "datenschutz/", "impressum/", "versionen/1/", "gibtsnicht/",
)  # fmt: skip
OPEN_ALL = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
DOUBLE_TEXT = "() => { document.documentElement.style.fontSize = '200%'; }"
WITHOUT_FOCUS = """() => [...document.querySelectorAll('a, button, input, select, summary, [tabindex="0"]')]
  .filter(one => { one.focus(); const style = getComputedStyle(one);
    return one.checkVisibility() && document.activeElement === one && parseFloat(style.outlineWidth) < 3; })
  .map(one => one.outerHTML.slice(0, 120))"""
SMALL_TARGETS = """() => [...document.querySelectorAll('main :is(button, select, input), nav a, summary')]
  .filter(one => one.checkVisibility()).map(one => [one.outerHTML.slice(0, 100), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""


@pytest.fixture
def town(live_server) -> str:
    """The address of a town with two published versions."""
    town = published_town()
    publish(town, **small_documents())
    return f"{live_server.url}/{town.pk}/"


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_any_page(town, opened_page, axe, width, scheme):
    page = opened_page(width=width, scheme=scheme)
    found = {}

    for tail in TAILS:
        page.goto(f"{town}{tail}")
        page.evaluate(OPEN_ALL)
        found[tail] = axe(page)

    assert {tail: faults for tail, faults in found.items() if faults} == {}


def test_axe_finds_nothing_on_english_pages_and_before_anything_is_published(live_server, opened_page, axe):
    published_town()
    unpublished_town("leertau")
    page = opened_page()
    found = {}

    for path in ("/", "/en/", "/leertau/", "/en/leertau/fahrplan/", *(f"/en/musterau/{tail}" for tail in TAILS[:18])):
        page.goto(f"{live_server.url}{path}")
        found[path] = axe(page, contrast=False)

    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scale", [1, 2])
def test_nothing_has_to_be_scrolled_sideways_on_narrow_screens_or_with_large_text(town, opened_page, scale):
    page = opened_page(width=320 * scale)
    wide = {}

    for tail in TAILS:
        page.goto(f"{town}{tail}")
        page.evaluate(OPEN_ALL)
        if scale > 1:
            page.evaluate(DOUBLE_TEXT)
        wide[tail] = page.evaluate(OVERFLOW)

    assert {tail: pixels for tail, pixels in wide.items() if pixels > 0} == {}


def test_focus_can_be_seen_on_everything_and_targets_are_large_enough(town, opened_page):
    page = opened_page(width=360)
    found = {}

    for tail in ("", "fahrplan/", "strategie/", "ergebnisse/fragen/"):
        page.goto(f"{town}{tail}")
        page.keyboard.press("Tab")  # from now on the browser shows the focus
        found[tail] = page.evaluate(WITHOUT_FOCUS) + page.evaluate(SMALL_TARGETS)

    assert found == {tail: [] for tail in found}


def test_visitor_without_scripts_follows_a_wish_to_its_measure_and_back(town, opened_page):
    page = opened_page(scripts=False)
    page.goto(town)

    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Welche drei Bereiche"))
    page.get_by_role("link", name="Zu den Ergebnissen").click()
    expect(page.get_by_role("heading", name="So lesen Sie die Zahlen")).to_be_visible()
    page.get_by_role("navigation", name="Hauptmenü").get_by_role("link", name="Fahrplan").click()
    page.get_by_label("Zuständig").select_option("it")
    page.get_by_role("button", name="Anzeigen").click()
    expect(page.get_by_role("row")).to_have_count(2)
    page.get_by_role("link", name="Online-Terminvergabe im Bürgerbüro").click()
    expect(page.get_by_role("heading", name="Wie es dazu kam")).to_be_visible()
    page.get_by_role("link", name=re.compile("Jede Leistung gibt es auch ohne Internet")).first.click()
    expect(page).to_have_url(re.compile("strategie/leitplanken/#guardrail-analogue$"))
    expect(page.locator("#guardrail-analogue")).to_be_in_viewport()


def test_keyboard_alone_leads_from_the_start_to_a_filtered_roadmap(town, opened_page):
    page = opened_page()
    page.goto(town)

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # skip to the content
    tab_to(page, "Fragen")
    page.goto(f"{town}fahrplan/")
    tab_to_control(page, "filter-words")
    page.keyboard.type("bauantrag")
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("words=bauantrag"))
    expect(page.get_by_role("link", name="Digitaler Bauantrag")).to_be_visible()


def test_printed_page_says_that_the_town_is_invented_and_leaves_out_what_cannot_be_pressed(town, opened_page):
    page = opened_page()
    page.goto(f"{town}fahrplan/")
    page.emulate_media(media="print")

    expect(page.get_by_text(profile().notice.de).first).to_be_visible()
    expect(page.get_by_role("button", name="Anzeigen")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Hauptmenü")).to_be_hidden()


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the link with these words has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.textContent.trim()") == words:
            return
    pytest.fail(f"no way to {words} with the keyboard")


def tab_to_control(page: Page, identifier: str) -> None:
    """Press Tab until the control with this id has the focus."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.id") == identifier:
            return
    pytest.fail(f"no way to {identifier} with the keyboard")
