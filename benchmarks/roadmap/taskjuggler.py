"""TaskJuggler as a peer: a project of the literature as .tjp, levelled by `tj3`, read back.

`python benchmarks/roadmap/taskjuggler.py` reads problem.json from its input and prints one line of JSON. One period is
one hour of a world that works around the clock. A unit is as many people as its capacity; a task takes each of its
people for every hour of its work or for none (`mandatory`). TaskJuggler may interrupt a task; how many it has split is
counted, and its makespan holds in spite of them.
"""

import csv
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from leitplanke.exchange.planning.documents import read_problem_json
from leitplanke.roadmap.model import Activity, Problem

COMMAND = "tj3"
_BEGIN = datetime(2001, 1, 1)  # noqa: DTZ001 - TaskJuggler's own clock, without a zone
_TIME = "%Y-%m-%d-%H:%M"
_HOURS_PER_YEAR = 24 * 365


def is_there() -> bool:
    """Whether `tj3` is installed: Debian's package of the same name."""
    return shutil.which(COMMAND) is not None


def project_text(problem: Problem) -> str:
    """The problem in TaskJuggler's language; every activity has one mode."""
    years = 2 + problem.months // _HOURS_PER_YEAR
    lines = [
        f'project project "Project" {_BEGIN:%Y-%m-%d} +{years}y {{',
        '  timezone "UTC"',
        "  timingresolution 60min",
        "  dailyworkinghours 24",
        "  yearlyworkingdays 365",
        "  weekstartsmonday",
        "  workinghours mon - sun 0:00 - 24:00",
        f'  timeformat "{_TIME}"',
        "}",
        *_people(problem),
    ]
    for activity in problem.activities:
        lines += _task(problem, activity)
    report = f'taskreport plan "plan" {{ formats csv columns id, start, end timeformat "{_TIME}" }}'
    return "\n".join([*lines, report, ""])


def planned_hours(table: str) -> dict[str, tuple[int, int]]:
    """Of every task, the first hour of its work and the hour after the last, from TaskJuggler's report."""
    rows = list(csv.DictReader(table.splitlines(), delimiter=";"))
    return {row["Id"]: (_hour(row["Start"]), _hour(row["End"])) for row in rows}


def level(problem: Problem) -> tuple[int, int]:
    """The makespan that TaskJuggler reaches, and how many tasks it has split."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "plan.tjp").write_text(project_text(problem), encoding="utf-8")
        command = [COMMAND, "--silent", "--output-dir", folder, str(Path(folder) / "plan.tjp")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - a fixed command
        hours = planned_hours((Path(folder) / "plan.csv").read_text("utf-8"))
    lengths = {_name(activity.id): activity.modes[0].duration for activity in problem.activities}
    split = sum(end - begin > lengths[name] for name, (begin, end) in hours.items())
    return max(end for _, end in hours.values()), split


def _people(problem: Problem) -> Iterator[str]:
    for unit in problem.units:
        for person in range(unit.capacity[0]):
            yield f'resource {_name(unit.id)}_{person} "{unit.id} {person}"'


def _task(problem: Problem, activity: Activity) -> Iterator[str]:
    """Without people it is a span of time, or a point in it."""
    mode = activity.modes[0]
    people = sum(amount for _, amount in mode.demand)
    yield f'task {_name(activity.id)} "{activity.id}" {{'
    if activity.prerequisites:
        yield f"  depends {', '.join('!' + _name(one) for one in activity.prerequisites)}"
    if not mode.duration:
        yield "  milestone"
    elif not people:
        yield f"  duration {mode.duration}h"
    else:
        yield f"  effort {people * mode.duration}h"
        for unit in problem.units:
            for number in range(dict(mode.demand).get(unit.id, 0)):
                yield _allocation(_name(unit.id), unit.capacity[0], number)
    yield "}"


def _allocation(unit: str, capacity: int, number: int) -> str:
    """One of the people of a unit, beginning with another one for each."""
    people = [f"{unit}_{(number + place) % capacity}" for place in range(capacity)]
    others = f" alternative {', '.join(people[1:])} select order" if people[1:] else ""
    return f"  allocate {people[0]} {{{others} mandatory }}"


def _name(identifier: str) -> str:
    return "t_" + re.sub(r"\W", "_", identifier)


def _hour(moment: str) -> int:
    return int((datetime.strptime(moment, _TIME) - _BEGIN).total_seconds()) // 3600  # noqa: DTZ007 - see _BEGIN


def main() -> None:
    """One problem."""
    problem = read_problem_json(sys.stdin.buffer.read(), "problem.json")
    begun = time.monotonic()
    makespan, split = level(problem)
    elapsed = time.monotonic() - begun
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    figures = {"makespan": makespan, "bound": 0, "violations": 0, "split": split, "seconds": round(elapsed, 2)}
    figures |= {"cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2), "peak_mb": usage.ru_maxrss // 1024}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
