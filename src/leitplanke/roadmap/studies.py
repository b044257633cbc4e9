"""Questions about a plan that take a while: how sure it is, and how to change it when something happens.

Enters: the problem, the plan, the question, a seed. Leaves: everything that was found, as one value that can be kept.
See `docs/methods/robustness.md` and `docs/methods/plan-repair.md`.
"""

from leitplanke.kernel.progress import Listener, StageDone, StageStarted, StageWorked
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.answers import (
    Repair,
    RepairQuestion,
    Robustness,
    RobustnessQuestion,
    Standing,
    Study,
    StudyQuestion,
    usual_limits,
)
from leitplanke.roadmap.change_offers import change_offers
from leitplanke.roadmap.check import Violation, check
from leitplanke.roadmap.core_index import core_indices
from leitplanke.roadmap.incidents import with_incidents
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.plan_repair import mend
from leitplanke.roadmap.slips import deadline_chances
from leitplanke.roadmap.solve import Stop


class BrokenPlanError(Exception):
    """The plan that is asked about does not keep the rules of the problem (any more)."""

    def __init__(self, problem: Problem, violations: tuple[Violation, ...]) -> None:
        super().__init__(problem, violations)
        self.problem, self.violations = problem, violations


def study(
    problem: Problem,
    plan: tuple[PlannedStart, ...],
    question: StudyQuestion,
    *,
    seed: int,
    listen: Listener = lambda _event: None,
) -> Study:
    """Answer the question about a plan of this problem.

    Raises `BrokenPlanError` for a plan that breaks rules and shall be robust, `InvalidValueError` for an incident that
    cannot happen; `RoadmapConflictError` and `UndecidedError` as `mend`.
    """
    match question.asked:
        case RobustnessQuestion() as asked:
            _require_sound(problem, plan)
            return Study(problem, plan, _robustness(problem, plan, asked, seed=seed, listen=listen))
        case RepairQuestion() as asked:
            happened = with_incidents(problem, asked.incidents)
            return Study(happened, plan, _repair(happened, plan, asked, seed=seed, listen=listen))


def _robustness(
    problem: Problem, plan: tuple[PlannedStart, ...], asked: RobustnessQuestion, *, seed: int, listen: Listener
) -> Robustness:
    listen(StageStarted("deadlines"))
    chances = deadline_chances(problem, plan, slip=asked.slip, runs=asked.courses, seed=seed)
    listen(StageDone("deadlines", _deadlines_told(len(chances)), ""))
    listen(StageStarted("weights"))
    indices = core_indices(
        problem,
        plan,
        weightings=asked.weightings,
        work=asked.work,
        seed=seed,
        on_weighting=lambda done: listen(StageWorked("weights", done, asked.weightings, None)),
    )
    always = sum(one.standing is Standing.ALWAYS for one in indices)
    told = Text(f"{always} von {len(indices)} Maßnahmen immer dabei", f"{always} of {len(indices)} measures always in")
    listen(StageDone("weights", told, ""))
    return Robustness(chances, indices)


def _repair(
    problem: Problem, plan: tuple[PlannedStart, ...], asked: RepairQuestion, *, seed: int, listen: Listener
) -> Repair:
    stop = Stop(asked.work)
    listen(StageStarted("mend"))
    mended = mend(problem, plan, seed=seed, stop=stop)
    listen(StageDone("mend", _changes_told(mended.changes), ""))
    if not mended.changes:
        return Repair(mended, ())
    listen(StageStarted("offers"))
    offers = change_offers(
        problem,
        plan,
        mended,
        limits=usual_limits(len(problem.activities)),
        stop=stop,
        seed=seed,
        on_offer=lambda done, planned: listen(StageWorked("offers", done, planned, None)),
    )
    told = Text(f"{len(offers)} Angebote", f"{len(offers)} offers") if len(offers) > 1 else Text("1 Angebot", "1 offer")
    listen(StageDone("offers", told, ""))
    return Repair(mended, offers)


def _require_sound(problem: Problem, plan: tuple[PlannedStart, ...]) -> None:
    violations = check(problem, plan)
    if violations:
        raise BrokenPlanError(problem, violations)


def _deadlines_told(count: int) -> Text:
    return Text("1 Frist", "1 deadline") if count == 1 else Text(f"{count} Fristen", f"{count} deadlines")


def _changes_told(count: int) -> Text:
    if not count:
        return Text("Der Fahrplan hält, wie er ist", "The roadmap holds as it is")
    if count == 1:
        return Text("Eine Maßnahme ändert sich", "One measure changes")
    return Text(f"{count} Maßnahmen ändern sich", f"{count} measures change")
