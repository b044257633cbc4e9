"""My account."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from factories.accounts import administrator_of, send_sign_in, signed_in, with_second_factor
from factories.web import PASSWORD, PersonFactory, person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.towns.models import Role, Town

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["", "daten/", "loeschen/", "passwort/", "zweiter-faktor/"])
def test_pages_are_for_people_who_signed_in(path: str) -> None:
    answer = Client().get(f"/konto/{path}")

    assert answer["Location"].startswith("/konto/anmelden/?next=") or answer["Location"] == "/konto/anmelden/"


def test_page_names_my_towns_and_roles(town: Town, other_town: Town) -> None:
    person = person_in(town, Role.EDITOR)

    answer = signed_in(person).get("/konto/")

    assert answer.context["towns"] == ((town, Role.EDITOR),)
    assert other_town.id not in answer.content.decode()


def test_new_name_is_stored_and_written_into_the_log_of_my_towns(town: Town) -> None:
    person = person_in(town, Role.EDITOR, name="Edda Ehrlich")

    signed_in(person).post("/konto/", {"name": "Edda Ehrlich-Ernst"})

    assert Person.objects.get(pk=person.pk).name == "Edda Ehrlich-Ernst"
    assert AuditLine.objects.filter(town=town.id).values_list("deed", "actor", "subject")[0] == (
        "account.renamed", "Edda Ehrlich", "Edda Ehrlich-Ernst",
    )  # fmt: skip


@pytest.mark.parametrize("name", ["Ada Amt", "ADA AMT", "Betrieb", "", "x" * 121])
def test_nobody_takes_the_name_of_somebody_else_in_the_log(town: Town, name: str) -> None:
    administrator_of(town, name="Ada Amt")
    person = person_in(town, Role.EDITOR, name="Edda Ehrlich")

    answer = signed_in(person).post("/konto/", {"name": name})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    assert Person.objects.get(pk=person.pk).name == "Edda Ehrlich"


def test_own_data_are_complete_and_hold_no_secret(town: Town) -> None:
    person = with_second_factor(person_in(town, Role.EDITOR, name="Edda", email="edda@example.org"))
    secrets = [str(value) for data in Authenticator.objects.values_list("data", flat=True) for value in data.values()]

    answer = signed_in(person).get("/konto/daten/")

    data = json.loads(answer.content)
    kinds = [factor["type"] for factor in data.pop("second_factors")]
    assert data.pop("last_login") is not None
    assert data == {
        "name": "Edda", "email": "edda@example.org", "is_active": True, "verified_addresses": [],
        "towns": [{"town": town.id, "role": "editor"}], "identity_providers": [],
    }  # fmt: skip
    assert kinds == ["totp", "recovery_codes"]
    assert all(secret not in answer.content.decode() for secret in [person.password, *secrets[:1]])
    assert answer["Content-Disposition"] == 'attachment; filename="leitplanke-konto.json"'


def test_erasing_asks_for_the_password_and_deletes_everything(town: Town) -> None:
    person = with_second_factor(person_in(town, Role.EDITOR, name="Edda"))
    client = signed_in(person)

    asked = client.post("/konto/loeschen/")
    still_there = Person.objects.filter(pk=person.pk).exists()
    client.get("/konto/loeschen/")
    client.post("/konto/bestaetigen/", {"password": PASSWORD})
    done = client.post("/konto/loeschen/")

    assert (asked.status_code, asked["Location"].partition("?")[0], still_there) == (302, "/konto/bestaetigen/", True)
    assert done.status_code == 200
    assert not Person.objects.filter(pk=person.pk).exists()
    assert Authenticator.objects.count() == 0
    assert client.get("/konto/").status_code == 302
    assert send_sign_in(Client(), person.email).status_code == 422
    assert AuditLine.objects.filter(town=town.id).values_list("deed", "actor")[0] == ("account.deleted", "Edda")


def test_last_administrator_cannot_erase_the_account(town: Town) -> None:
    person = administrator_of(town)
    client = signed_in(person)
    client.post("/konto/bestaetigen/", {"password": PASSWORD})

    answer = client.post("/konto/loeschen/")

    assert answer.status_code == 422
    assert "Ihr Konto bleibt noch" in answer.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()


def test_somebody_without_a_town_can_erase_the_account() -> None:
    client = signed_in(PersonFactory(name="Edda"))
    client.post("/konto/bestaetigen/", {"password": PASSWORD})

    client.post("/konto/loeschen/")

    assert Person.objects.count() == 0
    assert list(AuditLine.objects.values_list("deed", "actor", "town")) == [("account.deleted", "Edda", "")]
