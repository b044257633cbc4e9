"""Methods that no page has and bytes that are no text are refused, not repaired."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "CONNECT", "HACK"])
def test_unknown_method_is_405_with_the_known_ones(client, method):
    response = client.generic(method, "/gestaltung/")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    assert "So lässt sich diese Seite nicht aufrufen" in response.content.decode()


def test_method_that_a_view_refuses_gets_a_page_too(client):
    response = client.post("/gestaltung/")

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert "So lässt sich diese Seite nicht aufrufen" in response.content.decode()


@pytest.mark.parametrize("query", ["next=%ff", "next=%C3", "next=%00", "%ED%A0%80=1"])
def test_query_that_is_no_text_is_400(client, query):
    response = client.get(f"/anzeige/?{query}")

    assert response.status_code == 400
    assert "Diese Anfrage können wir nicht lesen" in response.content.decode()


@pytest.mark.parametrize("body", [b"text=%ff", b"text=%00", b"text=\xff", b"text=%ED%A0%80"])
def test_form_that_is_no_text_is_400(client, body):
    assert client.post("/anzeige/", data=body, content_type=FORM).status_code == 400


def test_form_of_several_parts_that_is_no_text_is_400(client):
    body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff\r\n--x--\r\n'

    assert client.post("/anzeige/", data=body, content_type="multipart/form-data; boundary=x").status_code == 400


def test_path_with_broken_bytes_is_no_page_and_with_nul_is_400(client):
    assert client.get("/gestaltung%ff/").status_code == 404
    assert client.get("/gestaltung%00/").status_code == 400


def test_text_of_every_kind_is_accepted(client):
    chosen = {"text": "normal", "contrast": "normal", "theme": "device", "next": "/gestaltung/?q=äöü%20🙂%20\u200fאב"}

    assert client.post("/anzeige/", chosen).status_code == 302
    assert client.get("/anzeige/", {"next": "/Bürgerbüro/🙂/"}).status_code == 200


def test_too_large_form_is_413(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = Client(raise_request_exception=False).post("/anzeige/", data=b"x=" + b"a" * 200, content_type=FORM)

    assert response.status_code == 413
    assert "Das ist zu viel auf einmal" in response.content.decode()
