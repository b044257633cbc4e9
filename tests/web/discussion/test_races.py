"""Somebody writes while all contributions are being written anew: nothing that was accepted is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from factories.discussions import editor_of, running, ticket
from factories.towns import small_town
from leitplanke.participation.discussion import Standing
from leitplanke_web.discussion.actions import keeping
from leitplanke_web.discussion.actions.moderating import moderate
from leitplanke_web.discussion.actions.taking_part import contribute, withdraw
from leitplanke_web.discussion.models import Contribution
from leitplanke_web.discussion.tickets import Ticket

WAIT_SECONDS = 0.5  # somebody who need not wait is faster


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(deed, other)`: the other begins when the deed has read all contributions; both come to an end."""

    def both(deed, other):
        is_read, is_over = Event(), Event()
        stored = keeping.stored_rows

        def read(model, row):
            rows = stored(model, row)
            is_read.set()
            is_over.wait(WAIT_SECONDS)
            return rows

        def begin():
            is_read.wait(60)
            monkeypatch.setattr(keeping, "stored_rows", stored)
            try:
                other()
            finally:
                is_over.set()
                connection.close()

        monkeypatch.setattr(keeping, "stored_rows", read)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(begin)
            deed()
            waiting.result(timeout=60)

    return both


@pytest.fixture
def row(transactional_db):  # noqa: ARG001 - threads see what is committed
    town = small_town()
    return running(town, editor_of(town))


def _release(row):
    with scope(town=row.town):
        waiting = Contribution.objects.filter(discussion=row, standing=Standing.WAITING)
        keys = list(waiting.values_list("key", flat=True))
        moderate(row, editor_of(row.town, "Mia"), keys, seen=Standing.WAITING, standing=Standing.SHOWN)


def _write(row, sent: Ticket):
    with scope(town=row.town):
        contribute(row, sent, text="Mittendrin", wants_receipt=False, today=timezone.localdate())


def test_what_comes_in_while_a_moderator_decides_stays(row, meanwhile):
    meanwhile(lambda: _release(row), lambda: _write(row, ticket(row, 50)))

    with scope(town=row.town):
        assert Contribution.objects.filter(text="Mittendrin").count() == 1
        assert Contribution.objects.filter(discussion=row).count() == 4


def test_what_is_taken_back_while_a_moderator_decides_is_gone_and_the_others_stay(row, meanwhile):
    def take_back():
        with scope(town=row.town):
            withdraw(row.town, ticket(row, 0).receipt)

    meanwhile(lambda: _release(row), take_back)

    with scope(town=row.town):
        standings = Contribution.objects.filter(discussion=row).values_list("standing", flat=True)
        assert sorted(standings) == sorted([Standing.WITHDRAWN, Standing.SHOWN, Standing.SHOWN])


def test_trouble_with_one_discussion_keeps_no_other_from_being_settled(row, monkeypatch):
    second = running(row.town, editor_of(row.town, "Mia"), title="Zweite")
    settled, settle_one = [], keeping.settle_all

    def troubled(one):
        if one.pk == row.pk:
            raise RuntimeError("broken")
        settled.append(one.pk)
        return settle_one(one)

    monkeypatch.setattr(keeping, "settle_all", troubled)

    assert keeping.settle_towns() == 1
    assert settled == [second.pk]
