"""Receipts: taking an answer back with the code that was told when it was sent (docs/decisions/0023)."""

from django.db import transaction
from django.db.models import F, QuerySet

from leitplanke_web.participation.models import Intake, Response, Survey
from leitplanke_web.participation.sealing import RECEIPT, digest
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.receipts import TooLateError, UnknownReceiptError
from leitplanke_web.towns.versions import lock


class EvaluatedAnswerError(TooLateError):
    """Results were made from the answer: nothing was deleted."""


@transaction.atomic
def withdraw(town: Town, code: str) -> None:
    """Delete the answer that the receipt code belongs to, before or after the mix, and count that one was withdrawn.

    The town's lock lets a mix or a run that reads the answers come before or after, never between. The log gets no
    line: it would tell when somebody did this. Raises `UnknownReceiptError`, `EvaluatedAnswerError`.
    """
    lock(town)
    receipt = digest(RECEIPT, code)
    survey = _delete_waiting(town, receipt)
    (_delete_mixed(town, receipt) if survey is None else survey).update(withdrawn=F("withdrawn") + 1)


def _delete_waiting(town: Town, receipt: str) -> QuerySet[Survey] | None:
    row = Intake.objects.filter(town=town, receipt=receipt).first()
    if row is None:
        return None
    row.delete()
    return Survey.objects.filter(pk=row.survey_id)


def _delete_mixed(town: Town, receipt: str) -> QuerySet[Survey]:
    row = Response.objects.filter(town=town, receipt=receipt).first()
    if row is None:
        raise UnknownReceiptError
    if row.is_evaluated:
        raise EvaluatedAnswerError
    row.delete()
    return Survey.objects.filter(town=town, questionnaire__identifier=row.questionnaire)
