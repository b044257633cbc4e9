"""What the engine reaches on invented towns, beside its marks; resumable, because the full form takes hours.

`python benchmarks/roadmap/marks.py [--short] [--results FILE]`. Every cell is a process of its own and one line of JSON
in the results file; a cell that stands there is not measured again. Time is CPU time, so that a busy machine does not
count. Peers in the same run: the greedy schedule, and one CP-SAT model over everything.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, stdev

from leitplanke.roadmap.change_offers import change_offers
from leitplanke.roadmap.check import check
from leitplanke.roadmap.conflicts import minimal_conflict
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.model import Problem, Unit
from leitplanke.roadmap.plan_repair import changes_of, mend
from leitplanke.roadmap.schedule import fixed_draft, greedy_priority, serial_schedule
from leitplanke.roadmap.solve import Progress, Stop, solve
from leitplanke.roadmap.solvers.cpsat import Effort, repair
from leitplanke.roadmap.tables import build_tables, draft_value
from leitplanke.roadmap.workers import processes

Figures = dict[str, float]
SIZES = {"t50": Size(50, 1, 60), "t200": Size(200, 1, 96), "t1000": Size(1000, 5, 120), "t5000": Size(5000, 25, 120)}
ENDLESS = sys.maxsize


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure of a kind of cell, and what it must not exceed (or, `is_least`, not fall below)."""

    figure: str
    limit: float
    is_least: bool = False

    def is_reached(self, value: float) -> bool:
        """Whether the mean over all seeds keeps it."""
        return value >= self.limit if self.is_least else value <= self.limit


MARKS: dict[str, tuple[Mark, ...]] = {
    "plan t50 120": (Mark("gap", 0.03), Mark("to_greedy", 1.33, is_least=True)),
    "plan t200 120": (Mark("gap", 0.07),),
    "plan t200 600": (Mark("gap", 0.05), Mark("to_greedy", 1.23, is_least=True)),
    "plan t1000 600": (Mark("gap", 0.09), Mark("to_greedy", 1.18, is_least=True), Mark("peak_mb", 500)),
    "plan t5000 3600": (Mark("gap", 0.12),),
    "first t5000 0": (Mark("first_cpu_seconds", 2.0),),
    "share t1000 40": (Mark("efficiency_of_2", 0.85, is_least=True),),
    "explain t200 60": (Mark("milliseconds_each", 50),),
    "conflict t300 0": (Mark("cpu_seconds", 5),),
    "repair t200 120": (Mark("changed", 0.05), Mark("of_reoptimised", 0.98, is_least=True)),
}
SHORT = (
    "plan t50 30",
    "plan t200 60",
    "plan t1000 100",
    "first t5000 0",
    "explain t200 10",
    "conflict t300 0",
    "repair t200 20",
)


def plan(problem: Problem, *, effort: int) -> Figures:
    """`effort` CPU-seconds in one process."""
    first: list[float] = []

    def notice(_: Progress) -> None:
        first.append(time.process_time())

    stop = Stop(neighbourhoods=ENDLESS, seconds=effort)
    found = solve(problem, stop=stop, seed=1, clock=time.process_time, on_progress=notice)
    ratio = found.value / found.greedy_value
    return {"value": found.value, "gap": found.gap, "to_greedy": ratio, "first_cpu_seconds": first[0] - _BEGUN}


def one_model(problem: Problem, *, effort: int) -> Figures:
    """The peer: everything in one CP-SAT model, the greedy schedule as its hint."""
    tables = build_tables(problem)
    hint = serial_schedule(tables, greedy_priority(tables)) or fixed_draft(tables)
    every = frozenset(range(len(tables.ways))) - tables.fixed
    left = max(1.0, effort - time.process_time())
    answer = repair(tables, hint, every, effort=Effort(float(ENDLESS), left), seed=1)
    value = 0 if answer.draft is None else draft_value(answer.draft)
    return {"value": value, "to_greedy": value / draft_value(hint), "gap": 1 - value / max(1, answer.bound)}


def first(problem: Problem, *, effort: int) -> Figures:
    """How soon there is a plan that keeps all rules."""
    del effort
    begun = time.process_time()
    tables = build_tables(problem)
    draft = serial_schedule(tables, greedy_priority(tables))
    spent = time.process_time() - begun
    is_sound = draft is not None and not check(problem, tables.to_plan(draft))
    return {"first_cpu_seconds": spent if is_sound else float("inf")}


def share(problem: Problem, *, effort: int) -> Figures:
    """What only the process that asks can do, of all CPU time; two workers can be no better than 1 / (1 + share)."""
    begun, clock = time.process_time(), time.monotonic()
    with processes(2) as executor:
        solve(problem, stop=Stop(effort), seed=1, executor=executor, workers=2)
    own, elapsed = time.process_time() - begun, time.monotonic() - clock
    others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    serial = own / (own + others)
    return {
        "serial_share": serial,
        "efficiency_of_2": 1 / (1 + serial),
        "of_8_projected": 1 / (1 + 7 * serial),
        "seconds": elapsed,
    }


def explain(problem: Problem, *, effort: int) -> Figures:
    """Every measure of a plan, each reason verified by the checker."""
    found = solve(problem, stop=Stop(ENDLESS, effort), seed=1, clock=time.process_time)
    begun = time.process_time()
    reasons = reasons_for(problem, found.plan)
    spent = time.process_time() - begun
    return {
        "milliseconds_each": 1000 * spent / len(reasons),
        "without_reason": sum(not one for one in reasons.values()),
    }


def conflict(problem: Problem, *, effort: int) -> Figures:
    """Nobody is left in the unit that most duties need."""
    del effort
    duties = [one for one in problem.activities if one.is_mandatory]
    needs = [unit for one in duties for unit, _ in one.modes[0].staff]
    gone = max(sorted(set(needs)), key=needs.count)
    units = tuple(_without_staff(unit) if unit.id == gone else unit for unit in problem.units)
    begun = time.process_time()
    demands = minimal_conflict(replace(problem, units=units))
    return {"cpu_seconds": time.process_time() - begun, "demands": len(demands)}


def mended(problem: Problem, *, effort: int) -> Figures:
    """The third year's money falls by 30 %: what few changes keep of the value that planning anew brings.

    All offers together get the seconds that planning anew gets, which begins where they end: never worth less.
    """
    stop = Stop(ENDLESS, effort)
    before = solve(problem, stop=stop, seed=1, clock=time.process_time)
    years = tuple(
        replace(
            year, investive_cents=year.investive_cents * 7 // 10, consumptive_cents=year.consumptive_cents * 7 // 10
        )
        if place == 2
        else year
        for place, year in enumerate(problem.years)
    )
    cut = replace(problem, years=years)
    begun = time.process_time()
    near = mend(cut, before.plan, seed=1, stop=Stop(effort))
    spent = time.process_time() - begun
    limit = len(problem.activities) // 20
    each = Stop(ENDLESS, effort / 3)
    limits = (0, limit, 2 * limit)
    offers = change_offers(cut, before.plan, near, limits=limits, stop=each, seed=1, clock=time.process_time)
    anew = solve(cut, stop=stop, seed=1, begin=offers[-1].plan, clock=time.process_time)
    within = [one for one in offers if one.changes <= limit][-1:] or offers[:1]
    return {
        "changed": within[0].changes / len(problem.activities),
        "of_reoptimised": within[0].value / anew.value,
        "fewest_changed": offers[0].changes / len(problem.activities),
        "fewest_proven": near.least_changes / len(problem.activities),
        "of_reoptimised_fewest": offers[0].value / anew.value,
        "of_reoptimised_10_percent": offers[-1].value / anew.value,
        "reoptimised_changed": changes_of(cut, before.plan, anew.plan) / len(problem.activities),
        "mend_cpu_seconds": spent,
    }


KINDS: dict[str, Callable[..., Figures]] = {
    "plan": plan,
    "one_model": one_model,
    "first": first,
    "share": share,
    "explain": explain,
    "conflict": conflict,
    "repair": mended,
}


def main() -> int:
    """Measure what is missing, print the table; 1 if a mark was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="one seed, less time: at most ten minutes")
    parser.add_argument("--results", type=Path, default=Path("var/bench-roadmap-marks.jsonl"))
    parser.add_argument("--only", nargs="*", metavar="CELL", help="some kinds of cell, as the table names them")
    parser.add_argument("--cell", nargs=2, metavar=("CELL", "SEED"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.cell:
        return _measure_here(*options.cell)
    options.results.parent.mkdir(parents=True, exist_ok=True)
    results = _known(options.results)
    for cell, seed in _cells(options):
        if f"{cell} {seed}" not in results:
            results[f"{cell} {seed}"] = _measure(cell, seed)
            with options.results.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": f"{cell} {seed}", **results[f"{cell} {seed}"]}) + "\n")
    return _report(options, results)


def _cells(options: argparse.Namespace) -> Iterator[tuple[str, int]]:
    peers = [cell.replace("plan", "one_model") for cell in MARKS if cell.startswith(("plan t50", "plan t200"))]
    every = SHORT if options.short else (*MARKS, *peers)
    for cell in options.only or every:
        for seed in range(1, 2 if options.short else 6):
            yield cell, seed


def _measure(cell: str, seed: int) -> Figures:
    command = [sys.executable, __file__, "--cell", cell, str(seed)]
    told = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own script
    found: Figures = json.loads(told.stdout)
    print(f"{cell} {seed}: {json.dumps(found)}", flush=True)
    return found


def _measure_here(cell: str, seed: str) -> int:
    kind, size, effort = cell.split(" ")
    problem = generate(SIZES.get(size, Size(300, 1, 96)), seed=int(seed))
    figures = KINDS[kind](problem, effort=int(effort))
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({name: round(value, 5) for name, value in figures.items()} | {"peak_mb": peak // 1024}))
    return 0


def _known(path: Path) -> dict[str, Figures]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    return {row.pop("key"): row for row in rows}


def _report(options: argparse.Namespace, results: dict[str, Figures]) -> int:
    """Mean and spread of every figure over the seeds."""
    is_missed = False
    print(f"\n{'cell':<18} {'figure':<20} {'n':>2} {'mean':>16} {'spread':>12}  mark")
    cells = dict.fromkeys(cell for cell, _ in _cells(options))
    for cell in cells:
        rows = [results[key] for one, seed in _cells(options) if one == cell and (key := f"{cell} {seed}") in results]
        marks = {mark.figure: mark for mark in MARKS.get(cell, ())}
        for figure in rows[0] if rows else ():
            values = [row[figure] for row in rows]
            mark, verdict = marks.get(figure), ""
            if mark is not None:
                is_reached = mark.is_reached(mean(values))
                is_missed |= not is_reached
                verdict = f"{'>=' if mark.is_least else '<='} {mark.limit} {'reached' if is_reached else 'MISSED'}"
            spread = stdev(values) if len(values) > 1 else 0.0
            print(f"{cell:<18} {figure:<20} {len(values):>2} {mean(values):>16,.4f} {spread:>12,.4f}  {verdict}")
    return int(is_missed)


def _without_staff(unit: Unit) -> Unit:
    return replace(unit, capacity=tuple(0 for _ in unit.capacity))


_BEGUN = time.process_time()

if __name__ == "__main__":
    sys.exit(main())
