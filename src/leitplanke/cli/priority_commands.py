"""`leitplanke priorities`, `ahp` and `shares`: what comes first, by which weights, and whether it is fair."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder, whole_number
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    import argparse

    from leitplanke.cli.arguments import Commands

_COMPLETIONS = ("none", "greedy", "add1", "add1u")
_MOST_DRAWS = 1_000_000


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    priorities = add_command(
        commands, "priorities", _priorities, "measures in order by three methods, how robust, and where groups disagree"
    )
    priorities.add_argument("folder", type=Path, metavar="FOLDER", help="scores.csv, weights.csv, …")
    priorities.add_argument("--town", type=Path, metavar="TOWN", help="compare the measures of this town folder")
    priorities.add_argument(
        "--budget", type=_budget, metavar="AMOUNT", help="also a portfolio by equal shares for this amount"
    )
    priorities.add_argument(
        "--draws", type=_draws, default=10_000, metavar="N", help="weightings for acceptability (default 10000)"
    )
    priorities.add_argument("--seed", type=whole_number, default=1, metavar="N", help="same seed, same weightings")
    priorities.add_argument("--out", type=Path, metavar="DIR", help="where priorities.html and priorities.json go")
    priorities.add_argument("--json", action="store_true", help="print everything as JSON instead of sentences")
    ahp = add_command(commands, "ahp", _ahp, "weights from pairwise comparisons, and where they contradict themselves")
    ahp.add_argument("data", type=Path, metavar="COMPARISONS.csv", help="person;first;second;times")
    form = ahp.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print everything as JSON instead of sentences")
    form.add_argument(
        "--set-by", metavar="WHO", help="print rows of weights.csv instead, set by WHO, with persons as audiences"
    )
    ahp.add_argument("--set-on", metavar="DAY", help="the day for --set-by, such as 2026-01-31")
    shares = add_command(
        commands, "shares", _shares, "the portfolio of a participatory budget by the Method of Equal Shares"
    )
    shares.add_argument("data", type=Path, metavar="FILE.pb", help="the vote in Pabulib's format")
    shares.add_argument(
        "--completion",
        choices=_COMPLETIONS,
        default="add1u",
        help="what happens with money that is left (default add1u)",
    )
    shares.add_argument(
        "--utility",
        choices=("cost", "count"),
        default="cost",
        help="what a wanted project is worth to a voter: its cost, or 1 (default cost); points count as they are",
    )
    shares.add_argument("--json", action="store_true", help="print everything as JSON instead of sentences")


def _budget(text: str) -> int:
    import argparse  # noqa: PLC0415 - here for its error alone

    if not text.isdecimal() or len(text) > 11:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole amount")
    return 100 * int(text)


def _draws(text: str) -> int:
    import argparse  # noqa: PLC0415 - here for its error alone

    count = whole_number(text)
    if not 1 <= count <= _MOST_DRAWS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_MOST_DRAWS}")
    return count


def _priorities(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.priority_files import (  # noqa: PLC0415 - likewise
        priorities_json,
        priority_files,
        read_priorities,
    )
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise
    from leitplanke.report.decision import priority_lines, render_priorities  # noqa: PLC0415 - likewise
    from leitplanke.strategy.priorities import compare_methods  # noqa: PLC0415 - likewise

    if options.out is not None:
        require_folder(options.out)
    town = None if options.town is None else read_town(options.town)
    table = read_priorities(priority_files(options.folder), measures=None if town is None else town.draft.measures)
    found = compare_methods(table, seed=options.seed, draws=options.draws, budget_cents=options.budget)
    named = {} if town is None else {one.id: one.name for one in town.questionnaire.audiences}
    notice = town.profile.notice if town is not None and town.profile.is_fictitious else None
    if options.json:
        sys.stdout.write(priorities_json(found).decode())
    else:
        if notice is not None:
            say(notice, options.language)
        names = {audience: name.in_language(options.language) for audience, name in named.items()}
        for line in priority_lines(found, table=table, audiences=names, language=options.language):
            print(line)
    if options.out is not None:
        page = render_priorities(found, table=table, audiences=named, notice=notice)
        with to_the_end():
            write_whole(options.out, {"priorities.html": page.encode(), "priorities.json": priorities_json(found)})
            complain(Text(f"Geschrieben nach {options.out}", f"Written to {options.out}"), options.language)
    return DONE


def _ahp(options: argparse.Namespace) -> int:
    from leitplanke.exchange.priority_files import (  # noqa: PLC0415 - slow libraries behind it
        pairwise_json,
        read_comparisons,
        weights_csv,
    )
    from leitplanke.report.decision import pairwise_lines  # noqa: PLC0415 - likewise

    found = read_comparisons(options.data.name, options.data.read_bytes())
    if options.json:
        sys.stdout.write(pairwise_json(found).decode())
    elif options.set_by is not None:
        sys.stdout.write(weights_csv(found, set_by=options.set_by, set_on=options.set_on or "").decode())
    else:
        for person, weights in found.items():
            for line in pairwise_lines(person, weights, language=options.language):
                print(line)
    return DONE


def _shares(options: argparse.Namespace) -> int:
    from leitplanke.exchange.pabulib import read_pabulib, shared_projects  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.priority_files import shares_json  # noqa: PLC0415 - likewise
    from leitplanke.report.decision import shares_lines  # noqa: PLC0415 - likewise
    from leitplanke.strategy.priorities import Completion, equal_shares  # noqa: PLC0415 - likewise
    from leitplanke.strategy.priorities.equal_shares import unheard_voters  # noqa: PLC0415 - likewise

    vote = read_pabulib(options.data.read_bytes(), name=options.data.name)
    for note in vote.notes:
        complain(note, options.language)
    projects = shared_projects(vote, by_cost=options.utility == "cost")
    voters = len(vote.ballots)
    found = equal_shares(
        projects, voters=voters, budget_cents=vote.meta.budget_cents, completion=Completion(options.completion)
    )
    real = frozenset(project.id for project in vote.projects if project.selected)
    unheard = unheard_voters(projects, voters=voters, chosen=real) if real else None
    if options.json:
        sys.stdout.write(shares_json(found, unheard).decode())
        return DONE
    names = {project.id: project.words for project in vote.projects}
    for line in shares_lines(found, names=names, voters=voters, language=options.language):
        print(line)
    if unheard is not None:
        told = Text(
            f"Nach der wirklichen Auswahl gehen {unheard} von {voters} leer aus.",
            f"By the real selection {unheard} of {voters} get nothing that they want.",
        )
        print(told.in_language(options.language))
    return DONE
