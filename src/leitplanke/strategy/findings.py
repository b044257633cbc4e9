"""The look-up of published findings. What is not published cannot be found, and nothing stands in for it."""

from leitplanke.evidence.model import EvidenceReport, Finding


def findings_by_reference(evidence: EvidenceReport) -> dict[str, Finding]:
    """Every reference that leads to a published finding.

    A finding answers to its own id and, where small categories were merged before publication, to the id that each
    merged category would have had: `audience.question.option` for every one of `Finding.options`.
    """
    by_reference = {finding.id: finding for finding in evidence.findings}
    for finding in evidence.findings:
        place = finding.id.rpartition(".")[0]
        for option in finding.options:
            by_reference.setdefault(f"{place}.{option}", finding)
    return by_reference
