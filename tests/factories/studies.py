"""Studies of a roadmap for tests: a question, and an answer written by hand for the measures of `handovers`."""

from typing import Any

from django_scopes import scopes_disabled

from factories.runs import run_row
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.answers import (
    ChangeOffer,
    CoreIndex,
    Mended,
    Repair,
    RepairQuestion,
    Robustness,
    RobustnessQuestion,
    Study,
    StudyQuestion,
)
from leitplanke.roadmap.incidents import Delay, MoneyCut, NewDuty, Vacancy
from leitplanke.roadmap.model import Activity, ActivityMode, FiscalYear, FixedStart, PlannedStart, Problem, Unit
from leitplanke.roadmap.slips import DeadlineChance
from leitplanke_web.portal.models import Run, RunKind, RunState
from leitplanke_web.portal.models import Study as StudyRow

_MODE, _BOUGHT = (
    ActivityMode(name, months, (("office", 50),), (0,) * months, (0,) * months, running_cents_per_year=0)
    for name, months in (("own", 6), ("bought", 3))
)
PROBLEM = Problem(
    first_month=Month("2026-01"),
    months=24,
    units=(Unit("office", Text("Bürgerbüro"), (200,) * 24),),
    years=(FiscalYear(2026, 6_000_000, 3_000_000), FiscalYear(2027, 6_000_000, 3_000_000)),
    activities=(
        Activity("kita_online", (_MODE,), (80,), deadline=14, is_mandatory=True),
        Activity("parking", (_MODE, _BOUGHT), (20,)),
        Activity("visits", (_MODE,), (10,), fixed=FixedStart("own", 0)),
    ),
    exclusions=(),
    audiences=("citizens",),
    weights_percent=(100,),
)
PLAN = (PlannedStart("kita_online", "own", 9), PlannedStart("visits", "own", 0))
ROBUSTNESS = Robustness(
    (DeadlineChance("kita_online", 14, True, 731, 1000, 14, 17),),
    (CoreIndex("kita_online", 20, 20), CoreIndex("parking", 7, 20), CoreIndex("visits", 20, 20)),
)
_LATER = (PlannedStart("kita_online", "own", 10), PlannedStart("visits", "own", 0))
_OTHERS = (*_LATER, PlannedStart("parking", "bought", 3))
REPAIR = Repair(
    Mended(_LATER, 1, 1),
    (ChangeOffer(1, _LATER, 1, 160_000, 170_000), ChangeOffer(None, _OTHERS, 2, 200_000, 210_000)),
)
INCIDENTS = (
    MoneyCut(2027, 30),
    Vacancy("office", 150, 3, 8),
    Delay("kita_online", 10),
    NewDuty("parking", 20),
)


@scopes_disabled()
def robustness_study(of: Run, **values: Any) -> Run:
    """A finished test of the roadmap that `of` made."""
    return _study(of, RunKind.ROBUSTNESS, StudyQuestion(RobustnessQuestion()), ROBUSTNESS, values)


@scopes_disabled()
def repair_study(of: Run, **values: Any) -> Run:
    """A finished repair of the roadmap that `of` made, after everything that can happen."""
    return _study(of, RunKind.REPAIR, StudyQuestion(RepairQuestion(INCIDENTS)), REPAIR, values)


def _study(of: Run, kind: RunKind, question: StudyQuestion, answer: Robustness | Repair, values: dict[str, Any]) -> Run:
    run = run_row(of.town, **({"kind": kind, "state": RunState.DONE, "input_sha256": "0" * 64} | values))
    found = Study(PROBLEM, PLAN, answer) if run.is_done else None
    StudyRow.objects.create(town=of.town, run=run, of=of, question=question, found=found)
    return run
