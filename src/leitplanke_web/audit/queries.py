"""Reading the log."""

from datetime import datetime

from leitplanke_web.audit.models import AuditLine

# Deeds after which the town's entries are what they were before; whatever else is done may change them.
CHANGES_NO_INPUT = ("account.", "member.", "publication.", "run.", "town.exported")


def is_input_changed_since(town: str, moment: datetime) -> bool:
    """Whether the log tells that somebody has changed what the chain reads."""
    found = AuditLine.objects.filter(town=town, at__gt=moment)
    for beginning in CHANGES_NO_INPUT:
        found = found.exclude(deed__startswith=beginning)
    return found.exists()
