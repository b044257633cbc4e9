"""From the town's draft and the evidence to the strategy."""

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.provenance import Provenance
from leitplanke.strategy.benefit import score_measures
from leitplanke.strategy.guardrails import check_measures, resolve_evidence
from leitplanke.strategy.model import Strategy, StrategyDraft
from leitplanke.strategy.references import require_references
from leitplanke.strategy.trace import build_trace


def derive_strategy(evidence: EvidenceReport, *, draft: StrategyDraft, provenance: Provenance) -> Strategy:
    """Resolve all evidence, hold every measure against every guardrail, score, rank and trace.

    What people decided (the draft) is passed on unchanged. Raises `InvalidValueError` for a name that leads nowhere and
    for a guardrail's condition or a personal check that cannot stand.
    """
    require_references(draft, evidence=evidence)
    guardrail_evidence = resolve_evidence(draft, evidence=evidence)
    checks = check_measures(draft)
    return Strategy(
        provenance=provenance,
        draft=draft,
        guardrail_evidence=guardrail_evidence,
        checks=checks,
        scores=score_measures(draft, evidence=evidence),
        trace=build_trace(draft, evidence=evidence, guardrail_evidence=guardrail_evidence, checks=checks),
    )
