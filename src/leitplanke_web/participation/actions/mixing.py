"""The mix: what came in loses its order, its neighbours and every trace of when (docs/decisions/0014 and 0018).

Accepting an answer burns a code and stores a response in one transaction; until the mix, somebody who reads the
database's own bookkeeping (SQLite's rows, PostgreSQL's `xmin`) could join the two. The mix writes all responses and all
codes anew in random order under new random keys, and lets the database forget where they had been.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from random import Random
from typing import Final

from django.db import connection, transaction
from django.db.models import Model
from django_scopes import scope

from leitplanke.participation.fieldwork import told_count
from leitplanke.participation.masking import masked_answer
from leitplanke.participation.model import ResponseMode
from leitplanke.participation.quotas import full_quotas
from leitplanke_web.audit.actions import OPERATOR, record
from leitplanke_web.participation.actions.codes import rewrite_codes
from leitplanke_web.participation.actions.field import keep_tallies
from leitplanke_web.participation.actions.mailing import forget_addresses
from leitplanke_web.participation.keys import new_keys
from leitplanke_web.participation.models import (
    AccessCode,
    Draft,
    FieldCount,
    Intake,
    MailAddress,
    PaperEntry,
    Response,
    SubmissionToken,
    Survey,
)
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.queries import last_paper_day
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.versions import lock

_log = logging.getLogger(__name__)
FEWEST_MIXED: Final = 10
_REWRITTEN = (Response, AccessCode, Intake, Draft, PaperEntry, SubmissionToken, MailAddress)


@transaction.atomic
def mix(town: Town, survey: Survey, *, today: date, random: Random) -> int:
    """Move what came in to the responses, all of them in a new random order; how many moved.

    Fewer than `FEWEST_MIXED` wait for the next night: so few would be known by their number. After the last day what
    came online moves whatever its number, and drafts go, because nobody can send them any more. When the time for late
    paper is over as well, the survey ends by itself: everything moves, and codes and first entries go. They go with no
    other state, because nobody can bring them back. Killed half-way, nothing has happened. Call `forget_places` when
    the transaction has committed.
    """
    lock(town)
    SubmissionToken.objects.filter(town=town, expires_on__lt=today).delete()
    survey.refresh_from_db()
    _end_if_over(survey, today)
    _tell_withdrawn(survey)
    waiting = list(Intake.objects.select_for_update().filter(survey=survey))
    _forget(survey, today)
    if not _may_move(waiting, survey, today):
        return 0
    Intake.objects.filter(key__in=[row.key for row in waiting]).delete()
    rows = _rewrite(town, (_response(row, survey) for row in waiting), random)
    of_survey = [row for row in rows if row.questionnaire == survey.questionnaire.identifier]
    keep_tallies(survey, of_survey)
    _close_quotas(survey, of_survey, today)
    rewrite_codes(survey, random)
    _count(town, survey, today)
    record(deed="responses.mixed", actor=OPERATOR, town=town.pk, subject=survey.questionnaire.identifier)
    return len(waiting)


def mix_towns(*, today: date, random: Random, only: str | None = None) -> int:
    """Mix every survey of the town, or of all towns; how many answers moved. Outside a transaction."""
    towns = Town.objects.all() if only is None else Town.objects.filter(pk=only)
    moved = 0
    for town in towns:
        try:
            moved += _mix_town(town, today=today, random=random)
        except Exception:  # noqa: BLE001 - one town's trouble keeps no other one's answers waiting
            _log.exception("the answers of %s are not mixed; they wait for the next night", town.pk)
    forget_places()
    return moved


def _mix_town(town: Town, *, today: date, random: Random) -> int:
    with scope(town=town):
        surveys = list(Survey.objects.select_related("questionnaire").filter(town=town))
        return sum(mix(town, survey, today=today, random=random) for survey in surveys)


def forget_places(models: Iterable[type[Model]] = _REWRITTEN) -> None:
    """Let the database forget where rows of `models` had been: old versions of rows and the log of what was written.

    Outside a transaction. Their tables are rewritten for all towns, and with SQLite every table; readers of PostgreSQL
    wait for the moment it takes. A reader who does not let go, such as a backup, is waited for: what is half forgotten
    is not forgotten.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if cursor.fetchone()[0]:
                _log.error("somebody reads the old state of the database; it is forgotten the next night")
            return
        cursor.execute("SET lock_timeout = 0")
        try:
            for model in models:
                cursor.execute(f"VACUUM FULL {connection.ops.quote_name(model._meta.db_table)}")
        finally:
            cursor.execute("RESET lock_timeout")


def _end_if_over(survey: Survey, today: date) -> None:
    """End what can only be reopened in vain: then the state says what is gone."""
    if survey.state not in {SurveyState.OPEN, SurveyState.PAUSED} or today <= last_paper_day(survey):
        return
    survey.state = SurveyState.CLOSED
    survey.version += 1
    survey.save(update_fields=["state", "version"])
    record(
        deed="survey.changed",
        actor=OPERATOR,
        town=survey.town_id,
        subject=survey.questionnaire.identifier,
        details={"state": survey.state, "closes_on": survey.closes_on.isoformat()},
    )


def _tell_withdrawn(survey: Survey) -> None:
    """Keep how many may be said to have withdrawn, whether or not anything moves tonight."""
    told = told_count(survey.withdrawn)
    if told != survey.withdrawn_told:
        survey.withdrawn_told = told
        survey.save(update_fields=["withdrawn_told"])


def _forget(survey: Survey, today: date) -> None:
    """Delete what nobody can use any more."""
    is_ended = survey.state == SurveyState.CLOSED
    if is_ended or today > survey.closes_on:
        Draft.objects.filter(survey=survey).delete()
        forget_addresses(survey)
    if is_ended:
        AccessCode.objects.filter(survey=survey).delete()
        PaperEntry.objects.filter(survey=survey).delete()


def _may_move(waiting: Sequence[Intake], survey: Survey, today: date) -> bool:
    """Whether what waits is enough, or the last of its kind; late paper waits for company or for the end."""
    if survey.state == SurveyState.CLOSED or len(waiting) >= FEWEST_MIXED:
        return bool(waiting)
    return today > survey.closes_on and any(row.mode != ResponseMode.PAPER for row in waiting)


def _response(row: Intake, survey: Survey) -> Response:
    """The response as others may read it: what its free texts tell of persons stays behind with the intake."""
    questions = {question.id: question for question in survey.questionnaire.value.questions}
    return Response(
        town_id=row.town_id,
        audience=row.audience,
        frame=row.frame,
        mode=row.mode,
        questionnaire=survey.questionnaire.identifier,
        answers=tuple(masked_answer(questions[answer.question], answer) for answer in row.answers),
        receipt=row.receipt,
    )


def _rewrite(town: Town, added: Iterable[Response], random: Random) -> list[Response]:
    """Write all responses of the town anew, the new ones among them, under new keys and in the order of these."""
    rows = [*Response.objects.select_for_update().filter(town=town), *added]
    Response.objects.filter(town=town).delete()
    for row, key in zip(rows, new_keys(random, len(rows)), strict=True):
        row.key = key
    return Response.objects.bulk_create(sorted(rows, key=lambda row: row.key), batch_size=500)


def _close_quotas(survey: Survey, rows: Iterable[Response], today: date) -> None:
    """Keep which quotas are full now: a delayed count of many, as everything that is told of a running survey."""
    answers = ({answer.question: answer for answer in row.answers} for row in rows)
    full = list(full_quotas(survey.questionnaire.value, answers, today=today))
    if full != survey.full_quotas:
        survey.full_quotas = full
        survey.save(update_fields=["full_quotas"])


def _count(town: Town, survey: Survey, today: date) -> None:
    """Keep how many answered so far, rounded down, 0 for few; a second mix on a day replaces the first's counts."""
    of_survey = Response.objects.filter(town=town, questionnaire=survey.questionnaire.identifier)
    counts = Counter(of_survey.values_list("audience", "mode"))
    FieldCount.objects.filter(survey=survey, on=today).delete()
    FieldCount.objects.bulk_create(
        FieldCount(town=town, survey=survey, on=today, audience=audience, mode=mode, count=told_count(count))
        for (audience, mode), count in sorted(counts.items())
    )
