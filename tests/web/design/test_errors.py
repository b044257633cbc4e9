"""A page about an error says what to do, asks no database, and loses nothing that was typed."""

import pytest
from django.db import connection
from django.test import Client

pytestmark = [pytest.mark.urls("factories.pages"), pytest.mark.django_db]
TYPED = {"title": "<Kiosk> & mehr", "text": "Zeile 1\nZeile 2", "password": "geheim-5", "csrfmiddlewaretoken": "t0ken"}


@pytest.fixture
def careless() -> Client:
    """A client that gets error pages instead of exceptions, as a browser does."""
    return Client(raise_request_exception=False)


@pytest.fixture
def closed_database():
    """Every query fails, as when the database is away."""

    def refuse(*_query: object) -> None:
        raise AssertionError("an error page asked the database")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.usefixtures("closed_database")
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/kaputt/", 500, "Bei uns ist etwas schiefgegangen"),
        ("/keine-datenbank/", 503, "Gerade können wir nichts speichern"),
        ("/zu/", 403, "Das dürfen Sie mit Ihrer Rolle nicht"),
        ("/en/kaputt/", 500, "Something went wrong on our side"),
        ("/gibt/es/nicht/hier/", 404, "Diese Seite gibt es nicht"),
    ],
)
def test_error_is_a_page_without_a_query(careless, address, status, words):
    response = careless.get(address)

    assert response.status_code == status
    assert f"<h1>{words}</h1>" in response.content.decode()
    assert 'href="#inhalt"' in response.content.decode()


def test_missing_database_says_when_to_come_back(careless):
    assert careless.get("/keine-datenbank/").headers["Retry-After"] == "30"


def test_what_was_typed_can_be_sent_again_when_the_database_is_away(careless):
    typed = {name: value for name, value in TYPED.items() if name != "password"}

    page = careless.post("/keine-datenbank/?a=1", typed).content.decode()

    assert '<form method="post" action="/keine-datenbank/?a=1">' in page
    assert 'name="title" rows="1" readonly>\n&lt;Kiosk&gt; &amp; mehr</textarea>' in page
    assert 'name="text" rows="1" readonly>\nZeile 1\nZeile 2</textarea>' in page
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="t0ken">' in page


def test_password_is_never_shown_again(careless):
    page = careless.post("/keine-datenbank/", TYPED).content.decode()

    assert "&lt;Kiosk&gt;" in page
    assert ("geheim-5" in page, "t0ken" in page, "<form" in page) == (False, False, False)


def test_what_was_typed_is_shown_after_a_mistake_of_ours(careless):
    page = careless.post("/kaputt/", {"title": "Kiosk"}).content.decode()

    assert "Kiosk</textarea>" in page
    assert "<form" not in page


def test_form_without_a_token_shows_what_was_typed():
    strict = Client(enforce_csrf_checks=True)

    response = strict.post("/konto/login/", {"login": "edda@example.org", "password": "geheim-5"})

    assert response.status_code == 403
    assert "Das Formular war zu lange offen" in response.content.decode()
    assert "edda@example.org</textarea>" in response.content.decode()
    assert "geheim-5" not in response.content.decode()
