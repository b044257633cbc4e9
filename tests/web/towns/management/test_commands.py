"""The operator's commands."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django_scopes import scope

from factories.accounts import NEW_PASSWORD, send_sign_in
from factories.web import PersonFactory
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.towns.models import Membership, Town

pytestmark = pytest.mark.django_db


def test_person_with_password_can_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{NEW_PASSWORD}\n"))

    told = _call("person", "add", "Edda@Example.org", "--name", "Edda", "--password-stdin")

    assert told == "Angelegt: Edda (edda@example.org).\n"
    assert send_sign_in(Client(), "edda@example.org", password=NEW_PASSWORD).status_code == 302
    assert list(AuditLine.objects.values_list("deed", "actor", "subject")) == [("account.added", "Betrieb", "Edda")]


def test_person_without_password_gets_a_link() -> None:
    told = _call("person", "add", "edda@example.org", "--name", "Edda")

    link = told.splitlines()[1].partition("http://localhost")[2]
    assert "Passwort festlegen" in Client().get(link, follow=True).content.decode()
    assert not Person.objects.get().has_usable_password()


@pytest.mark.parametrize(
    ("email", "password", "problem"),
    [
        ("known@example.org", NEW_PASSWORD, "gibt es schon ein Konto"),
        ("no address", NEW_PASSWORD, "E-Mail"),
        ("new@example.org", "kurz", "12"),
        ("new@example.org", "", "12"),
    ],
)
def test_person_that_will_not_do_is_refused(
    email: str, password: str, problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    PersonFactory(email="known@example.org")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))

    with pytest.raises(CommandError, match=problem):
        _call("person", "add", email, "--name", "X", "--password-stdin")

    assert Person.objects.count() == 1


def test_member_is_added_and_written_down(town: Town) -> None:
    PersonFactory(email="edda@example.org", name="Edda")

    told = _call("member", "add", town.id, "Edda@example.org", "--role", "administrator")

    assert told == f"Aufgenommen: Edda@example.org in {town.id} (administrator).\n"
    with scope(town=town):
        assert list(Membership.objects.values_list("person__name", "role")) == [("Edda", "administrator")]
    assert AuditLine.objects.values_list("deed", "actor", "subject")[0] == ("member.added", "Betrieb", "Edda")


@pytest.mark.parametrize(
    ("town_id", "email", "problem"),
    [
        ("nowhere", "edda@example.org", "„nowhere“ gibt es nicht"),
        ("erlenbach", "nobody@example.org", "kein Konto"),
    ],
)
def test_member_that_cannot_be_is_refused(town: Town, town_id: str, email: str, problem: str) -> None:
    PersonFactory(email="edda@example.org")

    with pytest.raises(CommandError, match=problem):
        _call("member", "add", town_id, email, "--role", "editor")

    with scope(town=town):
        assert Membership.objects.count() == 0


def test_member_is_added_once(town: Town) -> None:
    PersonFactory(email="edda@example.org")
    _call("member", "add", town.id, "edda@example.org", "--role", "editor")

    with pytest.raises(CommandError, match="arbeitet schon"):
        _call("member", "add", town.id, "edda@example.org", "--role", "administrator")


def _call(*words: str) -> str:
    told = io.StringIO()
    call_command(*words, stdout=told)
    return told.getvalue()
