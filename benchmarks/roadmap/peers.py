"""Who is measured: `solve`, one plain CP-SAT model, and PyJobShop, each in a process of its own for the same time.

`python benchmarks/roadmap/peers.py PEER SECONDS WORKERS SEED` reads problem.json from its input and prints one line of
JSON.
"""

import json
import resource
import sys
import time
from collections.abc import Callable

from leitplanke.exchange.planning.documents import read_problem_json
from leitplanke.roadmap.check import check
from leitplanke.roadmap.model import PlannedStart, Problem

Plan = tuple[PlannedStart, ...]


def ours(problem: Problem, *, seconds: float, workers: int, seed: int) -> tuple[Plan, int]:
    """`solve` on processes of this machine: plan, lower bound of the makespan."""
    from leitplanke.roadmap.solve import Stop, solve  # noqa: PLC0415 - a peer's process loads no other's libraries
    from leitplanke.roadmap.workers import processes  # noqa: PLC0415 - likewise

    with processes(workers) as executor:
        stop = Stop(neighbourhoods=sys.maxsize, seconds=seconds)
        found = solve(problem, stop=stop, seed=seed, executor=executor, workers=workers)
    return found.plan, makespan(problem, found.plan) - (found.bound - found.value)


def cpsat(problem: Problem, *, seconds: float, workers: int, seed: int) -> tuple[Plan, int]:
    """The textbook model with interval variables, CP-SAT as it comes."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - likewise

    model = cp_model.CpModel()
    ends, ways = {}, {}
    for activity in problem.activities:
        start, end = (model.new_int_var(0, problem.months, "") for _ in range(2))
        ends[activity.id] = end
        literals = [model.new_bool_var("") for _ in activity.modes]
        model.add_exactly_one(literals)
        ways[activity.id] = [
            (mode, literal, start, model.new_optional_interval_var(start, mode.duration, end, literal, ""))
            for mode, literal in zip(activity.modes, literals, strict=True)
        ]
        for needed in activity.prerequisites:
            model.add(start >= ends[needed])
    every = [one for options in ways.values() for one in options]
    for unit in problem.units:
        users = [(interval, dict(mode.demand).get(unit.id, 0)) for mode, _, _, interval in every]
        model.add_cumulative([one for one, _ in users], [amount for _, amount in users], unit.capacity[0])
    for pot in problem.pots:
        model.add(sum(literal * dict(mode.draws).get(pot.id, 0) for mode, literal, _, _ in every) <= pot.amount)
    model.minimize(ends[problem.activities[-1].id])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.random_seed = seed
    if solver.solve(model) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return (), round(solver.best_objective_bound)
    plan = tuple(
        PlannedStart(name, mode.id, solver.value(start))
        for name, options in ways.items()
        for mode, literal, start, _ in options
        if solver.boolean_value(literal)
    )
    return plan, round(solver.best_objective_bound)


def pyjobshop(problem: Problem, *, seconds: float, workers: int, seed: int) -> tuple[Plan, int]:
    """PyJobShop with CP-SAT below; it takes no seed."""
    from pyjobshop import Model  # noqa: PLC0415 - likewise

    del seed
    model = Model()
    renewable = {unit.id: model.add_renewable(unit.capacity[0]) for unit in problem.units}
    consumable = {pot.id: model.add_consumable(pot.amount) for pot in problem.pots}
    tasks = {activity.id: model.add_task() for activity in problem.activities}
    for activity in problem.activities:
        for mode in activity.modes:
            needs = [(renewable[unit], amount) for unit, amount in mode.demand]
            needs += [(consumable[pot], amount) for pot, amount in mode.draws]
            model.add_mode(
                tasks[activity.id], [one for one, _ in needs], mode.duration, [amount for _, amount in needs]
            )
        for needed in activity.prerequisites:
            model.add_end_before_start(tasks[needed], tasks[activity.id])
    found = model.solve(time_limit=seconds, num_workers=workers, display=False)
    if not found.best.tasks:
        return (), 0
    plan = []
    for activity, line in zip(problem.activities, found.best.tasks, strict=True):
        first = min(
            number for number, mode in enumerate(model.modes) if mode.task == problem.activities.index(activity)
        )
        plan.append(PlannedStart(activity.id, activity.modes[line.mode - first].id, line.start))
    return tuple(plan), round(found.lower_bound)


PEERS: dict[str, Callable[..., tuple[Plan, int]]] = {"leitplanke": ours, "cp-sat": cpsat, "pyjobshop": pyjobshop}


def makespan(problem: Problem, plan: Plan) -> int:
    """The month after the last work."""
    return max((line.start + problem.activity(line.activity).mode(line.mode).duration for line in plan), default=0)


def main(peer: str, seconds: str, workers: str, seed: str) -> None:
    """One problem for one peer; the plan is judged by our checker, whoever made it."""
    problem = read_problem_json(sys.stdin.buffer.read(), "problem.json")
    begun = time.monotonic()
    plan, bound = PEERS[peer](problem, seconds=float(seconds), workers=int(workers), seed=int(seed))
    elapsed = time.monotonic() - begun
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        json.dumps(
            {
                "makespan": makespan(problem, plan) if plan else None,
                "bound": bound,
                "violations": len(check(problem, plan)),
                "seconds": round(elapsed, 2),
                "cpu_seconds": round(sum(usage.ru_utime + usage.ru_stime for usage in usages), 2),
                "peak_mb": max(usage.ru_maxrss for usage in usages) // 1024,
            }
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
