"""What the town decides as a whole, and the strategy that is made of it."""

from dataclasses import dataclass, field
from datetime import date

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.relations import Choice
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model.goals import FieldOfAction, Goal, OverallGoal, ServiceArea
from leitplanke.strategy.model.guardrails import EvidenceLink, Gate, Guardrail, GuardrailCheck
from leitplanke.strategy.model.measures import Measure


@dataclass(frozen=True, slots=True)
class WeightSetting:
    """Weights are political: who set them and when is stored; `is_assumption` until somebody has.

    `goals_percent` + `support_percent` = 100 weigh contribution to goals against support by the audience;
    `audience_percent` (adds up to 100) is used only where one plan must serve all audiences. There, each audience gets
    at least `least_percent` of the benefit that it could get from all candidates at once (0: nothing is promised).
    """

    goals_percent: int
    support_percent: int
    audience_percent: dict[str, int]
    set_by: Text
    set_on: date
    is_assumption: bool
    least_percent: int = field(default=0, metadata=ADDED)

    def __post_init__(self) -> None:
        require(
            holds=0 <= self.least_percent <= 100,
            field="least_percent",
            problem=Text(f"{self.least_percent} % ist kein Anteil.", f"{self.least_percent} % is no share."),
            remedy=Text("Erlaubt sind 0 bis 100.", "0 to 100 are allowed."),
        )
        for name, parts in (
            ("goals_percent", (self.goals_percent, self.support_percent)),
            ("audience_percent", tuple(self.audience_percent.values())),
        ):
            require(
                holds=all(part >= 0 for part in parts),
                field=name,
                problem=Text("Ein Gewicht ist negativ.", "A weight is negative."),
                remedy=Text("Gewichte sind ganze Prozente und ergeben 100.", "Weights are whole percents, 100 in all."),
            )
            require(
                holds=sum(parts) == 100,
                field=name,
                problem=Text(f"Die Gewichte ergeben {sum(parts)} statt 100.", f"The weights add up to {sum(parts)}."),
                remedy=Text("Gewichte sind ganze Prozente und ergeben 100.", "Weights are whole percents, 100 in all."),
            )


@dataclass(frozen=True, slots=True)
class Score:
    """A measure's benefit for one audience, 0–10,000 basis points, with its two parts (also 0–10,000), and its rank."""

    measure: str
    audience: str
    benefit: int
    goals_part: int
    support_part: int
    rank: int


@dataclass(frozen=True, slots=True)
class ResolvedEvidence:
    """An evidence link after the look-up. `finding` is the published finding's id, empty if law or not published."""

    link: EvidenceLink
    finding: str
    is_published: bool
    statement: Text


@dataclass(frozen=True, slots=True)
class GuardrailEvidence:
    """All evidence of one guardrail, resolved."""

    guardrail: str
    evidence: tuple[ResolvedEvidence, ...]


@dataclass(frozen=True, slots=True)
class TraceLink:
    """One step of the trace: `because_of` leads to `leads_to`.

    Ids carry their kind: `finding:…`, `guardrail:…`, `overall_goal:…`, `goal:…`, `measure:…`.
    """

    because_of: str
    leads_to: str


@dataclass(frozen=True, slots=True)
class StrategyDraft:
    """What the town brings: everything of the strategy that people decide."""

    guiding_sentence: Text
    overall_goals: tuple[OverallGoal, ...]
    goals: tuple[Goal, ...]
    fields: tuple[FieldOfAction, ...]
    service_areas: tuple[ServiceArea, ...]
    guardrails: tuple[Guardrail, ...]
    gates: tuple[Gate, ...]
    weights: WeightSetting
    measures: tuple[Measure, ...]
    personal_checks: tuple[GuardrailCheck, ...]
    choices: tuple[Choice, ...] = field(default=(), metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Strategy:
    """Handover 3."""

    provenance: Provenance
    draft: StrategyDraft
    guardrail_evidence: tuple[GuardrailEvidence, ...]
    checks: tuple[GuardrailCheck, ...]
    scores: tuple[Score, ...]
    trace: tuple[TraceLink, ...]
