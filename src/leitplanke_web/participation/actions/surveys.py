"""Beginning, interrupting and ending a survey."""

from datetime import date

from django.db import transaction

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.participation.models import Questionnaire, Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import last_paper_day, paper_backlog
from leitplanke_web.towns.jobs import enqueue
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import ChangedMeanwhileError, lock

NEXT_STATES = {
    SurveyState.PREPARED: (SurveyState.OPEN,),
    SurveyState.OPEN: (SurveyState.PAUSED, SurveyState.CLOSED),
    SurveyState.PAUSED: (SurveyState.OPEN, SurveyState.CLOSED),
    SurveyState.CLOSED: (),
}


@transaction.atomic
def prepare_survey(town: Town, person: Person, *, closes_on: date, today: date) -> Survey:
    """A survey of the latest version of the town's questionnaire, not open yet.

    Raises `InvalidValueError` if this version was asked before, while another survey has not ended, or for a day that
    is over.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    _require_coming(closes_on, today)
    questionnaire = Questionnaire.objects.filter(town=town).latest("position")
    require(
        holds=not Survey.objects.filter(questionnaire=questionnaire).exists(),
        field="questionnaire",
        problem=Text("Zu diesem Fragebogen gibt es schon eine Umfrage.", "This questionnaire has been asked."),
        remedy=Text("Jede Fassung wird einmal gefragt.", "Every version is asked once."),
    )
    require(
        holds=not Survey.objects.filter(town=town).exclude(state=SurveyState.CLOSED).exists(),
        field="questionnaire",
        problem=Text("Eine andere Umfrage ist noch nicht beendet.", "Another survey has not ended."),
        remedy=Text("Beenden Sie diese zuerst.", "End that one first."),
    )
    survey = Survey.objects.create(town=town, questionnaire=questionnaire, closes_on=closes_on)
    _record("survey.prepared", town, person, survey, closes_on=closes_on.isoformat())
    return survey


@transaction.atomic
def change_survey(
    town: Town,
    person: Person,
    survey: Survey,
    *,
    seen_version: int,
    state: str,
    closes_on: date,
    today: date,
    drop_paper: bool = False,
) -> None:
    """Open, interrupt, end, or move the last day. After the end, the last answers are mixed and the codes go.

    Raises `ChangedMeanwhileError`; `InvalidValueError` for a state that does not follow, for a day that is over, when
    the time for paper is over as well, and for an end that would delete waiting sheets unless `drop_paper` wants it.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    stored = Survey.objects.get(pk=survey.pk)
    now = SurveyState(stored.state)
    require(
        holds=state == now or state in NEXT_STATES[now],
        field="state",
        problem=Text("So kann es von hier aus nicht weitergehen.", "This cannot follow."),
        remedy=Text("Eine beendete Umfrage bleibt beendet.", "A survey that has ended stays so."),
    )
    if state == SurveyState.CLOSED:
        _require_no_paper(stored, drop_paper=drop_paper)
    else:
        _require_not_over(stored, today)
        _require_coming(closes_on, today)
    rows = Survey.objects.filter(pk=survey.pk, version=seen_version)
    if not rows.update(state=state, closes_on=closes_on, version=seen_version + 1):
        raise ChangedMeanwhileError
    survey.refresh_from_db()
    _record("survey.changed", town, person, survey, state=state, closes_on=closes_on.isoformat())
    if state == SurveyState.CLOSED:
        enqueue("participation.mix", town=town.pk)


def _require_no_paper(survey: Survey, *, drop_paper: bool) -> None:
    require(
        holds=drop_paper or not paper_backlog(survey),
        field="drop_paper",
        problem=Text(
            "Es warten noch Bögen auf eine zweite Person oder auf das Prüfen. Mit der Umfrage werden sie gelöscht.",
            "Sheets are still waiting for a second person or to be checked. They are deleted when the survey ends.",
        ),
        remedy=Text(
            "Geben Sie diese Bögen zuerst ein, oder bestätigen Sie, dass sie gelöscht werden.",
            "Enter these sheets first, or confirm that they are deleted.",
        ),
    )


def _require_not_over(survey: Survey, today: date) -> None:
    """Refuse to go on with what the next mix ends: codes in letters would look valid and be gone."""
    require(
        holds=survey.state == SurveyState.PREPARED or today <= last_paper_day(survey),
        field="state",
        problem=Text(
            "Auch die Zeit für Papier nach dem letzten Tag ist vorbei. Diese Umfrage geht nicht weiter.",
            "The time for paper after the last day is over, too. This survey does not go on.",
        ),
        remedy=Text(
            "Beenden Sie die Umfrage. Für eine weitere veröffentlichen Sie eine neue Fassung des Fragebogens.",
            "End the survey. For another one, publish a new version of the questionnaire.",
        ),
    )


def _require_coming(day: date, today: date) -> None:
    require(
        holds=day >= today,
        field="closes_on",
        problem=Text("Dieser Tag ist vorbei.", "This day is over."),
        remedy=Text("Wählen Sie heute oder einen späteren Tag.", "Choose today or a later day."),
    )


def _record(deed: str, town: Town, person: Person, survey: Survey, **details: object) -> None:
    record(deed=deed, actor=person.name, town=town.id, subject=survey.questionnaire.identifier, details=details)
