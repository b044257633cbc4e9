"""No page asks the database more than ten times, however large the town, whoever asks, remembered or not.

Pages are found in the URLconf: a new one is counted by itself, and must be shown to somebody here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import MessageEncoder
from django.contrib.messages.storage.session import SessionStorage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.http import int_to_base36
from django_scopes import scope

from factories.accounts import administrator_of, signed_in
from factories.addresses import Address, all_addresses
from factories.sized_towns import sized_town
from factories.web import PASSWORD, person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.models import Membership, Role, Town

pytestmark = pytest.mark.django_db

MOST = 10
SMALL, LARGE = 1, 60  # more than stand on one page of any list
# Addresses that show nobody a page, and why.
SHOW_NO_PAGE = {
    **dict.fromkeys(("towns:member_remove", "towns:member_invite"), "forms are sent there"),
    **dict.fromkeys(
        (
            "portal:start_run",
            "portal:cancel_run",
            "participation:make_codes",
            "participation:print_paper",
            "participation:read_scans",
        ),
        "forms are sent there",
    ),
    **dict.fromkeys(("openid_connect_login", "openid_connect_callback"), "there is no identity provider here"),
    "socialaccount_login_error": "a page with the status 401",
    "account_set_password": "everybody here has one",
    "mfa_authenticate": "only between password and code",
}
# Where people come from a deed, and are told that it is done: the page has to forget what it told.
LED_TO_AFTER_A_DEED = (
    *("strategy:measures", "strategy:measure_edit", "roadmap:capacities", "portal:run", "portal:versions"),
    *("towns:members", "towns:member", "accounts:own"),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """What a page cost somebody: queries of a process that has just begun, and of one that saw the page before."""

    route: str
    who: str
    status: int
    first: int
    again: int


@dataclass(frozen=True, slots=True)
class Visited:
    """A town with people who look at its pages."""

    town: Town
    people: Mapping[str, Client]
    values: Mapping[str, Sequence[object]]


def test_every_page_asks_little_of_the_database_whatever_the_size_of_the_town(
    nothing_kept: Callable[[], None],
) -> None:
    towns = [visited(size) for size in (SMALL, LARGE)]

    small, large = (list(visits(town, nothing_kept)) for town in towns)

    shown = {one.route for one in large if one.status == 200}
    assert {one.name for one in all_addresses() if one.route not in shown} == set(SHOW_NO_PAGE)
    assert [one for one in (*small, *large) if max(one.first, one.again) > MOST] == []
    assert large == small


def test_pages_that_tell_what_was_done_ask_little_too() -> None:
    found = visited(LARGE)
    pages = {one.name: one for one in all_addresses() if one.name in LED_TO_AFTER_A_DEED}

    asked = {name: queries_with_a_message(found, one) for name, one in pages.items()}

    assert set(asked) == set(LED_TO_AFTER_A_DEED)
    assert {name: number for name, number in asked.items() if number > MOST} == {}


def visited(size: int) -> Visited:
    town = sized_town(f"town{size}", size)
    with scope(town=town):
        administrator = administrator_of(town, name=f"Ada {size}", email=f"ada{size}@example.org")
        editor = person_in(town, Role.EDITOR, name=f"Edda {size}", email=f"edda{size}@example.org")
        member = Membership.objects.get(person=editor).pk
    return Visited(
        town=town,
        people={"administrator": confirmed(administrator), "editor": confirmed(editor), "anybody": Client()},
        values={
            "town": [town.pk],
            "measure": ["parking", "n0000"],
            "audience": ["citizens"],
            "how": ["telefon", "zuhause"],
            "unit": ["it"],
            "number": [1],
            "version": [1],
            "member_id": [member],
            "name": ["roadmap.json"],
            "uidb36": [int_to_base36(editor.pk)],
            "key": ["x-y"],
            "questionnaire": ["next", "2026-1"],
            "section": ["all"],
            "question": ["areas"],
            "kind": ["matrix"],
            "language": ["en"],
            "format": ["codebook"],
            "provider_id": ["oidc"],
        },
    )


def confirmed(person: Person) -> Client:
    """Signed in, and the password just given once more."""
    client = signed_in(person)
    assert client.post(reverse("account_reauthenticate"), {"password": PASSWORD}).status_code == 302
    return client


def visits(found: Visited, nothing_kept: Callable[[], None]) -> Iterator[Visit]:
    for address in all_addresses():
        for path in address.all_with(found.values):
            for who, client in found.people.items():
                nothing_kept()
                status, first = cost(client, path)
                yield Visit(address.route, who, status, first, cost(client, path)[1])


def queries_with_a_message(found: Visited, address: Address) -> int:
    client = found.people["administrator"]
    path = next(path for path in address.all_with(found.values) if client.get(path).status_code == 200)
    session = client.session
    session[SessionStorage.session_key] = MessageEncoder().encode([Message(SUCCESS, "Gespeichert.")])
    session.save()
    status, number = cost(client, path)
    assert status == 200
    assert SessionStorage.session_key not in client.session
    return number


def cost(client: Client, path: str) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as queries:
        status = client.get(path).status_code
    return status, len(queries)
