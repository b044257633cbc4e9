"""Somebody answers a survey with a question of every kind: in every width and colour, by keyboard, without scripts."""

import re

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from factories.every_kind import every_kind
from factories.surveys import survey_of
from factories.towns import small_town
from leitplanke_web.participation.models import Intake

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
DOUBLE_TEXT = "() => { document.documentElement.style.fontSize = '200%'; }"
PAGES = 19


@pytest.fixture
def town():
    town = small_town()
    with scope(town=town):
        survey_of(town, every_kind())
        yield town


@pytest.fixture
def address(town, live_server):
    return f"{live_server.url}/{town.pk}/umfrage/citizens/"


def _begin(page: Page, address: str, *, style: str = "Eine Frage auf jeder Seite") -> None:
    page.goto(address)
    page.get_by_label(style).check()
    _press(page, "Fragen beginnen")


def _press(page: Page, words: str | re.Pattern[str]) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).last.click()


def _next(page: Page) -> None:
    _press(page, re.compile("^Weiter( zum Prüfen)?$"))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_question(address, opened_page, axe, width, scheme):
    page = opened_page(width=width, scheme=scheme)
    found = {}
    page.goto(address.removesuffix("citizens/"))
    found["survey"] = axe(page)
    page.goto(address)
    found["begin"] = axe(page)
    page.get_by_label("Ihr Merkcode").fill("ABC")
    _press(page, "Weitermachen")
    found["begin with errors"] = axe(page)
    _begin(page, address)
    _next(page)
    found["mandatory"] = axe(page)
    page.get_by_label("im Internet").check()
    _next(page)
    for number in range(2, PAGES + 1):
        found[f"page {number}"] = axe(page)
        if number == 5:
            _press(page, re.compile("auswählen"))
            _press(page, re.compile("auswählen"))
            found["ranked"] = axe(page)
        _next(page)
    found["check"] = axe(page)
    page.get_by_label("Ich möchte einen Belegcode.").check()
    _press(page, "Antworten abschicken")
    found["thanks"] = axe(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Danke"))
    code = page.locator(".lp-code--large").inner_text()
    page.get_by_role("link", name=re.compile("meine-antwort")).click()
    _press(page, "Anzeigen")
    found["own answer with errors"] = axe(page)
    page.get_by_label("Ihr Belegcode").fill(code)
    _press(page, "Anzeigen")
    found["own answer"] = axe(page)
    page.get_by_label("Ja, meine Antwort soll gelöscht werden.").check()
    _press(page, "Antwort zurückziehen")
    found["withdrawn"] = axe(page)

    assert {place: faults for place, faults in found.items() if faults} == {}


@pytest.mark.parametrize("scale", [1, 2])
def test_nothing_has_to_be_scrolled_sideways(address, opened_page, scale):
    page = opened_page(width=320 * scale)
    wide = {}
    _begin(page, address, style="Mehrere Fragen auf einer Seite")
    page.get_by_label("im Internet").check()

    for number in range(1, 5):
        if scale > 1:
            page.evaluate(DOUBLE_TEXT)
        wide[number] = page.evaluate(OVERFLOW)
        if number < 4:
            _next(page)

    assert {number: pixels for number, pixels in wide.items() if pixels > 0} == {}


def test_every_kind_is_answered_without_scripts(address, opened_page):  # noqa: PLR0915 - one step per kind
    page = opened_page(scripts=False, width=360)
    _begin(page, address)
    page.get_by_label("anders, nämlich").first.check()
    page.locator("input.lp-other").fill("durchs Fenster")
    _next(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Warum „durchs Fenster"))
    page.get_by_role("textbox").fill("Weil es schön ist.\nWirklich.")
    _next(page)
    page.get_by_label("Tablet").check()
    _next(page)
    for words in ("Bauantrag", "Führerschein"):
        page.get_by_label(words).check()
    _next(page)
    _press(page, "Bauantrag auswählen")
    _press(page, "Personalausweis auswählen")
    _press(page, re.compile("nach oben.*Personalausweis"))
    _next(page)
    page.get_by_label("Kinderbetreuung").fill("7")
    page.get_by_label("Bauantrag").fill("3")
    _next(page)
    page.get_by_label("6", exact=True).check()
    _next(page)
    page.get_by_label("4", exact=True).check()
    _next(page)
    page.get_by_role("textbox").fill("21")
    _next(page)
    expect(page.locator("#fehler")).to_be_visible()
    page.get_by_role("textbox").fill("2")
    _next(page)
    page.locator("input[type=date]").fill("2026-08-01")
    _next(page)
    page.get_by_role("textbox").fill("1946")
    _next(page)
    page.get_by_role("textbox").fill("schön")
    _next(page)
    page.get_by_role("group", name=re.compile("Ich erledige")).get_by_label("stimme voll zu").check()
    page.get_by_role("group", name=re.compile("Ich brauche")).get_by_label("Weiß nicht").check()
    _next(page)
    page.get_by_role("group", name="Lesen").get_by_label("Papier").check()
    page.get_by_role("group", name="Lesen").get_by_label("Bildschirm").check()
    _next(page)
    page.get_by_label("Schalter").fill("3,5")
    _next(page)
    page.get_by_role("group", name=re.compile("sparen")).get_by_label("Stimme nicht zu").check()
    _next(page)
    page.get_by_role("group", name=re.compile("1 von 2.*wichtigsten")).first.get_by_label("Bauantrag").check()
    page.get_by_role("group", name=re.compile("1 von 2.*unwichtigsten")).get_by_label("Personalausweis").check()
    _next(page)
    _next(page)
    page.get_by_label("Ja, ich bin einverstanden.").check()
    _next(page)
    expect(page.get_by_text("anders, nämlich durchs Fenster")).to_be_visible()
    _press(page, re.compile("Ändern.*Sterne"))
    _next(page)
    expect(page.get_by_text("anders, nämlich durchs Fenster")).to_be_visible()
    _press(page, "Antworten abschicken")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Danke"))

    given = {answer.question: answer for answer in Intake.objects.get().answers}
    assert (given["single"].options, given["single"].other) == (("other",), "durchs Fenster")
    assert given["why"].text == "Weil es schön ist.\nWirklich."
    assert given["multiple"].options == ("o2",)
    assert set(given["top"].options) == {"o3", "o5"}
    assert set(given["top"].order) == {"o1", "o2", "o3", "o4", "o5"}
    assert given["rank"].options == ("o1", "o3")
    assert (given["points"].options, given["points"].points) == (("o2", "o3"), (7, 3))
    assert (given["scale"].number, given["rating"].number, given["number"].number) == (6, 4, 2)
    assert (given["day"].text, given["year"].text, given["short"].text) == ("2026-08-01", "1946", "schön")
    assert [(one.item, one.options, one.missing) for one in given["matrix"].items] == [
        ("i1", ("o5",), None),
        ("i3", (), "dont_know"),
    ]
    assert given["checks"].items[0].options == ("o1", "o2")
    assert given["amounts"].items[0].number == 3.5
    assert given["statements"].items[0].options == ("disagree",)
    assert given["best_worst"].items[0].options == ("o3", "o1")
    assert given["consent"].options == ("yes",)


def test_keyboard_alone_answers_and_goes_on_on_another_device(address, opened_page):
    page = opened_page()
    page.goto(address)
    _tab_to(page, "Fragen beginnen")
    _enter(page)
    _tab_to(page, "am Schalter")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    _enter(page)
    _tab_to(page, "Speichern und später weitermachen")
    _enter(page)
    code = page.locator(".lp-code--large").inner_text()

    phone = opened_page(width=360)
    phone.goto(address)
    phone.get_by_label("Ihr Merkcode").fill(code.lower().replace("-", " "))
    _enter(phone)

    expect(phone.get_by_role("heading", level=1)).to_have_text(re.compile("Warum „im Internet"))


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until the control with this label has the focus, which must be seen."""
    named = "() => { const one = document.activeElement; return (one.labels?.[0] ?? one).innerText?.trim() ?? ''; }"
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(named) == words:
            return
    pytest.fail(f"the keyboard does not reach {words!r}")


def test_kiosk_is_used_by_keyboard_without_scripts_and_comes_back_to_its_start(address, opened_page, axe):
    page = opened_page(scripts=False, width=1280)
    page.goto(f"{address}kiosk/")
    _tab_to(page, "Fragen beginnen")
    _enter(page)
    _tab_to(page, "am Schalter")
    page.keyboard.press("Space")
    _enter(page)
    page.get_by_role("textbox").fill("nur für mich")
    _press(page, "Aufhören und alles löschen")
    expect(page.get_by_role("button", name="Fragen beginnen")).to_be_visible()

    page.go_back()
    page.go_back()
    expect(page.get_by_text("nur für mich")).to_have_count(0)

    watched = opened_page(width=360)
    found = {}
    watched.goto(f"{address}kiosk/")
    found["start"] = axe(watched)
    _press(watched, "Fragen beginnen")
    watched.get_by_label("am Schalter").check()
    _press(watched, "Mehr Zeit")
    expect(watched.get_by_label("am Schalter")).to_be_checked()
    found["question"] = axe(watched)
    assert {place: faults for place, faults in found.items() if faults} == {}
    assert not Intake.objects.exists()
