"""Method of Equal Shares: every group of voters can buy its share; see docs/methods/equal-shares.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from leitplanke.kernel.faults import require
from leitplanke.kernel.money import require_cents
from leitplanke.kernel.texts import Text
from leitplanke.strategy.priorities.arrays import Numbers

_CLOSE = 1e-9
"""Relative: rates that are no further apart are a tie, and are broken by rule, not by rounding."""


class Completion(StrEnum):
    """What happens with money that no group of supporters can spend together."""

    NONE = "none"
    GREEDY = "greedy"  # projects with the most utility for their cost, as long as they fit
    ADD_ONE = "add1"  # larger shares for everybody, as long as the projects cost no more than there is
    ADD_ONE_GREEDY = "add1u"  # the one, then the other


@dataclass(frozen=True, slots=True)
class SharesProject:
    """A project with its cost, and the utility it has for each voter who wants it: voter's number → utility above 0."""

    id: str
    cost_cents: int
    utilities: Mapping[int, float]

    def __post_init__(self) -> None:
        require_cents(self.cost_cents, "cost_cents")
        require(
            holds=self.cost_cents > 0 and all(0 < value < float("inf") for value in self.utilities.values()),
            field="utilities",
            problem=Text(f"Vorhaben {self.id} lässt sich nicht verteilen.", f"Project {self.id} cannot be shared."),
            remedy=Text("Kosten und Nutzen liegen über 0.", "Cost and utilities are above 0."),
        )


@dataclass(frozen=True, slots=True)
class SharesResult:
    """`chosen` in order; the first `by_shares` were paid by their supporters, the rest was added greedily.

    `share_cents` is what every voter had to spend in the round that counted, `left_cents` what is left of the budget,
    `unheard` the number of voters who get nothing that they want.
    """

    chosen: tuple[str, ...]
    by_shares: int
    cost_cents: int
    share_cents: float
    left_cents: int
    unheard: int


@dataclass(frozen=True, slots=True)
class _Votes:
    """Projects as arrays: for each the voters who want it, and what it is worth to them."""

    costs: NDArray[np.int64]
    voters: tuple[NDArray[np.int64], ...]
    utilities: tuple[Numbers, ...]
    totals: Numbers
    count: int


def equal_shares(
    projects: Sequence[SharesProject],
    *,
    voters: int,
    budget_cents: int,
    completion: Completion = Completion.ADD_ONE_GREEDY,
    step_cents: int = 100,
) -> SharesResult:
    """The rule of Peters, Pierczyński and Skowron (2021) with one of its completions.

    Ties go to the lower cost, then to more supporters, then to what is named first. With ADD_ONE every voter's share
    grows by `step_cents` a round (a currency unit, unless told otherwise).
    """
    votes = _votes(projects, voters)
    require(
        holds=budget_cents >= 0 and step_cents >= 1 and voters >= 1,
        field="budget",
        problem=Text("Budget, Schritt oder Wähler fehlen.", "Budget, step or voters are missing."),
        remedy=Text("Ein Budget ab 0, ein Schritt und ein Wähler ab 1.", "A budget from 0, a step and a voter from 1."),
    )
    share = budget_cents / voters
    chosen = _paid(votes, share)
    if completion in {Completion.ADD_ONE, Completion.ADD_ONE_GREEDY}:
        chosen, share = _grown(votes, chosen, share, budget_cents, step_cents)
    by_shares = len(chosen)
    if completion in {Completion.GREEDY, Completion.ADD_ONE_GREEDY}:
        chosen += _added(votes, chosen, budget_cents)
    cost = int(votes.costs[chosen].sum()) if chosen else 0
    heard = np.zeros(voters, dtype=bool)
    for project in chosen:
        heard[votes.voters[project]] = True
    return SharesResult(
        chosen=tuple(projects[project].id for project in chosen),
        by_shares=by_shares,
        cost_cents=cost,
        share_cents=share,
        left_cents=budget_cents - cost,
        unheard=int((~heard).sum()),
    )


def unheard_voters(projects: Sequence[SharesProject], *, voters: int, chosen: frozenset[str]) -> int:
    """How many voters get nothing that they want from a portfolio that was chosen in any way."""
    heard = {voter for project in projects if project.id in chosen for voter in project.utilities}
    return voters - len(heard)


def _votes(projects: Sequence[SharesProject], voters: int) -> _Votes:
    numbers = tuple(np.array(sorted(project.utilities), dtype=np.int64) for project in projects)
    for project, named in zip(projects, numbers, strict=True):
        require(
            holds=not len(named) or bool(named[0] >= 0 and named[-1] < voters),
            field="utilities",
            problem=Text(f"Vorhaben {project.id} nennt Wähler, die es nicht gibt.", f"{project.id} names no voters."),
            remedy=Text(f"Wähler zählen von 0 bis {voters - 1}.", f"Voters count from 0 to {voters - 1}."),
        )
    utilities = tuple(
        np.array([project.utilities[int(voter)] for voter in named], dtype=float)
        for project, named in zip(projects, numbers, strict=True)
    )
    return _Votes(
        costs=np.array([project.cost_cents for project in projects], dtype=np.int64),
        voters=numbers,
        utilities=utilities,
        totals=np.array([values.sum() for values in utilities]),
        count=voters,
    )


def _paid(votes: _Votes, share: float) -> list[int]:
    """Projects that their supporters can pay together, each at the lowest rate of money per utility.

    A project's rate never falls, because supporters only spend: whose last rate is above the best one found waits.
    """
    left = np.full(votes.count, share)
    rates = {project: 0.0 for project in range(len(votes.costs)) if votes.totals[project] > 0}
    chosen: list[int] = []
    while rates:
        best: list[int] = []
        lowest = np.inf
        for project in sorted(rates, key=lambda one: (rates[one], one)):
            if rates[project] > lowest * (1 + _CLOSE):
                break
            rate = _rate(votes, project, left)
            if rate is None:
                del rates[project]
                continue
            rates[project] = rate
            if rate < lowest * (1 - _CLOSE):
                lowest, best = rate, [project]
            elif rate <= lowest * (1 + _CLOSE):
                best.append(project)
        if not best:
            break
        winner = min(best, key=lambda one: (votes.costs[one], -len(votes.voters[one]), one))
        payers = votes.voters[winner]
        left[payers] = np.maximum(left[payers] - rates[winner] * votes.utilities[winner], 0)
        del rates[winner]
        chosen.append(winner)
    return chosen


def _rate(votes: _Votes, project: int, left: Numbers) -> float | None:
    """Money per utility at which the supporters pay the cost, none more than they have; None if that is too little."""
    cost, have, wants = float(votes.costs[project]), left[votes.voters[project]], votes.utilities[project]
    if have.sum() < cost * (1 - _CLOSE):
        return None
    ratios = have / wants
    order = np.argsort(ratios, kind="stable")
    paid = np.concatenate(([0.0], np.cumsum(have[order])[:-1]))
    wanting = np.cumsum(wants[order][::-1])[::-1]
    rates = (cost - paid) / wanting
    fits = np.nonzero(rates <= ratios[order] * (1 + _CLOSE) + 1e-12)[0]
    return float(rates[fits[0]]) if len(fits) else float(ratios[order[-1]])


def _grown(
    votes: _Votes, chosen: list[int], share: float, budget_cents: int, step_cents: int
) -> tuple[list[int], float]:
    """Larger shares, until the next ones would buy more than the budget pays, or nothing more fits."""
    while not _is_exhaustive(votes, chosen, budget_cents):
        more = _paid(votes, share + step_cents)
        if more and int(votes.costs[more].sum()) > budget_cents:
            break
        chosen, share = more, share + step_cents
    return chosen, share


def _is_exhaustive(votes: _Votes, chosen: list[int], budget_cents: int) -> bool:
    left = budget_cents - (int(votes.costs[chosen].sum()) if chosen else 0)
    taken = set(chosen)
    return not any(
        cost <= left and votes.totals[project] > 0 for project, cost in enumerate(votes.costs) if project not in taken
    )


def _added(votes: _Votes, chosen: list[int], budget_cents: int) -> list[int]:
    left = budget_cents - (int(votes.costs[chosen].sum()) if chosen else 0)
    taken, added = set(chosen), []
    for project in sorted(
        range(len(votes.costs)), key=lambda one: (-votes.totals[one] / votes.costs[one], votes.costs[one], one)
    ):
        if project not in taken and votes.totals[project] > 0 and votes.costs[project] <= left:
            left -= int(votes.costs[project])
            added.append(project)
    return added
