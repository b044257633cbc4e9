"""An administrator takes the answers out once the survey has ended; nobody else does, and nobody before."""

import csv
import io
import json
from dataclasses import replace
from random import Random

import pyreadstat
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from factories.accounts import administrator_of, signed_in
from factories.surveys import NOW, TODAY, send, survey_of, ticket_for
from leitplanke.participation.model import Answer, ResponseMode
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.actions.accepting import accept
from leitplanke_web.participation.actions.mixing import mix
from leitplanke_web.participation.models import Response
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import questionnaire

pytestmark = pytest.mark.django_db
PAGE = "/erlenbach/arbeit/umfrage/antworten/"
FILE = f"{PAGE}2026-9/"
SOME = 12
FORMATS = ("csv", "xlsx", "sav", "dta", "parquet", "json")


@pytest.fixture
def survey(town, time_machine):
    """A survey of a version that is not evaluated, with answers that wait for the mix; nothing of it is from a file."""
    time_machine.move_to(NOW)
    with scope(town=town):
        found = survey_of(town, replace(questionnaire(town), version="2026-9"))
        for number in range(SOME - 1):
            send(found, Random(number), number=number, with_receipt=True)
        told = (Answer("areas", ("kita",)), Answer("wish", text="Rufen Sie 0151 23456789 an"), Answer("age", ("a60",)))
        ticket, random = ticket_for(found, Random(99)), Random(99)
        accept(found, told, ticket=ticket, mode=ResponseMode.ONLINE, random=random)
    return found


@pytest.fixture
def administrator(town):
    with scope(town=town):
        return signed_in(administrator_of(town, name="Ada Amt", email="ada@example.org"))


def _end(town, survey):
    with scope(town=town):
        type(survey).objects.filter(pk=survey.pk).update(state=SurveyState.CLOSED)
        survey.refresh_from_db()


def _mix(town, survey):
    with scope(town=town):
        return mix(town, survey, today=TODAY, random=Random(6))


@pytest.fixture
def ended(town, survey):
    _end(town, survey)
    assert _mix(town, survey) == SOME
    return survey


def _deeds():
    return list(AuditLine.objects.filter(deed="answers.downloaded").values_list("actor", "town", "subject", "details"))


@pytest.mark.usefixtures("ended")
def test_csv_holds_the_mixed_answers_in_the_order_of_their_random_keys(town, administrator):
    answer = administrator.post(FILE, {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    with scope(town=town):
        keys = list(Response.objects.filter(questionnaire="2026-9").order_by("key").values_list("key", flat=True))
        receipts = set(Response.objects.exclude(receipt="").values_list("receipt", flat=True))
    assert answer.status_code == 200
    assert [int(row["key"]) for row in rows] == keys
    assert {row["wish"] for row in rows if "Nummer" in row["wish"]} == {f"Stimme Nummer {n}" for n in range(SOME - 1)}
    assert [row["wish"] for row in rows if "[" in row["wish"]] == ["Rufen Sie [Telefonnummer] an"]
    assert len(receipts) == SOME - 1
    assert not any(one in answer.content.decode() for one in receipts)
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="answers-erlenbach-2026-9.csv"'
    assert _deeds() == [("Ada Amt", "erlenbach", "2026-9", {})]


@pytest.mark.usefixtures("ended")
def test_sav_comes_back_with_labels(administrator, tmp_path):
    file = tmp_path / "answers.sav"
    file.write_bytes(administrator.post(FILE, {"format": "sav"}).content)

    frame, about = pyreadstat.read_sav(str(file))

    assert len(frame) == SOME
    assert set(frame["wish"]) >= {f"Stimme Nummer {number}" for number in range(SOME - 1)}
    assert about.column_names_to_labels["wish"]


@pytest.mark.usefixtures("ended")
def test_every_format_is_offered_and_answers(administrator):
    page = administrator.get(PAGE).content.decode()

    assert f'action="{FILE}"' in page
    assert "vertraulich" in page
    for kind in FORMATS:
        assert f'value="{kind}"' in page
        assert len(administrator.post(FILE, {"format": kind}).content) > 100
    assert len(json.loads(administrator.post(FILE, {"format": "json"}).content)["responses"]) == SOME


def test_nothing_leaves_while_the_survey_runs_or_answers_wait(town, survey, administrator):
    assert _mix(town, survey) == SOME
    assert administrator.post(FILE, {"format": "csv"}).status_code == 404
    assert "läuft noch" in administrator.get(PAGE).content.decode()

    with scope(town=town):
        send(survey, Random(50), number=50)
    _end(town, survey)
    assert administrator.post(FILE, {"format": "csv"}).status_code == 404
    assert "noch gemischt" in administrator.get(PAGE).content.decode()

    assert _mix(town, survey) == 1
    assert administrator.post(FILE, {"format": "csv"}).status_code == 200
    assert len(_deeds()) == 1


def test_few_that_are_not_mixed_are_not_there(town, administrator, time_machine):
    time_machine.move_to(NOW)
    with scope(town=town):
        survey = survey_of(town, replace(questionnaire(town), version="2026-9"))
        for number in range(9):
            send(survey, Random(number), number=number)
    assert _mix(town, survey) == 0
    _end(town, survey)

    assert administrator.post(FILE, {"format": "csv"}).status_code == 404
    assert _deeds() == []


@pytest.mark.usefixtures("ended")
def test_others_get_nothing(other_town, editor, client):
    with scope(town=other_town):
        stranger = signed_in(administrator_of(other_town, name="Ota", email="ota@example.org"))

    for address in (PAGE, FILE):
        method = "get" if address == PAGE else "post"
        assert getattr(editor, method)(address, {"format": "csv"}).status_code == 403
        assert getattr(stranger, method)(address, {"format": "csv"}).status_code == 404
        assert getattr(client, method)(address, {"format": "csv"}).status_code == 302
    assert stranger.post(FILE.replace("erlenbach", other_town.pk), {"format": "csv"}).status_code == 404
    assert PAGE not in editor.get("/erlenbach/arbeit/umfrage/").content.decode()
    assert _deeds() == []


@pytest.mark.usefixtures("ended")
def test_unknown_formats_and_versions_are_not_found_and_looking_is_no_deed(town, administrator):
    with scope(town=town):
        survey_of(town, replace(questionnaire(town), version="2027-1"))
    for address, kind in ((FILE, "exe"), (FILE, ""), (f"{PAGE}nowhere/", "csv"), (f"{PAGE}2027-1/", "csv")):
        assert administrator.post(address, {"format": kind}).status_code == 404
    assert administrator.get(FILE).status_code == 405
    assert PAGE in administrator.get("/erlenbach/arbeit/umfrage/").content.decode()
    assert _deeds() == []


@pytest.mark.usefixtures("ended")
def test_file_costs_as_many_queries_whatever_the_number_of_answers(town, administrator):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert administrator.post(FILE, {"format": "csv"}).status_code == 200
        return len(queries)

    few = cost()
    with scope(town=town):
        row = Response.objects.filter(questionnaire="2026-9").first()
        for key in range(1, 60):
            row.pk, row.receipt = (town.pk, row.audience, key), ""
            row.save(force_insert=True)

    assert cost() == few


@pytest.mark.usefixtures("ended")
def test_operator_is_told_what_an_export_leaves_out_and_gets_it(tmp_path, capsys):
    call_command("export", "erlenbach", out=tmp_path / "town")
    said = capsys.readouterr().err
    assert "leitplanke-web answers erlenbach --questionnaire 2026-9" in said
    assert "2026-1" not in said

    file = tmp_path / "answers.csv"
    call_command("answers", "erlenbach", questionnaire="2026-9", to="csv", out=file)

    assert f"{SOME} Antworten" in capsys.readouterr().out
    assert len(file.read_text("utf-8-sig").splitlines()) == SOME + 1
    assert file.stat().st_mode & 0o077 == 0
    assert _deeds() == [("Betrieb", "erlenbach", "2026-9", {})]


@pytest.mark.usefixtures("survey")
def test_operator_is_refused_while_the_survey_runs(tmp_path):
    for town, version, why in (
        ("erlenbach", "2026-9", "läuft noch"),
        ("erlenbach", "nowhere", "gibt es dort nicht"),
        ("nowhere", "2026-9", "Diese Stadt gibt es nicht"),
    ):
        with pytest.raises(CommandError, match=why):
            call_command("answers", town, questionnaire=version, to="csv", out=tmp_path / "answers.csv")
    assert not (tmp_path / "answers.csv").exists()
