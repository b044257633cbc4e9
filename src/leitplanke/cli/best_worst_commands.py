"""`leitplanke maxdiff` and `maxdiff-design`: what matters most and least, asked in small sets."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, whole_number
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    from leitplanke.cli.arguments import Commands
    from leitplanke.evidence.maxdiff import BestWorstResult


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    maxdiff = add_command(
        commands, "maxdiff", _maxdiff, "utilities and shares of preference from best and worst choices"
    )
    maxdiff.add_argument("data", type=Path, metavar="DATA", help="CSV with person, shown, best, worst")
    maxdiff.add_argument(
        "--model",
        choices=("sequential", "marginal"),
        default="sequential",
        help="the worst of what is left beside the best, or of all (default sequential)",
    )
    maxdiff.add_argument(
        "--recruitment",
        choices=("sample", "open"),
        default="open",
        help="intervals are told for a random sample only (default open)",
    )
    maxdiff.add_argument("--json", action="store_true", help="print the result as JSON instead of a table")
    design = add_command(
        commands, "maxdiff-design", _design, "balanced sets of items to ask for best and worst, as CSV"
    )
    design.add_argument("items", type=Path, metavar="ITEMS", help="a text file with one item per line")
    design.add_argument("--per-set", type=_count, default=4, metavar="N", help="items shown together (default 4)")
    design.add_argument("--sets", type=_count, required=True, metavar="N", help="sets in one questionnaire")
    design.add_argument("--versions", type=_count, default=1, metavar="N", help="different questionnaires (default 1)")
    design.add_argument("--seed", type=whole_number, default=1, metavar="N", help="same seed, same sets (default 1)")


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 1000 or len(text) > 6:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to 1000")
    return int(text)


def _maxdiff(options: argparse.Namespace) -> int:
    from leitplanke.evidence.maxdiff import ChoiceModel, estimate_utilities  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.best_worst_files import read_best_worst, result_json  # noqa: PLC0415 - likewise
    from leitplanke.participation.model import Recruitment  # noqa: PLC0415 - of no use to --help

    choices, notes = read_best_worst(options.data.name, options.data.read_bytes())
    for note in notes:
        complain(note, options.language)
    result = estimate_utilities(choices, recruitment=Recruitment(options.recruitment), model=ChoiceModel(options.model))
    if options.json:
        sys.stdout.write(result_json(result).decode())
    else:
        _print_table(result, options.language)
    return DONE


def _print_table(result: BestWorstResult, language: Language) -> None:
    from leitplanke.report.numbers import count, percent_fine  # noqa: PLC0415 - slow libraries behind it

    heads = {
        Language.DE: ("", "Anteil", "95-%-Bereich", "Nutzen", "Fehler"),
        Language.EN: ("", "share", "95% interval", "utility", "error"),
    }[language]
    width = max(20, *(len(item.item) for item in result.items))
    print(f"{heads[0]:<{width}} {heads[1]:>8} {heads[2]:>18} {heads[3]:>8} {heads[4]:>8}")
    for item in result.items:
        ends = "–"
        if item.low is not None and item.high is not None:
            ends = f"{percent_fine(item.low, language)} – {percent_fine(item.high, language)}"
        numbers = (
            f"{value:.3f}" if language is Language.EN else f"{value:.3f}".replace(".", ",")
            for value in (item.utility, item.se)
        )
        print(f"{item.item:<{width}} {percent_fine(item.share, language):>8} {ends:>18}", *(f"{n:>8}" for n in numbers))
    persons, answers = count(result.persons, language), count(result.answers, language)
    fit = percent_fine(result.rho_squared, language)
    told = Text(
        f"{persons} Personen, {answers} Antworten; Fehler mit Personen als Klumpen; McFadden R² {fit}.",
        f"{persons} people, {answers} answers; errors with people as clusters; McFadden R² {fit}.",
    )
    print(told.in_language(language))


def _design(options: argparse.Namespace) -> int:
    from leitplanke.evidence.maxdiff import design_sets  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.best_worst_files import design_csv  # noqa: PLC0415 - likewise

    lines = options.items.read_text("utf-8-sig").splitlines()
    items = tuple(line.strip() for line in lines if line.strip())
    design = design_sets(
        items, per_set=options.per_set, sets=options.sets, versions=options.versions, seed=options.seed
    )
    sys.stdout.write(design_csv(design).decode("utf-8-sig").replace("\r\n", "\n"))
    shown = (design.fewest_shown, design.most_shown, design.fewest_together, design.most_together)
    complain(
        Text(
            "Jedes {}- bis {}-mal gezeigt, jedes Paar {}- bis {}-mal; ".format(*shown)
            + f"Ausgewogenheit der Paare {design.balance:.3f} von 1.".replace(".", ",", 1),
            "Each shown {} to {} times, each pair {} to {} times; ".format(*shown)
            + f"balance of pairs {design.balance:.3f} of 1.",
        ),
        options.language,
    )
    return DONE
