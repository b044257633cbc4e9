"""The signed ticket in a respondent's form: which survey, audience and way in, and that it is this form.

It replaces session and CSRF token, so that respondents need no cookie. Accepting its form stores its digest: a second
click finds it and thanks again. It expires after a day, so that digests need not be kept; the form then comes back with
what was typed and a new ticket (docs/decisions/0018).
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from random import Random

from django.core.signing import BadSignature, dumps, loads

from leitplanke.participation.codes import new_code
from leitplanke_web.participation.sealing import ABANDONED, ACCESS, RECEIPT_OF_TICKET, TICKET, digest

VALID_FOR = timedelta(hours=24)
_PURPOSE = "leitplanke.participation.ticket"
_BITS = 96


class ForgedTicketError(Exception):
    """Not one of ours, or of another survey."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a form is for. `frame` is the way in which its person was reached; `issued` counts seconds since 1970.

    `code` is the digest of the access code that the form was begun with, empty on the open link: nobody gets into the
    frame of those who were invited and leaves their code unused.
    """

    survey: int
    audience: str
    frame: str
    code: str
    issued: int
    number: int

    def has_expired(self, now: datetime) -> bool:
        """Whether the form has to be sent anew. A clock that went back does not make a ticket invalid."""
        return self.seconds_since(now) > VALID_FOR.total_seconds()

    @property
    def digest(self) -> str:
        """What is stored of an accepted form: the same whenever, and however often, the form was written."""
        return digest(TICKET, f"{self.survey} {self.number}")

    @property
    def abandoned_digest(self) -> str:
        """What is stored of a form that somebody threw away on a shared device: nobody else may go on with it."""
        return digest(ABANDONED, f"{self.survey} {self.number}")

    @property
    def receipt(self) -> str:
        """The receipt code of this form: told again when its line broke, and to nobody who has not got the form.

        It follows from the form's own random number and the installation's secret, and from no access code.
        """
        seed = int(digest(RECEIPT_OF_TICKET, f"{self.survey} {self.number}"), 16)
        return new_code(Random(seed))  # noqa: S311 - a keyed digest of 96 random bits is what makes it random

    def seconds_since(self, now: datetime) -> float:
        """How long ago the form was written."""
        return now.timestamp() - self.issued

    def allows(self, access: str) -> bool:
        """Whether the form was begun with this access code, or on the open link without one."""
        return self.code == (digest(ACCESS, access) if access else "")

    @property
    def forget_after(self) -> date:
        """The day after which nobody can send this form any more, wherever they are."""
        return datetime.fromtimestamp(self.issued).astimezone().date() + timedelta(days=2)


def new_ticket(*, survey: int, audience: str, frame: str, now: datetime, random: Random, access: str = "") -> Ticket:
    """A ticket for a new form, begun with an access code or on the open link."""
    code = digest(ACCESS, access) if access else ""
    return Ticket(survey, audience, frame, code, int(now.timestamp()), random.getrandbits(_BITS))


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
