"""Writing the log."""

from datetime import datetime

from django.db import transaction

from leitplanke_web.audit.models import AuditLine
from leitplanke_web.audit.queries import lines_before

OPERATOR = "Betrieb"  # who acts in the terminal, in the log


def record(
    *, deed: str, actor: str, town: str = "", subject: str = "", details: dict[str, object] | None = None
) -> None:
    """Write down a deed, in the transaction that does it: both happen or neither."""
    AuditLine.objects.create(deed=deed, actor=actor, town=town, subject=subject, details=details or {})


def forget_town(town: str) -> None:
    """Delete the log of a town that is being deleted."""
    AuditLine.objects.filter(town=town).delete()


@transaction.atomic
def forget_before(moment: datetime) -> int:
    """Delete the lines of all towns that are older, because their deletion period ended; how many there were."""
    count, _ = lines_before(moment).delete()
    record(deed="log.forgotten", actor=OPERATOR, subject=moment.date().isoformat(), details={"lines": count})
    return count
