"""Storing reports and replies."""

from collections.abc import Iterable

from leitplanke.kernel.provenance import Provenance
from leitplanke.monitoring.model import Reply as ReplyValue
from leitplanke.monitoring.model import StatusRow as StatusRowValue
from leitplanke_web.monitoring.models import ProgressDocument, Reply, StatusRow
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import replace_parts


def store_reports(town: Town, *, status_rows: Iterable[StatusRowValue], replies: Iterable[ReplyValue]) -> None:
    """Store the stage's input of a town that is being loaded, within the caller's transaction."""
    replace_parts(StatusRow, town, ((f"{row.measure}.{row.reported}", row) for row in status_rows))
    replace_parts(Reply, town, ((reply.to, reply) for reply in replies))


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 5, within the transaction that ends the run."""
    ProgressDocument.keep(town, content, provenance=provenance)
