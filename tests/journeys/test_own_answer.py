"""Somebody wants a receipt, looks up their answer and takes it back: on a telephone, without scripts."""

import re

import pytest
from django_scopes import scope
from playwright.sync_api import Page, expect

from factories.surveys import FAR, open_survey
from factories.towns import small_town
from leitplanke_web.participation.models import Intake, Survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def _press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def test_receipt_is_told_once_looked_up_and_used_to_withdraw_without_scripts(live_server, opened_page):
    town = small_town()
    page = opened_page(width=360, scripts=False)
    with scope(town=town):
        open_survey(town, closes_on=FAR)
        page.goto(f"{live_server.url}/{town.pk}/umfrage/citizens/")
        page.get_by_label("Mehrere Fragen auf einer Seite").check()
        _press(page, "Fragen beginnen")
        page.get_by_role("checkbox").first.check()
        page.get_by_role("textbox").fill("Mehr Bänke am Fluss")
        while not page.get_by_role("button", name="Antworten abschicken").is_visible():
            with page.expect_navigation():
                page.get_by_role("button", name=re.compile("^Weiter( zum Prüfen)?$")).click()
        expect(page.get_by_label("Ich möchte einen Belegcode.")).not_to_be_checked()
        page.get_by_label("Ich möchte einen Belegcode.").check()
        _press(page, "Antworten abschicken")
        code = page.locator(".lp-code--large").inner_text()
        page.get_by_role("link", name=re.compile("meine-antwort")).click()

        page.get_by_label("Ihr Belegcode").fill(code.lower().replace("-", " "))
        _press(page, "Anzeigen")
        expect(page.get_by_text("Mehr Bänke am Fluss")).to_be_visible()
        _press(page, "Antwort zurückziehen")
        expect(page.locator("#fehler")).to_be_visible()
        page.get_by_label("Ja, meine Antwort soll gelöscht werden.").check()
        _press(page, "Antwort zurückziehen")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Antwort ist zurückgezogen und gelöscht")

        assert page.context.cookies() == []
        assert not Intake.objects.exists()
        assert Survey.objects.get().withdrawn == 1
