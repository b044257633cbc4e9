"""Reports and replies of a town, as the core's values."""

from typing import Any

from django.db.models import QuerySet

from leitplanke.monitoring.model import Reply as ReplyValue
from leitplanke.monitoring.model import StatusRow as StatusRowValue
from leitplanke_web.monitoring.models import ProgressDocument, Reply, StatusRow
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import part_values


def status_rows(town: Town) -> tuple[StatusRowValue, ...]:
    """What lead units reported."""
    return part_values(StatusRow, town)


def replies(town: Town) -> tuple[ReplyValue, ...]:
    """What contributors were told."""
    return part_values(Reply, town)


def documents(town: Town, sha256: str) -> QuerySet[Any, tuple[str, bytes]]:
    """Handover 5 with this digest, if the town has it."""
    return ProgressDocument.contents(town, sha256)
