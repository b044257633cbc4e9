"""A roadmap of six measures, held against status rows by hand at the end of October 2026."""

from datetime import date

import pytest

from leitplanke.evidence.model import (
    Cell,
    ClusterResult,
    EvidenceReport,
    EvidenceRules,
    Table,
    Weighting,
    WorkshopResult,
)
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import StatusRow
from leitplanke.participation.model import Recruitment
from leitplanke.roadmap.model import Assignment, Horizon, Omission, Roadmap, SolveStatus
from leitplanke.strategy.model import (
    EvidenceKind,
    EvidenceLink,
    Guardrail,
    Measure,
    MeasureClass,
    MeasureState,
    Mode,
    Strategy,
    StrategyDraft,
    WeightSetting,
)


@pytest.fixture(scope="session")
def provenance():
    return Provenance("progress", 1, "0.1.0", "testdorf", "Testdorf", True, date(2026, 10, 31), 1, ())


@pytest.fixture(scope="session")
def strategy(provenance):
    draft = StrategyDraft(
        guiding_sentence=Text("Für alle."),
        overall_goals=(),
        goals=(),
        fields=(),
        service_areas=(),
        guardrails=(_guardrail(),),
        gates=(),
        weights=WeightSetting(0, 100, {"citizens": 100}, Text("Rat"), date(2026, 1, 1), False),
        measures=(
            _measure("under_way"),
            _measure("not_begun"),
            _measure("early", state=MeasureState.RUNNING, fixed_start="2025-11", fixed_mode="own"),
            _measure("later"),
            _measure("given_up"),
            _measure("done", state=MeasureState.DONE, fixed_start="2025-01", fixed_mode="own"),
            _measure("left_out"),
        ),
        personal_checks=(),
    )
    return Strategy(provenance, draft, (), (), (), ())


@pytest.fixture(scope="session")
def roadmap(provenance):
    return Roadmap(
        provenance=provenance,
        first_month="2026-01",
        months=60,
        short_term_months=12,
        medium_term_months=36,
        currency="EUR",
        unit_names={"cdo": Text("Stabsstelle")},
        status=SolveStatus.OPTIMAL,
        value=0,
        bound=0,
        gap=0.0,
        greedy_value=0,
        neighbourhoods=0,
        improvements=0,
        weights_are_assumption=False,
        weights_set_by=Text("Rat"),
        assignments=(
            _assignment("under_way", "2026-06", "2026-11"),
            _assignment("not_begun", "2026-01", "2026-06"),
            _assignment("early", "2025-11", "2026-04"),
            _assignment("later", "2027-01", "2027-06"),
            _assignment("given_up", "2026-02", "2026-07"),
            _assignment("done", "2025-01", "2025-06"),
        ),
        omissions=(Omission("left_out", ()),),
        loads=(),
        budgets=(),
        audience_values=(),
    )


@pytest.fixture(scope="session")
def status_rows():
    return (
        StatusRow("under_way", "2026-09", MeasureState.RUNNING, 50, 300_00, "2026-07", cause=Text("Stelle frei.")),
        StatusRow("under_way", "2026-08", MeasureState.RUNNING, 20, 100_00, "2026-07"),
        StatusRow("under_way", "2026-11", MeasureState.DONE, 100, 700_00, "2026-07", "2026-11"),
        StatusRow("early", "2026-03", MeasureState.DONE, 100, 640_00, "2025-11", "2026-03"),
        StatusRow("given_up", "2026-05", MeasureState.REJECTED, 0, 0, cause=Text("Kein Anbieter.")),
        StatusRow("left_out", "2026-05", MeasureState.DECIDED, 0, 0),
    )


@pytest.fixture(scope="session")
def evidence(provenance):
    cells = (Cell(("waiting",), 40, 0.2), Cell(("privacy",), 20, 0.1), Cell(("no_answer",), 100, 0.5))
    theme_table = Table(
        "citizens.themes", "citizens", "link", Recruitment.OPEN, "wish", 200, Weighting.NONE, cells, ("parking",)
    )
    clusters = (ClusterResult("trust", Text("Vertrauen"), 12, 30), ClusterResult("help", Text("Hilfe"), None, None))
    return EvidenceReport(
        provenance=provenance,
        rules=EvidenceRules(),
        audience_names={"citizens": Text("Bürger")},
        question_texts={},
        option_texts={},
        theme_names={"waiting": Text("Wartezeit"), "privacy": Text("Datenschutz"), "parking": Text("Parken")},
        priority_question="areas",
        responses=(),
        tables=(),
        priorities=(),
        themes=(theme_table,),
        workshops=(WorkshopResult("w1", Text("Werkstatt 1"), date(2026, 3, 1), 25, clusters, ()),),
        findings=(),
        not_published=("citizens.themes.parking",),
    )


def _guardrail():
    return Guardrail("analogue", Text(""), Text(""), Text(""), (EvidenceLink(EvidenceKind.LAW, "BGG"),), "cdo")


def _measure(measure_id, *, state=MeasureState.DECIDED, **fields):
    mode = Mode("own", Text("Selbst"), 6, 600_00, 60_00, 120_00, ())
    return Measure(
        measure_id,
        Text(""),
        Text(""),
        Text(""),
        "",
        "",
        MeasureClass.OTHER,
        "cdo",
        state,
        Text(""),
        (),
        (mode,),
        **fields,
    )


def _assignment(measure, start, end):
    return Assignment(measure, "own", start, end, Horizon.SHORT, "cdo", False, (), (), 0, ())
