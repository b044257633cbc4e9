"""Digests and seals of what respondents hold. All are keyed with the installation's secret, which is in no database.

An access code has 60 random bits. Who steals the database alone cannot try codes at all; who has the secret as well
would have to try 2^59 on average (docs/decisions/0018).
"""

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.core.signing import JSONSerializer
from django.utils.crypto import salted_hmac

_PURPOSES = "leitplanke.participation"
ACCESS, RESUME, TICKET, PAPER, ABANDONED = "access-code", "resume-code", "ticket", "paper-sheet", "abandoned-ticket"
RECEIPT, RECEIPT_OF_TICKET = "receipt-code", "receipt-code-of-ticket"
MAIL = "mail-address"


class UnreadableDraftError(Exception):
    """A seal that this code does not open."""


def digest(purpose: str, secret: str) -> str:
    """The keyed SHA-256 of a secret for one purpose; digests of different purposes have nothing in common."""
    return str(salted_hmac(f"{_PURPOSES}.{purpose}", secret, algorithm="sha256").hexdigest())


def seal(code: str, content: Mapping[str, Any]) -> bytes:
    """Encrypt with the key that this code gives. The time in Fernet's header is set to 0: a draft tells no time."""
    return _cipher(code).encrypt_at_time(JSONSerializer().dumps(dict(content)), 0)


def unseal(code: str, sealed: bytes) -> dict[str, Any]:
    """What was sealed with this code. Raises `UnreadableDraftError`."""
    try:
        content = _cipher(code).decrypt(sealed)
    except InvalidToken as error:
        raise UnreadableDraftError from error
    found: dict[str, Any] = JSONSerializer().loads(content)
    return found


def _cipher(code: str) -> Fernet:
    key = salted_hmac(f"{_PURPOSES}.draft-key", code, algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
