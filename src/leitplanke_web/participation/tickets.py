"""The signed ticket in a respondent's form: which survey, audience and way in, and that it is this form.

It replaces session and CSRF token, so that respondents need no cookie. Accepting its form stores its digest: a second
click finds it and thanks again. It expires after a day, so that digests need not be kept; the form then comes back with
what was typed and a new ticket (`trust.md`, accepting answers).
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.core.signing import BadSignature, dumps, loads

VALID_FOR = timedelta(hours=24)
_PURPOSE = "leitplanke.participation.ticket"
_BITS = 96


class ForgedTicketError(Exception):
    """Not one of ours, or of another survey."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form is for. `frame` is the way in which its person was reached; `issued` counts seconds since 1970."""

    survey: int
    audience: str
    frame: str
    issued: int
    number: int

    def has_expired(self, now: datetime) -> bool:
        """Whether the form has to be sent anew. A clock that went back does not make a ticket invalid."""
        return now.timestamp() - self.issued > VALID_FOR.total_seconds()

    @property
    def forget_after(self) -> date:
        """The day after which nobody can send this form any more, wherever they are."""
        return datetime.fromtimestamp(self.issued).astimezone().date() + timedelta(days=2)


def new_ticket(*, survey: int, audience: str, frame: str, now: datetime, random: Random) -> Ticket:
    """A ticket for a new form."""
    return Ticket(survey, audience, frame, int(now.timestamp()), random.getrandbits(_BITS))


def written(ticket: Ticket) -> str:
    """What the form carries."""
    return dumps(asdict(ticket), salt=_PURPOSE)


def read_ticket(text: str, *, survey: int, audience: str) -> Ticket:
    """The ticket of this survey and audience. Raises `ForgedTicketError`."""
    try:
        ticket = Ticket(**loads(text, salt=_PURPOSE))
    except (BadSignature, TypeError) as error:
        raise ForgedTicketError from error
    if (ticket.survey, ticket.audience) != (survey, audience):
        raise ForgedTicketError
    return ticket
