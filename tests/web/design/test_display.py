"""The display settings: a cookie only by choice, no way to other sites."""

import pytest
from django.test import RequestFactory

from leitplanke_web.design.display import COOKIE, Contrast, Display, TextSize, Theme, display_of

pytestmark = pytest.mark.django_db

CHOICE = {"text": "larger", "contrast": "high", "theme": "dark"}
NOTHING = {"text": "normal", "contrast": "normal", "theme": "device"}


def test_choice_is_remembered_and_shown(client):
    response = client.post("/anzeige/", {**CHOICE, "next": "/gestaltung/"})
    cookie = response.cookies[COOKIE]

    assert (response.status_code, response.headers["Location"]) == (302, "/gestaltung/")
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("larger.high.dark", True, "Lax")
    page = client.get("/gestaltung/").content.decode()
    assert '<html lang="de" data-kern-theme="dark" data-contrast="high" data-text="larger">' in page


def test_choice_of_nothing_special_deletes_the_cookie(client):
    client.post("/anzeige/", CHOICE)
    response = client.post("/anzeige/", NOTHING)

    assert (response.cookies[COOKIE].value, response.cookies[COOKIE]["max-age"]) == ("", 0)
    assert '<html lang="de">' in client.get("/gestaltung/").content.decode()


def test_form_shows_the_choice(client):
    client.post("/anzeige/", CHOICE)

    assert client.get("/anzeige/").context["form"].initial == CHOICE


@pytest.mark.parametrize(
    "next_page",
    ["https://example.org/", "//example.org/", "javascript:alert(1)", "/\\example.org", "http:example.org", ""],
)
def test_return_never_leads_to_another_site(client, next_page):
    response = client.post("/anzeige/", {**CHOICE, "next": next_page})

    assert response.headers["Location"] == "/anzeige/"


def test_unknown_choice_is_an_error_with_a_summary(client):
    response = client.post("/anzeige/", {**CHOICE, "text": "riesig"})
    page = response.content.decode()

    assert response.status_code == 422
    assert "<title>Fehler: Schrift, Kontrast und Farben" in page
    assert '<a href="#id_text_0">Schriftgröße: ' in page
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("cookie", ["", "x", "large.high", "large.high.dark.more", "large.high.'><script>"])
def test_cookie_without_sense_is_none(cookie):
    request = RequestFactory().get("/", headers={"cookie": f"{COOKIE}={cookie}"})

    assert display_of(request) == Display()


def test_cookie_is_read():
    request = RequestFactory().get("/", headers={"cookie": f"{COOKIE}=large.normal.light"})

    assert display_of(request) == Display(TextSize.LARGE, Contrast.NORMAL, Theme.LIGHT)
