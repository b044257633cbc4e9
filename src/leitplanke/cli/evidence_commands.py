"""`leitplanke evidence`: the evidence report of a town, of a vote, or of a table of answers alone."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder, whole_number
from leitplanke.cli.chain_commands import StageTable, add_published
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    from leitplanke.cli.arguments import Commands
    from leitplanke.exchange.answer_tables import Described, Surveyed
    from leitplanke.exchange.town import Town

_COLUMNS = (
    ("about", "about the person (default: by their headings, such as Alter or district)"),
    ("choices", "categories, though they look like numbers or texts"),
    ("numbers", "measurements, though there are few different ones"),
    ("texts", "in people's own words, though there are few different ones"),
    ("without", "to leave out"),
)


def add_to(commands: Commands) -> None:
    """Declare the command."""
    evidence = add_command(commands, "evidence", _evidence, "compute the evidence report alone, on the engine you name")
    evidence.add_argument(
        "town",
        type=Path,
        metavar="DATA",
        help="a town folder, a vote in Pabulib's .pb format, or a table of answers: CSV, Parquet, .xlsx, .sav",
    )
    evidence.add_argument("--out", type=Path, required=True, metavar="DIR", help="where evidence.json goes")
    evidence.add_argument("--seed", type=whole_number, default=1, metavar="N", help="as for run (default 1)")
    add_published(evidence)
    evidence.add_argument(
        "--engine",
        choices=["duckdb", "postgres", "spark"],
        default="duckdb",
        help="what counts the answers (default duckdb); all give the same bytes",
    )
    evidence.add_argument(
        "--address", metavar="URL", help="postgres://user@host/database, or Spark's master (default local[*])"
    )
    _add_of_tables(evidence.add_argument_group("of a table of answers"))


def _add_of_tables(table: argparse._ArgumentGroup) -> None:
    table.add_argument(
        "--questionnaire",
        type=Path,
        metavar="FILE",
        help="questionnaire.json, or a form of LimeSurvey or XLSForm; default: one question per column",
    )
    table.add_argument("--priority", default="", metavar="VAR", help="the question what comes first")
    for name, purpose in _COLUMNS:
        table.add_argument(
            f"--{name}", action="append", default=[], metavar="VAR[,VAR]", help=f"columns {purpose}; may be repeated"
        )
    table.add_argument("--missing", type=_names, default=(), metavar="TEXT[,TEXT]", help="texts that are no answer")
    table.add_argument("--decimal", choices=[",", "."], help="character before decimals, where the file leaves it open")
    table.add_argument("--audience", default="", metavar="NAME", help="who answered (default Befragte)")
    table.add_argument("--mode", default="other", choices=["online", "paper", "telephone", "home_visit", "other"],
                       help="how they answered, where the table does not say (default other)")  # fmt: skip
    table.add_argument("--recruitment", choices=["sample", "census", "open"], default="open",
                       help="only a random sample has intervals (default open)")  # fmt: skip
    table.add_argument("--population", type=whole_number, metavar="N", help="how many people belong to the audience")
    table.add_argument("--drawn", type=whole_number, metavar="N", help="how many of them were invited")
    table.add_argument(
        "--population-table", type=Path, metavar="CSV", help="the population by traits, to which a sample is weighted"
    )
    table.add_argument(
        "--crossed", action="store_true", help="weight to all combinations of its traits, not to each by itself"
    )
    table.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="day of the report (default today)")
    table.add_argument("--invented", action="store_true", help="the answers are invented; the report says so")


def _evidence(options: argparse.Namespace) -> int:
    from leitplanke import chain  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.evidence.engines.servers import EngineKind, counter  # noqa: PLC0415 - likewise
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - likewise

    require_folder(options.out)
    read = _read(options)
    count = counter(EngineKind(options.engine), options.address)
    made = chain.run_evidence(
        read,
        seed=options.seed,
        published=[path.read_bytes() for path in options.published],
        count=count,
        listen=StageTable(options.language).listen,
    )
    files = {"evidence.json": made["evidence.json"], **_derived(read)}
    with to_the_end():
        write_whole(options.out, files)
        say(Text(f"Geschrieben nach {options.out}", f"Written to {options.out}"), options.language)
    return DONE


def _read(options: argparse.Namespace) -> Town | Surveyed:
    from leitplanke.exchange.pabulib import read_pabulib, town_of  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise

    path: Path = options.town
    is_table = path.is_file() and path.suffix != ".pb"
    if is_table:
        return _table(options)
    require(
        holds=options.questionnaire is None,
        field="questionnaire",
        problem=Text("Der Ordner hat seinen Fragebogen selbst.", "The folder has a questionnaire of its own."),
        remedy=Text("--questionnaire gehört zu einer Tabelle.", "--questionnaire belongs to a table."),
    )
    if path.suffix == ".pb" and not path.is_dir():
        return town_of(read_pabulib(path.read_bytes(), name=path.name))
    return read_town(path)


def _table(options: argparse.Namespace) -> Surveyed:
    from leitplanke.exchange.answer_tables import read_answer_table  # noqa: PLC0415 - slow libraries behind it

    found = read_answer_table(
        options.town,
        _described(options),
        questionnaire=options.questionnaire,
        population=options.population_table,
    )
    for note in found.notes:
        complain(note, options.language)
    return found


def _described(options: argparse.Namespace) -> Described:
    from leitplanke.evidence.survey.notation import Notation  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.answer_tables import Described  # noqa: PLC0415 - likewise
    from leitplanke.exchange.answer_tables.described import RESPONDENTS  # noqa: PLC0415 - likewise
    from leitplanke.participation.model import Recruitment, ResponseMode  # noqa: PLC0415 - likewise

    today = options.as_of is None
    as_of = datetime.now(UTC).date() if today else options.as_of
    if today:
        complain(Text(f"Stand des Berichts: heute, {as_of}; anders: --as-of.", f"Day of the report: today, {as_of}; "
                      "otherwise: --as-of."), options.language)  # fmt: skip
    return Described(
        as_of=as_of,
        audience=Text(options.audience, options.audience) if options.audience else RESPONDENTS,
        recruitment=Recruitment(options.recruitment),
        population=options.population,
        drawn=options.drawn,
        mode=ResponseMode(options.mode),
        is_invented=options.invented,
        is_crossed=options.crossed,
        priority=options.priority,
        missing=options.missing,
        decimal=None if options.decimal is None else Notation(options.decimal),
        **{name: tuple(getattr(options, name)) for name, _ in _COLUMNS},
    )


def _derived(read: Town | Surveyed) -> dict[str, bytes]:
    """The questionnaire that was made from the table: to be looked through, mended, and given with the next run."""
    from leitplanke.exchange.answer_tables import Surveyed  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.surveys.documents import questionnaire_bytes  # noqa: PLC0415 - likewise

    if not isinstance(read, Surveyed) or not read.is_derived:
        return {}
    return {"questionnaire.json": questionnaire_bytes(read.questionnaire)}


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-03-31") from None
