"""Lists in the order in which a relaxation has started a share of each measure.

See `docs/methods/lp-bound.md`.
"""

from collections.abc import Iterator

from leitplanke.roadmap.schedule import ModeChoice, greedy_priority
from leitplanke.roadmap.solvers.lp import Relaxation
from leitplanke.roadmap.tables import Tables

ALPHAS = (0.1, 0.3, 0.5, 0.7, 0.9)


def guided_lists(
    tables: Tables, relaxation: Relaxation, *, alphas: tuple[float, ...] = ALPHAS
) -> Iterator[tuple[list[int], ModeChoice | None]]:
    """Orders of all measures, with the modes that the relaxation prefers and without; none where it has no solution."""
    if not relaxation.started:
        return
    modes = _relaxed_modes(tables, relaxation)
    is_whole = len(relaxation.started) + len(tables.fixed) == len(tables.ways)
    unknown = [] if is_whole else [one for one in greedy_priority(tables) if one not in relaxation.started]
    for alpha in alphas:
        months = {number: _alpha_month(tables, relaxation, number, alpha) for number in relaxation.started}
        priority = sorted(months, key=lambda number: (months[number], number))
        priority += unknown
        for choice in (modes, None):
            yield priority, choice


def mean_starts(tables: Tables, relaxation: Relaxation) -> dict[int, float]:
    """The mean start of every measure in the relaxation; what it leaves out starts after the plan."""
    never = tables.problem.months + tables.problem.tail_months
    found = {}
    for number, shares in relaxation.started.items():
        mean, left_out = 0.0, 1.0
        for way, started in zip(tables.ways[number], shares, strict=True):
            before = 0.0
            for month, share in zip(way.starts, started, strict=True):
                mean += month * (share - before)
                before = share
            left_out -= before
        found[number] = mean + never * max(0.0, left_out)
    return found


def _relaxed_modes(tables: Tables, relaxation: Relaxation) -> ModeChoice:
    """For every measure the mode of which the relaxation takes the largest share; the first on a tie."""
    chosen: ModeChoice = {}
    for number, shares in relaxation.started.items():
        totals = [way[-1] if way else -1.0 for way in shares]
        chosen[number] = tables.ways[number][totals.index(max(totals))].mode.id
    return chosen


def _alpha_month(tables: Tables, relaxation: Relaxation, number: int, alpha: float) -> int:
    """The first month by which the relaxation has started the share `alpha` over all modes; late if it never does."""
    never = tables.problem.months
    for month in range(never):
        started = 0.0
        for way, shares in zip(tables.ways[number], relaxation.started[number], strict=True):
            if shares and month >= way.first:
                started += shares[min(month, way.last) - way.first]
        if started >= alpha:
            return month
    return never
