"""`leitplanke roadmap repair`: the smallest change of a plan, and what a few changes more would bring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_file, whole_number
from leitplanke.cli.cancelling import cancel_by_signal
from leitplanke.cli.codes import DONE, FAULTY_INPUT, NO_ROADMAP
from leitplanke.cli.no_plan import tell_no_plan
from leitplanke.cli.plans import are_known, plan_file, read_plan_at
from leitplanke.cli.problems import problem_at
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    import argparse

    from leitplanke.cli.arguments import Commands
    from leitplanke.roadmap.answers import ChangeOffer, Mended
    from leitplanke.roadmap.model import PlannedStart, Problem
    from leitplanke.roadmap.solve import Stop


def add_repair(verbs: Commands, *, problem: str, plan: str) -> None:
    """Declare `repair`; `problem` and `plan` say what forms they may have."""
    repair = add_command(verbs, "repair", _repair, "change a plan as little as possible so that it keeps the rules")
    repair.add_argument("problem", type=Path, metavar="PROBLEM", help=problem)
    repair.add_argument("plan", type=Path, metavar="PLAN", help=plan)
    repair.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="PLAN",
        help="the file to write, by its ending as export does; else a table",
    )
    repair.add_argument(
        "--most-changes",
        type=whole_number,
        metavar="N",
        help="measures that may change, 0: as few as possible (default 5 %% of all)",
    )
    repair.add_argument("--work", type=whole_number, default=30, metavar="N", help="neighbourhoods each (default 30)")
    repair.add_argument("--seed", type=whole_number, default=1, metavar="N", help="default 1")


def _repair(options: argparse.Namespace) -> int:
    from leitplanke.kernel.faults import InvalidValueError  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.model import RoadmapConflictError  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.solve import Stop  # noqa: PLC0415 - likewise
    from leitplanke.roadmap.undecided import UndecidedError  # noqa: PLC0415 - likewise

    require_file(options.out)
    problem = problem_at(options.problem)
    plan = read_plan_at(options.plan, problem)
    if not are_known(problem, plan, options):
        return FAULTY_INPUT
    try:
        with cancel_by_signal() as is_cancelled:
            return _mend(problem, plan, options, Stop(options.work, is_cancelled=is_cancelled))
    except InvalidValueError as error:
        complain(error.problem, options.language)
        complain(error.remedy, options.language)
        return FAULTY_INPUT
    except (RoadmapConflictError, UndecidedError) as error:
        tell_no_plan(error, problem, options)
        return NO_ROADMAP


def _mend(problem: Problem, plan: tuple[PlannedStart, ...], options: argparse.Namespace, stop: Stop) -> int:
    from leitplanke.roadmap.plan_repair import mend  # noqa: PLC0415 - slow libraries behind it

    mended = mend(problem, plan, seed=options.seed, stop=stop)
    is_plain = options.most_changes is None and (not mended.changes or problem.stability is not None)
    if is_plain:  # nothing to weigh: the plan holds, or the problem says itself how near to stay
        _write(problem, mended.plan, options)
        _tell(problem, plan, mended, mended.plan, options)
        return DONE
    offers = _offers(problem, plan, mended, options, stop)
    written = offers[0] if options.most_changes == 0 else _widest(offers, _limit(problem, options))
    _write(problem, written.plan, options)
    _tell(problem, plan, mended, written.plan, options, offers=offers, written=written)
    if stop.is_cancelled():
        say(
            Text("Vorzeitig beendet: Das ist das Beste bis hierher.", "Ended early: this is the best so far."),
            options.language,
        )
    return DONE


def _limit(problem: Problem, options: argparse.Namespace) -> int:
    from leitplanke.roadmap.answers import few_changes  # noqa: PLC0415 - slow libraries behind it

    return few_changes(len(problem.activities)) if options.most_changes is None else int(options.most_changes)


def _offers(
    problem: Problem, plan: tuple[PlannedStart, ...], mended: Mended, options: argparse.Namespace, stop: Stop
) -> tuple[ChangeOffer, ...]:
    from leitplanke.roadmap.answers import usual_limits  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.change_offers import change_offers  # noqa: PLC0415 - likewise

    limits = usual_limits(len(problem.activities), most=options.most_changes)
    return change_offers(problem, plan, mended, limits=limits, stop=stop, seed=options.seed)


def _widest(offers: tuple[ChangeOffer, ...], limit: int) -> ChangeOffer:
    """The offer for this limit; the first one if even that needs more changes."""
    within = [offer for offer in offers if offer.most_changes is not None and offer.most_changes <= limit]
    return within[-1] if within else offers[0]


def _write(problem: Problem, plan: tuple[PlannedStart, ...], options: argparse.Namespace) -> None:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it

    with to_the_end():
        write_whole(options.out.parent, {options.out.name: plan_file(options.out, problem, plan, options)})


def _tell(
    problem: Problem,
    before: tuple[PlannedStart, ...],
    mended: Mended,
    after: tuple[PlannedStart, ...],
    options: argparse.Namespace,
    *,
    offers: tuple[ChangeOffer, ...] = (),
    written: ChangeOffer | None = None,
) -> None:
    from leitplanke.report import plan_words, repair_words  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.roadmap.plan_change import compare_plans  # noqa: PLC0415 - likewise

    if not mended.changes and before == after:
        say(Text("Der Plan hält schon alle Regeln ein.", "The plan keeps all rules already."), options.language)
    change = compare_plans(problem, before, after)
    for line in plan_words.changes(problem, change, language=options.language, before=before):
        print(line)
    if written is not None:
        for line in repair_words.offer_lines(offers, written=written, language=options.language):
            print(line)
    print(repair_words.least_line(mended, changes=change.count, language=options.language))
