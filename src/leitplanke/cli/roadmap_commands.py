"""`leitplanke roadmap`: solve, check, generate, import and export planning problems."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli import plan_commands
from leitplanke.cli.arguments import add_command, require_file, seconds, whole_number
from leitplanke.cli.cancelling import cancel_by_signal
from leitplanke.cli.codes import DONE, FAULTY_INPUT, NO_ROADMAP
from leitplanke.cli.no_plan import tell_no_plan
from leitplanke.cli.plans import is_sound, read_plan_at
from leitplanke.cli.problems import problem_at
from leitplanke.cli.promises import add_fairest, add_promises, promised
from leitplanke.cli.telling import complain, say, to_the_end, undisturbed
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from leitplanke.cli.arguments import Commands
    from leitplanke.roadmap.model import Problem, Solution
    from leitplanke.roadmap.solve import Progress

_MOST_WORKERS = 64
_PROBLEM = (
    "problem.json, tables (a folder of CSV, an XLSX), a town folder, PSPLIB .sm or .mm, MMLIB text, Patterson .rcp"
)


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    roadmap = commands.add_parser("roadmap", help="solve and check planning problems", allow_abbrev=False)
    verbs = roadmap.add_subparsers(title="verbs", required=True, metavar="VERB")
    _add_solve(verbs)
    check = add_command(verbs, "check", _check, "hold a plan against every rule, with code of its own")
    check.add_argument("problem", type=Path, metavar="PROBLEM", help=_PROBLEM)
    check.add_argument("plan", type=Path, metavar="PLAN", help=plan_commands.PLAN)
    plan_commands.add_to(verbs, problem=_PROBLEM)
    add_fairest(verbs, problem=_PROBLEM)
    imported = add_command(verbs, "import", _import, "turn tables or a problem of the literature into problem.json")
    imported.add_argument("problem", type=Path, metavar="FILE", help=_PROBLEM)
    add_promises(imported)
    imported.add_argument("--out", type=Path, required=True, metavar="PROBLEM.json", help="the file to write")
    generate = add_command(verbs, "generate", _generate, "make up a problem of any size, the same for the same seed")
    generate.add_argument("--measures", type=whole_number, default=50, metavar="N", help="default 50")
    generate.add_argument("--towns", type=whole_number, default=1, metavar="N", help="default 1")
    generate.add_argument("--months", type=whole_number, default=60, metavar="N", help="default 60")
    generate.add_argument("--seed", type=whole_number, default=1, metavar="N", help="default 1")
    generate.add_argument("--out", type=Path, required=True, metavar="PROBLEM.json", help="the file to write")
    export = add_command(verbs, "export", _export, "turn a plan into a form for another program")
    export.add_argument("problem", type=Path, metavar="PROBLEM", help=_PROBLEM)
    export.add_argument("plan", type=Path, metavar="PLAN", help=plan_commands.PLAN)
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="the file to write")
    export.add_argument(
        "--format",
        choices=("csv", "xlsx", "json", "ical", "msproject", "openproject"),
        help="default: by the ending of FILE (.csv, .xlsx, .json, .ics, .xml)",
    )


def _add_solve(verbs: Commands) -> None:
    solve = add_command(verbs, "solve", _solve, "find the best plan; the last line of the output is JSON")
    solve.add_argument("problem", type=Path, metavar="FILE", help=_PROBLEM)
    solve.add_argument("--seconds", type=seconds, metavar="S", help="stop after S seconds; two runs may differ")
    solve.add_argument(
        "--work", type=whole_number, metavar="N", help="stop after N pieces of work (default 30 without --seconds)"
    )
    solve.add_argument("--workers", type=_workers, metavar="W", help="processes (default 1; of a cluster all)")
    solve.add_argument(
        "--cluster", metavar="ADDRESS", help="scheduler of a Dask cluster, tcp://host:8786 (docs/engines.md)"
    )
    solve.add_argument("--memory", type=whole_number, metavar="MB", help="the most that each process may take")
    solve.add_argument("--seed", type=whole_number, default=1, metavar="N", help="default 1")
    add_promises(solve)
    solve.add_argument("--begin", type=Path, metavar="PLAN", help="go on from this plan")
    solve.add_argument(
        "--out", type=Path, metavar="PLAN", help="write the plan, by its ending as export does; else JSON"
    )


def _workers(text: str) -> int:
    import argparse  # noqa: PLC0415 - here for its error alone

    count = whole_number(text)
    if not 1 <= count <= _MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes from 1 to {_MOST_WORKERS}")
    return count


def _solve(options: argparse.Namespace) -> int:
    begun = time.monotonic()
    if options.out is not None:
        require_file(options.out)
    with cancel_by_signal() as is_cancelled:
        return _solve_until(is_cancelled, options, begun)


def _solve_until(is_cancelled: Callable[[], bool], options: argparse.Namespace, begun: float) -> int:
    from leitplanke.roadmap.model import RoadmapConflictError, SolveStatus  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.solve import Stop, UndecidedError, solve  # noqa: PLC0415 - likewise

    problem = promised(problem_at(options.problem), options)
    begin = read_plan_at(options.begin, problem) if options.begin else ()
    if begin and not is_sound(problem, begin, options):
        return FAULTY_INPUT
    left = None if options.seconds is None else max(_LEAST_SECONDS, options.seconds - (time.monotonic() - begun))
    work = options.work if options.work is not None else sys.maxsize if left is not None else Stop().neighbourhoods
    ended = 0
    try:
        with _executor(options) as (executor, workers):
            try:
                found = solve(
                    problem,
                    stop=Stop(neighbourhoods=work, seconds=left, is_cancelled=is_cancelled),
                    seed=options.seed,
                    executor=executor,
                    workers=workers,
                    begin=begin,
                    on_progress=_show,
                )
            finally:
                ended = _ended_for_memory(executor, options)
            undisturbed()  # the processes are still to end; whoever asks for the plan now gets it
    except RoadmapConflictError as conflict:
        tell_no_plan(conflict, problem, options)
        _print_line({"status": "infeasible"}, begun)
        return NO_ROADMAP
    except UndecidedError as error:
        tell_no_plan(error, problem, options)
        _print_line({"status": "undecided"} | _memory_figures(ended), begun)
        return NO_ROADMAP
    if options.out is not None:
        _write_plan(problem, found, options)
    is_late = left is not None and time.monotonic() - begun >= options.seconds - _NEARLY
    cause = "cancelled" if is_cancelled() else "seconds" if is_late else "memory" if ended else "processes"
    cut = {"cut_short_by": cause} if found.status is SolveStatus.CUT_SHORT else {}
    _print_line(_figures(problem, found) | cut | _memory_figures(ended), begun)
    return DONE


def _ended_for_memory(executor: Executor, options: argparse.Namespace) -> int:
    """How many processes took more memory than --memory allows; tells it."""
    from leitplanke.roadmap.workers import Processes  # noqa: PLC0415 - slow libraries behind it

    ended = executor.ended_for_memory if isinstance(executor, Processes) else 0
    if ended:
        complain(
            Text(
                f"{ended}-mal brauchte ein Prozess mehr als {options.memory} MB (--memory) und wurde beendet; was er "
                "rechnete, fehlt. Erlauben Sie mehr Speicher, oder lassen Sie weniger auf einmal rechnen (--workers).",
                f"{ended} times a process took more than {options.memory} MB (--memory) and was ended; what it worked "
                "on is missing. Allow more memory, or let fewer work at once (--workers).",
            ),
            options.language,
        )
    return ended


def _memory_figures(ended: int) -> dict[str, object]:
    return {"ended_for_memory": ended} if ended else {}


@contextmanager
def _executor(options: argparse.Namespace) -> Iterator[tuple[Executor, int]]:
    """Who does the pieces of work, and how many at once."""
    from leitplanke.roadmap.cluster import cluster  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.workers import processes  # noqa: PLC0415 - likewise

    if options.cluster is None:
        workers = options.workers or 1
        with processes(workers, memory_mb=options.memory) as executor:
            yield executor, workers
    else:
        with cluster(options.cluster) as executor:
            yield executor, options.workers or min(_MOST_WORKERS, executor.size)


def _figures(problem: Problem, found: Solution) -> dict[str, object]:
    """Value, bound and gap of a makespan problem are those of the makespan, as the literature counts them."""
    from leitplanke.roadmap.project import as_project  # noqa: PLC0415 - slow libraries behind it

    ends = {line.activity: line.start + problem.activity(line.activity).mode(line.mode).duration for line in found.plan}
    makespan = max(ends.values(), default=0)
    figures: dict[str, object] = {
        "status": str(found.status),
        "objective": "value",
        "value": found.value,
        "bound": found.bound,
        "gap": round(found.gap, 6),
    }
    project = as_project(problem)
    if project is not None:
        worth = problem.weighted_benefit(problem.activities[project.finish])
        bound = makespan - (found.bound - found.value) // worth
        gap = (makespan - bound) / makespan if makespan else 0.0
        figures |= {"objective": "makespan", "value": makespan, "bound": bound, "gap": round(gap, 6)}
    return figures | {"makespan": makespan}


def _print_line(figures: dict[str, object], begun: float) -> None:
    import resource  # noqa: PLC0415 - not on every system, and of no use to other commands

    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    spent = {
        "seconds": round(time.monotonic() - begun, 2),
        "cpu_seconds": round(sum(usage.ru_utime + usage.ru_stime for usage in usages), 2),
        "peak_mb": round(max(usage.ru_maxrss for usage in usages) / 1024),
    }
    print(json.dumps(figures | spent))


def _write_plan(problem: Problem, found: Solution, options: argparse.Namespace) -> None:
    from leitplanke.exchange.planning.documents import VERSION, PlanDocument, plan_bytes  # noqa: PLC0415 - slow
    from leitplanke.exchange.planning.exports import PlanFormat, export_plan, format_of  # noqa: PLC0415 - likewise

    path: Path = options.out
    form = format_of(path.suffix) or PlanFormat.JSON
    if form is not PlanFormat.JSON:
        _write(path, export_plan(problem, found.plan, form, language=options.language))
    else:
        document = PlanDocument("plan", VERSION, str(found.status), found.value, found.bound, found.plan)
        _write(path, plan_bytes(document))


def _write(path: Path, data: bytes) -> None:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it

    with to_the_end():
        write_whole(path.parent, {path.name: data})


def _show(progress: Progress) -> None:
    if sys.stderr.isatty():
        gap = "" if progress.gap is None else f", {progress.gap:.2%}"
        print(f"\r\x1b[K{progress.step} {progress.done}: {progress.value}{gap}", end="", file=sys.stderr, flush=True)


def _check(options: argparse.Namespace) -> int:
    from leitplanke.report.violation_words import describe_violation  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.check import check  # noqa: PLC0415 - likewise

    problem = problem_at(options.problem)
    plan = read_plan_at(options.plan, problem)
    violations = check(problem, plan)
    for violation in violations:
        complain(describe_violation(problem, violation), options.language)
    if violations:
        return FAULTY_INPUT
    count = "1 Zeile" if len(plan) == 1 else f"{len(plan)} Zeilen"
    lines = "1 line" if len(plan) == 1 else f"{len(plan)} lines"
    say(
        Text(f"Der Plan hält alle Regeln ein: {count}.", f"The plan keeps all rules: {lines}."),
        options.language,
    )
    return DONE


def _import(options: argparse.Namespace) -> int:
    from leitplanke.exchange.planning.documents import problem_bytes  # noqa: PLC0415 - slow libraries behind it

    _write(options.out, problem_bytes(promised(problem_at(options.problem), options)))
    return DONE


def _generate(options: argparse.Namespace) -> int:
    from leitplanke.exchange.planning.documents import problem_bytes  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.kernel.faults import InvalidValueError  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.instances import Size, generate  # noqa: PLC0415 - likewise

    try:
        size = Size(options.measures, options.towns, options.months)
    except InvalidValueError as error:
        complain(error.problem, options.language)
        complain(error.remedy, options.language)
        return FAULTY_INPUT
    _write(options.out, problem_bytes(generate(size, seed=options.seed)))
    return DONE


def _export(options: argparse.Namespace) -> int:
    from leitplanke.exchange.planning.exports import PlanFormat, export_plan, format_of  # noqa: PLC0415 - slow
    from leitplanke.report.violation_words import describe_violation  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.check import ViolationKind, check  # noqa: PLC0415 - likewise

    form = PlanFormat(options.format) if options.format else format_of(options.out.suffix)
    if form is None:
        complain(
            Text(
                f"„{options.out.suffix}“ sagt nicht, in welcher Form: Nennen Sie sie mit --format.",
                f"“{options.out.suffix}” does not say which form: name it with --format.",
            ),
            options.language,
        )
        return FAULTY_INPUT
    problem = problem_at(options.problem)
    plan = read_plan_at(options.plan, problem)
    unknown = {ViolationKind.UNKNOWN_ACTIVITY, ViolationKind.UNKNOWN_MODE}
    strangers = [one for one in check(problem, plan) if one.kind in unknown]
    for violation in strangers:
        complain(describe_violation(problem, violation), options.language)
    if strangers:
        return FAULTY_INPUT
    _write(options.out, export_plan(problem, plan, form, language=options.language))
    return DONE


_LEAST_SECONDS = 0.1
_NEARLY = 0.5  # the search ends a little before its time, so that the last answer comes in
