"""One small handover document of each kind."""

from datetime import date
from typing import Any

from leitplanke.evidence.model import (
    AudiencePriorities,
    Cell,
    EvidenceReport,
    EvidenceRules,
    Finding,
    FindingKind,
    Priority,
    Table,
    Weighting,
)
from leitplanke.kernel.dates import Month
from leitplanke.kernel.provenance import Provenance, Source
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import MeasureProgress, Progress, Reply, ReplyKind
from leitplanke.participation.model import (
    Answer,
    Audience,
    Frame,
    Missing,
    Option,
    ParticipationRecord,
    Question,
    QuestionKind,
    Questionnaire,
    Recruitment,
    Response,
    ResponseMode,
)
from leitplanke.roadmap.model import (
    Assignment,
    AudienceValue,
    Horizon,
    Omission,
    Reason,
    ReasonKind,
    Roadmap,
    SolveStatus,
    UnitLoad,
    YearAmount,
    YearBudget,
)
from leitplanke.strategy.model import (
    Condition,
    ConditionTest,
    Contribution,
    EvidenceKind,
    EvidenceLink,
    FieldOfAction,
    Gate,
    Goal,
    Guardrail,
    GuardrailCheck,
    Measure,
    MeasureClass,
    MeasureState,
    Mode,
    OverallGoal,
    OverallGoalLink,
    Score,
    ServiceArea,
    StaffNeed,
    Strategy,
    StrategyDraft,
    TraceLink,
    Verdict,
    WeightSetting,
)


def provenance(document: str) -> Provenance:
    """Where a document of the fictitious town comes from."""
    return Provenance(
        document, 1, "0.1.0", "erlenbach", "Erlenbach", True, date(2026, 6, 30), 1, (Source("town.toml", "0" * 64),)
    )


def participation() -> ParticipationRecord:
    """Two responses."""
    question = Question(
        "areas", QuestionKind.TOP, Text("Was zuerst?", "What first?"), ("citizens",), (Option("kita", Text("Kita")),), 1
    )
    questionnaire = Questionnaire("1", Text("Umfrage"), (Audience("citizens", Text("Bürger")),), (question,))
    answers = ((Answer("areas", ("kita",)),), (Answer("areas", missing=Missing.DONT_KNOW),))
    responses = tuple(
        Response(2**62 + index, "citizens", "register", ResponseMode.PAPER, "1", answer)
        for index, answer in enumerate(answers)
    )
    frame = Frame("register", "citizens", Recruitment.SAMPLE, Text("Stichprobe"), 700, 60, 2)
    return ParticipationRecord(provenance("participation"), questionnaire, (frame,), responses, ())


def evidence() -> EvidenceReport:
    """One table with one finding."""
    cells = (Cell(("kita",), 40, 0.4, 0.310938, 0.496123, 88.25), Cell(("building", "mobility"), 60, 0.6))
    table = Table("citizens.areas", "citizens", "register", Recruitment.SAMPLE, "areas", 100, Weighting.RAKED, cells)
    first = AudiencePriorities(
        "citizens", "register", Recruitment.SAMPLE, 100, (Priority("kita", 1, 0.4, None, None),), ()
    )
    finding = Finding(
        "citizens.areas.kita", FindingKind.ANSWER, "citizens", table.id, ("kita",), Text("40 von 100"), None, 40, 0.4
    )
    return EvidenceReport(
        provenance=provenance("evidence"),
        rules=EvidenceRules(),
        audience_names={"citizens": Text("Bürger")},
        question_texts={"areas": Text("Was zuerst?")},
        option_texts={"areas.kita": Text("Kita")},
        theme_names={},
        priority_question="areas",
        responses=(),
        tables=(table,),
        priorities=(first,),
        themes=(),
        workshops=(),
        findings=(finding,),
        not_published=("citizens.areas.culture",),
    )


def measure(name: str, title: str) -> Measure:
    """A decided measure with one mode."""
    mode = Mode("own", Text("selbst"), 6, 2_000_000, 500_050, 0, (StaffNeed("office", 50),))
    return Measure(
        id=name,
        title=Text(title),
        description=Text(""),
        for_whom=Text("Alle"),
        field="services",
        service_area="kita",
        measure_class=MeasureClass.E_GOVERNMENT,
        lead_unit="office",
        state=MeasureState.DECIDED,
        state_reason=Text(""),
        contributions=(Contribution("reach", 3, "CDO"),),
        modes=(mode,),
    )


def strategy() -> Strategy:
    """Two measures and one guardrail."""
    law = EvidenceLink(EvidenceKind.LAW, "§ 1 OZG")
    guardrail = Guardrail(
        "analogue", Text("Regel"), Text("Grund"), Text("Frage?"), (law,), "CDO", date(2026, 3, 1),
        check=Condition("analogue_access", ConditionTest.FILLED),
    )  # fmt: skip
    goal = Goal(
        "reach", Text("Alle erreichen"), (OverallGoalLink("generations", 3),), Text("Anteil"), Text("Prozent"), 12.5,
        60.0, date(2027, 12, 31),
    )  # fmt: skip
    draft = StrategyDraft(
        guiding_sentence=Text("Digital für alle."),
        overall_goals=(OverallGoal("generations", Text("Stadt für alle"), Text("Leitbild")),),
        goals=(goal,),
        fields=(FieldOfAction("services", Text("Dienste")),),
        service_areas=(ServiceArea("kita", Text("Kinderbetreuung")),),
        guardrails=(guardrail,),
        gates=(Gate("framework", Text("Rahmen"), Month("2026-03")),),
        weights=WeightSetting(60, 40, {"citizens": 100}, Text("Annahme"), date(2026, 1, 31), is_assumption=True),
        measures=(measure("kita_online", "=Kita; online"), measure("parking", "Parken-App")),
        personal_checks=(),
    )
    return Strategy(
        provenance=provenance("strategy"),
        draft=draft,
        guardrail_evidence=(),
        checks=(GuardrailCheck("parking", "analogue", Verdict.VIOLATED, Text("fehlt")),),
        scores=(Score("kita_online", "citizens", 8000, 10000, 5000, 1),),
        trace=(TraceLink("goal:reach", "measure:kita_online"),),
    )


def roadmap(**changes: Any) -> Roadmap:
    """One measure planned, one left out."""
    planned = Assignment(
        "kita_online", "own", Month("2026-10"), Month("2027-03"), Horizon.MEDIUM, "office", False, (("office", 50),),
        (YearAmount(2026, 1_000_000, 250_025), YearAmount(2027, 1_000_000, 250_025)), 1200,
        (Reason(ReasonKind.STAFF, "office", Month("2026-09"), 25, ("parking",)),),
    )  # fmt: skip
    values: dict[str, Any] = {
        "provenance": provenance("roadmap"),
        "first_month": Month("2026-01"),
        "months": 24,
        "short_term_months": 12,
        "medium_term_months": 36,
        "currency": "EUR",
        "unit_names": {"office": Text("Bürgerbüro", "Citizens' office")},
        "status": SolveStatus.FEASIBLE,
        "value": 900,
        "bound": 1200,
        "gap": 0.25,
        "greedy_value": 850,
        "neighbourhoods": 10,
        "improvements": 2,
        "weights_are_assumption": True,
        "weights_set_by": Text("Annahme"),
        "assignments": (planned,),
        "omissions": (Omission("parking", (Reason(ReasonKind.GATE_OPEN, "framework"),)),),
        "loads": (UnitLoad("office", (0,) * 24, (200,) * 24),),
        "budgets": tuple(YearBudget(year, 1_000_000, 6_000_000, 250_025, 3_000_000) for year in (2026, 2027)),
        "audience_values": (AudienceValue("citizens", 100, 900, 1200),),
    }
    return Roadmap(**(values | changes))


def progress() -> Progress:
    """One measure that is late, one reply."""
    line = MeasureProgress(
        "kita_online", MeasureState.RUNNING, Month("2026-05"), Month("2026-10"), Month("2027-03"), None, None,
        Month("2027-05"), 2, 10, 0, 5000, Text("Krankheit"),
    )  # fmt: skip
    reply = Reply("start.queue", ReplyKind.MEASURE, "kita_online", Text("Steht im Fahrplan."))
    counts = {MeasureState.RUNNING: 1, MeasureState.DECIDED: 0}
    return Progress(provenance("progress"), Month("2026-06"), (line,), counts, ("kita_online",), (reply,), ())


DOCUMENTS_OF_A_TOWN = (participation(), evidence(), strategy(), roadmap(), progress())
