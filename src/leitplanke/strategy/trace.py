"""The trace: from what people said to what the town does, and back. See docs/methods/trace.md."""

from collections import defaultdict
from collections.abc import Iterable

from leitplanke.evidence.model import EvidenceReport
from leitplanke.strategy.benefit import asked_option
from leitplanke.strategy.findings import findings_by_reference
from leitplanke.strategy.model import GuardrailCheck, GuardrailEvidence, StrategyDraft, TraceLink, Verdict


def build_trace(
    draft: StrategyDraft,
    *,
    evidence: EvidenceReport,
    guardrail_evidence: tuple[GuardrailEvidence, ...],
    checks: tuple[GuardrailCheck, ...],
) -> tuple[TraceLink, ...]:
    """All links, each once, sorted by `because_of`, then `leads_to`.

    Every end is a published finding or cluster, a goal or a guardrail: no link starts at one person's answer.
    """
    links = (
        _from_evidence_to_guardrails(guardrail_evidence)
        | _from_guardrails_to_measures(checks)
        | _from_findings_to_measures(draft, evidence=evidence)
        | _from_overall_goals_to_measures(draft)
    )
    return tuple(TraceLink(because_of=cause, leads_to=effect) for cause, effect in sorted(links))


def leads_to(trace: tuple[TraceLink, ...], node: str) -> tuple[str, ...]:
    """All that follows from `node`, nearest first, without the node itself."""
    return _reached(((link.because_of, link.leads_to) for link in trace), node)


def because_of(trace: tuple[TraceLink, ...], node: str) -> tuple[str, ...]:
    """All that `node` rests on, nearest first, without the node itself."""
    return _reached(((link.leads_to, link.because_of) for link in trace), node)


def _from_evidence_to_guardrails(guardrail_evidence: tuple[GuardrailEvidence, ...]) -> set[tuple[str, str]]:
    return {
        (f"finding:{resolved.finding}", f"guardrail:{entry.guardrail}")
        for entry in guardrail_evidence
        for resolved in entry.evidence
        if resolved.finding
    }


def _from_guardrails_to_measures(checks: tuple[GuardrailCheck, ...]) -> set[tuple[str, str]]:
    return {
        (f"guardrail:{check.guardrail}", f"measure:{check.measure}")
        for check in checks
        if check.verdict is not Verdict.NOT_APPLICABLE
    }


def _from_findings_to_measures(draft: StrategyDraft, *, evidence: EvidenceReport) -> set[tuple[str, str]]:
    """What each audience said on the measure's area, and what its profile cites, as far as it is published."""
    published = findings_by_reference(evidence)
    links: set[tuple[str, str]] = set()
    for measure in draft.measures:
        asked = [f"{name}.{evidence.priority_question}.{asked_option(measure)}" for name in evidence.audience_names]
        for reference in (*asked, *measure.evidence):
            if reference in published:
                links.add((f"finding:{published[reference].id}", f"measure:{measure.id}"))
    return links


def _from_overall_goals_to_measures(draft: StrategyDraft) -> set[tuple[str, str]]:
    to_goals = {
        (f"overall_goal:{link.overall_goal}", f"goal:{goal.id}") for goal in draft.goals for link in goal.serves
    }
    to_measures = {
        (f"goal:{contribution.goal}", f"measure:{measure.id}")
        for measure in draft.measures
        for contribution in measure.contributions
    }
    return to_goals | to_measures


def _reached(steps: Iterable[tuple[str, str]], start: str) -> tuple[str, ...]:
    neighbours: defaultdict[str, list[str]] = defaultdict(list)
    for here, there in steps:
        neighbours[here].append(there)
    order = [start]
    seen = {start}
    for node in order:
        fresh = [neighbour for neighbour in dict.fromkeys(neighbours[node]) if neighbour not in seen]
        seen.update(fresh)
        order += fresh
    return tuple(order[1:])
