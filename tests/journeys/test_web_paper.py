"""Two people enter a paper sheet, by keys, one without scripts; where they read differently, the paper decides."""

from random import Random

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from factories.every_kind import every_kind
from factories.surveys import survey_of
from factories.towns import small_town
from factories.web import PASSWORD, person_in
from leitplanke.participation.codes import shown_code
from leitplanke.participation.model import Answer
from leitplanke_web.participation.actions.codes import make_codes
from leitplanke_web.participation.models import Intake
from leitplanke_web.towns.models import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NO_CONTENT = 204
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def town():
    town = small_town()
    with scope(town=town):
        yield town


@pytest.fixture
def number(town):
    survey = survey_of(town, every_kind())
    person = person_in(town, Role.EDITOR, name="Druckerei", email="druck@example.org")
    code = make_codes(town, person, survey, audience="citizens", frame="open_link", count=1, random=Random(4))[0]
    return shown_code(code)


def test_two_people_enter_a_sheet_by_keyboard(town, number, live_server, opened_page, axe):
    people = [person_in(town, Role.EDITOR, name=f"Person {one}", email=f"p{one}@example.org") for one in (1, 2)]
    address = f"{live_server.url}/{town.pk}/arbeit/umfrage/papier/"
    first, second = opened_page(scripts=False), opened_page(width=360)
    found = {}

    _enter(first, address, people[0].email, number)
    _choose(first, "am Telefon", "ArrowDown")
    _press(first, "Speichern für die zweite Person")
    expect(first.get_by_text("Den Bogen gibt jetzt noch jemand anderes ein.")).to_be_visible()
    expect(first.get_by_text("1 Bogen wartet auf eine zweite Person.")).to_be_visible()

    _enter(second, address, people[1].email, number)
    found["sheet"] = axe(second)
    narrow = second.evaluate(OVERFLOW)
    _choose(second, "am Schalter", "Space")
    _press(second, "Vergleichen und annehmen")
    expect(second.locator("dd")).to_have_text(["am Telefon", "am Schalter"])
    found["differences"] = axe(second)
    _choose(second, "am Schalter", "ArrowDown")
    with second.expect_response(lambda answer: answer.request.method == "POST") as stayed:
        second.keyboard.press("Enter")
    assert stayed.value.status == NO_CONTENT
    expect(second.get_by_label("am Telefon").first).to_be_checked()
    assert not Intake.objects.exists()  # Enter accepts nothing: a half-checked sheet would count for good
    _press(second, "Geprüft, annehmen")
    expect(second.get_by_text("Der Bogen ist angenommen.")).to_be_visible()

    assert {place: faults for place, faults in found.items() if faults} == {}
    assert narrow <= 0
    accepted = Intake.objects.get()
    assert (accepted.mode, accepted.answers[0]) == ("paper", Answer("single", ("o2",)))


def _enter(page: Page, address: str, email: str, number: str) -> None:
    """Sign in, look at the page about paper, type the number into the field that has the focus, and Enter."""
    page.goto(address)
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Passwort", exact=False).first.fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Papier", level=1)).to_be_visible()
    page.get_by_role("link", name="Bögen eingeben").press("Enter")
    expect(page.get_by_label("Nummer des Bogens")).to_be_focused()
    page.keyboard.type(number)
    page.keyboard.press("Enter")
    expect(page.get_by_text(number)).to_be_visible()


def _choose(page: Page, words: str, key: str) -> None:
    """Go to the radio buttons of the first question and press a key; `words` are then chosen."""
    page.get_by_label("am Schalter").first.focus()
    page.keyboard.press(key)
    expect(page.get_by_label("am Telefon" if key == "ArrowDown" else words).first).to_be_checked()


def _press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words).press("Enter")
