"""Reading the log."""

from datetime import datetime

from django.db.models import QuerySet

from leitplanke_web.audit.models import AuditLine

# Deeds after which the town's entries are what they were before; whatever else is done may change them.
CHANGES_NO_INPUT = (
    *("account.", "codes.made", "details.", "discussion.", "member.", "publication.", "run.", "survey."),
    *("town.exported", "workshop.", "process.", "actor.", "actors.", "letter."),
)


def lines(town: str, *, deed: str = "", actor: str = "") -> QuerySet[AuditLine]:
    """The town's lines, newest first; only of a deed or a person where one is named."""
    wanted = {"town": town, **({"deed": deed} if deed else {}), **({"actor": actor} if actor else {})}
    return AuditLine.objects.filter(**wanted)


def deeds(town: str) -> tuple[str, ...]:
    """The deeds that occur in the town's log."""
    return _distinct(town, "deed")


def actors(town: str) -> tuple[str, ...]:
    """The names that occur in the town's log."""
    return _distinct(town, "actor")


def is_input_changed_since(town: str, moment: datetime) -> bool:
    """Whether the log tells that somebody has changed what the chain reads."""
    found = AuditLine.objects.filter(town=town, at__gt=moment)
    for beginning in CHANGES_NO_INPUT:
        found = found.exclude(deed__startswith=beginning)
    return found.exists()


def lines_before(moment: datetime) -> QuerySet[AuditLine]:
    """Lines of all towns whose deletion period may have ended."""
    return AuditLine.objects.filter(at__lt=moment)


def _distinct(town: str, field: str) -> tuple[str, ...]:
    return tuple(AuditLine.objects.filter(town=town).order_by(field).values_list(field, flat=True).distinct())
