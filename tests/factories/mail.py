"""A mail server that refuses what it is told to, as RFC 5321 lets servers do."""

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused, SMTPServerDisconnected
from typing import Any

from django.core.mail.backends.locmem import EmailBackend


class PickyBackend(EmailBackend):
    """Takes letters into `mail.outbox`. `TROUBLE` says of whom which trouble comes, and for "" of everybody."""

    TROUBLE: dict[str, Exception] = {}  # noqa: RUF012 - set anew by each test
    MOST_ON_A_LINE: int | None = None  # after so many letters it hangs up, as smtplib tells it
    _on_this_line = 0

    def close(self) -> None:
        """A new line begins with the next letter."""
        self._on_this_line = 0

    def send_messages(self, messages: Any) -> int:
        """Take or refuse."""
        messages = list(messages)
        for message in messages:
            (address,) = message.to
            self._on_this_line += 1
            if self.MOST_ON_A_LINE is not None and self._on_this_line > self.MOST_ON_A_LINE:
                raise HANGS_UP if self._on_this_line == self.MOST_ON_A_LINE + 1 else GONE
            if trouble := self.TROUBLE.get(address, self.TROUBLE.get("")):
                raise trouble
        return super().send_messages(messages) or 0


def refused(address: str, code: int = 550) -> SMTPRecipientsRefused:
    """The server does not know this address, or will not have it now."""
    return SMTPRecipientsRefused({address: (code, b"no")})


HANGS_UP = SMTPSenderRefused(421, b"4.7.0 Too many messages on this connection", "rathaus@erlenbach.example")
FULL = SMTPDataError(452, b"4.3.1 Insufficient system storage")
GONE = SMTPServerDisconnected("Connection unexpectedly closed")
