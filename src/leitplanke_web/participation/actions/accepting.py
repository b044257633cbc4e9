"""Accepting an answer: one transaction, no queue, nothing that says who or when (docs/decisions/0018)."""

from collections.abc import Sequence
from random import Random

from django.db import IntegrityError, transaction

from leitplanke.participation.model import Answer, ResponseMode
from leitplanke_web.participation.actions.codes import UnknownCodeError, burn_code
from leitplanke_web.participation.keys import new_keys
from leitplanke_web.participation.models import Draft, Intake, SubmissionToken, Survey
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.sealing import RECEIPT, digest
from leitplanke_web.participation.tickets import Ticket


class ClosedSurveyError(Exception):
    """The survey is not open: nothing was stored."""


def accept(
    survey: Survey,
    answers: Sequence[Answer],
    *,
    ticket: Ticket,
    mode: ResponseMode,
    random: Random,
    code: str = "",
    draft: str = "",
    with_receipt: bool = False,
) -> bool:
    """Store the answers once, however often the same form arrives; whether this time was the first.

    Args:
        survey: Open; was read in this request.
        answers: What the audience was asked, checked against the questionnaire.
        ticket: Of the form; not expired.
        mode: How the answer came.
        random: The system's randomness outside tests.
        code: An access code to burn; empty for the open link.
        draft: Where a draft of these answers lies; it is deleted.
        with_receipt: Whether the holder of the form's receipt code may find the answers again.

    Raises:
        ClosedSurveyError: Not open.
        UnknownCodeError, UsedCodeError: The code does not allow an answer (any more), or is not the form's.

    """
    if survey.state != SurveyState.OPEN:
        raise ClosedSurveyError
    if not ticket.allows(code):
        raise UnknownCodeError
    try:
        with transaction.atomic():
            SubmissionToken.objects.create(
                digest=ticket.digest,
                town_id=survey.town_id,
                survey=survey,
                expires_on=ticket.forget_after,
            )
            if code:
                burn_code(survey, audience=ticket.audience, frame=ticket.frame, code=code)
            if draft:
                Draft.objects.filter(locator=draft, survey=survey).delete()
            receipt = digest(RECEIPT, ticket.receipt) if with_receipt else ""
            _store(survey, answers, ticket=ticket, mode=mode, key=new_keys(random, 1)[0], receipt=receipt)
    except IntegrityError:
        if not was_accepted(survey, ticket):
            raise
        return False
    return True


def was_accepted(survey: Survey, ticket: Ticket) -> bool:
    """Whether this very form was accepted before."""
    return SubmissionToken.objects.filter(digest=ticket.digest, survey=survey).exists()


def abandon(survey: Survey, ticket: Ticket) -> None:
    """Throw a form away: whoever comes to the shared device next cannot go on with it, nor see what is in it."""
    row = SubmissionToken(
        digest=ticket.abandoned_digest, town_id=survey.town_id, survey=survey, expires_on=ticket.forget_after
    )
    SubmissionToken.objects.bulk_create([row], ignore_conflicts=True)


def was_abandoned(survey: Survey, ticket: Ticket) -> bool:
    """Whether this very form was thrown away."""
    return SubmissionToken.objects.filter(digest=ticket.abandoned_digest, survey=survey).exists()


def _store(
    survey: Survey, answers: Sequence[Answer], *, ticket: Ticket, mode: ResponseMode, key: int, receipt: str
) -> None:
    Intake.objects.create(
        key=key,
        town_id=survey.town_id,
        survey=survey,
        audience=ticket.audience,
        frame=ticket.frame,
        mode=mode,
        answers=tuple(answers),
        receipt=receipt,
    )
