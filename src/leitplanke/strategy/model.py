"""Goals, guardrails, measures, weights, checks, scores, trace."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.money import require_cents
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text

STRONGEST = 3


def _require_strength(strength: int) -> None:
    require(
        holds=1 <= strength <= STRONGEST,
        field="strength",
        problem=Text(f"Die Stärke {strength} gibt es nicht.", f"There is no strength {strength}."),
        remedy=Text("1 = etwas, 2 = deutlich, 3 = stark.", "1 = some, 2 = clear, 3 = strong."),
    )


@dataclass(frozen=True, slots=True)
class OverallGoal:
    """A goal of the town as a whole (übergeordnetes Ziel), with the paper it stands in."""

    id: str
    title: Text
    source: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class OverallGoalLink:
    """How strongly a goal serves an overall goal: 1 some, 2 clear, 3 strong."""

    overall_goal: str
    strength: int

    def __post_init__(self) -> None:
        _require_strength(self.strength)


@dataclass(frozen=True, slots=True)
class Goal:
    """A digital goal (Digitalziel) with its indicator: from `baseline` to `target` by `due`, in `unit`."""

    id: str
    title: Text
    serves: tuple[OverallGoalLink, ...]
    indicator: Text
    unit: Text
    baseline: float
    target: float
    due: date

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class FieldOfAction:
    """Handlungsfeld."""

    id: str
    title: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """Bereich der Daseinsvorsorge. Its id is the option's id in the priority question."""

    id: str
    name: Text

    def __post_init__(self) -> None:
        require_id(self.id)


class EvidenceKind(StrEnum):
    """What a guardrail rests on."""

    FINDING = "finding"
    LAW = "law"


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A reference to a finding by its id, or to a law by its name; `note` says what follows from it."""

    kind: EvidenceKind
    ref: str
    note: Text = Text("")  # noqa: RUF009 - Text is frozen


class ConditionTest(StrEnum):
    """What a condition asks of a field of a measure."""

    FILLED = "filled"
    EQUALS = "equals"
    CONTAINS = "contains"


@dataclass(frozen=True, slots=True)
class Condition:
    """A claim about one field of a measure's profile, as data: no programming language."""

    field: str
    test: ConditionTest
    value: str = ""


@dataclass(frozen=True, slots=True)
class Guardrail:
    """Leitplanke: a short rule that every measure is held against.

    `applies_to` None: to all measures. `check` None: a person answers the test question, with a reason.
    """

    id: str
    rule: Text
    reason: Text
    test_question: Text
    evidence: tuple[EvidenceLink, ...]
    owner: str
    adopted_on: date | None = None
    adopted_by: Text = Text("")  # noqa: RUF009 - Text is frozen
    applies_to: Condition | None = None
    check: Condition | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=bool(self.evidence),
            field="evidence",
            problem=Text(f"Leitplanke {self.id} hat keinen Beleg.", f"Guardrail {self.id} has no evidence."),
            remedy=Text("Nennen Sie eine Erkenntnis oder ein Gesetz.", "Name a finding or a law."),
        )


@dataclass(frozen=True, slots=True)
class Gate:
    """Sperre: a decision or event that must have happened. `met_on` None: not recorded yet."""

    id: str
    name: Text
    met_on: Month | None = None
    record: Text = Text("")  # noqa: RUF009 - Text is frozen

    def __post_init__(self) -> None:
        require_id(self.id)
        if self.met_on is not None:
            month(self.met_on, "met_on")


class MeasureState(StrEnum):
    """Where a measure stands when the plan is made."""

    IDEA = "idea"
    UNDER_EXAMINATION = "under_examination"
    DECIDED = "decided"
    RUNNING = "running"
    BLOCKED = "blocked"
    DONE = "done"
    REJECTED = "rejected"


class MeasureClass(StrEnum):
    """Smart City components stay behind the gates "goals adopted" and "framework settled"."""

    E_GOVERNMENT = "e_government"
    SMART_CITY = "smart_city"
    INCLUSION = "inclusion"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class StaffNeed:
    """Staff of one unit during the whole mode, in hundredths of a full-time equivalent (VZÄ)."""

    unit: str
    fte_hundredths: int

    def __post_init__(self) -> None:
        require(
            holds=0 < self.fte_hundredths <= 10_000,
            field="fte",
            problem=Text(
                f"{self.fte_hundredths / 100} VZÄ sind nicht möglich.",
                f"{self.fte_hundredths / 100} FTE is impossible.",
            ),
            remedy=Text("Erlaubt sind Werte über 0 bis 100.", "Values above 0 up to 100 are allowed."),
        )


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to do a measure (Umsetzungsart): own, bought, with neighbours.

    One-off money is spread evenly over the duration; `running_cents_per_year` (consumptive) starts when it ends.
    A grant lowers the investive amount first.
    """

    id: str
    name: Text
    duration_months: int
    investive_cents: int
    consumptive_cents: int
    running_cents_per_year: int
    staff: tuple[StaffNeed, ...]
    grant_cents: int = 0

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=1 <= self.duration_months <= 180,
            field="duration_months",
            problem=Text(
                f"{self.duration_months} Monate Dauer sind nicht möglich.",
                f"A duration of {self.duration_months} months is not possible.",
            ),
            remedy=Text("Erlaubt sind 1 bis 180 Monate.", "1 to 180 months are allowed."),
        )
        for field in ("investive_cents", "consumptive_cents", "running_cents_per_year", "grant_cents"):
            require_cents(getattr(self, field), field)
        require(
            holds=self.grant_cents <= self.investive_cents + self.consumptive_cents,
            field="grant_cents",
            problem=Text("Die Förderung ist höher als die Kosten.", "The grant exceeds the cost."),
            remedy=Text("Tragen Sie höchstens die einmaligen Kosten ein.", "Enter at most the one-off cost."),
        )
        require_unique(tuple(need.unit for need in self.staff), "staff")


@dataclass(frozen=True, slots=True)
class Contribution:
    """How strongly a measure serves a goal, and who says so."""

    goal: str
    strength: int
    said_by: str = ""

    def __post_init__(self) -> None:
        _require_strength(self.strength)


@dataclass(frozen=True, slots=True)
class Examination:
    """Prüfauftrag: what "is being examined" means."""

    question: Text
    assumptions: Text
    decided_by: Text
    decision_due: Month
    outcome: Text = Text("")  # noqa: RUF009 - Text is frozen

    def __post_init__(self) -> None:
        month(self.decision_due, "decision_due")


@dataclass(frozen=True, slots=True)
class Measure:
    """Maßnahmensteckbrief.

    `service_area` names the area it digitalises; `asked_as` the option of the priority question that asked for this
    very measure, if any. `requires` are hard prerequisites (finish to start), `helps` soft ones. `release` is the first
    month in which it may start, `deadline` the last month in which it must have ended; hard if `is_mandatory`.
    `fixed_start` holds for running and done measures, with the mode that was taken.
    """

    id: str
    title: Text
    description: Text
    for_whom: Text
    field: str
    service_area: str
    measure_class: MeasureClass
    lead_unit: str
    state: MeasureState
    state_reason: Text
    contributions: tuple[Contribution, ...]
    modes: tuple[Mode, ...]
    participants: tuple[str, ...] = ()
    is_mandatory: bool = False
    legal_basis: str = ""
    release: Month | None = None
    deadline: Month | None = None
    requires: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    analogue_access: Text = Text("")  # noqa: RUF009 - Text is frozen
    risks: Text = Text("")  # noqa: RUF009 - Text is frozen
    indicator: Text = Text("")  # noqa: RUF009 - Text is frozen
    evidence: tuple[str, ...] = ()
    asked_as: str = ""
    element: str = ""
    product_account: str = ""
    fixed_start: Month | None = None
    fixed_mode: str = ""
    examination: Examination | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        require_unique(tuple(mode.id for mode in self.modes), "modes")
        for field in ("release", "deadline", "fixed_start"):
            if getattr(self, field) is not None:
                month(getattr(self, field), field)
        started = self.state in {MeasureState.RUNNING, MeasureState.DONE}
        require(
            holds=started == (self.fixed_start is not None),
            field="fixed_start",
            problem=Text(
                "Laufende und fertige Maßnahmen haben einen Beginn, andere nicht.",
                "State and start do not fit. Running and done measures have a start, others have none.",
            ),
            remedy=Text("Prüfen Sie state und fixed_start.", "Check state and fixed_start."),
        )
        require(
            holds=(self.examination is not None) == (self.state is MeasureState.UNDER_EXAMINATION),
            field="examination",
            problem=Text("Eine Prüfung braucht Frage, Annahmen und Termin.", "An examination needs question and date."),
            remedy=Text("Ergänzen Sie die Prüfung oder ändern Sie state.", "Complete the examination or change state."),
        )
        require(
            holds=bool(self.modes),
            field="modes",
            problem=Text(f"Maßnahme {self.id} hat keine Umsetzungsart.", f"Measure {self.id} has no mode."),
            remedy=Text("Ergänzen Sie mindestens eine Zeile in modes.csv.", "Add a row to modes.csv."),
        )

    def mode(self, mode_id: str) -> Mode:
        """The mode with this id; KeyError if there is none."""
        for mode in self.modes:
            if mode.id == mode_id:
                return mode
        raise KeyError(mode_id)


@dataclass(frozen=True, slots=True)
class WeightSetting:
    """Weights are political: who set them and when is stored; `is_assumption` until somebody has.

    `goals_percent` + `support_percent` = 100 weigh contribution to goals against support by the audience;
    `audience_percent` (adds up to 100) is used only where one plan must serve all audiences.
    """

    goals_percent: int
    support_percent: int
    audience_percent: dict[str, int]
    set_by: Text
    set_on: date
    is_assumption: bool

    def __post_init__(self) -> None:
        for field, parts in (
            ("goals_percent", (self.goals_percent, self.support_percent)),
            ("audience_percent", tuple(self.audience_percent.values())),
        ):
            require(
                holds=all(part >= 0 for part in parts),
                field=field,
                problem=Text("Ein Gewicht ist negativ.", "A weight is negative."),
                remedy=Text("Gewichte sind ganze Prozente und ergeben 100.", "Weights are whole percents, 100 in all."),
            )
            require(
                holds=sum(parts) == 100,
                field=field,
                problem=Text(f"Die Gewichte ergeben {sum(parts)} statt 100.", f"The weights add up to {sum(parts)}."),
                remedy=Text("Gewichte sind ganze Prozente und ergeben 100.", "Weights are whole percents, 100 in all."),
            )


class Verdict(StrEnum):
    """Outcome of holding a measure against a guardrail."""

    KEPT = "kept"
    VIOLATED = "violated"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class GuardrailCheck:
    """One measure against one guardrail. `checked_by` is empty where data decided."""

    measure: str
    guardrail: str
    verdict: Verdict
    reason: Text
    checked_by: str = ""
    checked_on: date | None = None


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


@dataclass(frozen=True, slots=True)
class Strategy:
    """Handover 3."""

    provenance: Provenance
    draft: StrategyDraft
    guardrail_evidence: tuple[GuardrailEvidence, ...]
    checks: tuple[GuardrailCheck, ...]
    scores: tuple[Score, ...]
    trace: tuple[TraceLink, ...]
