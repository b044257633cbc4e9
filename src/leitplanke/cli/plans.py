"""Where a command finds its plan, and whether the plan fits the problem."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leitplanke.cli.telling import complain

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from leitplanke.roadmap.model import PlannedStart, Problem


def read_plan_at(path: Path, problem: Problem) -> tuple[PlannedStart, ...]:
    """The plan of this problem in this file. Raises `FaultyInputError`."""
    from leitplanke.exchange.planning.files import read_plan  # noqa: PLC0415 - slow libraries behind it

    return read_plan(path.read_bytes(), name=path.name, first_month=problem.first_month, names=problem.names)


def plan_file(path: Path, problem: Problem, plan: tuple[PlannedStart, ...], options: argparse.Namespace) -> bytes:
    """The plan in the form that the ending of the file says; a table if it says none."""
    from leitplanke.exchange.planning.exports import PlanFormat, export_plan, format_of  # noqa: PLC0415 - slow

    return export_plan(problem, plan, format_of(path.suffix) or PlanFormat.CSV, language=options.language)


def is_sound(problem: Problem, plan: tuple[PlannedStart, ...], options: argparse.Namespace) -> bool:
    """Whether the plan keeps all rules; complains about each that it breaks."""
    from leitplanke.report.violation_words import describe_violation  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.check import check  # noqa: PLC0415 - slow libraries behind it

    violations = check(problem, plan)
    for violation in violations:
        complain(describe_violation(problem, violation), options.language)
    return not violations


def are_known(problem: Problem, plan: tuple[PlannedStart, ...], options: argparse.Namespace) -> bool:
    """Whether the problem knows every measure and mode of the plan, each once; complains if not."""
    from leitplanke.report.violation_words import describe_violation  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.check import ViolationKind, check  # noqa: PLC0415 - slow libraries behind it

    strange = {ViolationKind.UNKNOWN_ACTIVITY, ViolationKind.UNKNOWN_MODE, ViolationKind.PLANNED_TWICE}
    violations = [one for one in check(problem, plan) if one.kind in strange]
    for violation in violations:
        complain(describe_violation(problem, violation), options.language)
    return not violations
