"""How much one address sends: counted in memory under a key that is thrown away every day, and written nowhere.

A town hall shares one address, and so does a school; the limit is for machines that write, not for a class that does.
Each process counts for itself, which makes the limit a little wider.
"""

from collections import deque
from datetime import datetime
from secrets import token_bytes
from threading import Lock
from typing import Final

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

MOST_SENT: Final = 60
WITHIN_SECONDS: Final = 600
_PURPOSE: Final = "leitplanke.discussion.flood"
_MOST_KNOWN: Final = 50_000


class Floods:
    """Who sent how often within the last minutes."""

    def __init__(self) -> None:
        self._lock, self._day, self._key = Lock(), "", b""
        self._sent: dict[str, deque[float]] = {}

    def is_too_much(self, request: HttpRequest, *, now: datetime) -> bool:
        """Count a form that was sent; whether its address sends too many."""
        moment = now.timestamp()
        with self._lock:
            self._renew(now.date().isoformat())
            sent = self._sent.setdefault(self._name(request), deque())
            while sent and moment - sent[0] > WITHIN_SECONDS:
                sent.popleft()
            if len(sent) >= MOST_SENT:
                return True
            sent.append(moment)
            return False

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._sent.clear()

    def _renew(self, day: str) -> None:
        if day != self._day or len(self._sent) > _MOST_KNOWN:
            self._day, self._key, self._sent = day, token_bytes(32), {}

    def _name(self, request: HttpRequest) -> str:
        address = get_adapter().get_client_ip(request)
        return str(
            salted_hmac("leitplanke.discussion.flood", address, secret=self._key, algorithm="sha256").hexdigest()
        )


FLOODS: Final = Floods()
