"""All methods side by side for every audience, how robust it is, where groups disagree, what was decided."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from leitplanke.strategy.priorities.acceptability import DRAWS, RankAcceptability, rank_acceptability
from leitplanke.strategy.priorities.additive import additive_values
from leitplanke.strategy.priorities.admissible import Admissible, admissible_weights
from leitplanke.strategy.priorities.arrays import (
    Numbers,
    competition_ranks,
    directions,
    parts,
    raw_scores,
    shares,
)
from leitplanke.strategy.priorities.changes import smallest_change, turning_weight
from leitplanke.strategy.priorities.disagreement import Agreement, Disagreement, Ranks, agreements, disagreements
from leitplanke.strategy.priorities.equal_shares import Completion, SharesProject, SharesResult, equal_shares
from leitplanke.strategy.priorities.promethee import preference_flows
from leitplanke.strategy.priorities.topsis import closeness
from leitplanke.strategy.priority_model import CriterionWeights, PlaceDecided, PriorityTable


@dataclass(frozen=True, slots=True)
class MethodRanks:
    """One measure by each method: its value (0–1), net flow (−1–1) and closeness (0–1), each with its rank."""

    measure: str
    value: float
    value_rank: int
    net_flow: float
    net_flow_rank: int
    closeness: float
    closeness_rank: int


@dataclass(frozen=True, slots=True)
class TurningWeight:
    """One criterion whose weight alone, the others in proportion, makes the order turn; both are shares."""

    criterion: str
    now: float
    turning: float


@dataclass(frozen=True, slots=True)
class OrderChange:
    """What would have to change for `behind` to draw level with `ahead`, its next in additive value.

    `moved`: the least share of the whole weight that has to move, None if none does it. `weights`: the weights then.
    `is_admissible`: whether the table's limits allow them. `single`: the criterion that has to change least on its own.
    """

    ahead: str
    behind: str
    moved: float | None
    weights: Mapping[str, float]
    is_admissible: bool
    single: TurningWeight | None


@dataclass(frozen=True, slots=True)
class AudiencePriority:
    """The weights of one audience as shares, measures by rank of additive value, and what would turn neighbours."""

    audience: str
    weights: Mapping[str, float]
    measures: tuple[MethodRanks, ...]
    changes: tuple[OrderChange, ...]


@dataclass(frozen=True, slots=True)
class MeasureAcceptability:
    """One measure over all admissible weights: shares of weightings by rank, from first to last.

    `best_rank` and `worst_rank` are those that occurred. `central`: the mean weights of those who would put it first,
    None if nobody would.
    """

    measure: str
    shares: tuple[float, ...]
    mean_rank: float
    best_rank: int
    worst_rank: int
    central: Mapping[str, float] | None


@dataclass(frozen=True, slots=True)
class Departure:
    """What was decided beside what the methods say: the place given, and the rank by value for each audience.

    A duty has no ranks.
    """

    decided: PlaceDecided
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Priorities:
    """Everything about one table. `acceptability` by mean rank; `portfolio` only where a budget was named."""

    audiences: tuple[AudiencePriority, ...]
    acceptability: tuple[MeasureAcceptability, ...]
    draws: int
    seed: int
    agreements: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]
    duties: tuple[str, ...]
    departures: tuple[Departure, ...]
    portfolio: SharesResult | None


def compare_methods(
    table: PriorityTable, *, seed: int, draws: int = DRAWS, budget_cents: int | None = None
) -> Priorities:
    """Rankings of every audience, side by side and never merged, and what they stand on.

    With a budget: the portfolio by equal shares, in which every audience has the same money and values a measure at its
    additive value; measures without a cost are left out of it.
    """
    admissible = admissible_weights(table)
    values = {one.audience: additive_values(parts(table), weights=shares(one, table)) for one in table.weights}
    ranks = {audience: competition_ranks(value) for audience, value in values.items()}
    measures = tuple(one.id for one in table.ranked)
    robust = rank_acceptability(parts(table), admissible=admissible, seed=seed, draws=draws)
    return Priorities(
        audiences=tuple(_of_audience(table, one, admissible) for one in table.weights),
        acceptability=_by_mean_rank(table, robust),
        draws=draws,
        seed=seed,
        agreements=agreements(ranks),
        disagreements=disagreements(ranks, measures=measures),
        duties=tuple(one.id for one in table.duties),
        departures=tuple(
            Departure(one, _ranks_of(one.measure, measures, ranks))
            for one in sorted(table.decision, key=lambda one: one.place)
        ),
        portfolio=None if budget_cents is None else _portfolio(table, values, budget_cents),
    )


def _ranks_of(measure: str, measures: tuple[str, ...], ranks: Mapping[str, Ranks]) -> dict[str, int]:
    if measure not in measures:
        return {}
    at = measures.index(measure)
    return {audience: int(order[at]) for audience, order in ranks.items()}


def _of_audience(table: PriorityTable, weights: CriterionWeights, admissible: Admissible) -> AudiencePriority:
    share, shown = shares(weights, table), parts(table)
    value = additive_values(shown, weights=share)
    flow = preference_flows(
        raw_scores(table),
        weights=share,
        directions=directions(table),
        indifference=np.array([one.indifference for one in table.criteria]),
        preference=np.array([one.preference for one in table.criteria]),
    ).net
    near = closeness(raw_scores(table), weights=share, directions=directions(table))
    ranks = [competition_ranks(one) for one in (value, flow, near)]
    order = sorted(range(len(value)), key=lambda at: (ranks[0][at], at))
    rows = tuple(
        MethodRanks(
            measure=table.ranked[at].id,
            value=float(value[at]),
            value_rank=int(ranks[0][at]),
            net_flow=float(flow[at]),
            net_flow_rank=int(ranks[1][at]),
            closeness=float(near[at]),
            closeness_rank=int(ranks[2][at]),
        )
        for at in order
    )
    changes = tuple(_change(table, shown, share, admissible, pair) for pair in pairwise(order))
    return AudiencePriority(weights.audience, _named(table, share), rows, changes)


def _change(
    table: PriorityTable, shown: Numbers, share: Numbers, admissible: Admissible, pair: tuple[int, int]
) -> OrderChange:
    ahead, behind = (shown[at] for at in pair)
    found = smallest_change(ahead, behind, weights=share)
    turns = [
        TurningWeight(criterion.id, float(share[at]), turning)
        for at, criterion in enumerate(table.criteria)
        if (turning := turning_weight(ahead, behind, weights=share, criterion=at)) is not None
    ]
    return OrderChange(
        ahead=table.ranked[pair[0]].id,
        behind=table.ranked[pair[1]].id,
        moved=None if found is None else found.moved,
        weights={} if found is None else _named(table, found.weights),
        is_admissible=found is not None and admissible.contains(found.weights),
        single=min(turns, key=lambda one: abs(one.turning - one.now), default=None),
    )


def _by_mean_rank(table: PriorityTable, robust: RankAcceptability) -> tuple[MeasureAcceptability, ...]:
    rows = []
    for at in np.argsort(robust.mean_rank, kind="stable"):
        occurred = np.nonzero(robust.shares[at])[0]
        rows.append(
            MeasureAcceptability(
                measure=table.ranked[at].id,
                shares=tuple(float(share) for share in robust.shares[at]),
                mean_rank=float(robust.mean_rank[at]),
                best_rank=int(occurred[0]) + 1,
                worst_rank=int(occurred[-1]) + 1,
                central=None if np.isnan(robust.central[at, 0]) else _named(table, robust.central[at]),
            )
        )
    return tuple(rows)


def _portfolio(table: PriorityTable, values: Mapping[str, Numbers], budget_cents: int) -> SharesResult:
    audiences = tuple(values.values())
    projects = tuple(
        SharesProject(
            measure.id,
            measure.cost_cents,
            {voter: float(value[at]) for voter, value in enumerate(audiences) if value[at] > 0},
        )
        for at, measure in enumerate(table.ranked)
        if measure.cost_cents > 0
    )
    return equal_shares(projects, voters=len(audiences), budget_cents=budget_cents, completion=Completion.GREEDY)


def _named(table: PriorityTable, share: Numbers) -> dict[str, float]:
    return {criterion.id: float(value) for criterion, value in zip(table.criteria, share, strict=True)}
