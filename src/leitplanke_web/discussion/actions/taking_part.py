"""People write, vote, take back and object. Nobody is named, so nothing of it is written into the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import ContributionWay, DiscussionState, Standing, require_contribution
from leitplanke.participation.meeting import Mark
from leitplanke_web.discussion.actions.keeping import settle
from leitplanke_web.discussion.models import Ballot, Contribution, Discussion, Notice
from leitplanke_web.discussion.tickets import Ticket, receipt_digest
from leitplanke_web.participation.keys import BITS
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.receipts import TooLateError, UnknownReceiptError

MOST_WAITING: Final = 2_000
"""Of one discussion: more than any town can read, and too few to fill a disk."""
MOST_CONTRIBUTIONS: Final = 20_000
"""Shown and hidden ones as well: where a discussion is moderated afterwards, none waits."""
MOST_BALLOTS: Final = 50_000
MOST_NOTICES: Final = 500


_LONGEST_KEY: Final = len(str(2**BITS))


class NotOpenError(Exception):
    """The discussion has not begun, or is over."""


class ClosedContributionError(TooLateError):
    """The discussion is closed: its contributions are in the record, and stay."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A contribution that is kept: whether everybody reads it already, and the code of its receipt, if it has one."""

    is_shown: bool
    receipt: str


@transaction.atomic
def contribute(row: Discussion, ticket: Ticket, *, text: str, wants_receipt: bool, today: date) -> Accepted:
    """Keep a contribution; sent once more it is the same one. Raises `NotOpenError`, `InvalidValueError`."""
    return keep(row, ticket, text=text, way=ContributionWay.ONLINE, wants_receipt=wants_receipt, today=today)


def keep(
    row: Discussion, ticket: Ticket, *, text: str, way: ContributionWay, wants_receipt: bool, today: date
) -> Accepted:
    """Keep a contribution within the caller's transaction, however it came."""
    stored = _open(row, today)
    found = Contribution.objects.filter(discussion=row, key=ticket.key).first()
    if found is None:
        require_contribution(text)
        kept = Contribution.objects.filter(discussion=row)
        _require_room(kept.filter(standing=Standing.WAITING).count(), MOST_WAITING)
        _require_room(kept.count(), MOST_CONTRIBUTIONS)
        found = Contribution.objects.create(
            key=ticket.key,
            town_id=row.town_id,
            discussion=row,
            text=text,
            way=way,
            standing=stored.value.standing_on_arrival,
            receipt=receipt_digest(ticket.receipt) if wants_receipt else "",
        )
    return Accepted(found.standing == Standing.SHOWN, ticket.receipt if found.receipt else "")


@transaction.atomic
def vote(row: Discussion, ticket: Ticket, *, marks: Mapping[str, int], today: date) -> None:
    """Keep how somebody voted; the same form sent once more changes the vote. Raises like `contribute`."""
    _open(row, today)
    known = {topic.id for topic in row.value.statements}
    require(
        holds=bool(marks) and set(marks) <= known and set(marks.values()) <= {1, 0, -1},
        field="marks",
        problem=Text("Sie haben zu keiner Aussage etwas gesagt.", "You have said nothing on any statement."),
        remedy=Text("Wählen Sie bei mindestens einer Aussage etwas aus.", "Choose something for one at least."),
    )
    _require_room(Ballot.objects.filter(discussion=row).count(), MOST_BALLOTS)
    kept = tuple(Mark(name, float(value)) for name, value in sorted(marks.items()))
    given = {"town_id": row.town_id, "discussion": row, "marks": kept}
    Ballot.objects.update_or_create(key=ticket.key, defaults=given)


@transaction.atomic
def object_to(row: Discussion, ticket: Ticket, contribution: int, *, words: str) -> None:
    """Keep what somebody has against a contribution that everybody reads; nothing if it is not shown any more."""
    _require_room(Notice.objects.filter(discussion=row).count(), MOST_NOTICES)
    if Contribution.objects.filter(discussion=row, key=contribution, standing=Standing.SHOWN).exists():
        given = {"town_id": row.town_id, "discussion": row, "contribution": contribution, "words": words}
        Notice.objects.get_or_create(key=ticket.key, defaults=given)


@transaction.atomic
def withdraw(town: Town, code: str) -> None:
    """Take one's own contribution back: its words go, and its place says that they were withdrawn.

    Raises `UnknownReceiptError`, `ClosedContributionError`.
    """
    rows = Contribution.objects.filter(town=town, receipt=receipt_digest(code))
    found = rows.first()
    if found is None:
        raise UnknownReceiptError
    # the discussion first, as everybody who writes contributions anew locks it
    if Discussion.objects.select_for_update().get(pk=found.discussion_id).is_closed:
        raise ClosedContributionError
    rows.update(standing=Standing.WITHDRAWN, text="", reason="", cluster=None)
    Notice.objects.filter(discussion=found.discussion_id, contribution=found.key).delete()
    settle(found.discussion)


def _open(row: Discussion, today: date) -> Discussion:
    """The stored discussion; whoever closes or changes it waits until the transaction ends."""
    stored = Discussion.objects.select_for_update(no_key=True).get(pk=row.pk)
    if stored.state_on(today) is not DiscussionState.OPEN:
        raise NotOpenError
    return stored


def _require_room(number: int, most: int) -> None:
    require(
        holds=number < most,
        field="",
        problem=Text("Gerade kommt sehr viel auf einmal.", "Very much is coming in at once."),
        remedy=Text("Bitte schicken Sie es morgen noch einmal ab.", "Please send it once more tomorrow."),
    )


def keys_of(values: Iterable[str]) -> list[int]:
    """Keys as forms send them; what is none is left out."""
    numbers = [int(one) for one in values if one.isascii() and one.isdecimal() and len(one) <= _LONGEST_KEY]
    return [number for number in numbers if number < 2**BITS]
