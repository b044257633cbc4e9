"""`leitplanke roadmap` about plans that exist: explain, prices, robustness, repair, compare, order without dates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, whole_number
from leitplanke.cli.codes import DONE, FAULTY_INPUT
from leitplanke.cli.plans import are_known, is_sound, read_plan_at
from leitplanke.cli.problems import problem_at
from leitplanke.cli.repair_command import add_repair
from leitplanke.cli.telling import complain
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    import argparse

    from leitplanke.cli.arguments import Commands

PLAN = (
    "plan.json, roadmap.json, roadmap.csv of a run, or a table (CSV, XLSX) with activity, mode, "
    "and start or first_month"
)


def add_to(verbs: Commands, *, problem: str) -> None:
    """Declare the commands; `problem` says what forms a problem may have."""
    explain = add_command(
        verbs, "explain", _explain, "say why a plan is as it is, and what would make a measure earlier"
    )
    _add_files(explain, problem)
    explain.add_argument(
        "--measure", metavar="ID", help="one measure in depth: other modes, what is missing, the price"
    )
    explain.add_argument("--seed", type=whole_number, default=1, metavar="N", help="default 1")
    prices = add_command(verbs, "prices", _prices, "say what more staff or money would bring")
    _add_files(prices, problem)
    prices.add_argument(
        "--staff", nargs=3, action="append", default=[], metavar=("UNIT", "FTE", "MONTH"), help="it 0.5 2028-01"
    )
    prices.add_argument("--money", nargs=2, action="append", default=[], metavar=("YEAR", "EUR"), help="2029 50000")
    prices.add_argument("--work", type=whole_number, default=10, metavar="N", help="neighbourhoods each (default 10)")
    prices.add_argument("--seed", type=whole_number, default=1, metavar="N", help="default 1")
    add_repair(verbs, problem=problem, plan=PLAN)
    compare = add_command(verbs, "compare", _compare, "say what differs between two plans")
    compare.add_argument("problem", type=Path, metavar="PROBLEM", help=problem)
    compare.add_argument("before", type=Path, metavar="BEFORE", help=PLAN)
    compare.add_argument("after", type=Path, metavar="AFTER", help=PLAN)
    robustness = add_command(
        verbs, "robustness", _robustness, "say how likely deadlines are kept, and what no weighting would change"
    )
    _add_files(robustness, problem)
    robustness.add_argument(
        "--slip",
        nargs=3,
        type=whole_number,
        default=(90, 100, 160),
        metavar=("BEST", "LIKELY", "WORST"),
        help="actual duration in percent of the planned one (default 90 100 160)",
    )
    robustness.add_argument("--runs", type=whole_number, default=1000, metavar="N", help="courses (default 1000)")
    robustness.add_argument(
        "--weights", type=whole_number, default=20, metavar="N", help="random weightings (default 20)"
    )
    robustness.add_argument("--work", type=whole_number, default=5, metavar="N", help="neighbourhoods each (default 5)")
    robustness.add_argument("--seed", type=whole_number, default=1, metavar="N", help="default 1")
    order = add_command(verbs, "order", _order, "enablers first: an order without dates")
    order.add_argument("problem", type=Path, metavar="PROBLEM", help=problem)


def _add_files(parser: argparse.ArgumentParser, problem: str) -> None:
    parser.add_argument("problem", type=Path, metavar="PROBLEM", help=problem)
    parser.add_argument("plan", type=Path, metavar="PLAN", help=PLAN)


def _explain(options: argparse.Namespace) -> int:
    from leitplanke.report import plan_words  # noqa: PLC0415 - slow libraries behind it

    problem = problem_at(options.problem)
    plan = read_plan_at(options.plan, problem)
    if not is_sound(problem, plan, options):
        return FAULTY_INPUT
    if options.measure is None:
        for line in plan_words.reasons(problem, plan, language=options.language):
            print(line)
        return DONE
    excluded = {one.activity for one in problem.exclusions}
    if options.measure not in excluded | {one.id for one in problem.activities}:
        complain(
            Text(f"{options.measure} gibt es im Problem nicht.", f"{options.measure} is not in the problem."),
            options.language,
        )
        return FAULTY_INPUT
    for line in plan_words.in_depth(problem, plan, options.measure, seed=options.seed, language=options.language):
        print(line)
    return DONE


def _prices(options: argparse.Namespace) -> int:
    from leitplanke.report import plan_words  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.prices import prices  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.solve import Stop  # noqa: PLC0415 - likewise

    problem = problem_at(options.problem)
    plan = read_plan_at(options.plan, problem)
    if not is_sound(problem, plan, options):
        return FAULTY_INPUT
    extras = plan_words.extras_asked_for(problem, staff=options.staff, money=options.money)
    for price in prices(problem, plan, extras, stop=Stop(options.work), seed=options.seed):
        print(plan_words.price_sentence(problem, plan, price, language=options.language))
    return DONE


def _robustness(options: argparse.Namespace) -> int:
    from leitplanke.kernel.faults import InvalidValueError  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.report.robustness_words import core_lines, deadline_lines  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.core_index import core_indices  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.slips import Slip, deadline_chances  # noqa: PLC0415 - likewise

    problem = problem_at(options.problem)
    plan = read_plan_at(options.plan, problem)
    if not is_sound(problem, plan, options):
        return FAULTY_INPUT
    try:
        slip = Slip(*options.slip)
        chances = deadline_chances(problem, plan, slip=slip, runs=options.runs, seed=options.seed)
        indices = core_indices(problem, plan, weightings=options.weights, work=options.work, seed=options.seed)
    except InvalidValueError as error:
        complain(error.problem, options.language)
        complain(error.remedy, options.language)
        return FAULTY_INPUT
    for line in deadline_lines(problem, chances, slip=slip, language=options.language):
        print(line)
    for line in core_lines(problem, indices, language=options.language):
        print(line)
    return DONE


def _compare(options: argparse.Namespace) -> int:
    from leitplanke.report import plan_words  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.plan_change import compare_plans  # noqa: PLC0415 - likewise

    problem = problem_at(options.problem)
    before, after = read_plan_at(options.before, problem), read_plan_at(options.after, problem)
    if not (are_known(problem, before, options) and are_known(problem, after, options)):
        return FAULTY_INPUT
    change = compare_plans(problem, before, after)
    for line in plan_words.changes(problem, change, language=options.language, before=before):
        print(line)
    return DONE


def _order(options: argparse.Namespace) -> int:
    from leitplanke.report.order_words import order_lines  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.enablers import enablers_first  # noqa: PLC0415 - likewise

    problem = problem_at(options.problem)
    for line in order_lines(problem, enablers_first(problem), language=options.language):
        print(line)
    return DONE
