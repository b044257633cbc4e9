"""Who is still waiting for a reply."""

from collections.abc import Iterable

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply, ReplyKind
from leitplanke.strategy.model import StrategyDraft


def open_replies(replies: tuple[Reply, ...], *, evidence: EvidenceReport) -> tuple[str, ...]:
    """Clusters and published themes without any reply, sorted. One reply is enough, several are allowed."""
    return awaiting(replies, clusters=_clusters(evidence), evidence=evidence)


def awaiting(
    replies: tuple[Reply, ...], *, clusters: Iterable[str], evidence: EvidenceReport | None
) -> tuple[str, ...]:
    """Which of these clusters (of workshops and discussions), and of the report's published themes, got no reply."""
    themes = () if evidence is None else published_themes(evidence)
    return tuple(sorted({*clusters, *themes} - {reply.to for reply in replies}))


def published_themes(evidence: EvidenceReport) -> tuple[str, ...]:
    """`audience.themes.THEME` for each that may be told, sorted. Missing answers have cells too, and want no reply."""
    found = {
        f"{table.audience}.themes.{option}"
        for table in evidence.themes
        for cell in table.cells
        for option in cell.options
        if option in evidence.theme_names
    }
    return tuple(sorted(found))


def require_reply_references(replies: tuple[Reply, ...], *, draft: StrategyDraft, evidence: EvidenceReport) -> None:
    """Raise `InvalidValueError` unless each reply answers something that was said and names what became of it.

    A theme that too few mentioned to be published may be answered all the same.
    """
    asked = _clusters(evidence) | {
        f"{audience}.themes.{theme}" for audience in evidence.audience_names for theme in evidence.theme_names
    }
    guardrails, measures = {guardrail.id for guardrail in draft.guardrails}, {measure.id for measure in draft.measures}
    targets = {
        ReplyKind.GUARDRAIL: guardrails,
        ReplyKind.MEASURE: measures,
        ReplyKind.EXAMINED: measures,
        ReplyKind.DECLINED: {""},
    }
    for reply in replies:
        require(
            holds=reply.to in asked,
            field="replies.to",
            problem=Text(f"„{reply.to}“ ist kein Bündel und kein Thema.", f"“{reply.to}” is no cluster and no theme."),
            remedy=Text("Schreiben Sie WERKSTATT.BÜNDEL oder zielgruppe.themes.THEMA.", "Use the id of either."),
        )
        require(
            holds=reply.ref in targets[reply.kind],
            field="replies.ref",
            problem=Text(
                f"Antwort auf {reply.to}: „{reply.ref}“ passt nicht zu „{reply.kind}“.",
                f"Reply to {reply.to}: “{reply.ref}” does not fit “{reply.kind}”.",
            ),
            remedy=Text(
                "Nennen Sie eine Leitplanke oder Maßnahme; bei declined bleibt ref leer.",
                "Name a guardrail or a measure; ref stays empty for declined.",
            ),
        )


def _clusters(evidence: EvidenceReport) -> set[str]:
    return {f"{result.workshop}.{cluster.cluster}" for result in evidence.workshops for cluster in result.clusters}
