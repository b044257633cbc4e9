"""What all measures together have to earn at least: a share for every audience, and staying near a published plan.

See `docs/methods/fairness.md` and `docs/methods/stability.md`. Both are rows of the same kind: each place of a measure
adds a whole number, and the sum must reach a floor.
"""

from dataclasses import dataclass

from leitplanke.roadmap.model import Activity, PlannedStart, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Floor:
    """`least` of benefit of the audience at `place`; without a place, of measures that stand as in `published`."""

    problem: Problem
    least: int
    place: int | None
    published: dict[str, PlannedStart]

    def earned(self, activity: Activity, line: PlannedStart) -> int:
        """What a line of a plan adds: benefit over its months of use; 1 for staying, -1 for being new."""
        if self.place is not None:
            end = line.start + activity.mode(line.mode).duration - 1
            return activity.benefit[self.place] * self.problem.months_of_use(end)
        before = self.published.get(activity.id)
        return -1 if before is None else int(before == line)


def floors_of(problem: Problem) -> tuple[Floor, ...]:
    """The floors that bite, audiences in the order of the problem first.

    Of the measures of the published plan that are still asked, all but `most_changes` stay; each new one counts as one
    that does not.
    """
    found = []
    if problem.fairness is not None:
        floors = enumerate(problem.fairness.floors)
        found += [Floor(problem, least, place, {}) for place, least in floors if least > 0]
    if problem.stability is not None and problem.stability.most_changes is not None:
        asked = {activity.id for activity in problem.activities if activity.fixed is None}
        published = {line.activity: line for line in problem.stability.plan if line.activity in asked}
        found.append(Floor(problem, len(published) - problem.stability.most_changes, None, published))
    return tuple(found)
