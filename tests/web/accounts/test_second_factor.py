"""The second factor: setting it up, signing in with it, and who has to."""

from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from pytest_django import Settings

from factories.accounts import code_of, current_code, send_sign_in, signed_in, with_second_factor
from factories.web import PASSWORD, PersonFactory, person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.towns.models import Role, Town

pytestmark = pytest.mark.django_db
CODE = "/konto/zweiter-faktor/code/"


@pytest.mark.django_db(transaction=True)
def test_administrator_is_led_to_set_one_up_and_back(town: Town, client: Client) -> None:
    person = person_in(town, Role.ADMINISTRATOR)
    send_sign_in(client, person.email)
    members = f"/{town.id}/arbeit/mitglieder/"

    led = client.get(members)
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    form = client.get("/konto/zweiter-faktor/einrichten/").context["form"]
    done = client.post("/konto/zweiter-faktor/einrichten/", {"code": code_of(form.secret)}, follow=True)

    assert led["Location"] == "/konto/zweiter-faktor/"
    assert done.redirect_chain == [("/konto/zweiter-faktor/ersatzcodes/", 302)]
    assert f'href="{members}"' in done.content.decode()
    assert client.get(members).status_code == 200
    assert [(line.deed, line.town) for line in AuditLine.objects.filter(actor=person.name)] == [
        ("account.second_factor_added", town.id)
    ]
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [([person.email], "Zweiter Faktor eingerichtet")]


@pytest.mark.parametrize("path", ["mitglieder/", "mitglieder/neu/", "protokoll/"])
def test_no_page_of_administrators_opens_without_one(town: Town, path: str) -> None:
    client = signed_in(person_in(town, Role.ADMINISTRATOR))

    assert client.get(f"/{town.id}/arbeit/{path}")["Location"] == "/konto/zweiter-faktor/"


def test_setting_up_asks_for_the_password_again(town: Town) -> None:
    client = signed_in(person_in(town, Role.ADMINISTRATOR))

    asked = client.get("/konto/zweiter-faktor/einrichten/")
    answer = client.post(asked["Location"], {"password": PASSWORD})

    assert asked["Location"] == f"/konto/bestaetigen/?{urlencode({'next': '/konto/zweiter-faktor/einrichten/'})}"
    assert answer["Location"] == "/konto/zweiter-faktor/einrichten/"
    assert client.get("/konto/zweiter-faktor/einrichten/").status_code == 200


def test_password_alone_does_not_sign_in(client: Client) -> None:
    person = with_second_factor(PersonFactory())

    answer = send_sign_in(client, person.email)

    assert answer["Location"] == CODE
    assert client.get("/konto/").status_code == 302


def test_code_completes_sign_in_and_works_once(client: Client) -> None:
    person = with_second_factor(PersonFactory())
    code = current_code(person)
    send_sign_in(client, person.email)

    answer = client.post(CODE, {"code": code})

    replay = Client()
    send_sign_in(replay, person.email)
    assert answer["Location"] == "/konto/"
    assert replay.post(CODE, {"code": code}).status_code == 422
    assert replay.get("/konto/").status_code == 302


def test_wrong_code_is_refused_in_words(client: Client) -> None:
    person = with_second_factor(PersonFactory())
    send_sign_in(client, person.email)

    answer = client.post(CODE, {"code": "000000" if current_code(person) != "000000" else "111111"})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "code": ["Der Code stimmt nicht. Nehmen Sie den, der gerade in der App steht."]
    }


def test_recovery_code_works_once(client: Client) -> None:
    person = with_second_factor(PersonFactory())
    (code, *_) = _recovery_codes(person)
    send_sign_in(client, person.email)

    first = client.post(CODE, {"code": code})

    again = Client()
    send_sign_in(again, person.email)
    assert first["Location"] == "/konto/"
    assert again.post(CODE, {"code": code}).status_code == 422


def test_secrets_are_encrypted_in_the_database(settings: Settings) -> None:
    person = with_second_factor(PersonFactory())
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    code = current_code(person)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key for the installation", [settings.SECRET_KEY]

    assert all(value not in stored for value in ("'secret': 'A", *_recovery_codes(person)))
    assert stored.count("gAAAA") == 2
    assert current_code(person) == code


def test_demonstration_needs_none_and_says_so(town: Town, settings: Settings) -> None:
    settings.IS_DEMONSTRATION = True
    client = signed_in(person_in(town, Role.ADMINISTRATOR))

    answer = client.get(f"/{town.id}/arbeit/mitglieder/")

    assert answer.status_code == 200
    assert "Verwaltende brauchen hier keinen zweiten Faktor" in answer.content.decode()


def test_switching_off_shuts_administrators_pages_again(town: Town, client: Client) -> None:
    person = with_second_factor(person_in(town, Role.ADMINISTRATOR))
    send_sign_in(client, person.email)
    client.post(CODE, {"code": current_code(person)})
    assert client.get(f"/{town.id}/arbeit/protokoll/").status_code == 200

    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    client.post("/konto/zweiter-faktor/abschalten/")

    assert client.get(f"/{town.id}/arbeit/protokoll/")["Location"] == "/konto/zweiter-faktor/"
    assert Authenticator.objects.count() == 0


def _recovery_codes(person: Person) -> list[str]:
    return list(Authenticator.objects.get(user=person, type="recovery_codes").wrap().get_unused_codes())
