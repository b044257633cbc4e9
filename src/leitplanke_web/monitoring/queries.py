"""Reports and replies of a town, as the core's values."""

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


def document(town: Town, sha256: str) -> bytes:
    """Handover 5. Raises `DoesNotExist`."""
    return ProgressDocument.content_of(town, sha256)
