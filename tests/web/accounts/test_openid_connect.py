"""Signing in by the town's own directory."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from factories.accounts import send_sign_in, signed_in, with_second_factor
from factories.identity_provider import identity_provider, sign_in_there
from factories.web import PersonFactory
from leitplanke_web.accounts.models import Person
from leitplanke_web.config import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.allow_hosts(["127.0.0.1"])]
EDDA = {"sub": "4711", "email": "Edda@example.org", "email_verified": True, "name": "E. Ehrlich"}
Provide = Callable[..., None]


@pytest.fixture
def provide(settings: Settings) -> Iterator[Provide]:
    """`provide(claims)`: the installation has an identity provider that says so."""
    with ExitStack() as stack:

        def provided(claims: dict[str, Any], **more: str) -> None:
            environment = {
                "LEITPLANKE_OIDC_URL": stack.enter_context(identity_provider(claims)),
                "LEITPLANKE_OIDC_CLIENT_ID": "leitplanke",
                "LEITPLANKE_OIDC_CLIENT_SECRET": "secret",
                "LEITPLANKE_OIDC_NAME": "Rathaus-Konto",
                **more,
            }
            settings.SOCIALACCOUNT_PROVIDERS = sign_in.identity_provider(environment)

        yield provided


@pytest.fixture
def person() -> Person:
    return PersonFactory(email="edda@example.org", name="Edda Ehrlich")


def test_sign_in_page_offers_the_directory(client: Client, provide: Provide) -> None:
    provide(EDDA)

    page = client.get("/konto/anmelden/", {"next": "/konto/daten/"}).content.decode()

    assert "Mit Rathaus-Konto anmelden" in page
    assert 'href="/konto/verzeichnis/oidc/?process=login&amp;next=%2Fkonto%2Fdaten%2F"' in page


def test_sign_in_page_offers_none_where_there_is_none(client: Client) -> None:
    assert "verzeichnis" not in client.get("/konto/anmelden/").content.decode()
    assert client.get("/konto/verzeichnis/oidc/").status_code == 404


def test_directory_signs_in_whoever_has_an_account(client: Client, provide: Provide, person: Person) -> None:
    provide(EDDA)

    answer = sign_in_there(client)

    assert answer["Location"] == "/konto/"
    assert client.get("/konto/").context["request"].user == person
    assert SocialAccount.objects.values_list("user", "uid").get() == (person.pk, "4711")


def test_name_and_password_stay_what_they_were(client: Client, provide: Provide, person: Person) -> None:
    provide(EDDA)

    sign_in_there(client)

    assert Person.objects.get().name == "Edda Ehrlich"
    assert send_sign_in(Client(), person.email).status_code == 302


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "stranger@example.org"},
        {"email_verified": False},
        {"email_verified": "false"},
        {"email_verified": None},
        {"email": ""},
    ],
)
def test_directory_makes_no_account_and_takes_no_unproven_address(
    client: Client, provide: Provide, person: Person, claims: dict[str, Any]
) -> None:
    provide({**EDDA, **claims})

    answer = sign_in_there(client)

    assert "Zu Ihrer Anmeldung gibt es hier kein Konto." in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert list(Person.objects.all()) == [person]
    assert SocialAccount.objects.count() == 0


def test_operator_may_trust_the_directorys_addresses(client: Client, provide: Provide, person: Person) -> None:
    provide({"sub": "4711", "email": "edda@example.org"}, LEITPLANKE_OIDC_TRUST_ADDRESSES="1")

    sign_in_there(client)

    assert client.get("/konto/").context["request"].user == person


def test_second_factor_is_asked_for_all_the_same(client: Client, provide: Provide, person: Person) -> None:
    with_second_factor(person)
    provide(EDDA)

    answer = sign_in_there(client)

    assert answer["Location"] == "/konto/zweiter-faktor/code/"
    assert client.get("/konto/").status_code == 302


def test_blocked_account_stays_out(client: Client, provide: Provide) -> None:
    PersonFactory(email="edda@example.org", is_active=False)
    provide(EDDA)

    sign_in_there(client)

    assert client.get("/konto/").status_code == 302


@pytest.mark.parametrize("forged", [{"code": "guessed"}, {"state": "guessed"}])
def test_forged_return_signs_nobody_in(
    client: Client, provide: Provide, person: Person, forged: dict[str, str]
) -> None:
    provide(EDDA)

    answer = sign_in_there(client, **forged)

    assert "Die Anmeldung ist nicht gelungen" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert person.email == "edda@example.org"


def test_next_leads_only_to_this_site(client: Client, provide: Provide, person: Person) -> None:
    provide(EDDA)

    assert sign_in_there(client, next="https://evil.example/")["Location"] == "/konto/"
    assert sign_in_there(Client(), next="/konto/daten/")["Location"] == "/konto/daten/"
    assert person.email == "edda@example.org"


def test_connecting_another_identity_cannot_be_asked_for(provide: Provide, person: Person) -> None:
    provide({**EDDA, "email": "other@example.org"})
    client = signed_in(person)

    assert client.get("/konto/verzeichnis/oidc/", {"process": "connect"}).status_code == 404
    assert client.post("/konto/verzeichnis/oidc/", {"process": "connect"}).status_code == 405


def test_settings_are_complete_or_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match="LEITPLANKE_OIDC_CLIENT_ID, LEITPLANKE_OIDC_CLIENT_SECRET"):
        sign_in.identity_provider({"LEITPLANKE_OIDC_URL": "https://id.example.org"})

    assert sign_in.identity_provider({}) == {}
