"""Answers on paper: printing sheets, entering them twice, reading scans, accepting (docs/decisions/0020).

A sheet's number is an access code: it is burnt by the response it allows, so that no sheet counts twice, whether it is
typed again, scanned again or its code used online. Everything is accepted by `accepting.accept`.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from django.db import transaction

from leitplanke.exchange.paper.layout import PaperLayout, layout_bytes
from leitplanke.participation.model import Answer, Frame, ResponseMode
from leitplanke_web.accounts.models import Person
from leitplanke_web.participation.actions.accepting import accept
from leitplanke_web.participation.actions.codes import keep_codes
from leitplanke_web.participation.models import PaperEntry, PrintedLayout, Survey
from leitplanke_web.participation.sealing import PAPER, digest, seal, unseal
from leitplanke_web.participation.tickets import Ticket
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role


@transaction.atomic
def keep_sheets(
    town: Town,
    person: Person,
    survey: Survey,
    *,
    frame: Frame,
    numbers: Sequence[str],
    layout: PaperLayout,
    random: Random,
) -> None:
    """Let the numbers of printed sheets count from now on, and keep where the boxes stand; the same layout once.

    Called when the print is drawn: that takes seconds, in which nobody shall wait; a failed print has no number.
    """
    keep_codes(town, person, survey, audience=frame.audience, frame=frame.id, codes=numbers, random=random)
    PrintedLayout.objects.get_or_create(
        town=town, survey=survey, fingerprint=layout.fingerprint, defaults={"content": layout_bytes(layout)}
    )


def keep_first_entry(town: Town, person: Person, survey: Survey, number: str, content: Mapping[str, Any]) -> bool:
    """Keep what the first person typed, until a second one has; False if somebody else was faster."""
    require_role(town, person, Role.EDITOR)
    locator, sealed = digest(PAPER, number), seal(number, content)
    row, is_new = PaperEntry.objects.get_or_create(
        locator=locator, defaults={"town": town, "survey": survey, "entered_by": person.pk, "sealed": sealed}
    )
    if not is_new and row.entered_by == person.pk:  # a second click
        PaperEntry.objects.filter(locator=locator).update(sealed=sealed)
    return is_new or row.entered_by == person.pk


def keep_reading(town: Town, person: Person, survey: Survey, number: str, content: Mapping[str, Any]) -> bool:
    """Keep what a scan said, with its pictures, until a person has confirmed it; False if the sheet waits already.

    A scan with fewer missing pages takes the place of one that nobody has confirmed yet.
    """
    require_role(town, person, Role.EDITOR)
    locator, sealed = digest(PAPER, number), seal(number, content)
    row, is_new = PaperEntry.objects.get_or_create(
        locator=locator, defaults={"town": town, "survey": survey, "entered_by": None, "sealed": sealed}
    )
    if not is_new and row.entered_by is None:
        before = unseal(number, bytes(row.sealed)).get("missing", ())
        if len(content["missing"]) < len(before):
            PaperEntry.objects.filter(locator=locator, entered_by=None).update(sealed=sealed)
    return is_new


def accept_sheet(
    town: Town,
    person: Person,
    survey: Survey,
    answers: Sequence[Answer],
    *,
    number: str,
    ticket: Ticket,
    random: Random,
) -> None:
    """Accept a sheet; its first entry goes, with the pictures and whoever typed it.

    Nothing is written about this deed: a line with a time and a name would tell when a response came.

    Raises:
        ClosedSurveyError: The survey is not open.
        UnknownCodeError, UsedCodeError: The number is not of this survey, or the sheet was accepted before.

    """
    require_role(town, person, Role.EDITOR)
    with transaction.atomic():
        accept(survey, answers, ticket=ticket, mode=ResponseMode.PAPER, random=random, code=number)
        drop_entry(survey, number)


def drop_entry(survey: Survey, number: str) -> None:
    """Let go what was typed or read first of a sheet that cannot count any more."""
    PaperEntry.objects.filter(locator=digest(PAPER, number), survey=survey).delete()
