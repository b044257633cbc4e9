"""The contribution matrix: how strongly each measure serves each overall goal."""

from dataclasses import dataclass

from leitplanke.strategy.model import Goal, Measure, StrategyDraft


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
    goals = {goal.id: goal for goal in draft.goals}
    overall_goals = tuple(overall_goal.id for overall_goal in draft.overall_goals)
    return tuple(
        ContributionRow(
            measure=measure.id,
            totals=tuple(_total(measure, goals=goals, overall_goal=overall_goal) for overall_goal in overall_goals),
        )
        for measure in draft.measures
    )


def _total(measure: Measure, *, goals: dict[str, Goal], overall_goal: str) -> int:
    return sum(
        contribution.strength * link.strength
        for contribution in measure.contributions
        for link in goals[contribution.goal].serves
        if link.overall_goal == overall_goal
    )
