"""Guardrails: what each rests on, and how each measure stands against each."""

from collections.abc import Collection, Iterable

from leitplanke.evidence.model import EvidenceReport, Finding
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.texts import Text
from leitplanke.strategy.conditions import is_met, sentence
from leitplanke.strategy.findings import findings_by_reference
from leitplanke.strategy.model import (
    EvidenceKind,
    EvidenceLink,
    Guardrail,
    GuardrailCheck,
    GuardrailEvidence,
    Measure,
    MeasureState,
    ResolvedEvidence,
    StrategyDraft,
    Verdict,
)

_VERDICT_NAMES = {
    Verdict.KEPT: Text("eingehalten", "kept"),
    Verdict.VIOLATED: Text("verletzt", "violated"),
    Verdict.OPEN: Text("offen", "open"),
    Verdict.NOT_APPLICABLE: Text("gilt hier nicht", "not applicable"),
}


def resolve_evidence(draft: StrategyDraft, *, evidence: EvidenceReport) -> tuple[GuardrailEvidence, ...]:
    """Each guardrail's evidence links after the look-up, in the draft's order.

    A law is public by itself and says what the link's note says. A finding says what was published; if nothing was,
    the link stays and says so: it never falls back to a hidden number.
    """
    published = findings_by_reference(evidence)
    withheld = frozenset(evidence.not_published)
    return tuple(
        GuardrailEvidence(
            guardrail=guardrail.id,
            evidence=tuple(_resolved(link, published=published, withheld=withheld) for link in guardrail.evidence),
        )
        for guardrail in draft.guardrails
    )


def check_measures(draft: StrategyDraft) -> tuple[GuardrailCheck, ...]:
    """Every measure against every guardrail: measures in the draft's order, then guardrails in theirs.

    Rejected and done measures are checked too. Raises `InvalidValueError` for conditions that cannot be decided, for
    two personal checks of one pair and for a personal check that contradicts the data.
    """
    return held_against(draft.guardrails, measures=draft.measures, personal=draft.personal_checks)


def held_against(
    guardrails: Iterable[Guardrail], *, measures: Iterable[Measure], personal: Collection[GuardrailCheck]
) -> tuple[GuardrailCheck, ...]:
    """The same for some of a town's guardrails and measures. Raises as `check_measures`."""
    require_unique(tuple(f"{check.measure} × {check.guardrail}" for check in personal), "checks")
    by_person = {(check.measure, check.guardrail): check for check in personal}
    rules = tuple(guardrails)
    return tuple(
        _check(measure, guardrail=guardrail, personal=by_person.get((measure.id, guardrail.id)))
        for measure in measures
        for guardrail in rules
    )


def blocking_checks(checks: Iterable[GuardrailCheck], *, measures: Iterable[Measure]) -> tuple[GuardrailCheck, ...]:
    """What keeps a strategy from being published: violations first, then what is open, in the order of `checks`.

    A measure that is rejected will not be done, so nothing about it has to be settled any more.
    """
    wanted = {measure.id for measure in measures if measure.state is not MeasureState.REJECTED}
    given = [check for check in checks if check.measure in wanted]
    return tuple(check for verdict in (Verdict.VIOLATED, Verdict.OPEN) for check in given if check.verdict is verdict)


def is_decided_by_data(measure: Measure, *, guardrail: Guardrail) -> bool:
    """Whether the measure's profile alone says how it stands, so that no person has to."""
    return guardrail.repealed_on is not None or _check_by_data(measure, guardrail) is not None


def require_agreement(personal: GuardrailCheck, *, measure: Measure, guardrail: Guardrail) -> None:
    """Raise `InvalidValueError` if the measure's data decide, and decide otherwise than a person entered."""
    by_data = _check_by_data(measure, guardrail)
    if by_data is None:
        return
    said, found = _VERDICT_NAMES[personal.verdict], _VERDICT_NAMES[by_data.verdict]
    require(
        holds=personal.verdict in {by_data.verdict, Verdict.OPEN},
        field=f"checks.{personal.measure}.{personal.guardrail}",
        problem=Text(
            f"Eingetragen ist „{said.de}“, nach den Angaben im Steckbrief ist es „{found.de}“: {by_data.reason.de}",
            f"Entered is “{said.en}”, by the measure's profile it is “{found.en}”: {by_data.reason.en}",
        ),
        remedy=Text("Ändern Sie den Steckbrief oder streichen Sie die Zeile.", "Change the profile or remove the row."),
    )


def _resolved(link: EvidenceLink, *, published: dict[str, Finding], withheld: frozenset[str]) -> ResolvedEvidence:
    if link.kind is EvidenceKind.LAW:
        return ResolvedEvidence(link=link, finding="", is_published=True, statement=link.note)
    if link.ref in published:
        finding = published[link.ref]
        return ResolvedEvidence(link=link, finding=finding.id, is_published=True, statement=finding.statement)
    statement = Text(
        "Nicht veröffentlicht: Dazu haben zu wenige geantwortet.", "Not published: too few people answered this."
    )
    if link.ref not in withheld:
        statement = Text(
            "Dazu ist nichts veröffentlicht: Zu wenige haben geantwortet, oder es wurde nicht gefragt.",
            "Nothing is published on this: too few people answered, or it was not asked.",
        )
    return ResolvedEvidence(link=link, finding="", is_published=False, statement=statement)


def _check(measure: Measure, *, guardrail: Guardrail, personal: GuardrailCheck | None) -> GuardrailCheck:
    if guardrail.repealed_on is not None:
        return _repealed(measure, guardrail)
    by_data = _check_by_data(measure, guardrail)
    if personal is not None:
        require_agreement(personal, measure=measure, guardrail=guardrail)
    if by_data is not None:
        return by_data
    if personal is not None:
        return personal
    question = guardrail.test_question
    reason = Text(f"Noch nicht geprüft: {question.de}", f"Not checked yet: {question.en or question.de}")
    return GuardrailCheck(measure=measure.id, guardrail=guardrail.id, verdict=Verdict.OPEN, reason=reason)


def _repealed(measure: Measure, guardrail: Guardrail) -> GuardrailCheck:
    """Nothing is held against a guardrail that is repealed; what people said before stays in the draft."""
    assert guardrail.repealed_on is not None
    day, why = guardrail.repealed_on, guardrail.repeal_reason
    reason = Text(
        f"Aufgehoben am {day.day}.{day.month}.{day.year}: {why.de}",
        f"Repealed on {day.isoformat()}: {why.en or why.de}",
    )
    return GuardrailCheck(measure=measure.id, guardrail=guardrail.id, verdict=Verdict.NOT_APPLICABLE, reason=reason)


def _check_by_data(measure: Measure, guardrail: Guardrail) -> GuardrailCheck | None:
    """What the profile alone decides; None: a person must."""
    if guardrail.applies_to is not None and not is_met(guardrail.applies_to, measure=measure):
        verdict, reason = Verdict.NOT_APPLICABLE, sentence(guardrail.applies_to, holds=False)
    elif guardrail.check is not None:
        holds = is_met(guardrail.check, measure=measure)
        verdict, reason = (Verdict.KEPT if holds else Verdict.VIOLATED), sentence(guardrail.check, holds=holds)
    else:
        return None
    return GuardrailCheck(measure=measure.id, guardrail=guardrail.id, verdict=verdict, reason=reason)
