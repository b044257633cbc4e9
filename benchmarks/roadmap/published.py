"""The public benchmark: invented towns of four sizes with the best plans and bounds that are known, to compete with.

`python benchmarks/roadmap/published.py verify` makes every instance from its seed, compares it with its digest and lets
the checker judge its best known plan; `improve [NAME ...] [--seconds S]` goes on searching from it and writes what is
better; `judge NAME PLAN` judges the plan of anybody's program. `write NAME FILE` writes an instance as problem.json.
"""

import argparse
import csv
import hashlib
import sys
import time
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

from leitplanke.exchange.planning.documents import problem_bytes
from leitplanke.exchange.planning.files import read_plan
from leitplanke.exchange.planning.plan_table import plan_table
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.roadmap.check import check
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.model import PlannedStart, Problem, gap
from leitplanke.roadmap.plan_change import compare_plans
from leitplanke.roadmap.solve import Stop, solve

TABLE = Path(__file__).with_name("best_known.csv")
PLANS = Path(__file__).with_name("plans")
SIZES = {"t50": Size(50, 1, 60), "t200": Size(200, 1, 96), "t1000": Size(1000, 5, 120), "t5000": Size(5000, 25, 120)}
SEEDS = range(1, 6)
NAMES = tuple(f"{size}-{seed}" for size in SIZES for seed in SEEDS)


@dataclass(frozen=True, slots=True)
class Known:
    """A row of the table. `bound` is proven; no plan is known to be worth more than `value`."""

    instance: str
    measures: int
    towns: int
    months: int
    seed: int
    sha256: str
    value: int
    bound: int

    @property
    def gap(self) -> float:
        """How far the best known plan may be from the best."""
        return gap(value=self.value, bound=self.bound)


def instance(name: str) -> Problem:
    """The town of this name, for example `t200-3`; KeyError if there is none."""
    size, seed = name.split("-")
    return generate(SIZES[size], seed=int(seed))


def known() -> dict[str, Known]:
    """The table."""
    if not TABLE.exists():
        return {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return {row["instance"]: _row(**row) for row in rows}


def _row(*, instance: str, sha256: str, **numbers: str) -> Known:
    return Known(instance=instance, sha256=sha256, **{name: int(number) for name, number in numbers.items()})


def verify(options: argparse.Namespace) -> int:
    """Every row: the same instance, a plan that keeps all rules and is worth what is said, no value above its bound."""
    faults = 0
    for name, row in known().items():
        if options.names and name not in options.names:
            continue
        problem = instance(name)
        found = _faults(problem, row, _plan(name))
        faults += bool(found)
        print(
            f"{name:<8} {row.value:>16,} {row.bound:>16,} {row.gap:>7.2%}  {'; '.join(found) or 'verified'}", flush=True
        )
    return int(faults > 0)


def improve(options: argparse.Namespace) -> int:
    """Search on from the best known plan; `--seconds` of CPU each."""
    for name in options.names or NAMES:
        problem, before = instance(name), known().get(name)
        begun = time.process_time()
        stop = Stop(neighbourhoods=sys.maxsize, seconds=options.seconds)
        begin = () if before is None else _plan(name)
        found = solve(problem, stop=stop, seed=options.seed, begin=begin, clock=time.process_time)
        if before is None or found.value > before.value or found.bound < before.bound:
            _write(name, problem, found.plan, value=found.value, bound=found.bound, before=before)
        spent = time.process_time() - begun
        print(f"{name:<8} {found.value:>16,} {found.bound:>16,} {found.gap:>7.2%} {spent:>7.0f} CPU s", flush=True)
    return 0


def judge(options: argparse.Namespace) -> int:
    """The plan of another program: its value and its distance from the best known, or the rules that it breaks."""
    problem, row = instance(options.name), known().get(options.name)
    try:
        plan = read_plan(options.plan.read_bytes(), name=options.plan.name, first_month=problem.first_month)
    except (OSError, FaultyInputError) as error:
        print(f"no plan: {error}")
        return 1
    violations = check(problem, plan)
    if violations:
        print(f"{len(violations)} broken rules; the first: {violations[0]}")
        return 1
    value = _value(problem, plan)
    if row is None:
        print(f"value {value:,}; no plan of {options.name} is known yet")
        return 0
    print(f"value {value:,}; best known {row.value:,} ({value / row.value - 1:+.2%}); bound {row.bound:,}")
    return 0


def write(options: argparse.Namespace) -> int:
    """The instance as the file that `leitplanke roadmap` and any other program read."""
    options.file.write_bytes(problem_bytes(instance(options.name)))
    return 0


def _faults(problem: Problem, row: Known, plan: tuple[PlannedStart, ...]) -> list[str]:
    tried = {
        "another instance": row.sha256 != _digest(problem),
        "the plan breaks rules": bool(check(problem, plan)),
        "another value": _value(problem, plan) != row.value,
        "a value above its bound": row.value > row.bound,
    }
    return [fault for fault, is_so in tried.items() if is_so]


def _write(
    name: str, problem: Problem, plan: tuple[PlannedStart, ...], *, value: int, bound: int, before: Known | None
) -> None:
    size, seed = name.split("-")
    row = Known(
        name, SIZES[size].measures, SIZES[size].towns, SIZES[size].months, int(seed), _digest(problem), value, bound
    )
    if before is not None:
        row = replace(row, value=max(value, before.value), bound=min(bound, before.bound))
    if before is None or value > before.value:
        PLANS.mkdir(exist_ok=True)
        (PLANS / f"{name}.csv").write_bytes(plan_table(problem, plan))
    rows = known() | {name: row}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";", lineterminator="\n")
        table.writerow([field.name for field in fields(Known)])
        table.writerows(astuple(rows[one]) for one in NAMES if one in rows)


def _plan(name: str) -> tuple[PlannedStart, ...]:
    return read_plan((PLANS / f"{name}.csv").read_bytes(), name=f"{name}.csv", first_month=instance(name).first_month)


def _value(problem: Problem, plan: tuple[PlannedStart, ...]) -> int:
    return compare_plans(problem, (), plan).value


def _digest(problem: Problem) -> str:
    return hashlib.sha256(problem_bytes(problem)).hexdigest()


def main() -> int:
    """One of the four verbs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(required=True)

    def verb(command: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        one = verbs.add_parser(command.__name__, help=command.__doc__)
        one.set_defaults(command=command)
        return one

    verb(verify).add_argument("names", nargs="*", metavar="NAME")
    improving = verb(improve)
    improving.add_argument("names", nargs="*", metavar="NAME")
    improving.add_argument("--seconds", type=float, default=60.0, help="CPU seconds for each")
    improving.add_argument("--seed", type=int, default=1)
    judging = verb(judge)
    judging.add_argument("name", choices=NAMES)
    judging.add_argument("plan", type=Path)
    writing = verb(write)
    writing.add_argument("name", choices=NAMES)
    writing.add_argument("file", type=Path)
    options = parser.parse_args()
    result: int = options.command(options)
    return result


if __name__ == "__main__":
    sys.exit(main())
