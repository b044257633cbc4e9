"""The trace of one measure: which finding or cluster led to which guardrail, which goal asks for it.

Every step is a published finding, a cluster, a law, a goal or a guardrail. No step is one person's answer; where a step
is missing, the trace says so.
"""

from dataclasses import dataclass

from markupsafe import Markup

from leitplanke.report.edition import Edition
from leitplanke.report.sections.guardrails import evidence_line
from leitplanke.report.words import STRENGTH, VERDICT
from leitplanke.strategy.findings import findings_by_reference
from leitplanke.strategy.model import Goal, Measure


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the measure is because of, and what that is because of."""

    kind: str
    words: Markup
    note: Markup = Markup("")  # noqa: RUF009 - Markup cannot be changed
    because: tuple["Step", ...] = ()
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """What people said, the guardrails and the goals behind one measure; each begins with what lies nearest."""

    said: tuple[Step, ...]
    guardrails: tuple[Step, ...]
    goals: tuple[Step, ...]


def trace(edition: Edition, measure: Measure) -> Trace:
    """The way back from a measure. Each part has one step at least, if only the one that says what is missing."""
    voice = edition.voice
    return Trace(
        said=_said(edition, measure)
        or _missing(voice.say("Keine Aussage aus der Beteiligung.", "Nothing that people said.")),
        guardrails=_guardrails(edition, measure)
        or _missing(voice.say("Keine Leitplanke betrifft sie.", "No guardrail applies to it.")),
        goals=_goals(edition, measure) or _missing(voice.say("Kein Ziel genannt.", "No goal named.")),
    )


def _missing(words: Markup) -> tuple[Step, ...]:
    return (Step("missing", words, is_missing=True),)


def _causes(edition: Edition, node: str, kind: str) -> tuple[str, ...]:
    """Ids of what `node` is directly because of, each once."""
    found = (cause.partition(":") for cause in edition.causes.get(node, ()))
    return tuple(dict.fromkeys(identifier for name, _, identifier in found if name == kind))


def _said(edition: Edition, measure: Measure) -> tuple[Step, ...]:
    """Published findings in the trace, then what the profile cites and nobody may publish."""
    steps = [_finding(edition, finding) for finding in _causes(edition, f"measure:{measure.id}", "finding")]
    published = findings_by_reference(edition.documents.evidence)
    hidden = [reference for reference in measure.evidence if reference not in published]
    return (*steps, *(_unpublished(edition) for _ in hidden))


def _finding(edition: Edition, finding: str) -> Step:
    words = edition.short_finding_link(finding)
    return _unpublished(edition) if words is None else Step("finding", words)


def _unpublished(edition: Edition) -> Step:
    words = edition.voice.say(
        "Eine Erkenntnis, die zum Schutz der Befragten nicht veröffentlicht ist.",
        "A finding that is not published, to protect those who answered.",
    )
    return Step("missing", words, is_missing=True)


def _guardrails(edition: Edition, measure: Measure) -> tuple[Step, ...]:
    verdicts = {check.guardrail: check.verdict for check in edition.checks_of_measure.get(measure.id, ())}
    return tuple(
        Step(
            "guardrail",
            edition.link("guardrail", guardrail),
            note=edition.voice.text(VERDICT[verdicts[guardrail]]) if guardrail in verdicts else Markup(""),
            because=_evidence(edition, guardrail),
        )
        for guardrail in _causes(edition, f"measure:{measure.id}", "guardrail")
    )


def _evidence(edition: Edition, guardrail: str) -> tuple[Step, ...]:
    """What a guardrail rests on, as its card tells it."""
    steps = tuple(
        Step(
            evidence.link.kind.value,
            evidence_line(edition, evidence),
            is_missing=not evidence.is_published,
        )
        for evidence in edition.evidence_of.get(guardrail, ())
    )
    return steps or _missing(edition.voice.say("Kein Beleg genannt.", "No evidence named."))


def _goals(edition: Edition, measure: Measure) -> tuple[Step, ...]:
    goals = {goal.id: goal for goal in edition.documents.strategy.draft.goals}
    return tuple(
        Step(
            "goal",
            edition.link("goal", contribution.goal),
            note=edition.voice.text(STRENGTH[contribution.strength]),
            because=_overall_goals(edition, goals.get(contribution.goal)),
        )
        for contribution in measure.contributions
    )


def _overall_goals(edition: Edition, goal: Goal | None) -> tuple[Step, ...]:
    steps = tuple(
        Step(
            "overall_goal", edition.link("overall_goal", link.overall_goal), edition.voice.text(STRENGTH[link.strength])
        )
        for link in (goal.serves if goal is not None else ())
    )
    return steps or _missing(edition.voice.say("Kein übergeordnetes Ziel genannt.", "No overall goal named."))
