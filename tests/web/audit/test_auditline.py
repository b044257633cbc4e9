"""Lines of the log: nobody changes one; they go with their town or when their time is over."""

import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from leitplanke_web.audit.actions import forget_town, record
from leitplanke_web.audit.mapping import DEEDS, sentence
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.audit.queries import is_input_changed_since

pytestmark = pytest.mark.django_db


@pytest.fixture
def line() -> AuditLine:
    record(deed="member.removed", actor="Ada", town="erlenbach", subject="Edda")
    return AuditLine.objects.get()


@pytest.mark.parametrize("values", [{"actor": "Somebody else"}, {"deed": "x"}, {"town": "y"}, {"actor": "Ada"}])
def test_update_through_the_orm_is_refused(line: AuditLine, values: dict[str, str]) -> None:
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        AuditLine.objects.filter(pk=line.pk).update(**values)

    assert AuditLine.objects.values_list("actor", "deed", "town").get() == ("Ada", "member.removed", "erlenbach")


def test_saving_a_changed_line_is_refused(line: AuditLine) -> None:
    line.actor = "Somebody else"

    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        line.save()

    assert AuditLine.objects.get().actor == "Ada"


def test_update_in_sql_is_refused(line: AuditLine) -> None:
    with pytest.raises(DatabaseError, match="never change"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditline SET actor = 'Somebody else'")

    assert AuditLine.objects.get().actor == line.actor


def test_replacing_by_upsert_is_refused(line: AuditLine) -> None:
    forged = AuditLine(pk=line.pk, deed="x", actor="Somebody else", at=line.at)

    with pytest.raises(DatabaseError, match="never change"), transaction.atomic():
        AuditLine.objects.bulk_create([forged], update_conflicts=True, unique_fields=["id"], update_fields=["actor"])

    assert AuditLine.objects.get().actor == "Ada"


def test_lines_go_with_their_town_alone(line: AuditLine) -> None:
    record(deed="member.removed", actor="Otto", town="otterbach")

    forget_town("erlenbach")

    assert list(AuditLine.objects.values_list("town", flat=True)) == ["otterbach"]
    assert line.town == "erlenbach"


def test_forgetting_deletes_what_is_older_and_says_so() -> None:
    for day in (1, 2, 3):
        with time_machine.travel(datetime(2026, 3, day, 12, tzinfo=UTC), tick=False):
            record(deed="run.started", actor=f"Tag {day}", town="erlenbach")
    told = io.StringIO()

    call_command("log", "forget", "--before", "2026-03-03", stdout=told)

    assert told.getvalue() == "Gelöscht: 2 Zeilen von vor dem 03.03.2026.\n"
    assert list(AuditLine.objects.values_list("deed", "actor", "details")) == [
        ("log.forgotten", "Betrieb", {"lines": 2}),
        ("run.started", "Tag 3", {}),
    ]


@pytest.mark.parametrize("deed", sorted(DEEDS))
def test_every_deed_is_a_whole_sentence(deed: str) -> None:
    line = AuditLine(deed=deed, actor="Ada {0}", subject="{subject} %s", details={"role": "editor"})

    told = sentence(line, roles={"editor": "Bearbeitung"})

    assert "Ada {0}" in told
    assert told.endswith(".")


@pytest.mark.parametrize("deed", ["survey.prepared", "survey.changed", "codes.made"])
def test_a_running_survey_asks_for_no_new_run(deed: str) -> None:
    before = datetime(2020, 1, 1, tzinfo=UTC)

    record(deed=deed, actor="Ada", town="erlenbach", subject="2026-1")

    assert not is_input_changed_since("erlenbach", before)


def test_mixed_answers_ask_for_a_new_run() -> None:
    before = datetime(2020, 1, 1, tzinfo=UTC)

    record(deed="responses.mixed", actor="Betrieb", town="erlenbach", subject="2026-1")

    assert is_input_changed_since("erlenbach", before)
