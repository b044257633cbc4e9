"""The contribution matrix: how strongly each measure serves each overall goal."""

from collections.abc import Iterable
from dataclasses import dataclass

from leitplanke.strategy.model import Goal, Measure, OverallGoal, StrategyDraft


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """One measure; `totals` in the order of the draft's overall goals, 0 where it serves none of their goals."""

    measure: str
    totals: tuple[int, ...]


def contribution_matrix(draft: StrategyDraft) -> tuple[ContributionRow, ...]:
    """Rows: measures in the draft's order; columns: overall goals.

    A total is Σ over the measure's goals of strength(measure → goal) · strength(goal → overall goal). See
    docs/methods/measure-benefit.md. KeyError if a measure names a goal that the draft does not have.
    """
    return contribution_rows(draft.measures, goals=draft.goals, overall_goals=draft.overall_goals)


def contribution_rows(
    measures: Iterable[Measure], *, goals: Iterable[Goal], overall_goals: Iterable[OverallGoal]
) -> tuple[ContributionRow, ...]:
    """The same for parts of a draft."""
    by_id, aims = {goal.id: goal for goal in goals}, tuple(aim.id for aim in overall_goals)
    return tuple(
        ContributionRow(measure.id, tuple(_total(measure, goals=by_id, overall_goal=aim) for aim in aims))
        for measure in measures
    )


def _total(measure: Measure, *, goals: dict[str, Goal], overall_goal: str) -> int:
    return sum(
        contribution.strength * link.strength
        for contribution in measure.contributions
        for link in goals[contribution.goal].serves
        if link.overall_goal == overall_goal
    )
