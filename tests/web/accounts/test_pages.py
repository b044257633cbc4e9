"""Every page of sign-in that can be reached, in both languages and for people who use a screen reader."""

import pytest
from django.test import Client

from factories.accounts import signed_in, with_second_factor
from factories.web import PASSWORD, PersonFactory

pytestmark = pytest.mark.django_db
FOR_STRANGERS = {
    "anmelden/": ("Anmelden", "Sign in"),
    "gesperrt/": ("Konto gesperrt", "Account blocked"),
    "passwort/vergessen/": ("Passwort vergessen", "Forgotten password"),
    "passwort/vergessen/gesendet/": ("Sehen Sie in Ihr Postfach", "Look into your mailbox"),
    "passwort/geaendert/": ("Ihr Passwort gilt", "Your password is valid"),
    "passwort/neu/1-x/": ("Der Link gilt nicht mehr", "The link is no longer valid"),
    "verzeichnis/abgebrochen/": ("Anmeldung abgebrochen", "Sign-in cancelled"),
    "verzeichnis/gescheitert/": ("Die Anmeldung ist nicht gelungen", "Signing in did not work"),
}
FOR_STAFF = {
    "": ("Mein Konto", "My account"),
    "abmelden/": ("Abmelden", "Sign out"),
    "bestaetigen/": ("Bitte bestätigen", "Please confirm"),
    "loeschen/": ("Mein Konto löschen", "Delete my account"),
    "passwort/": ("Passwort ändern", "Change the password"),
    "zweiter-faktor/": ("Zweiter Faktor", "Second factor"),
    "zweiter-faktor/bestaetigen/": ("Bitte bestätigen", "Please confirm"),
    "zweiter-faktor/abschalten/": ("Zweiten Faktor abschalten", "Switch the second factor off"),
    "zweiter-faktor/ersatzcodes/": ("Ersatzcodes", "Recovery codes"),
    "zweiter-faktor/ersatzcodes/neu/": ("Neue Ersatzcodes machen", "Make new recovery codes"),
}


@pytest.mark.parametrize("path", FOR_STRANGERS)
def test_page_for_strangers_has_its_heading_in_both_languages(client: Client, path: str) -> None:
    assert _headings(client, path) == list(FOR_STRANGERS[path])


@pytest.mark.parametrize("path", FOR_STAFF)
def test_page_for_staff_has_its_heading_in_both_languages(path: str) -> None:
    client = signed_in(with_second_factor(PersonFactory()))
    client.post("/konto/bestaetigen/", {"password": PASSWORD})

    assert _headings(client, path) == list(FOR_STAFF[path])


def _headings(client: Client, path: str) -> list[str]:
    pages = [client.get(f"{prefix}/konto/{path}") for prefix in ("", "/en")]
    expected = 401 if path == "verzeichnis/gescheitert/" else 200
    assert [page.status_code for page in pages] == [expected, expected]
    return [page.content.decode().partition("<h1>")[2].partition("</h1>")[0] for page in pages]
