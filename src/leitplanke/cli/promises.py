"""What holds beyond a town's own data, in a terminal: a floor for all, nearness to a published plan, carry-over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_file, whole_number
from leitplanke.cli.codes import DONE, NO_ROADMAP
from leitplanke.cli.no_plan import tell_no_plan
from leitplanke.cli.plans import plan_file, read_plan_at
from leitplanke.cli.problems import problem_at
from leitplanke.cli.telling import say
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    import argparse

    from leitplanke.cli.arguments import Commands
    from leitplanke.roadmap.model import Problem


def add_promises(parser: argparse.ArgumentParser) -> None:
    """The options of commands that read a problem to plan with it."""
    parser.add_argument("--least-share", type=_percent, metavar="P", help="every audience gets P %% of what it could")
    parser.add_argument(
        "--carry-over",
        action="append",
        choices=("investive", "consumptive"),
        help="what a year leaves of this money may be used in later ones (Haushaltsreste); may be given twice",
    )
    parser.add_argument("--near", type=Path, metavar="PLAN", help="stay near this published plan")
    parser.add_argument("--most-changes", type=whole_number, metavar="N", help="with --near: measures that may change")
    parser.add_argument(
        "--keeping", type=whole_number, default=0, metavar="W", help="with --near: worth of each that stays"
    )
    parser.add_argument("--shift", type=whole_number, default=0, metavar="W", help="with --near: cost of a month moved")


def promised(problem: Problem, options: argparse.Namespace) -> Problem:
    """The problem with what was asked for; without an option, what it holds itself stays."""
    from dataclasses import replace  # noqa: PLC0415 - beside the slow libraries below

    from leitplanke.roadmap.fairness import with_fairness  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.model import Stability  # noqa: PLC0415 - likewise

    if options.carry_over:
        problem = replace(
            problem,
            investive_carries_over=problem.investive_carries_over or "investive" in options.carry_over,
            consumptive_carries_over=problem.consumptive_carries_over or "consumptive" in options.carry_over,
        )
    if options.least_share is not None:
        problem = with_fairness(problem, options.least_share)
    asked = {"--most-changes": options.most_changes is not None}
    require_near(options.near, asked | {"--keeping": options.keeping > 0, "--shift": options.shift > 0})
    if options.near is not None:
        plan = read_plan_at(options.near, problem)
        problem = replace(problem, stability=Stability(plan, options.most_changes, options.keeping, options.shift))
    return problem


def require_near(near: Path | None, asked: dict[str, bool]) -> None:
    """What says how near to stay needs the plan to stay near to. `asked`: whether each of these options was given."""
    from leitplanke.kernel.faults import require  # noqa: PLC0415 - of no use to --help

    for option, is_asked in asked.items():
        require(
            holds=near is not None or not is_asked,
            field=option,
            problem=Text("In der Nähe welches Plans?", "Near which plan?"),
            remedy=Text("Ergänzen Sie --near PLAN.", "Add --near PLAN."),
        )


def add_fairest(verbs: Commands, *, problem: str) -> None:
    """Declare `fairest`."""
    parser = add_command(verbs, "fairest", _fairest, "say how large a share of its benefit every audience can get")
    parser.add_argument("problem", type=Path, metavar="PROBLEM", help=problem)
    parser.add_argument("--seed", type=whole_number, default=1, metavar="N", help="default 1")
    parser.add_argument(
        "--out", type=Path, metavar="PLAN", help="write the plan that reaches it, by its ending as export does"
    )


def _percent(text: str) -> int:
    import argparse  # noqa: PLC0415 - here for its error alone

    share = whole_number(text)
    if share > 100:
        raise argparse.ArgumentTypeError(f"{text!r} is not a share from 0 to 100")
    return share


def _fairest(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.fairness import fairest  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.model import RoadmapConflictError  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.undecided import UndecidedError  # noqa: PLC0415 - likewise

    if options.out is not None:
        require_file(options.out)
    problem = problem_at(options.problem)
    try:
        found = fairest(problem, seed=options.seed)
    except (RoadmapConflictError, UndecidedError) as error:
        tell_no_plan(error, problem, options)
        return NO_ROADMAP
    if options.out is not None:
        write_whole(options.out.parent, {options.out.name: plan_file(options.out, problem, found.plan, options)})
    say(
        Text(
            f"Jede Zielgruppe kann mindestens {found.percent} % ihres möglichen Nutzens bekommen: "
            f"solve --least-share {found.percent}.",
            f"Every audience can get at least {found.percent}% of the benefit that it could get: "
            f"solve --least-share {found.percent}.",
        ),
        options.language,
    )
    proven = found.refuted_percent
    if proven <= 100:
        say(Text(f"{proven} % erreicht kein Plan.", f"No plan reaches {proven}%."), options.language)
    return DONE
