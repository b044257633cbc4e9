"""Access codes: made in batches, told once, burnt by the answer they allow."""

from collections.abc import Sequence
from random import Random

from django.db import transaction

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import new_code
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.participation.keys import new_keys
from leitplanke_web.participation.models import AccessCode, Survey
from leitplanke_web.participation.sealing import ACCESS, digest
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock

MOST_CODES = 50_000


class UnknownCodeError(Exception):
    """No code of this survey and audience."""


class UsedCodeError(Exception):
    """Somebody has answered with this code."""


@transaction.atomic
def make_codes(
    town: Town, person: Person, survey: Survey, *, audience: str, frame: str, count: int, random: Random
) -> tuple[str, ...]:
    """Make a batch and answer with it: this is the only time that anybody sees the codes.

    `random` must be the system's randomness outside tests. Raises `InvalidValueError` for a count outside its bounds.
    """
    codes = new_codes(count, random)
    keep_codes(town, person, survey, audience=audience, frame=frame, codes=codes, random=random)
    return codes


def new_codes(count: int, random: Random) -> tuple[str, ...]:
    """Codes that open nothing until they are kept. Raises `InvalidValueError` for a count outside its bounds."""
    require(
        holds=1 <= count <= MOST_CODES,
        field="count",
        problem=Text(f"{count} Codes sind nicht möglich.", f"{count} codes are not possible."),
        remedy=Text(f"Erlaubt sind 1 bis {MOST_CODES}.", f"1 to {MOST_CODES} are allowed."),
    )
    return tuple(new_code(random) for _ in range(count))


@transaction.atomic
def keep_codes(
    town: Town, person: Person, survey: Survey, *, audience: str, frame: str, codes: Sequence[str], random: Random
) -> None:
    """Let these codes answer from now on."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    rows = [
        AccessCode(town=town, survey=survey, audience=audience, frame=frame, digest=digest(ACCESS, code))
        for code in codes
    ]
    _store(rows, random)
    details = {"audience": audience, "frame": frame, "count": len(codes)}
    record(deed="codes.made", actor=person.name, town=town.id, subject=survey.questionnaire.identifier, details=details)


def usable_frame(survey: Survey, *, audience: str, code: str) -> str:
    """The frame that a code belongs to, if it may still be used. Raises `UnknownCodeError`, `UsedCodeError`."""
    row = AccessCode.objects.filter(digest=digest(ACCESS, code), survey=survey, audience=audience).first()
    if row is None:
        raise UnknownCodeError
    if row.is_used:
        raise UsedCodeError
    return row.frame


def burn_code(survey: Survey, *, audience: str, frame: str, code: str) -> None:
    """Use a code up, within the transaction that accepts the answer.

    A mix that ran at the same moment has put the row elsewhere: then the first attempt finds nothing, and the second
    finds it. Raises `UnknownCodeError`, `UsedCodeError`.
    """
    mine = AccessCode.objects.filter(digest=digest(ACCESS, code), survey=survey, audience=audience, frame=frame)
    for _attempt in range(2):
        if mine.filter(is_used=False).update(is_used=True):
            return
        usable_frame(survey, audience=audience, code=code)
    raise UnknownCodeError


def rewrite_codes(survey: Survey, random: Random) -> None:
    """Put all codes of the survey elsewhere, in random order under new keys, within the mix's transaction."""
    rows = list(AccessCode.objects.select_for_update().filter(survey=survey).order_by("key"))
    AccessCode.objects.filter(survey=survey).delete()
    _store(rows, random)


def _store(rows: Sequence[AccessCode], random: Random) -> None:
    """Write rows under new random keys, in the order of these: neither key nor place tells who was first."""
    for row, key in zip(rows, new_keys(random, len(rows)), strict=True):
        row.key = key
    AccessCode.objects.bulk_create(sorted(rows, key=lambda row: row.key), batch_size=500)
