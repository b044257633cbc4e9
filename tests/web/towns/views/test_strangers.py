"""Every address of members and log, tried by everybody who must not get in."""

import pytest
from django.test import Client
from django.urls import reverse
from django_scopes import scope, scopes_disabled

from factories.accounts import administrator_of, signed_in
from factories.web import PersonFactory, person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.towns import urls
from leitplanke_web.towns.models import Membership, Role, Town

pytestmark = pytest.mark.django_db
NAMES = sorted(str(pattern.name) for pattern in urls.urlpatterns)
FIELDS = {"name": "Nele Neu", "email": "nele@example.org", "role": "administrator", "seen": "administrator"}


@pytest.fixture
def ada(town: Town) -> Person:
    return administrator_of(town)


def test_names_are_these() -> None:
    assert NAMES == ["details", "log", "member", "member_invite", "member_new", "member_remove", "members"]


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
def test_staff_of_another_town_finds_nothing(town: Town, other_town: Town, ada: Person, name: str, method: str) -> None:
    client = signed_in(administrator_of(other_town))

    answer = getattr(client, method)(_address(town, ada, name), FIELDS)

    assert answer.status_code == (404 if _answers(name, method) else 405)
    assert _unchanged(town, ada)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("name", NAMES)
def test_somebody_without_a_town_finds_nothing(town: Town, ada: Person, name: str, method: str) -> None:
    answer = getattr(signed_in(PersonFactory()), method)(_address(town, ada, name), FIELDS)

    assert answer.status_code == (404 if _answers(name, method) else 405)
    assert _unchanged(town, ada)


@pytest.mark.parametrize("name", NAMES)
def test_editor_is_refused(town: Town, ada: Person, name: str) -> None:
    person = person_in(town, Role.EDITOR)
    method = "get" if _answers(name, "get") else "post"

    answer = getattr(signed_in(person), method)(_address(town, ada, name), FIELDS)

    assert answer.status_code == 403
    with scope(town=town):
        assert Membership.objects.count() == 2


@pytest.mark.parametrize("name", NAMES)
def test_anonymous_signs_in_first_and_comes_back(town: Town, ada: Person, name: str) -> None:
    address = _address(town, ada, name)
    method = "get" if _answers(name, "get") else "post"

    answer = getattr(Client(), method)(address, FIELDS if method == "post" else {})

    assert answer["Location"] == f"/konto/anmelden/?next={address}"
    assert _unchanged(town, ada)


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("member")])
def test_post_without_token_is_refused(town: Town, ada: Person, name: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)

    assert strict.post(_address(town, ada, name), FIELDS).status_code == 403
    assert _unchanged(town, ada)


@pytest.mark.parametrize("name", ["member", "member_invite", "member_remove"])
def test_member_of_another_town_is_not_found_in_ones_own(town: Town, other_town: Town, ada: Person, name: str) -> None:
    stranger = administrator_of(other_town)
    with scope(town=other_town):
        foreign = Membership.objects.get(person=stranger).pk

    answer = signed_in(ada).post(reverse(f"towns:{name}", kwargs={"town": town.id, "member_id": foreign}), FIELDS)

    assert answer.status_code == 404
    assert _unchanged(other_town, stranger)


def test_losing_the_role_takes_effect_in_mid_session(town: Town, ada: Person) -> None:
    client = signed_in(ada)
    assert client.get(_address(town, ada, "log")).status_code == 200

    with scope(town=town):
        Membership.objects.filter(person=ada).update(role=Role.EDITOR)
    as_editor = client.get(_address(town, ada, "log")).status_code
    with scope(town=town):
        Membership.objects.filter(person=ada).delete()
    as_stranger = client.get(f"/{town.id}/arbeit/protokoll/").status_code

    assert (as_editor, as_stranger) == (403, 404)


def _address(town: Town, person: Person, name: str) -> str:
    parts: dict[str, object] = {"town": town.id}
    if name in {"member", "member_invite", "member_remove"}:
        with scopes_disabled():
            parts["member_id"] = Membership.objects.get(person=person, town=town).pk
    return reverse(f"towns:{name}", kwargs=parts)


def _answers(name: str, method: str) -> bool:
    only = {"log": "get", "members": "get", "member_invite": "post", "member_remove": "post"}
    return only.get(name, method) == method


def _unchanged(town: Town, person: Person) -> bool:
    with scope(town=town):
        return list(Membership.objects.values_list("person", "role")) == [(person.pk, Role.ADMINISTRATOR)]
