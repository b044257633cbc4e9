"""The statistician's tools on any data file: weights, estimates, tests, tables, the agreement of coders."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, whole_number
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    from leitplanke.cli.arguments import Commands
    from leitplanke.evidence.analysis import Request, Weighed

_DATA_HELP = "CSV (any delimiter and encoding), Parquet, Excel (.xlsx) or SPSS (.sav)"


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    _add_weights(commands)
    _add_diagnose(commands)
    _add_estimate(commands)
    _add_differences(commands)
    _add_trend(commands)
    _add_tabulate(commands)
    _add_reliability(commands)


def _add_weights(commands: Commands) -> None:
    weights = add_command(commands, "weights", _weights, "weight a data file to margins, one weight per row")
    _add_data(weights, needs_margins=True)
    weights.add_argument(
        "--out", type=Path, required=True, metavar="WEIGHTS.csv", help="where the column `weight` goes"
    )


def _add_diagnose(commands: Commands) -> None:
    diagnose = add_command(commands, "diagnose", _diagnose, "who is missing from a data file, and what weighting does")
    _add_data(diagnose, needs_margins=True)
    diagnose.add_argument("--json", action="store_true", help="print a list of objects instead of a table")


def _add_estimate(commands: Commands) -> None:
    estimate = add_command(commands, "estimate", _estimate, "means, shares, totals or medians with standard errors")
    _add_data(estimate, needs_margins=False)
    _add_of(estimate)
    estimate.add_argument("--by", metavar="VAR", help="estimate for each group of this variable")
    _add_draw(estimate)
    estimate.add_argument(
        "--as",
        dest="statistic",
        choices=["mean", "share", "total", "median"],
        help="default: mean of numbers, share of texts",
    )
    _add_recruitment(estimate)
    estimate.add_argument("--json", action="store_true", help="print a list of objects instead of a table")


def _add_differences(commands: Commands) -> None:
    differences = add_command(commands, "differences", _differences, "test whether groups differ, corrected by Holm")
    _add_data(differences, needs_margins=False)
    _add_of(differences)
    differences.add_argument("--by", metavar="VAR", required=True, help="the groups that are compared")
    differences.add_argument("--pairs", action="store_true", help="how much every two groups differ, and in what")
    _add_draw(differences)
    _add_recruitment(differences)
    differences.add_argument("--json", action="store_true", help="print a list of objects instead of a table")


def _add_trend(commands: Commands) -> None:
    trend = add_command(commands, "trend", _trend, "what changed between two waves of a survey, corrected by Holm")
    _add_data(trend, needs_margins=False)
    trend.add_argument("second", type=Path, metavar="SECOND", help="the later wave, with columns of the same names")
    trend.add_argument("--second-margins", type=Path, metavar="MARGINS.csv", help="default: those of the first wave")
    _add_of(trend)
    trend.add_argument("--by", metavar="VAR", help="what changed in each group of this variable")
    _add_draw(trend)
    _add_recruitment(trend)
    trend.add_argument("--json", action="store_true", help="print a list of objects instead of a table")


def _add_tabulate(commands: Commands) -> None:
    tabulate = add_command(commands, "tabulate", _tabulate, "tables of two variables that tell no small number")
    tabulate.add_argument("data", type=Path, metavar="DATA", help=_DATA_HELP)
    _add_of(tabulate)
    tabulate.add_argument("--by", type=_names, required=True, metavar="VAR[,VAR]", help="columns of the tables")
    tabulate.add_argument(
        "--minimum",
        type=whole_number,
        default=10,
        metavar="N",
        help="people behind any count that is told (default 10)",
    )
    tabulate.add_argument(
        "--missing", type=_names, default=(), metavar="TEXT[,TEXT]", help="texts that stand for no answer"
    )
    tabulate.add_argument("--json", action="store_true", help="print a list of objects instead of tables")


def _add_reliability(commands: Commands) -> None:
    reliability = add_command(
        commands, "reliability", _reliability, "whether coders of texts agree: Krippendorff's alpha"
    )
    reliability.add_argument("data", type=Path, metavar="DATA", help=_DATA_HELP)
    reliability.add_argument("--coders", type=_names, required=True, metavar="VAR,VAR[,…]", help="a column per coder")
    reliability.add_argument(
        "--level", choices=["nominal", "ordinal", "interval"], default="nominal", help="of the codes (default nominal)"
    )
    reliability.add_argument(
        "--separator", default="", metavar="SIGN", help="between several codes of one text: alpha of each code"
    )
    reliability.add_argument("--json", action="store_true", help="print a list of objects instead of a table")


def _add_data(command: argparse.ArgumentParser, *, needs_margins: bool) -> None:
    command.add_argument("data", type=Path, metavar="DATA", help=_DATA_HELP)
    command.add_argument(
        "--margins",
        type=Path,
        required=needs_margins,
        metavar="MARGINS.csv",
        help="columns variable, category, total; age*sex crosses",
    )
    command.add_argument("--base-weight", metavar="VAR", help="weights that the draw itself asks for")
    command.add_argument(
        "--method",
        choices=["raking", "logit", "poststratification"],
        default="raking",
        help="of calibration (default raking)",
    )
    command.add_argument(
        "--bounds", type=_bounds, default=(0.3, 3.0), metavar="LOW,HIGH", help="of logit factors (default 0.3,3)"
    )
    command.add_argument("--trim", type=float, metavar="TIMES", help="no raked weight above TIMES the mean weight")
    command.add_argument(
        "--population", type=float, metavar="N", help="bring all margins to this total (default: that of the first)"
    )
    command.add_argument(
        "--decimal", choices=[",", "."], help="character before decimals, where the file leaves it open"
    )
    command.add_argument(
        "--missing", type=_names, default=(), metavar="TEXT[,TEXT]", help="texts that stand for no answer"
    )


def _add_of(command: argparse.ArgumentParser) -> None:
    command.add_argument("--of", type=_names, required=True, metavar="VAR[,VAR]", help="variables")


def _add_recruitment(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--recruitment",
        choices=["sample", "open"],
        default="open",
        help="only a random sample has intervals (default open)",
    )


def _add_draw(command: argparse.ArgumentParser) -> None:
    command.add_argument("--strata", metavar="VAR", help="strata of the draw")
    command.add_argument("--cluster", metavar="VAR", help="primary units of the draw")
    command.add_argument(
        "--fpc", metavar="VAR", help="primary units in the population per stratum; up to 1: the fraction drawn"
    )
    command.add_argument("--nested", action="store_true", help="numbers of clusters begin anew in every stratum")


def _weights(options: argparse.Namespace) -> int:
    from leitplanke.evidence.analysis import weigh_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - likewise

    weighed = weigh_file(_request(options))
    for note in weighed.notes:
        complain(note, options.language)
    lines = "\n".join(map(repr, weighed.weights.tolist()))
    with to_the_end():
        write_whole(options.out.parent, {options.out.name: f"weight\n{lines}\n".encode()})
        say(_outcome(weighed, options.out), options.language)
    return DONE


def _diagnose(options: argparse.Namespace) -> int:
    from leitplanke.cli.survey_tables import diagnosis_text  # noqa: PLC0415 - likewise
    from leitplanke.evidence.analysis import diagnose_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.analysis_json import diagnosis_json  # noqa: PLC0415 - likewise

    found = diagnose_file(_request(options))
    print(diagnosis_json(found) if options.json else diagnosis_text(found, options.language))
    return DONE


def _estimate(options: argparse.Namespace) -> int:
    from leitplanke.cli.survey_tables import estimates_table  # noqa: PLC0415 - likewise
    from leitplanke.evidence.analysis import estimate_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.evidence.survey.estimates import Statistic  # noqa: PLC0415 - likewise
    from leitplanke.exchange.analysis_json import estimates_json  # noqa: PLC0415 - likewise
    from leitplanke.participation.model import Recruitment  # noqa: PLC0415 - likewise

    analysis = estimate_file(
        _request(options),
        options.of,
        by=options.by,
        statistic=None if options.statistic is None else Statistic(options.statistic),
        recruitment=Recruitment(options.recruitment),
    )
    for note in analysis.notes:
        complain(note, options.language)
    print(estimates_json(analysis.estimates) if options.json else estimates_table(analysis.estimates, options.language))
    return DONE


def _differences(options: argparse.Namespace) -> int:
    return _pairs(options) if options.pairs else _tests(options)


def _pairs(options: argparse.Namespace) -> int:
    from leitplanke.cli.survey_tables import pairs_table  # noqa: PLC0415 - likewise
    from leitplanke.evidence.analysis import compare_pairs  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.analysis_json import pairs_json  # noqa: PLC0415 - likewise
    from leitplanke.participation.model import Recruitment  # noqa: PLC0415 - likewise

    recruitment = Recruitment(options.recruitment)
    found = compare_pairs(_request(options), options.of, by=options.by, recruitment=recruitment)
    print(pairs_json(found) if options.json else pairs_table(found, options.language))
    return DONE


def _tests(options: argparse.Namespace) -> int:
    from leitplanke.cli.survey_tables import differences_table  # noqa: PLC0415 - likewise
    from leitplanke.evidence.analysis import compare_groups  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.analysis_json import differences_json  # noqa: PLC0415 - likewise
    from leitplanke.participation.model import Recruitment  # noqa: PLC0415 - likewise

    found = compare_groups(_request(options), options.of, by=options.by)
    recruitment = Recruitment(options.recruitment)
    print(differences_json(found) if options.json else differences_table(found, options.language, recruitment))
    return DONE


def _trend(options: argparse.Namespace) -> int:
    from leitplanke.cli.survey_tables import changes_table  # noqa: PLC0415 - likewise
    from leitplanke.evidence.analysis import compare_waves  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.analysis_json import changes_json  # noqa: PLC0415 - likewise
    from leitplanke.participation.model import Recruitment  # noqa: PLC0415 - likewise

    first = _request(options)
    second = replace(first, data=options.second, margins=options.second_margins or first.margins)
    found = compare_waves(first, second, options.of, by=options.by, recruitment=Recruitment(options.recruitment))
    print(changes_json(found) if options.json else changes_table(found, options.language))
    return DONE


def _tabulate(options: argparse.Namespace) -> int:
    from leitplanke.cli.survey_tables import crosstabs_text  # noqa: PLC0415 - likewise
    from leitplanke.evidence.analysis import Request, tabulate_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.analysis_json import crosstabs_json  # noqa: PLC0415 - likewise

    pairs = [(row, column) for row in options.of for column in options.by if row != column]
    request = Request(data=options.data, missing=frozenset(options.missing))
    found = tabulate_file(request, pairs, minimum=options.minimum)
    print(crosstabs_json(found.tables) if options.json else crosstabs_text(found, options.language))
    for row, column in found.not_published:
        complain(_left_out(row, column, found.minimum), options.language)
    return DONE


def _reliability(options: argparse.Namespace) -> int:
    from leitplanke.cli.survey_tables import reliability_text  # noqa: PLC0415 - likewise
    from leitplanke.evidence.analysis import Request, reliability_of_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.evidence.reliability import Level  # noqa: PLC0415 - likewise
    from leitplanke.exchange.analysis_json import reliability_json  # noqa: PLC0415 - likewise

    found = reliability_of_file(
        Request(data=options.data), options.coders, level=Level(options.level), separator=options.separator
    )
    print(reliability_json(found) if options.json else reliability_text(found, options.language))
    return DONE


def _left_out(row: str, column: str, minimum: int) -> Text:
    return Text(
        f"{row} × {column}: keine Tabelle. Jede Fassung ließe auf weniger als {minimum} Personen schließen.",
        f"{row} × {column}: no table. Every version would tell of fewer than {minimum} people.",
    )


def _request(options: argparse.Namespace) -> Request:
    from leitplanke.evidence.analysis import Request  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.evidence.survey.design import Draw, Method  # noqa: PLC0415 - likewise
    from leitplanke.evidence.survey.notation import Notation  # noqa: PLC0415 - likewise

    draw = Draw()
    if hasattr(options, "strata"):
        draw = Draw(options.strata, options.cluster, options.fpc, options.nested)
    return Request(
        data=options.data,
        margins=options.margins,
        base_weight=options.base_weight,
        draw=draw,
        method=Method(options.method),
        bounds=options.bounds,
        most_times_mean=options.trim,
        population=options.population,
        decimal=None if options.decimal is None else Notation(options.decimal),
        missing=frozenset(options.missing),
    )


def _outcome(weighed: Weighed, out: Path) -> Text:
    from leitplanke.report.numbers import decimal  # noqa: PLC0415 - Babel is slow to import

    mean = float(weighed.weights.mean())
    figures = (weighed.design_effect, weighed.weights.min() / mean, weighed.weights.max() / mean)
    de, en = (
        [decimal(round(float(figure), 2), language) for figure in figures] for language in (Language.DE, Language.EN)
    )
    rows, error, effective = len(weighed.weights), f"{weighed.margin_error:.0e}", round(weighed.n_effective)
    return Text(
        f"{rows} Gewichte nach {out}. Größte Abweichung von einer Randverteilung: {error}. Designeffekt nach Kish: "
        f"{de[0]}, also so gut wie {effective} Zeilen. Gewichte vom {de[1]}- bis zum {de[2]}-Fachen des mittleren.",
        f"{rows} weights to {out}. Largest deviation from a margin: {error}. Kish's design effect: "
        f"{en[0]}, so as good as {effective} rows. Weights from {en[1]} to {en[2]} times the mean.",
    )


def _names(text: str) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(","))
    if not all(names) or len(set(names)) != len(names):
        raise argparse.ArgumentTypeError(f"{text!r} has an empty or a doubled name")
    return names


def _bounds(text: str) -> tuple[float, float]:
    try:
        low, high = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not LOW,HIGH such as 0.3,3") from None
    return low, high
