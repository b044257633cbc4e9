"""Enablers first: an order without dates, for when staff and money are not known yet.

See `docs/methods/enablers.md`. The weaker statement: what comes before what, and how much hangs on it.
"""

from dataclasses import dataclass
from graphlib import TopologicalSorter

from leitplanke.roadmap.model import Problem


@dataclass(frozen=True, slots=True)
class Enabler:
    """One measure in the order: `benefit` per month of use, its own and that of all that needs it (`enables`)."""

    activity: str
    benefit: int
    enables: tuple[str, ...]


def enablers_first(problem: Problem) -> tuple[Enabler, ...]:
    """Every candidate that is not fixed, prerequisites before what needs them; on a par, the one with more benefit.

    Raises `graphlib.CycleError` if prerequisites go round in a circle.
    """
    excluded = {exclusion.activity for exclusion in problem.exclusions}
    candidates = {one.id: one for one in problem.activities if one.fixed is None and one.id not in excluded}
    needs = {name: [one for one in activity.predecessors if one in candidates] for name, activity in candidates.items()}
    enables: dict[str, set[str]] = {name: set() for name in candidates}
    for later in reversed(tuple(TopologicalSorter(needs).static_order())):
        for needed in needs[later]:
            enables[needed] |= {later} | enables[later]
    own = {name: problem.weighted_benefit(activity) for name, activity in candidates.items()}
    worth = {name: own[name] + sum(own[one] for one in enables[name]) for name in candidates}
    sorter = TopologicalSorter(needs)
    sorter.prepare()
    ready, order = list(sorter.get_ready()), []
    while ready:
        best = min(ready, key=lambda name: (-worth[name], name))
        ready.remove(best)
        order.append(Enabler(best, worth[best], tuple(sorted(enables[best]))))
        sorter.done(best)
        ready.extend(sorter.get_ready())
    return tuple(order)
