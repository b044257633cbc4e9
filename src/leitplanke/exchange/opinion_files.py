"""Opinion groups as files: the public report as JSON, and the confidential table of who is in which group."""

from pydantic import TypeAdapter

from leitplanke.evidence.opinions import Grouping, OpinionReport, VoteMatrix, adjusted_rand_index
from leitplanke.evidence.opinions.grouping import UNGROUPED
from leitplanke.evidence.opinions.report import GROUP_NAMES
from leitplanke.exchange.polis import PolisExport
from leitplanke.exchange.tables import write_csv
from leitplanke.kernel.texts import Language


def opinions_json(report: OpinionReport, export: PolisExport, agreement: float | None, *, language: Language) -> bytes:
    """The report with its topic, its notes and how far the groups are those of the export (adjusted Rand index)."""
    head = {
        "topic": export.topic,
        "agreement_with_polis": None if agreement is None else round(agreement, 4),
        "notes": [note.in_language(language) for note in export.notes],
    }
    body = TypeAdapter(OpinionReport).dump_python(report, mode="json")
    return TypeAdapter(dict[str, object]).dump_json({**head, **body}, indent=2) + b"\n"


def participants_csv(votes: VoteMatrix, grouping: Grouping) -> bytes:
    """Who is in which group, empty for who voted on too few statements. Not for publication."""
    rows = (
        (participant, "" if label == UNGROUPED else GROUP_NAMES[label])
        for participant, label in zip(votes.participants, grouping.labels.tolist(), strict=True)
    )
    return write_csv(("participant", "group"), rows)


def agreement_with_polis(export: PolisExport, grouping: Grouping) -> float | None:
    """The adjusted Rand index over those who are in a group here and there; None if the export has no groups."""
    if export.groups is None:
        return None
    pairs = [
        (export.groups[participant], int(label))
        for participant, label in zip(export.votes.participants, grouping.labels, strict=True)
        if label != UNGROUPED and participant in export.groups
    ]
    return adjusted_rand_index(*zip(*pairs, strict=True)) if pairs else None
