"""Staff prepare, open and end a survey, and make codes that they see once."""

import csv
import io
from datetime import UTC, datetime
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from factories.accounts import signed_in
from factories.surveys import NOW, TODAY, number_of, open_survey, send
from factories.web import person_in
from leitplanke.participation.codes import read_code
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.participation.actions.codes import usable_frame
from leitplanke_web.participation.actions.paper import keep_first_entry
from leitplanke_web.participation.models import AccessCode, Intake, Response, Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import questionnaire
from leitplanke_web.towns.models import Role

pytestmark = pytest.mark.django_db
PAGE = "/erlenbach/arbeit/umfrage/"


@pytest.fixture(autouse=True)
def in_september(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def survey(town):
    with scope(town=town):
        yield open_survey(town)


def _now(town):
    with scope(town=town):
        return Survey.objects.get()


def test_survey_is_prepared_opened_paused_and_ended(town, editor):
    with scope(town=town):
        asked = questionnaire(town)
    before = editor.get(PAGE).content.decode()
    assert "Umfrage vorbereiten" in before
    assert f"{asked.title.de}“ ({asked.version})." in before
    editor.post(PAGE, {"closes_on": "2026-09-30"})
    steps = {"läuft": "open", "ist unterbrochen": "paused", "ist beendet": "closed"}
    for version, (words, state) in enumerate(steps.items(), 1):
        assert _now(town).state != state
        sent = {"closes_on": "2026-09-30", "state": state, "version": version, "sure": "on"}
        page = editor.post(PAGE, sent, follow=True).content.decode()
        assert _now(town).state == state
        assert f"Die Umfrage {words}." in page

    deeds = list(AuditLine.objects.filter(town=town.id).values_list("deed", flat=True))
    assert deeds.count("survey.changed") == 3


def test_ending_wants_to_be_confirmed(town, editor, survey):
    answer = editor.post(PAGE, {"closes_on": "2026-09-30", "state": "closed", "version": 1})

    assert answer.status_code == 422
    assert "Bitte bestätigen Sie" in answer.content.decode()
    assert _now(town).state == SurveyState.OPEN == survey.state


def test_first_button_of_a_form_neither_opens_nor_ends_anything(editor, survey):
    page = editor.get(PAGE).content.decode()
    first = page.split('name="closes_on"')[1].split("<button")[1].split(">")[0]

    assert 'name="state"' not in first
    assert survey.state == SurveyState.OPEN


def test_ended_survey_stays_ended(town, editor, survey):
    editor.post(PAGE, {"closes_on": "2026-09-30", "state": "closed", "version": 1, "sure": "on"})
    answer = editor.post(PAGE, {"closes_on": "2026-09-30", "state": "open", "version": 2})

    assert answer.status_code == 422
    assert _now(town).state == SurveyState.CLOSED
    assert survey.pk == _now(town).pk


@pytest.mark.django_db(transaction=True)
def test_after_the_end_the_worker_mixes_what_came_in(editor, survey):
    send(survey, Random(1), number=5)
    editor.post(PAGE, {"closes_on": "2026-09-30", "state": "closed", "version": 1, "sure": "on"})

    call_command("worker", "--once")

    assert not Intake.objects.exists()
    assert 5 in {number_of(row.answers) for row in Response.objects.all()}


@pytest.mark.django_db(transaction=True)
def test_command_mixes_all_towns_and_refuses_unknown_ones(survey, capsys):
    for number in range(12):
        send(survey, Random(number), number=number)

    call_command("mix")

    assert "12" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nowhere"):
        call_command("mix", "nowhere")


def test_day_that_is_over_is_refused(town, editor, survey):
    answer = editor.post(PAGE, {"closes_on": "2026-08-31", "state": "open", "version": 1})

    assert answer.status_code == 422
    assert "Dieser Tag ist vorbei" in answer.content.decode()
    assert _now(town).closes_on == survey.closes_on > TODAY


@pytest.mark.parametrize("state", ["open", "paused", "prepared"])
def test_every_survey_that_goes_on_wants_a_day_to_come(town, editor, survey, state):
    Survey.objects.update(state=state)

    answer = editor.post(PAGE, {"closes_on": "2026-08-31", "version": 1})

    assert (answer.status_code, "Dieser Tag ist vorbei" in answer.content.decode()) == (422, True)
    assert _now(town).closes_on == survey.closes_on


@pytest.mark.parametrize(("state", "wish"), [("paused", "open"), ("open", "open")])
def test_survey_may_go_on_until_the_time_for_paper_is_over_and_never_after(town, survey, state, wish, time_machine):
    Survey.objects.update(state=state)
    person = person_in(town, Role.EDITOR, name="Spätdienst", email="spaet@example.org")
    time_machine.move_to(datetime(2026, 10, 15, 10, tzinfo=UTC))
    late = signed_in(person).post(PAGE, {"closes_on": "2026-12-01", "state": wish, "version": 1})

    assert (late.status_code, "geht nicht weiter" in late.content.decode()) == (422, True)
    assert _now(town).closes_on == survey.closes_on

    time_machine.move_to(datetime(2026, 10, 14, 10, tzinfo=UTC))
    assert signed_in(person).post(PAGE, {"closes_on": "2026-12-01", "state": wish, "version": 1}).status_code == 302
    assert _now(town).state == SurveyState.OPEN


def test_end_deletes_waiting_sheets_only_when_a_second_tick_wants_it(town, editor, survey):
    person = person_in(town, Role.EDITOR, name="Kollegin", email="kollegin@example.org")
    keep_first_entry(town, person, survey, "7K2M9QXAR4T0D", {"entries": {}})
    end = {"closes_on": "2026-09-30", "state": "closed", "version": 1, "sure": "on"}
    refused = editor.post(PAGE, end)

    assert refused.status_code == 422
    assert "1 Bogen wartet" in refused.content.decode()
    assert "Geben Sie diese Bögen zuerst ein" in refused.content.decode()
    assert _now(town).state == SurveyState.OPEN

    assert editor.post(PAGE, {**end, "drop_paper": "on"}).status_code == 302
    assert _now(town).state == SurveyState.CLOSED


def test_two_editors_do_not_overwrite_each_other(town, editor, survey):
    editor.post(PAGE, {"closes_on": "2026-10-01", "version": 1})
    answer = editor.post(PAGE, {"closes_on": "2026-11-01", "version": 1})

    assert answer.status_code == 409
    assert _now(town).closes_on.isoformat() == "2026-10-01"
    assert survey.version == 1


def test_codes_come_as_a_table_once_and_open_the_survey(town, editor, survey):
    answer = editor.post(f"{PAGE}codes/", {"frame": "register", "count": "7"})
    english = editor.post(f"/en{PAGE}codes/", {"frame": "register", "count": "1"}).content.decode()
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert "no-store" in answer.headers["Cache-Control"]
    assert len({row["code"] for row in rows}) == 7
    assert "http://testserver/erlenbach/umfrage/citizens/#" in english  # whatever language the editor reads
    assert all(row["link"].endswith(f"/erlenbach/umfrage/citizens/#{row['code']}") for row in rows)
    assert {usable_frame(survey, audience="citizens", code=read_code(row["code"])) for row in rows} == {"register"}
    assert "7K2M" not in editor.get(PAGE).content.decode()
    assert town.id == survey.town_id


@pytest.mark.parametrize("fields", [{"frame": "open_link", "count": "3"}, {"frame": "register", "count": "0"}, {}])
def test_wrong_wishes_for_codes_are_told(editor, survey, fields):
    answer = editor.post(f"{PAGE}codes/", fields)

    assert answer.status_code == 422
    assert survey.state == SurveyState.OPEN
    assert not AccessCode.objects.exists()


def test_log_does_not_name_codes(editor, survey):
    answer = editor.post(f"{PAGE}codes/", {"frame": "register", "count": "1"})
    code = next(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))["code"]

    line = AuditLine.objects.get(deed="codes.made")
    assert line.details == {"audience": "citizens", "frame": "register", "count": 1}
    assert code not in str(line.details)
    assert line.subject == survey.questionnaire.identifier
