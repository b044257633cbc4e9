"""Measure the makespan case beside its peers and its marks; resumable, because it takes hours.

`python benchmarks/roadmap/run.py [--short] [--folder PSPLIB] [--results FILE]`. Every measured cell is one line of JSON
in the results file; a cell that stands there is not measured again. `--folder` holds instances of PSPLIB and MMLIB with
`best_known.csv` (file,lower_bound,best_known_makespan,critical_path); without it the seeded projects are measured,
whose best known makespan is the best that any peer has found: a comparison of the peers, held against no mark.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, stdev

from leitplanke.exchange.planning.documents import problem_bytes
from leitplanke.exchange.planning.files import read_problem
from leitplanke.roadmap.model import Problem
from roadmap import taskjuggler
from roadmap.projects import Kind, critical_path, project

PEERS = ("leitplanke", "cp-sat", "pyjobshop", "taskjuggler")
UNSEEDED = ("pyjobshop", "taskjuggler")
SHORTER_THAN_TASKJUGGLER = 0.12
WORKERS = 2
KINDS = (
    Kind("p30", 30, 1.8, 0.5, 0.2),
    Kind("p60", 60, 1.8, 0.75, 0.2),
    Kind("p120 scarce", 120, 1.8, 0.75, 0.1),
    Kind("p120 mild", 120, 1.8, 0.5, 0.4),
    Kind("m50", 50, 1.8, 0.75, 0.25, modes=3),
    Kind("m100", 100, 1.8, 0.75, 0.25, modes=3),
)
SECONDS = {"m50": 30, "m100": 30}
MARKS = {"p30": 0.0, "p60": 0.005, "p120 scarce": 0.035, "p120 mild": 0.02, "m50": 0.005, "m100": 0.015}


@dataclass(frozen=True, slots=True)
class Cell:
    """One instance, one peer, one seed."""

    family: str
    instance: str
    peer: str
    seed: int
    seconds: int

    @property
    def key(self) -> str:
        """What tells it apart in the results file."""
        return f"{self.instance} {self.peer} {self.seed} {self.seconds}"


@dataclass(frozen=True, slots=True)
class Instance:
    """A problem with what is known of it; `best` None: what the peers find is the best known."""

    family: str
    name: str
    problem: Problem
    critical_path: int
    best: int | None = None


def main() -> int:
    """Measure what is missing, print the table; 1 if a mark was missed or a plan broke a rule."""
    options = _options()
    instances = list(_instances(options))
    results = _known(options.results)
    seeds = range(1, 2 if options.short else 6)
    peers = [peer for peer in PEERS if peer not in UNSEEDED or _is_there(peer)]
    for cell, instance in _cells(instances, peers, seeds):
        if cell.key not in results:
            results[cell.key] = _measure(cell, instance)
            with options.results.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": cell.key, **results[cell.key]}) + "\n")
    return _report(instances, peers, seeds, results)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="one seed, fewer instances: at most ten minutes")
    parser.add_argument("--folder", type=Path, help="instances of PSPLIB and MMLIB with best_known.csv")
    parser.add_argument("--results", type=Path, default=Path("var/bench-roadmap.jsonl"), help="what was measured")
    options = parser.parse_args()
    options.results.parent.mkdir(parents=True, exist_ok=True)
    return options


def _instances(options: argparse.Namespace) -> Iterator[Instance]:
    if options.folder is not None:
        yield from _published(options.folder)
        return
    counts = {"p30": 1, "p60": 2, "p120 scarce": 2, "m50": 1} if options.short else {kind.name: 5 for kind in KINDS}
    for kind in KINDS:
        for seed in range(1, counts.get(kind.name, 0) + 1):
            problem = project(kind, seed=seed)
            yield Instance(kind.name, f"{kind.name} {seed}", problem, critical_path(problem))


def _published(folder: Path) -> Iterator[Instance]:
    with (folder / "best_known.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            problem = read_problem((folder / row["file"]).read_bytes(), name=row["file"])
            known, path = int(row["best_known_makespan"]), int(row["critical_path"])
            yield Instance(_family(problem), row["file"], problem, path, known)


def _family(problem: Problem) -> str:
    size = len(problem.activities) - 2
    if problem.pots:
        return "m50" if size <= 75 else "m100"
    return "p30" if size <= 45 else "p60" if size <= 90 else "p120 scarce"


def _cells(instances: list[Instance], peers: list[str], seeds: range) -> Iterator[tuple[Cell, Instance]]:
    for instance in instances:
        for seed in seeds:
            for peer in peers:
                has_modes = any(len(activity.modes) > 1 for activity in instance.problem.activities)
                if (seed == 1 or peer not in UNSEEDED) and not (has_modes and peer == "taskjuggler"):
                    seconds = SECONDS.get(instance.family, 10)
                    yield Cell(instance.family, instance.name, peer, seed, seconds), instance


def _measure(cell: Cell, instance: Instance) -> dict[str, object]:
    """In a process of its own: peak memory and CPU seconds are that peer's alone."""
    script = Path(__file__).with_name("taskjuggler.py" if cell.peer == "taskjuggler" else "peers.py")
    options = [] if cell.peer == "taskjuggler" else [cell.peer, str(cell.seconds), str(WORKERS), str(cell.seed)]
    command = [sys.executable, str(script), *options]
    told = subprocess.run(command, input=problem_bytes(instance.problem), stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own script
    found: dict[str, object] = json.loads(told.stdout)
    print(f"{cell.key:<40} {json.dumps(found)}", flush=True)
    return found


def _known(path: Path) -> dict[str, dict[str, object]]:
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return {row.pop("key"): row for row in rows}


def _is_there(peer: str) -> bool:
    if peer == "taskjuggler":
        is_there, what = taskjuggler.is_there(), "TaskJuggler is not installed (Debian's package tj3)"
    else:
        is_there, what = find_spec("pyjobshop") is not None, "PyJobShop is not installed"
    if not is_there:
        print(f"{what}: measured without it.")
    return is_there


def _report(instances: list[Instance], peers: list[str], seeds: range, results: dict[str, dict[str, object]]) -> int:
    """Mean gap to the best known, over instances whose best known exceeds the critical path."""
    best = {instance.name: _best(instance, results) for instance in instances}
    is_missed = any(result["violations"] for result in results.values() if result["makespan"] is not None)
    print(f"\n{'family':<12} {'peer':<11} {'n':>3} {'mean gap':>9} {'spread':>7} {'CPU s':>6} {'MB':>5}  mark")
    for family in dict.fromkeys(instance.family for instance in instances):
        for peer in peers:
            cells = [cell for cell, _ in _cells(instances, [peer], seeds) if cell.family == family]
            measured = [(cell, results[cell.key]) for cell in cells if cell.key in results]
            hard = {one.name for one in instances if best[one.name] > one.critical_path}
            gaps = [_gap(result, best[cell.instance]) for cell, result in measured if cell.instance in hard]
            if not gaps:
                continue
            is_published = all(one.best is not None for one in instances if one.family == family)
            mark = MARKS[family] if peer == "leitplanke" and is_published else None
            verdict = "" if mark is None else f"<= {mark:.1%} {'reached' if mean(gaps) <= mark else 'MISSED'}"
            is_missed |= "MISSED" in verdict
            cpu = mean(float(str(result["cpu_seconds"])) for _, result in measured)
            memory = max(int(str(result["peak_mb"])) for _, result in measured)
            spread = stdev(gaps) if len(gaps) > 1 else 0.0
            figures = f"{len(gaps):>3} {mean(gaps):>9.2%} {spread:>7.2%} {cpu:>6.1f} {memory:>5}"
            print(f"{family:<12} {peer:<11} {figures}  {verdict}")
    return int(is_missed | _falls_behind_taskjuggler(instances, results))


def _falls_behind_taskjuggler(instances: list[Instance], results: dict[str, dict[str, object]]) -> bool:
    """How much shorter our plans are, which never split a task; whether that misses the mark.

    As with the gaps, the mark is for projects that scarce staff delays: where the critical path decides, nobody levels.
    """
    shorter, scarce, split, tasks = [], [], 0, 0
    for instance in instances:
        rows = {peer: _of(peer, instance, results) for peer in ("leitplanke", "taskjuggler")}
        if all(row is not None and row["makespan"] is not None for row in rows.values()):
            ours, theirs = (int(str(row["makespan"])) for row in rows.values() if row is not None)
            shorter.append(1 - ours / theirs)
            if _best(instance, results) > instance.critical_path:
                scarce.append(1 - ours / theirs)
            split += int(str((rows["taskjuggler"] or {})["split"]))
            tasks += len(instance.problem.activities)
    if not scarce:
        return False
    verdict = "reached" if mean(scarce) >= SHORTER_THAN_TASKJUGGLER else "MISSED"
    print(
        f"Shorter than TaskJuggler's over {len(scarce)} projects that staff delays: {mean(scarce):.1%}"
        f"  >= {SHORTER_THAN_TASKJUGGLER:.0%} {verdict}; over all {len(shorter)}: {mean(shorter):.1%};"
        f" it has split {split} of {tasks} tasks, we none."
    )
    return verdict == "MISSED"


def _of(peer: str, instance: Instance, results: dict[str, dict[str, object]]) -> dict[str, object] | None:
    """The result with the first seed."""
    return results.get(Cell(instance.family, instance.name, peer, 1, SECONDS.get(instance.family, 10)).key)


def _best(instance: Instance, results: dict[str, dict[str, object]]) -> int:
    if instance.best is not None:
        return instance.best
    prefix = f"{instance.name} "
    found = [int(str(one["makespan"])) for key, one in results.items() if key.startswith(prefix) and one["makespan"]]
    return min(found)


def _gap(result: dict[str, object], best: int) -> float:
    return 1.0 if result["makespan"] is None else int(str(result["makespan"])) / best - 1


if __name__ == "__main__":
    sys.exit(main())
