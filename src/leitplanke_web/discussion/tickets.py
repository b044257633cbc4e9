"""The signed ticket in a form of a discussion. It stands in the place of session and CSRF token, as in a survey.

What is stored of a form follows from the ticket's random number and the installation's secret: its key, so that a
second click stores nothing twice, and the code of its receipt. The number is in no database (docs/decisions/0025).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.core.signing import BadSignature, dumps, loads

from leitplanke.participation.codes import new_code
from leitplanke_web.participation.keys import BITS
from leitplanke_web.participation.sealing import digest

VALID_FOR = timedelta(hours=24)
RECEIPT = "discussion-receipt"
_PURPOSE, _KEY, _RECEIPT_OF_TICKET = "leitplanke.discussion.ticket", "discussion-key", "discussion-receipt-of-ticket"
_RANDOM_BITS = 96


class ForgedTicketError(Exception):
    """Not one of ours, or of another discussion."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form is for: a discussion; when it was written, in seconds since 1970; its random number."""

    discussion: int
    issued: int
    number: int

    @property
    def key(self) -> int:
        """The key of what the form stores."""
        return int(digest(_KEY, self._name), 16) >> (256 - BITS)

    @property
    def receipt(self) -> str:
        """The receipt code of this form: told again when its line broke, and to nobody who has not got the form."""
        seed = int(digest(_RECEIPT_OF_TICKET, self._name), 16)
        return new_code(Random(seed))  # noqa: S311 - a keyed digest of 96 random bits is what makes it random

    def has_expired(self, now: datetime) -> bool:
        """Whether the form has to be sent anew."""
        return now.timestamp() - self.issued > VALID_FOR.total_seconds()

    @property
    def _name(self) -> str:
        return f"{self.discussion} {self.number}"


def new_ticket(discussion: int, *, now: datetime, random: Random) -> str:
    """What a new form carries."""
    ticket = {"discussion": discussion, "issued": int(now.timestamp()), "number": random.getrandbits(_RANDOM_BITS)}
    return dumps(ticket, salt=_PURPOSE)


def read_ticket(text: str, *, discussion: int) -> Ticket:
    """The ticket of this discussion. Raises `ForgedTicketError`."""
    try:
        ticket = Ticket(**loads(text, salt=_PURPOSE))
    except (BadSignature, TypeError) as error:
        raise ForgedTicketError from error
    if ticket.discussion != discussion:
        raise ForgedTicketError
    return ticket


def receipt_digest(code: str) -> str:
    """What is stored of a receipt code."""
    return digest(RECEIPT, code)
