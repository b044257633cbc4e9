"""The database refuses, at whatever moment: a kind page, nothing half done, and it goes on without a restart."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from django_scopes import scope

from factories.accounts import administrator_of, signed_in
from factories.addresses import all_addresses
from factories.discussions import CONTRIBUTION, DISCUSSION
from factories.page_forms import PageForm, forms_of, posting_forms, send
from factories.processes import database_url
from factories.towns import small_town
from factories.two_towns import (
    NEXT,
    PUBLISHED,
    REPAIRED,
    REPORT,
    ROOM,
    WAITING,
    WORKSHOP,
    TwoTowns,
    stored_but_sessions,
    two_towns,
)
from leitplanke_web.strategy.queries import measure_row
from leitplanke_web.towns.models import Town

WITHOUT_DATABASE = {"design:components", "design:display"}
MEASURE = "/erlenbach/arbeit/massnahmen/parking/bearbeiten/"


@pytest.fixture
def towns(db: None) -> TwoTowns:  # noqa: ARG001 - the database first
    return two_towns()


@pytest.fixture
def insider(towns: TwoTowns) -> Client:
    client = signed_in(towns.administrator)
    client.raise_request_exception = False
    return client


def every(towns: TwoTowns) -> list[tuple[str, str]]:
    """An address of every pattern of a town, by name."""
    values = {
        "town": ("erlenbach",), "measure": ("kita_online",), "unit": ("office",),
        "version": PUBLISHED[:1], "name": ("roadmap.json",), "member_id": (towns.member,), "provider_id": ("oidc",),
        "uidb36": ("1",), "key": ("x-y",), "audience": ("citizens",), "questionnaire": (NEXT,), "section": ("all",),
        "part": ("kita",), "value": ("value",), "quota": ("quota",),
        "criterion": ("benefit",), "file": ("scores.csv",), "theme": ("waiting",), "element": ("E38",),
        "discussion": (DISCUSSION,), "contribution": (CONTRIBUTION,),
        "workshop": (WORKSHOP,), "step": ("ideas",), "code": (ROOM,),
        "snapshot": (REPORT,), "finding": ("citizens.areas.kita",), "guardrail": ("short_waits",),
        "edition": PUBLISHED[:1], "overall_goal": ("generations",), "goal": ("reach",), "service": ("only_here",),
        "field": ("services",), "way": ("massnahme",), "thing": ("kita_online",),
        "gate": ("goals_adopted",), "choice": ("apps",), "grant": ("land",), "phase": ("workshops",),
        "letter": ("discussion-letter",), "actor": ("beirat-0",), "photo": (towns.photo,),
        "question": ("areas",), "kind": ("single",), "language": ("en",), "format": ("json",), "how": ("telefon",),
        "number": (WAITING, REPAIRED), "stored": ("problem.json",),
    }  # fmt: skip
    return [(pattern.name, one) for pattern in all_addresses() for one in pattern.all_with(values)]


@contextmanager
def refusing(is_refused: Callable[[int], bool]) -> Iterator[list[str]]:
    """The database does not answer the statements whose numbers are refused; what has been asked.

    Rolling back is none of them, nor letting go of a savepoint that was rolled back: who is away has done both.
    """
    asked: list[str] = []
    latest = [""]

    def ask(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        is_undoing = sql.startswith("ROLLBACK") or (sql.startswith("RELEASE") and latest[-1].startswith("ROLLBACK"))
        latest.append(sql)
        if is_undoing:
            return execute(sql, *rest)
        asked.append(sql)
        if is_refused(len(asked)):
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, *rest)

    with connection.execute_wrapper(ask):
        yield asked


def test_every_page_is_kind_while_the_database_is_away_and_back_at_once(towns: TwoTowns, insider: Client) -> None:
    visitor = Client(raise_request_exception=False)
    with refusing(lambda _number: True):
        public = {name: visitor.get(one) for name, one in every(towns)}
        own = {name: insider.get(one) for name, one in every(towns)}

    answers = [*public.values(), *own.values()]
    away = [answer for answer in answers if answer.status_code == 503]
    assert [answer.status_code for answer in answers if answer.status_code >= 500] == [503] * len(away)
    assert {(answer.headers["Retry-After"], "Gerade können wir nichts" in answer.text) for answer in away} == {
        ("30", True)
    }
    assert {public[name].status_code for name, one in every(towns) if one.startswith("/erlenbach/")} == {503}
    assert {public[name].status_code for name in WITHOUT_DATABASE} == {200}
    assert visitor.get("/erlenbach/").status_code == 200


def test_form_is_kept_whole_or_not_at_all_wherever_the_database_fails(towns: TwoTowns, insider: Client) -> None:
    forms = [form for form in posting_forms(insider, [one for _, one in every(towns)]) if "/arbeit/" in form.action]

    wrong = [(form.action, number, told) for form in forms for number, told in failures(insider, form)]

    assert wrong == []
    assert len(forms) > 8


def failures(client: Client, form: PageForm) -> Iterator[tuple[int, str]]:
    """What went wrong when the database failed at each of the form's statements."""
    before = stored_but_sessions()
    usual, _, whole = _tables_changed(client, form, before, fails_at=0)
    for number in range(1, 80):
        status, asked, changed = _tables_changed(client, form, before, fails_at=number)
        if asked < number:
            return
        is_as_usual = (status, changed) == (usual, whole)
        if not is_as_usual and (status != 503 or changed not in (set(), whole)):
            yield number, f"answered {status}, stored {sorted(changed)} of {sorted(whole)}"
    yield 80, "the form takes too many statements"


def _tables_changed(
    client: Client, form: PageForm, before: dict[str, Any], *, fails_at: int
) -> tuple[int, int, set[str]]:
    with transaction.atomic():
        with refusing(lambda number: number == fails_at) as asked:
            status = send(client, form.action, form.entries()).status_code
        transaction.set_rollback(False)  # the statement never reached the database: one may look what is there
        after = stored_but_sessions()
        transaction.set_rollback(True)
    return status, len(asked), {name for name in {*before, *after} if before.get(name) != after.get(name)}


@pytest.fixture
def own_town(transactional_db: None) -> Town:  # noqa: ARG001 - what is committed is seen by others
    return small_town()


@pytest.fixture
def administrator(own_town: Town) -> Client:
    with scope(town=own_town):
        client = signed_in(administrator_of(own_town))
    client.raise_request_exception = False
    return client


def measure_form(client: Client) -> PageForm:
    page = client.get(MEASURE).content.decode()
    return next(form for form in forms_of(page, address=MEASURE) if form.action == MEASURE)


def title_of(town: Town) -> str:
    with scope(town=town):
        row = measure_row(town, "parking")
    assert row is not None
    return row.value.title.de


def test_lock_of_somebody_else_ends_in_a_kind_page_and_later_it_is_saved(own_town, administrator):
    entries = measure_form(administrator).entries(title_de="Neuer Titel")
    patience = {"sqlite": "PRAGMA busy_timeout = 200", "postgresql": "SET lock_timeout = '200ms'"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(patience)

    with locked_by_somebody_else():
        refused = send(administrator, MEASURE, entries)
        reading = Client().get("/erlenbach/")
    saved = send(administrator, MEASURE, entries)

    assert (refused.status_code, refused.headers["Retry-After"], reading.status_code) == (503, "30", 200)
    assert "Neuer Titel</textarea>" in refused.content.decode()
    assert (saved.status_code, title_of(own_town)) == (302, "Neuer Titel")


@contextmanager
def locked_by_somebody_else() -> Iterator[None]:
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        with psycopg.connect(database_url()) as other:
            other.execute("SELECT * FROM towns_town FOR UPDATE")
            yield


@pytest.mark.django_db
def test_database_waits_for_a_lock_no_longer_than_people_do():
    asked, expected = {
        "sqlite": ("PRAGMA busy_timeout", 20_000),
        "postgresql": ("SHOW lock_timeout", "20s"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        assert cursor.fetchone() == (expected,)


def test_full_disk_ends_in_a_kind_page_and_once_there_is_room_it_is_saved(own_town, administrator):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has its disk for itself; what it answers then is of the same kind as being away")
    words = "Mehr als vorher passt. " * 800
    entries = measure_form(administrator).entries(title_de="Neuer Titel", description_de=words)
    before = stored_but_sessions()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # else there may be room inside the file
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")

    refused = send(administrator, MEASURE, entries)
    meanwhile, reading = stored_but_sessions(), Client().get("/erlenbach/")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    saved = send(administrator, MEASURE, entries)

    assert (refused.status_code, reading.status_code) == (503, 200)
    assert "Neuer Titel</textarea>" in refused.content.decode()
    assert meanwhile == before
    assert (saved.status_code, title_of(own_town)) == (302, "Neuer Titel")
