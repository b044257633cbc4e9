"""A study answers as its parts do, and tells how far it is."""

from dataclasses import replace

import pytest

from leitplanke.kernel.progress import StageDone, StageStarted, StageWorked
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.answers import Repair, RepairQuestion, Robustness, RobustnessQuestion, Study, StudyQuestion
from leitplanke.roadmap.change_offers import change_offers
from leitplanke.roadmap.check import check
from leitplanke.roadmap.core_index import core_indices
from leitplanke.roadmap.incidents import MoneyCut, Vacancy, with_incidents
from leitplanke.roadmap.model import PlannedStart
from leitplanke.roadmap.plan_repair import mend
from leitplanke.roadmap.slips import Slip, deadline_chances
from leitplanke.roadmap.solve import Stop
from leitplanke.roadmap.studies import BrokenPlanError, study

SEED = 3


@pytest.fixture
def town(make):
    """Three measures for one person."""
    one = make.mode(demand=[("it", 10)])
    activities = (make.activity(name, one, benefit=worth) for name, worth in (("a", 100), ("b", 100), ("c", 900)))
    return make.problem(*activities, make.activity("d", deadline=3), months=4, staff={"it": 20})


PLAN = (
    *(PlannedStart(name, "own", start) for name, start in (("a", 0), ("b", 0), ("c", 1))),
    PlannedStart("d", "own", 0),
)


def test_robustness_is_that_of_its_parts(town):
    asked, heard = RobustnessQuestion(Slip(100, 100, 300), courses=20, weightings=2, work=1), []

    found = study(town, PLAN, StudyQuestion(asked), seed=SEED, listen=heard.append)

    assert found == Study(
        town,
        PLAN,
        Robustness(
            deadline_chances(town, PLAN, slip=asked.slip, runs=20, seed=SEED),
            core_indices(town, PLAN, weightings=2, work=1, seed=SEED),
        ),
    )
    assert heard == [
        StageStarted("deadlines"),
        StageDone("deadlines", Text("1 Frist", "1 deadline"), ""),
        StageStarted("weights"),
        StageWorked("weights", 1, 2, None),
        StageWorked("weights", 2, 2, None),
        StageDone("weights", Text("4 von 4 Maßnahmen immer dabei", "4 of 4 measures always in"), ""),
    ]


def test_repair_is_that_of_its_parts_after_the_incidents(town):
    happens, heard = (Vacancy("it", 10, 0, 3),), []

    found = study(town, PLAN, StudyQuestion(RepairQuestion(happens, work=2)), seed=SEED, listen=heard.append)

    after = with_incidents(town, happens)
    mended = mend(after, PLAN, seed=SEED, stop=Stop(2))
    offers = change_offers(after, PLAN, mended, limits=(0, 0, 0, None), stop=Stop(2), seed=SEED)
    assert found == Study(after, PLAN, Repair(mended, offers))
    assert [(one.most_changes, one.changes) for one in offers] == [(1, 1), (None, 3)]
    assert [one.stage for one in heard] == ["mend", "mend", "offers", "offers", "offers", "offers"]
    assert heard[1].outcome == Text("Eine Maßnahme ändert sich", "One measure changes")
    assert heard[-1].outcome == Text("2 Angebote", "2 offers")


def test_repair_of_a_plan_that_holds_offers_nothing(town):
    found = study(town, PLAN, StudyQuestion(RepairQuestion((MoneyCut(2026, 1),))), seed=SEED)

    assert (found.answer.mended.plan, found.answer.mended.changes, found.answer.offers) == (PLAN, 0, ())


def test_robustness_of_a_plan_that_breaks_rules_is_refused(town):
    short = replace(town, units=tuple(replace(unit, capacity=(0,) * 4) for unit in town.units))

    with pytest.raises(BrokenPlanError) as refused:
        study(short, PLAN, StudyQuestion(RobustnessQuestion()), seed=SEED)

    assert (refused.value.problem, refused.value.violations) == (short, check(short, PLAN))
