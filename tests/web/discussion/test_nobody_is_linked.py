"""Somebody with a dump of the whole database tries to find out whose contribution is whose."""

import re
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models
from django.test import Client
from django_scopes import scope, scopes_disabled
from django_tasks_db.models import DBTaskResult

from factories.accounts import signed_in
from factories.discussions import closed, editor_of, running, ticket, ticket_of
from leitplanke.participation.codes import read_code
from leitplanke.participation.discussion import Moderation, Standing
from leitplanke_web.discussion.actions.keeping import settle, settle_towns
from leitplanke_web.discussion.actions.moderating import moderate
from leitplanke_web.discussion.actions.taking_part import contribute, object_to, vote
from leitplanke_web.discussion.models import Ballot, Cluster, Contribution, Discussion, Notice
from leitplanke_web.discussion.queries import ballot_count
from leitplanke_web.portal.management.commands.worker import _Night

pytestmark = pytest.mark.django_db
COLUMNS = {
    Discussion: {"id", "town", "identifier", "position", "version", "value", "is_draft", "is_closed"},
    Cluster: {"id", "town", "discussion", "title", "name"},
    Contribution: {"key", "town", "discussion", "text", "way", "standing", "reason", "cluster", "receipt"},
    Ballot: {"key", "town", "discussion", "marks"},
    Notice: {"key", "town", "discussion", "contribution", "words"},
}
RELATED = {"towns.Town", "discussion.Discussion", "discussion.Cluster"}


@pytest.fixture
def no_gaps():
    """PostgreSQL fills the gaps that it cleared of other tests' rows: neighbours then lie apart, by no order at all."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for model in (Contribution, Ballot, Notice):
                cursor.execute(f"TRUNCATE {model._meta.db_table}")


def _dump():
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - names of our own tables
            found[table] = [repr(row) for row in cursor.fetchall()]
    return found


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_tables_have_no_column_but_these(model):
    assert {field.name for field in model._meta.get_fields() if not field.auto_created or field.concrete} == COLUMNS[
        model
    ]


def test_every_table_is_listed_and_relates_to_no_person():
    own = set(apps.get_app_config("discussion").get_models())
    related = {
        field.related_model._meta.label
        for model in own
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created
    }

    assert own == set(COLUMNS)
    assert related == RELATED
    assert not [
        field
        for model in own
        for field in model._meta.get_fields()
        if isinstance(field, models.DateTimeField | models.GenericIPAddressField)
    ]


def test_nothing_relates_to_a_contribution_a_ballot_or_a_notice():
    rows = {Contribution, Ballot, Notice}

    assert [
        field for model in apps.get_models() for field in model._meta.get_fields(include_hidden=True)
        if field.is_relation and not field.auto_created and field.related_model in rows
    ] == []  # fmt: skip


def test_dump_holds_neither_receipt_nor_ticket_nor_address_nor_browser(town, moderator):
    row = running(town, moderator, number=1)
    writer = Client(REMOTE_ADDR="203.0.113.77", headers={"user-agent": "Seltener Browser 7"})
    address = f"/{town.pk}/diskussion/{row.identifier}/mitreden/"
    mine = ticket_of(writer, address)
    page = writer.post(address, {"go": "send", "ticket": mine, "text": "Mein Wunsch", "receipt": "on"}).content.decode()
    shown = re.search(r'lp-code--large">([^<]+)<', page)[1]
    dump = repr(_dump())

    assert "Mein Wunsch" in dump
    for secret in (shown, read_code(shown), mine, mine.split(":")[0], "203.0.113.77", "Seltener Browser"):
        assert secret not in dump
    assert not writer.cookies


def test_number_of_a_form_and_the_key_are_unrelated_without_the_secret(town, moderator, settings):
    row = running(town, moderator, number=1)
    mine = ticket(row, 7)
    before = (mine.key, mine.receipt)
    settings.SECRET_KEY = "somebody else's guess"  # noqa: S105 - invented

    assert mine.key != before[0]
    assert mine.receipt != before[1]


def test_signed_in_person_leaves_no_more_than_anybody(town, moderator):
    row = running(town, moderator, moderation=Moderation.AFTER, number=1)
    person = editor_of(town, "Petra")
    client = signed_in(person)
    client.get(f"/{town.pk}/")
    before = _dump()
    address = f"/{town.pk}/diskussion/{row.identifier}/mitreden/"
    client.post(address, {"go": "send", "ticket": ticket_of(client, address), "text": "Von Petra"})
    changed = {table for table, rows in _dump().items() if rows != before.get(table)}

    assert changed == {"discussion_contribution"}


@pytest.mark.usefixtures("no_gaps")
def test_rows_lie_in_the_order_of_random_keys_once_somebody_has_moderated(town, moderator):
    """Hidden row numbers of SQLite and the order of PostgreSQL's heap told the order of arrival until then."""
    row = running(town, moderator, number=1)
    with scope(town=town):
        for number in range(10, 40):
            contribute(row, ticket(row, number), text=f"{number}", wants_receipt=False, today=row.value.begins_on)
        arrived = [ticket(row, number).key for number in range(10, 40)]
        moderate(row, moderator, arrived, seen=Standing.WAITING, standing=Standing.SHOWN)
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key FROM discussion_contribution ORDER BY {place}")  # noqa: S608 - of two words
        lie = [key for (key,) in cursor.fetchall() if key in set(arrived)]

    assert lie == sorted(arrived) != arrived


def test_settling_changes_no_contribution(town, moderator):
    row = running(town, moderator)
    with scope(town=town):
        before = list(Contribution.objects.filter(discussion=row).order_by("key").values())
        settle(row)

        assert list(Contribution.objects.filter(discussion=row).order_by("key").values()) == before


def test_record_of_a_closed_discussion_tells_no_key_and_no_receipt(town, moderator):
    row = closed(town, moderator)
    with scopes_disabled():
        keys = [str(one.key) for one in Contribution.objects.filter(discussion=row)]
        receipts = [one.receipt for one in Contribution.objects.filter(discussion=row) if one.receipt]
    record = "".join(_dump()["participation_workshop"])

    assert receipts
    assert [one for one in (*keys, *receipts) if one in record] == []


@pytest.mark.usefixtures("no_gaps")
@pytest.mark.django_db(transaction=True)
class TestNight:
    """Somebody has the whole database in the morning, and nobody has moderated anything."""

    SENDERS = range(10, 40)

    @pytest.fixture
    def sent(self, town, moderator):
        """The keys of contributions, ballots and notices in the order in which people sent them."""
        row = running(town, moderator, number=1, moderation=Moderation.AFTER)
        today = row.value.begins_on
        with scope(town=town):
            shown = Contribution.objects.get(discussion=row).key
            for number in self.SENDERS:
                contribute(row, ticket(row, number), text=f"{number}", wants_receipt=False, today=today)
                vote(row, ticket(row, number), marks={"t1": 1}, today=today)
                object_to(row, ticket(row, number), shown, words=f"{number}")
        return row, [ticket(row, number).key for number in self.SENDERS]

    @pytest.mark.parametrize("model", [Contribution, Ballot, Notice], ids=lambda model: model.__name__)
    def test_rows_lie_in_the_order_of_their_keys_and_were_written_at_once(self, sent, model):
        _, arrived = sent
        before = _places(model, arrived)
        settle_towns()
        after = _places(model, arrived)

        assert [key for key, _ in before] == arrived
        assert [key for key, _ in after] == sorted(arrived) != arrived
        assert len({written for _, written in after}) == 1

    def test_nothing_that_was_sent_changes(self, town, sent):
        row, _ = sent
        with scope(town=town):
            before = [list(model.objects.order_by("key").values()) for model in (Contribution, Ballot, Notice)]
        settle_towns()

        with scope(town=town):
            assert [list(one.objects.order_by("key").values()) for one in (Contribution, Ballot, Notice)] == before
            assert ballot_count(row) == len(self.SENDERS) + 1

    def test_worker_asks_for_it_every_night(self, sent):
        _, arrived = sent
        asked = _Night()
        asked.ask_for_mix(datetime(2026, 11, 27, 3, 30, tzinfo=UTC))
        asked.ask_for_mix(datetime(2026, 11, 27, 4, 30, tzinfo=UTC))
        jobs = list(DBTaskResult.objects.order_by("task_path").values_list("task_path", flat=True))
        call_command("worker", once=True)

        assert jobs == [
            "leitplanke_web.discussion.tasks.settle_all",
            "leitplanke_web.participation.tasks.mix_all",
            "leitplanke_web.workshops.tasks.forget_all",
        ]
        assert [key for key, _ in _places(Contribution, arrived)] == sorted(arrived)


def _places(model, keys):
    """The rows in the order in which the database has them, each with the transaction that wrote it."""
    place, written = ("rowid", "0") if connection.vendor == "sqlite" else ("ctid", "xmin::text")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT key, {written} FROM {model._meta.db_table} ORDER BY {place}")  # noqa: S608 - of our own
        return [found for found in cursor.fetchall() if found[0] in set(keys)]
