"""CP-SAT as the repair step: the best places for a few measures while all others stay where they are.

See `docs/methods/neighbourhood-search.md`. One worker, stopped by deterministic work, so the answer is repeatable.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import gcd

import numpy as np
from ortools.sat.python import cp_model

from leitplanke.roadmap.schedule import latest_end
from leitplanke.roadmap.tables import Chosen, Draft, Ledger, Tables


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
    if work is None:
        return Repair(RepairStatus.INFEASIBLE, None, 0)
    unit = _maximise(work.model, work.options)
    for number, choices in work.options.items():
        for option in choices:
            work.model.add_hint(option.literal, _is_hinted(option, draft.get(number)))
    return _answer(work, unit=unit, effort=effort, seed=seed)


def stay_close(tables: Tables, draft: Draft, free: frozenset[int], *, effort: Effort, seed: int) -> Repair:
    """Place the `free` measures around the rest so that as few as possible stand elsewhere than in `draft`.

    Among such places the most valuable ones. `draft` need not keep all rules as far as free measures are concerned.
    """
    work = _build(tables, draft, free)
    if work is None:
        return Repair(RepairStatus.INFEASIBLE, None, 0)
    highest = sum(max((option.chosen.value for option in choices), default=0) for choices in work.options.values())
    literals: list[cp_model.IntVar] = []
    worths: list[int] = []
    for number, choices in work.options.items():
        for option in choices:
            stays = _is_hinted(option, draft.get(number))
            literals.append(option.literal)
            worths.append(option.chosen.value + (highest + 1) * (int(stays) - int(number not in draft)))
            work.model.add_hint(option.literal, stays)
    work.model.maximize(cp_model.LinearExpr.weighted_sum(literals, worths))
    return _answer(work, unit=1, effort=effort, seed=seed)


def find_place(tables: Tables, draft: Draft, free: frozenset[int], *, effort: Effort, seed: int) -> Repair:
    """Place the `free` measures around the rest of `draft` in any way that keeps all rules, or prove there is none."""
    work = _build(tables, draft, free)
    return Repair(RepairStatus.INFEASIBLE, None, 0) if work is None else _answer(work, unit=1, effort=effort, seed=seed)


def _build(tables: Tables, draft: Draft, free: frozenset[int]) -> _Work | None:
    """All rules on the free measures; None where it is plain that they cannot be kept."""
    kept = {number: chosen for number, chosen in draft.items() if number not in free}
    ledger = Ledger(tables, kept)
    model = cp_model.CpModel()
    options = {number: _options(tables, kept, ledger, model, number, free) for number in sorted(free)}
    needed = {number for number in free if number in tables.required or any(a in kept for a in tables.after[number])}
    if ledger.is_overdrawn or any(not options[number] for number in needed):
        return None
    _choose_one(model, options, needed)
    _keep_prerequisites(model, options, tables)
    _keep_staff(model, options, ledger)
    _keep_money(model, options, ledger)
    return _Work(model, options, kept)


def _options(
    tables: Tables, kept: Draft, ledger: Ledger, model: cp_model.CpModel, number: int, free: frozenset[int]
) -> list[_Option]:
    """Every place that dates, kept neighbours and what is left of staff and money allow on their own."""
    others = [needed for needed in tables.before[number] if needed not in free]
    if any(needed not in kept for needed in others):
        return []
    ready = max((kept[needed].end + 1 for needed in others), default=0)
    latest = latest_end(tables, kept, number)
    return [
        _Option(Chosen(way, start), model.new_bool_var(""))
        for way in tables.ways[number]
        for start in ledger.possible_starts(way, first=max(0, ready), last=latest - way.mode.duration + 1)
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
            for month in sorted({option.chosen.start for option in choices}):
                started = [option.literal for option in choices if option.chosen.start <= month]
                finished = [option.literal for option in options[needed] if option.chosen.end < month]
                if len(finished) < len(options[needed]) or month == min(option.chosen.start for option in choices):
                    model.add(cp_model.LinearExpr.sum(started) <= cp_model.LinearExpr.sum(finished))
            if choices:
                everything = [option.literal for option in options[needed]]
                started = [option.literal for option in choices]
                model.add(cp_model.LinearExpr.sum(started) <= cp_model.LinearExpr.sum(everything))


def _keep_staff(model: cp_model.CpModel, options: Options, ledger: Ledger) -> None:
    using: dict[tuple[int, int], tuple[list[cp_model.IntVar], list[int]]] = {}
    for choices in options.values():
        for option in choices:
            for unit, amount in option.chosen.way.staff:
                for month in range(option.chosen.start, option.chosen.end + 1):
                    literals, amounts = using.setdefault((unit, month), ([], []))
                    literals.append(option.literal)
                    amounts.append(amount)
    for (unit, month), (literals, amounts) in sorted(using.items(), key=lambda one: one[0]):
        _at_most(model, literals, amounts, int(ledger.staff[unit, month]))


def _keep_money(model: cp_model.CpModel, options: Options, ledger: Ledger) -> None:
    everything = [option for choices in options.values() for option in choices]
    if not everything:
        return
    money = np.array([option.chosen.money for option in everything])
    for pot in range(money.shape[1]):
        users = np.flatnonzero(money[:, pot]).tolist()
        literals = [everything[user].literal for user in users]
        _at_most(model, literals, [int(money[user, pot]) for user in users], int(ledger.money[pot]))


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
    return Repair(status, draft, round(solver.best_objective_bound) * unit)
