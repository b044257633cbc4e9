"""Every answer forbids what no page needs."""

import pytest

pytestmark = pytest.mark.django_db

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize(
    ("address", "status"), [("/gestaltung/", 200), ("/gibt/es/nicht/", 404), ("/anzeige/?x=%ff", 400)]
)
def test_answer_carries_safe_headers(client, address, status):
    response = client.get(address)

    assert response.status_code == status
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "geolocation=()" in response.headers["Permissions-Policy"]


def test_page_depends_on_the_display_cookie(client):
    assert "Cookie" in client.get("/gestaltung/").headers["Vary"].split(", ")


def test_page_sets_no_cookie_for_readers(client):
    for address in ("/gestaltung/", "/anzeige/", "/en/gestaltung/"):
        client.get(address)

    assert client.cookies == {}
