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
from factories.coding import coded_apart
from factories.discussions import CONTRIBUTION, DISCUSSION
from factories.process import photo_of
from factories.sized_towns import REPAIRED, sized_town
from factories.web import PASSWORD, person_in
from leitplanke_web.accounts.models import Person
from leitplanke_web.evidence.queries import latest_sha256, report_of
from leitplanke_web.towns.models import Membership, Role, Town
from leitplanke_web.workshops.queries import workshop

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
            "participation:answer_file",
            "participation:print_paper",
            "participation:read_scans",
            "participation:register_sheets",
            "strategy:usual_fields",
        ),
        "forms are sent there",
    ),
    **dict.fromkeys(("openid_connect_login", "openid_connect_callback"), "there is no identity provider here"),
    "evidence:results": "leads to the latest report",
    "socialaccount_login_error": "a page with the status 401",
    "evidence:coding_go_on": "it leads on",
    "account_set_password": "everybody here has one",
    "mfa_authenticate": "only between password and code",
}
# Where people come from a deed, and are told that it is done: the page has to forget what it told.
LED_TO_AFTER_A_DEED = (
    *("strategy:measures", "strategy:measure_edit", "roadmap:capacities", "portal:run", "portal:versions"),
    *("towns:members", "towns:member", "accounts:own"),
    *("evidence:populations", "strategy:guardrail"),
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
        photo = photo_of(workshop(town, "w-2026-12-01-2"))
        code = workshop(town, "w-2026-12-01").code  # type: ignore[union-attr]  # a sized town has it
        coded_apart(town, first=administrator, second=editor, numbers=range(1, size + 1))
    return Visited(
        town=town,
        people={"administrator": confirmed(administrator), "editor": confirmed(editor), "anybody": Client()},
        values={
            "town": [town.pk],
            "measure": ["parking", "n0000"],
            "audience": ["citizens"],
            "criterion": ["benefit"],
            "file": ["scores.csv"],
            "how": ["telefon", "zuhause"],
            "unit": ["it"],
            "number": [1, REPAIRED],
            "stored": ["offer-2.xlsx", "roadmap.csv"],
            "version": [1],
            "member_id": [member],
            "name": ["roadmap.json", "evidence.json"],
            "snapshot": [_latest(town)],
            "finding": [_finding(town)],
            "guardrail": ["analogue"],
            "overall_goal": ["generations"],
            "goal": ["reach"],
            "field": ["services"],
            "way": ["leitplanke"],
            "thing": ["analogue"],
            "service": ["dog"],
            "gate": ["goals_adopted"],
            "choice": ["apps"],
            "grant": ["land"],
            "edition": [1],
            "uidb36": [int_to_base36(editor.pk)],
            "key": ["x-y"],
            "questionnaire": ["next", "2026-1"],
            "section": ["all"],
            "question": ["areas", "views"],
            "part": ["kita", "row"],
            "value": ["value"],
            "quota": ["quota"],
            "theme": ["waiting"],
            "kind": ["matrix"],
            "language": ["en"],
            "format": ["codebook"],
            "provider_id": ["oidc"],
            "element": ["E38"],
            "workshop": ["w-2026-12-01", "w-2026-12-01-2"],
            "discussion": [DISCUSSION],
            "contribution": [CONTRIBUTION + size],
            "step": ["ideas", "pairs", "dots"],
            "phase": ["workshops"],
            "letter": ["discussion-letter"],
            "actor": ["beirat-0"],
            "photo": [photo],
            "code": [code],
        },
    )


def _latest(town: Town) -> str:
    with scope(town=town):
        return latest_sha256(town)


def _finding(town: Town) -> str:
    with scope(town=town):
        found = report_of(town, latest_sha256(town))
    assert found is not None
    return found.findings[0].id


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
    connection.queries_log.clear()  # it holds 9,000, and walks are longer
    with CaptureQueriesContext(connection) as queries:
        status = client.get(path).status_code
    return status, len(queries)
