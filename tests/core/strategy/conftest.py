"""One small town whose strategy is worked out by hand in these tests."""

from datetime import date

import pytest

from leitplanke.evidence.model import (
    AudiencePriorities,
    ClusterResult,
    EvidenceReport,
    EvidenceRules,
    Finding,
    FindingKind,
    Priority,
    WorkshopResult,
)
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Recruitment
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
    ServiceArea,
    StrategyDraft,
    Verdict,
    WeightSetting,
)


@pytest.fixture(scope="session")
def provenance():
    return Provenance("strategy", 1, "0.1.0", "testdorf", "Testdorf", True, date(2026, 10, 31), 1, ())


@pytest.fixture(scope="session")
def evidence(provenance):
    return EvidenceReport(
        provenance=provenance,
        rules=EvidenceRules(),
        audience_names={"citizens": Text("Bürger", "Citizens"), "companies": Text("Unternehmen", "Companies")},
        question_texts={"areas": Text("Was zuerst?"), "access": Text("Wie erreichen Sie uns?")},
        option_texts={f"areas.{area}": Text(area) for area in ("kita", "roads", "parks", "culture")},
        theme_names={"waiting": Text("Wartezeit", "Waiting")},
        priority_question="areas",
        responses=(),
        tables=(),
        priorities=(
            AudiencePriorities(
                "citizens",
                "register",
                Recruitment.SAMPLE,
                400,
                (
                    Priority("kita", 1, 0.40, 0.35, 0.45),
                    Priority("roads", 2, 0.25, 0.2, 0.3),
                    Priority("parks", 3, 0.10, 0.07, 0.13),
                ),
                ("culture",),
            ),
            AudiencePriorities(
                "companies",
                "link",
                Recruitment.OPEN,
                60,
                (Priority("kita", 1, 0.9, None, None, 1.0), Priority("roads", 2, 0.3, None, None, 4.0)),
                (),
            ),
        ),
        themes=(),
        workshops=(
            WorkshopResult(
                "w1",
                Text("Werkstatt 1"),
                date(2026, 3, 1),
                25,
                (ClusterResult("trust", Text("Vertrauen"), 12, 30),),
                (),
            ),
        ),
        findings=(
            _finding("citizens.areas.kita", ("kita",), "40 % der Bürger wollen Kinderbetreuung zuerst."),
            _finding("citizens.areas.roads", ("roads",), "25 % der Bürger wollen Straßen zuerst."),
            _finding("companies.areas.roads", ("roads",), "30 % der Unternehmen wollen Straßen zuerst."),
            _finding("citizens.access.phone", ("phone", "visit"), "31 % erreichen uns am Telefon oder zu Hause."),
            Finding(
                "citizens.themes.waiting",
                FindingKind.THEME,
                "citizens",
                "t",
                ("waiting",),
                Text("Warten"),
                None,
                20,
                0.1,
            ),
            Finding("w1.trust", FindingKind.CLUSTER, "", "", (), Text("30 Punkte für Vertrauen."), None, None, None),
        ),
        not_published=("citizens.areas.culture",),
    )


@pytest.fixture(scope="session")
def draft():
    return StrategyDraft(
        guiding_sentence=Text("Für alle."),
        overall_goals=(
            OverallGoal("ages", Text("Alle Alter"), Text("")),
            OverallGoal("work", Text("Arbeit"), Text("")),
        ),
        goals=(
            _goal("near", (OverallGoalLink("ages", 3), OverallGoalLink("work", 1))),
            _goal("fast", (OverallGoalLink("work", 2),)),
        ),
        fields=(FieldOfAction("services", Text("Dienste")),),
        service_areas=tuple(ServiceArea(area, Text(area)) for area in ("kita", "roads", "parks", "culture")),
        guardrails=_guardrails(),
        gates=(Gate("goals_adopted", Text("Ziele beschlossen")),),
        weights=WeightSetting(60, 40, {"citizens": 50, "companies": 50}, Text("Rat"), date(2026, 1, 1), False),
        measures=(
            _measure("a", "roads", (Contribution("near", 3),), analogue_access=Text("Telefon")),
            _measure("b", "kita", (Contribution("near", 1), Contribution("fast", 2)), evidence=("w1.trust", "w1.gone")),
            _measure(
                "c",
                "kita",
                (Contribution("fast", 1),),
                asked_as="parks",
                state=MeasureState.REJECTED,
                analogue_access=Text("Rathaus"),
            ),
            _measure(
                "d",
                "culture",
                (),
                measure_class=MeasureClass.SMART_CITY,
                gates=("goals_adopted",),
                state=MeasureState.DONE,
                fixed_start="2025-01",
                fixed_mode="own",
            ),
        ),
        personal_checks=(
            GuardrailCheck("a", "sparing", Verdict.KEPT, Text("Nur drei Angaben."), "Amt 10", date(2026, 2, 1)),
        ),
    )


def _finding(finding_id, options, statement):
    audience, question, _ = finding_id.split(".")
    table = f"{audience}.{question}"
    return Finding(
        finding_id, FindingKind.ANSWER, audience, table, options, Text(statement), Recruitment.SAMPLE, 50, 0.3
    )


def _goal(goal_id, serves):
    return Goal(goal_id, Text(goal_id), serves, Text("Zahl"), Text("%"), 0.0, 1.0, date(2030, 12, 31))


def _guardrails():
    return (
        Guardrail(
            "analogue",
            Text("Immer auch ohne Internet."),
            Text(""),
            Text("Geht es ohne Internet?"),
            (
                EvidenceLink(EvidenceKind.FINDING, "citizens.access.visit"),
                EvidenceLink(EvidenceKind.LAW, "BGG", Text("Barrierefrei.")),
            ),
            "cdo",
            check=Condition("analogue_access", ConditionTest.FILLED),
        ),
        Guardrail(
            "order",
            Text("Erst Ziele, dann Technik."),
            Text(""),
            Text("Sind die Ziele beschlossen?"),
            (EvidenceLink(EvidenceKind.FINDING, "w1.trust"),),
            "cdo",
            applies_to=Condition("measure_class", ConditionTest.EQUALS, "smart_city"),
            check=Condition("gates", ConditionTest.CONTAINS, "goals_adopted"),
        ),
        Guardrail(
            "sparing",
            Text("Nur nötige Daten."),
            Text(""),
            Text("Sind alle Angaben nötig?", "Is all of it needed?"),
            (
                EvidenceLink(EvidenceKind.FINDING, "citizens.areas.culture"),
                EvidenceLink(EvidenceKind.FINDING, "citizens.no.where"),
            ),
            "cdo",
        ),
    )


def _measure(measure_id, area, contributions, **fields):
    values = {
        "title": Text(measure_id.upper()),
        "description": Text("Beschreibung"),
        "for_whom": Text("Alle"),
        "field": "services",
        "measure_class": MeasureClass.OTHER,
        "lead_unit": "cdo",
        "state": MeasureState.DECIDED,
        "state_reason": Text(""),
        "modes": (Mode("own", Text("Selbst"), 6, 600_00, 60_00, 0, ()),),
    }
    return Measure(id=measure_id, service_area=area, contributions=contributions, **(values | fields))
