"""An administrator fills in what the town has to say about itself; everybody reads it."""

import pytest

from factories.accounts import administrator_of, signed_in
from leitplanke_web.towns.models import Town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/erlenbach/arbeit/angaben/"


@pytest.fixture
def ada(transactional_db, town):  # noqa: ARG001 - rows that the live server sees
    return signed_in(administrator_of(town, name="Ada Amt"))


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible_empty_faulty_and_in_two_versions(
    live_server, opened_page, carry_session, axe, ada, width, scheme
):
    page = carry_session(ada, opened_page(width=width, scheme=scheme))
    page.goto(f"{live_server}{PAGE}")
    assert axe(page) == []

    page.fill("#id_authority-email", "rathaus")
    page.get_by_role("button", name="Speichern", exact=True).click()
    assert page.title().startswith("Fehler:")
    assert page.locator("#id_authority-email").get_attribute("aria-invalid") == "true"
    assert axe(page) == []

    Town.objects.filter(pk="erlenbach").update(version=7)
    page.fill("#id_authority-email", "neu@erlenbach.example")
    page.get_by_role("button", name="Speichern", exact=True).click()
    assert page.locator("h1").inner_text() == "Zwei Fassungen: Angaben der Stadt"
    assert axe(page) == []


def test_what_an_administrator_enters_without_scripts_stands_on_public_pages(
    live_server, opened_page, carry_session, ada
):
    page = carry_session(ada, opened_page(scripts=False))
    page.goto(f"{live_server}/erlenbach/arbeit/")
    page.click("text=Angaben ergänzen")
    page.click("text=Kontakt zum Datenschutzbeauftragten")

    page.fill("#id_data_protection_officer-name", "Datenschutz Erlenbach")
    page.fill("#id_data_protection_officer-telephone", "+49 69 90009-201")
    page.fill("#id_statement_on", "2026-03-04")
    page.check("text=Datenlizenz Deutschland – Zero – Version 2.0")
    page.get_by_role("button", name="Speichern", exact=True).click()

    assert "Die Angaben der Stadt sind gespeichert." in page.inner_text("main")
    assert "Kontakt zum Datenschutzbeauftragten" not in page.inner_text("main")
    page.goto(f"{live_server}/erlenbach/datenschutz/")
    assert "Datenschutz Erlenbach" in page.inner_text("main")
    page.goto(f"{live_server}/erlenbach/barrierefreiheit/")
    assert "Diese Erklärung ist vom 4. März 2026." in page.inner_text("main")
