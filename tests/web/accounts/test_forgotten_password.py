"""A new password by a link in a letter."""

from contextlib import suppress

import pytest
from django.core import mail
from django.core.exceptions import DisallowedHost
from django.test import Client

from factories.accounts import NEW_PASSWORD, link_in_last_letter, send_sign_in, signed_in
from factories.web import PASSWORD, PersonFactory
from leitplanke_web.accounts.models import Person

pytestmark = pytest.mark.django_db
FORGOTTEN = "/konto/passwort/vergessen/"


@pytest.fixture
def person() -> Person:
    return PersonFactory(email="edda@example.org")


def test_answer_is_the_same_for_known_and_unknown_addresses(person: Person) -> None:
    known = Client().post(FORGOTTEN, {"email": person.email}, follow=True)
    unknown = Client().post(FORGOTTEN, {"email": "nobody@example.org"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain == [(f"{FORGOTTEN}gesendet/", 302)]
    assert known.content == unknown.content
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["edda@example.org"], "Passwort festlegen"),
        (["nobody@example.org"], "Zu Ihrer Adresse gibt es kein Konto"),
    ]


def test_link_sets_a_password_once(client: Client, person: Person) -> None:
    before = signed_in(person)
    client.post(FORGOTTEN, {"email": person.email})
    link = link_in_last_letter()

    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": NEW_PASSWORD})

    assert done["Location"] == "/konto/passwort/geaendert/"
    assert send_sign_in(Client(), person.email, password=NEW_PASSWORD)["Location"] == "/konto/"
    assert send_sign_in(Client(), person.email, password=PASSWORD).status_code == 422
    assert before.get("/konto/").status_code == 302
    assert "Der Link gilt nicht mehr" in Client().get(link, follow=True).content.decode()


def test_link_does_not_sign_in(client: Client, person: Person) -> None:
    client.post(FORGOTTEN, {"email": person.email})
    form = client.get(link_in_last_letter(), follow=True)

    client.post(form.request["PATH_INFO"], {"password1": NEW_PASSWORD})

    assert "_auth_user_id" not in client.session


def test_forged_host_does_not_get_into_the_letter(client: Client, person: Person) -> None:
    with suppress(DisallowedHost):
        client.post(FORGOTTEN, {"email": person.email}, headers={"Host": "evil.example"})

    assert mail.outbox == []


def test_blocked_account_gets_no_link(client: Client) -> None:
    PersonFactory(email="blocked@example.org", is_active=False)

    client.post(FORGOTTEN, {"email": "blocked@example.org"})

    assert [letter.subject for letter in mail.outbox] == ["Zu Ihrer Adresse gibt es kein Konto"]


def test_letters_to_one_address_are_limited(client: Client, person: Person) -> None:
    codes = [client.post(FORGOTTEN, {"email": person.email}).status_code for _ in range(4)]

    assert codes == [302, 302, 302, 429]
    assert len(mail.outbox) == 3
