"""Writing the log."""

from leitplanke_web.audit.models import AuditLine


def record(
    *, deed: str, actor: str, town: str = "", subject: str = "", details: dict[str, object] | None = None
) -> None:
    """Write down a deed, in the transaction that does it: both happen or neither."""
    AuditLine.objects.create(deed=deed, actor=actor, town=town, subject=subject, details=details or {})


def forget_town(town: str) -> None:
    """Delete the log of a town that is being deleted."""
    AuditLine.objects.filter(town=town).delete()
