"""CP-SAT as the repair step: the best places for a few measures while all others stay where they are.

See `docs/methods/neighbourhood-search.md`. One worker, stopped by deterministic work, so the answer is repeatable.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from math import gcd

import numpy as np
from ortools.sat.python import cp_model

from leitplanke.roadmap.model.limits import MOST_SUM
from leitplanke.roadmap.schedule import lacking, latest_start, soonest
from leitplanke.roadmap.tables import Chosen, Draft, Ledger, Tables

MOST_WRITTEN_OUT = 300  # months of one pair: the model grows with their square
MOST_TERMS = 40_000_000  # of one model: a few gigabytes
_SCALE = 10**8  # a share of a floor in whole numbers


class RepairStatus(StrEnum):
    """What is known about the free measures, given the others."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"  # the work ran out first


@dataclass(frozen=True, slots=True, eq=False)
class Repair:
    """The whole draft after the repair (None: there is none), and a bound on the value of the free measures."""

    status: RepairStatus
    draft: Draft | None
    bound: int


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to try: deterministic work (about seconds on a fast core), and seconds if a clock limits the run."""

    work: float
    seconds: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Option:
    chosen: Chosen
    literal: cp_model.IntVar


Options = dict[int, list[_Option]]


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    model: cp_model.CpModel
    options: Options
    kept: Draft


def repair(tables: Tables, draft: Draft, free: frozenset[int], *, effort: Effort, seed: int) -> Repair:
    """Place the `free` measures anew, as valuably as possible, around the rest of `draft`.

    Free measures that are required, or that a kept measure needs, must be placed; the others may be left out.
    `draft` may lack free measures; where it has them, it is the hint.
    """
    work = _build(tables, draft, free)
    if isinstance(work, RepairStatus):
        return Repair(work, None, 0)
    unit = _maximise(work.model, work.options)
    for number, choices in work.options.items():
        for option in choices:
            work.model.add_hint(option.literal, _is_hinted(option, draft.get(number)))
    return _answer(work, unit=unit, effort=effort, seed=seed)


def stay_close(
    tables: Tables, draft: Draft, free: frozenset[int], *, published: frozenset[int], effort: Effort, seed: int
) -> Repair:
    """Place the `free` measures around the rest so that as few as possible stand elsewhere than in `draft`.

    Among such places the most valuable ones: looked for afterwards where both do not fit into 64 bits. `draft` need not
    keep all rules as far as free measures are concerned. It lacks those of the `published` measures whose old place
    dates no longer allow: wherever they go, they are changed.
    """
    work = _build(tables, draft, free)
    if isinstance(work, RepairStatus):
        return Repair(work, None, 0)
    values = [[option.chosen.value for option in choices] for choices in work.options.values()]
    highest = sum(max([0, *own]) - min([0, *own]) for own in values)  # left out, a measure is worth 0
    literals: list[cp_model.IntVar] = []
    nearness: list[int] = []
    for number, choices in work.options.items():
        for option in choices:
            stays = _is_hinted(option, draft.get(number))
            literals.append(option.literal)
            nearness.append(int(stays) - int(number not in published))
            work.model.add_hint(option.literal, stays)
    worths = list(chain.from_iterable(values))
    both = [worth + (highest + 1) * near for worth, near in zip(worths, nearness, strict=True)]
    if sum(map(abs, both)) <= MOST_SUM:
        work.model.maximize(cp_model.LinearExpr.weighted_sum(literals, both))
        return _answer(work, unit=1, effort=effort, seed=seed)
    changes = cp_model.LinearExpr.weighted_sum(literals, nearness)
    work.model.maximize(changes)
    nearest = _answer(work, unit=1, effort=effort, seed=seed)
    if nearest.status is not RepairStatus.OPTIMAL:
        return nearest
    work.model.add(changes >= nearest.bound)
    work.model.maximize(cp_model.LinearExpr.weighted_sum(literals, worths))
    best = _answer(work, unit=1, effort=effort, seed=seed)
    return nearest if best.draft is None else best


def fewest_changes(
    tables: Tables,
    draft: Draft,
    free: frozenset[int],
    *,
    near: Draft,
    published: frozenset[int],
    effort: Effort,
    seed: int,
) -> Repair:
    """Place the `free` measures around the rest of `draft` so that as few as possible stand elsewhere than in `near`.

    Value does not count: small numbers, so an answer comes at once for hundreds of measures. `published` as above.
    """
    work = _build(tables, draft, free)
    if isinstance(work, RepairStatus):
        return Repair(work, None, 0)
    literals: list[cp_model.IntVar] = []
    worths: list[int] = []
    for number, choices in work.options.items():
        for option in choices:
            literals.append(option.literal)
            worths.append(int(_is_hinted(option, near.get(number))) - int(number not in published))
            work.model.add_hint(option.literal, _is_hinted(option, draft.get(number)))
    work.model.maximize(cp_model.LinearExpr.weighted_sum(literals, worths))
    return _answer(work, unit=1, effort=effort, seed=seed)


def approach(tables: Tables, draft: Draft, free: frozenset[int], *, effort: Effort, seed: int) -> Repair:
    """Place the `free` measures so that as little as possible is missing up to the floors, as a share of each.

    The largest of these shares counts first, then all together.
    """
    work = _build(tables, draft, free, has_floors=False)
    if isinstance(work, RepairStatus):
        return Repair(work, None, 0)
    missing, weights = [], []
    for row, (literals, amounts, lacking_now) in enumerate(_floor_terms(tables, work)):
        most = abs(lacking_now) + sum(map(abs, amounts))
        missing.append(work.model.new_int_var(0, most, ""))
        weights.append(max(1, _SCALE // max(1, abs(int(tables.floors[row])))))
        work.model.add(cp_model.LinearExpr.weighted_sum(literals, amounts) + missing[-1] >= lacking_now)
    for number, choices in work.options.items():
        for option in choices:
            work.model.add_hint(option.literal, _is_hinted(option, draft.get(number)))
    largest = work.model.new_int_var(0, 2**53, "")
    for short, weight in zip(missing, weights, strict=True):
        work.model.add(largest >= weight * short)
    work.model.minimize(
        cp_model.LinearExpr.weighted_sum(
            [largest, *missing], [len(missing) + 1, *weights]
        )  # all: at most len · largest
    )
    return _answer(work, unit=1, effort=effort, seed=seed)


def find_place(tables: Tables, draft: Draft, free: frozenset[int], *, effort: Effort, seed: int) -> Repair:
    """Place the `free` measures around the rest of `draft` in any way that keeps all rules, or prove there is none."""
    work = _build(tables, draft, free)
    if isinstance(work, RepairStatus):
        return Repair(work, None, 0)
    return _answer(work, unit=1, effort=effort, seed=seed)


def _build(tables: Tables, draft: Draft, free: frozenset[int], *, has_floors: bool = True) -> _Work | RepairStatus:
    """All rules on the free measures; a status alone where they plainly cannot be kept, or are too much for a model."""
    if _terms(tables, free) > MOST_TERMS:
        return RepairStatus.UNKNOWN
    kept = {number: chosen for number, chosen in draft.items() if number not in free}
    ledger = Ledger(tables, kept)
    model = cp_model.CpModel()
    options = {number: _options(tables, kept, ledger, model, number, free) for number in sorted(free)}
    needed = {number for number in free if number in tables.required or any(a in kept for a in tables.after[number])}
    groups = _groups_that_move(tables, kept, options)
    if ledger.is_overdrawn or any(not options[number] for number in needed):
        return RepairStatus.INFEASIBLE
    _choose_one(model, options, needed)
    _keep_prerequisites(model, options, tables)
    for number, group in groups:
        _keep_alternatives(model, options, tables, kept, number, group)
    for choice in tables.least:
        literals = [option.literal for one in choice.members if one in options for option in options[one]]
        missing = lacking(choice, kept)
        if missing:
            model.add(cp_model.LinearExpr.sum(literals) >= missing)
    _keep_staff(model, options, ledger)
    _keep_money(model, options, ledger)
    work = _Work(model, options, kept)
    for literals, amounts, lacking_now in _floor_terms(tables, work) if has_floors else ():
        if lacking_now + sum(max(0, -amount) for amount in amounts) > 0:
            model.add(cp_model.LinearExpr.weighted_sum(literals, amounts) >= lacking_now)
    return work


def _terms(tables: Tables, free: frozenset[int]) -> int:
    """How many numbers a model of these measures holds: each place, its months of staff, its years of money."""
    found = 0
    for way in (one for number in free for one in tables.ways[number]):
        months = sum(need.after - need.first for need in way.staff)
        found += len(way.starts) * (1 + months) + int(np.count_nonzero(way.money))
    return found


def _floor_terms(tables: Tables, work: _Work) -> Iterator[tuple[list[cp_model.IntVar], list[int], int]]:
    """Per floor: the places that earn something, how much, and what is missing without any of them."""
    if not tables.floors.size:
        return
    missing = tables.floors - Ledger(tables, work.kept).earned
    everything = [option for choices in work.options.values() for option in choices]
    earned = np.array([option.chosen.earned for option in everything], dtype=np.int64).reshape(-1, len(missing))
    for row in range(len(missing)):
        earning = np.flatnonzero(earned[:, row]).tolist()
        yield [everything[one].literal for one in earning], earned[earning, row].tolist(), int(missing[row])


def _options(
    tables: Tables, kept: Draft, ledger: Ledger, model: cp_model.CpModel, number: int, free: frozenset[int]
) -> list[_Option]:
    """Every place that dates, kept neighbours and what is left of staff and money allow on their own."""
    ready = soonest(tables, kept, number, moving=free)
    if ready is None:
        return []
    return [
        _Option(Chosen(way, start), model.new_bool_var(""))
        for way in tables.ways[number]
        for start in ledger.possible_starts(way, first=ready, last=latest_start(tables, kept, number, way, moving=free))
    ]


def _choose_one(model: cp_model.CpModel, options: Options, needed: set[int]) -> None:
    for number, choices in options.items():
        literals = [option.literal for option in choices]
        if number in needed:
            model.add_exactly_one(literals)
        else:
            model.add_at_most_one(literals)


def _keep_prerequisites(model: cp_model.CpModel, options: Options, tables: Tables) -> None:
    """By each month, a measure has started only if its prerequisite has finished before."""
    for number, choices in options.items():
        for needed in tables.before[number]:
            if needed not in options:
                continue
            months = sorted({option.chosen.start for option in choices})
            if len(months) > MOST_WRITTEN_OUT:
                ready = [(_ready(tables, number, option), option) for option in options[needed]]
                _keep_order(model, months, choices, ready, most=1)
                continue
            for month in months:
                started = [option.literal for option in choices if option.chosen.start <= month]
                finished = [option.literal for option in options[needed] if _is_over(tables, number, option, month)]
                if len(finished) < len(options[needed]) or month == min(option.chosen.start for option in choices):
                    model.add(cp_model.LinearExpr.sum(started) <= cp_model.LinearExpr.sum(finished))
            if choices:
                everything = [option.literal for option in options[needed]]
                started = [option.literal for option in choices]
                model.add(cp_model.LinearExpr.sum(started) <= cp_model.LinearExpr.sum(everything))


def _is_over(tables: Tables, number: int, option: _Option, month: int) -> bool:
    """Whether a prerequisite in this place lets `number` start in `month`."""
    return _ready(tables, number, option) <= month


def _ready(tables: Tables, number: int, option: _Option) -> int:
    """The first month in which a prerequisite in this place lets `number` start."""
    chosen = option.chosen
    return chosen.start + tables.lead(number, chosen.way.activity, chosen.way)


def _keep_order(
    model: cp_model.CpModel,
    months: list[int],
    choices: list[_Option],
    ready: list[tuple[int, _Option]],
    *,
    most: int,
) -> None:
    """By each of these months, no more of `choices` has started than is `ready`, of which there are `most` at once.

    Sums from month to month: written out, a horizon of thousands of months would fill the memory for one pair.
    """
    starting: list[list[cp_model.IntVar]] = [[] for _ in months]
    for option in choices:
        place = bisect_left(months, option.chosen.start)
        if place < len(months):
            starting[place].append(option.literal)
    finishing: list[list[cp_model.IntVar]] = [[] for _ in months]
    for month, option in ready:
        place = bisect_left(months, month)
        if place < len(months):
            finishing[place].append(option.literal)
    before: tuple[list[cp_model.IntVar], list[cp_model.IntVar]] = ([], [])
    for started_now, ready_now in zip(starting, finishing, strict=True):
        started, finished = model.new_bool_var(""), model.new_int_var(0, most, "")
        model.add(cp_model.LinearExpr.sum([*before[0], *started_now]) == started)
        model.add(cp_model.LinearExpr.sum([*before[1], *ready_now]) == finished)
        model.add(started <= finished)
        before = ([started], [finished])


def _groups_that_move(tables: Tables, kept: Draft, options: Options) -> list[tuple[int, tuple[int, ...]]]:
    """Groups of alternatives with a free member, each with the free or kept activity that needs one of them."""
    return [
        (number, group)
        for number, groups in enumerate(tables.any_of)
        for group in groups
        if (number in options or number in kept) and any(one in options for one in group)
    ]


def _keep_alternatives(
    model: cp_model.CpModel, options: Options, tables: Tables, kept: Draft, number: int, group: tuple[int, ...]
) -> None:
    """By each month, it has started only if one of the group has finished before."""
    done = min((kept[one].end for one in group if one in kept), default=tables.problem.months)
    if number in kept:
        if done >= kept[number].start:
            _ready_by(model, options, group, kept[number].start)
        return
    months = [one for one in sorted({option.chosen.start for option in options[number]}) if done >= one]
    if len(months) > MOST_WRITTEN_OUT:
        ready = [(option.chosen.end + 1, option) for one in group if one in options for option in options[one]]
        _keep_order(model, months, options[number], ready, most=len(group))
        return
    for month in months:
        started = [option.literal for option in options[number] if option.chosen.start <= month]
        finished = [
            option.literal for one in group if one in options for option in options[one] if option.chosen.end < month
        ]
        model.add(cp_model.LinearExpr.sum(started) <= cp_model.LinearExpr.sum(finished))


def _ready_by(model: cp_model.CpModel, options: Options, group: tuple[int, ...], month: int) -> None:
    """One of the free members has finished before a month."""
    ready = [option.literal for one in group if one in options for option in options[one] if option.chosen.end < month]
    model.add(cp_model.LinearExpr.sum(ready) >= 1)


def _keep_staff(model: cp_model.CpModel, options: Options, ledger: Ledger) -> None:
    using: dict[tuple[int, int], tuple[list[cp_model.IntVar], list[int]]] = {}
    for choices in options.values():
        for option in choices:
            for need in option.chosen.way.staff:
                for month in range(option.chosen.start + need.first, option.chosen.start + need.after):
                    literals, amounts = using.setdefault((need.unit, month), ([], []))
                    literals.append(option.literal)
                    amounts.append(need.amount)
    for (unit, month), (literals, amounts) in sorted(using.items(), key=lambda one: one[0]):
        _at_most(model, literals, amounts, int(ledger.staff[unit, month]))


def _keep_money(model: cp_model.CpModel, options: Options, ledger: Ledger) -> None:
    users: list[tuple[list[cp_model.IntVar], list[int]]] = [([], []) for _ in ledger.money]
    for choices in options.values():
        for option in choices:
            money = option.chosen.money
            for pot in np.flatnonzero(money).tolist():
                users[pot][0].append(option.literal)
                users[pot][1].append(int(money[pot]))
    for (literals, amounts), free in zip(users, ledger.money.tolist(), strict=True):
        _at_most(model, literals, amounts, free)


def _at_most(model: cp_model.CpModel, literals: list[cp_model.IntVar], amounts: list[int], free: int) -> None:
    """A capacity row in its smallest whole numbers: solvers work better on 3 ≤ 5 than on 300,000 ≤ 599,999."""
    if sum(amounts) <= free:
        return
    unit = gcd(*amounts)
    model.add(cp_model.LinearExpr.weighted_sum(literals, [amount // unit for amount in amounts]) <= free // unit)


def _maximise(model: cp_model.CpModel, options: Options) -> int:
    everything = [option for choices in options.values() for option in choices]
    unit = gcd(*(option.chosen.value for option in everything)) or 1
    literals = [option.literal for option in everything]
    model.maximize(cp_model.LinearExpr.weighted_sum(literals, [option.chosen.value // unit for option in everything]))
    return unit


def _is_hinted(option: _Option, chosen: Chosen | None) -> bool:
    return chosen is not None and chosen.way is option.chosen.way and chosen.start == option.chosen.start


def _answer(work: _Work, *, unit: int, effort: Effort, seed: int) -> Repair:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False  # Ctrl-C ends the run, not this one repair
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_deterministic_time = effort.work
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.max_presolve_iterations = 1
    solver.parameters.symmetry_level = 0
    if effort.seconds is not None:
        solver.parameters.max_time_in_seconds = max(0.0, effort.seconds)
    status = {
        cp_model.OPTIMAL: RepairStatus.OPTIMAL,
        cp_model.FEASIBLE: RepairStatus.FEASIBLE,
        cp_model.INFEASIBLE: RepairStatus.INFEASIBLE,
    }.get(solver.solve(work.model), RepairStatus.UNKNOWN)
    if status not in {RepairStatus.OPTIMAL, RepairStatus.FEASIBLE}:
        return Repair(status, None, 0)
    draft = dict(work.kept)
    for number, choices in work.options.items():
        for option in choices:
            if solver.boolean_value(option.literal):
                draft[number] = option.chosen
    return Repair(status, draft, _bound(work.model, solver) * unit)


def _bound(model: cp_model.CpModel, solver: cp_model.CpSolver) -> int:
    """The bound in whole numbers: as a float it would leave some out beyond 2^53. The solver minimises inside."""
    inner = int(solver.response_proto.inner_objective_lower_bound)
    return -inner if model.proto.objective.scaling_factor < 0 else inner
