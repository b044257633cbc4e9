"""`leitplanke validate`, `tidy`, `import` and `schemas`: a town's files and the forms they may have."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    from leitplanke.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    _add_validate(commands)
    _add_tidy(commands)
    _add_import(commands)
    _add_schemas(commands)


def _add_validate(commands: Commands) -> None:
    validate = add_command(commands, "validate", _validate, "check a town's files and name every fault")
    validate.add_argument("town", type=Path, metavar="TOWN", help="the town folder")


def _add_tidy(commands: Commands) -> None:
    tidy = add_command(commands, "tidy", _tidy, "write a town's files in canonical form, whose hashes documents name")
    tidy.add_argument("town", type=Path, metavar="TOWN", help="the town folder")
    tidy.add_argument("--out", type=Path, required=True, metavar="DIR", help="the town folder to write")


def _add_import(commands: Commands) -> None:
    formats = commands.add_parser("import", help="turn foreign data into Leitplanke's own files", allow_abbrev=False)
    kinds = formats.add_subparsers(title="formats", required=True, metavar="FORMAT")
    pabulib = add_command(kinds, "pabulib", _import_pabulib, "a participatory-budgeting vote in Pabulib's .pb format")
    pabulib.add_argument("file", type=Path, metavar="FILE.pb", help="the vote")
    pabulib.add_argument("--out", type=Path, required=True, metavar="TOWN", help="the town folder to write")

    census = add_command(
        kinds, "census", _import_census, "a flat table of Zensus 2022 or the Regionaldatenbank as margins"
    )
    census.add_argument("file", type=Path, metavar="FILE.csv", help="the table, downloaded as flat CSV (ffcsv)")
    census.add_argument(
        "--region", required=True, metavar="KEY", help="the town's key: 12 digits, 8 in older databases"
    )
    census.add_argument(
        "--variables",
        type=_pairs,
        required=True,
        metavar="CODE=NAME[,…]",
        help="the table's variables, as the data call them",
    )
    census.add_argument(
        "--ages",
        type=_ages,
        default=(),
        metavar="AGE[,AGE]",
        help="where age classes begin; the first is the age limit",
    )
    census.add_argument(
        "--names", type=_pairs, default={}, metavar="OLD=NEW[,…]", help="categories, as the data call them"
    )
    census.add_argument("--crossed", action="store_true", help="one crossed margin instead of one per variable")
    census.add_argument("--value", default="", metavar="CODE", help="which value, if the table has several")
    census.add_argument("--out", type=Path, required=True, metavar="MARGINS.csv", help="the margins file to write")


def _add_schemas(commands: Commands) -> None:
    schemas = add_command(commands, "schemas", _schemas, "write the JSON Schemas of the handover documents")
    schemas.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the schemas go")


def _validate(options: argparse.Namespace) -> int:
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_writer import town_files  # noqa: PLC0415 - likewise

    town = read_town(options.town)
    counts = (len(town_files(town)), len(town.responses), len(town.draft.measures))
    say(
        Text(
            "{} Dateien ohne Fehler: {} Antworten, {} Maßnahmen.".format(*counts),
            "{} files without a fault: {} responses, {} measures.".format(*counts),
        ),
        options.language,
    )
    return DONE


def _tidy(options: argparse.Namespace) -> int:
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_writer import write_town  # noqa: PLC0415 - likewise

    require_folder(options.out)
    town = read_town(options.town)
    with to_the_end():
        names = write_town(town, folder=options.out)
        counts = (len(names), options.out)
        say(Text("{} Dateien nach {}".format(*counts), "{} files to {}".format(*counts)), options.language)
    return DONE


def _import_pabulib(options: argparse.Namespace) -> int:
    from leitplanke.exchange.pabulib import read_pabulib, town_of  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_writer import write_town  # noqa: PLC0415 - likewise

    require_folder(options.out)
    vote = read_pabulib(options.file.read_bytes(), name=options.file.name)
    for note in vote.notes:
        complain(note, options.language)
    town = town_of(vote)
    counts = (len(vote.ballots), len(vote.projects), options.out)
    with to_the_end():
        write_town(town, folder=options.out)
        say(
            Text(
                "{} Stimmzettel und {} Vorhaben; weiter mit: leitplanke run {} --out OUT".format(*counts),
                "{} ballots and {} projects; go on with: leitplanke run {} --out OUT".format(*counts),
            ),
            options.language,
        )
    return DONE


def _import_census(options: argparse.Namespace) -> int:
    from leitplanke.exchange.census_tables import MarginWish, census_margins  # noqa: PLC0415 - as the others
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - likewise

    wish = MarginWish(options.region, options.variables, options.ages, options.names, options.crossed, options.value)
    found = census_margins(options.file.read_bytes(), name=options.file.name, wish=wish)
    with to_the_end():
        write_file(options.out, found.to_csv())
        told = (found.region, found.source, found.date, len(found.rows), options.out)
        say(
            Text(
                "{}, {}, Stichtag {}: {} Kategorien nach {}".format(*told),
                "{}, {}, as of {}: {} categories to {}".format(*told),
            ),
            options.language,
        )
    return DONE


def _pairs(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",")]
    if not all(old.strip() and sign and new.strip() for old, sign, new in pairs):
        raise argparse.ArgumentTypeError(f"{text!r} is not OLD=NEW[,OLD=NEW]")
    return {old.strip(): new.strip() for old, _, new in pairs}


def _ages(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    ages = tuple(int(part) for part in parts if part.isdecimal() and len(part) <= 3)
    if len(ages) != len(parts) or list(ages) != sorted(set(ages)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a rising list of ages such as 18,30,65")
    return ages


def _schemas(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_whole  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.schemas import schemas  # noqa: PLC0415 - likewise

    require_folder(options.out)
    contents = schemas()
    with to_the_end():
        write_whole(options.out, contents)
    return DONE
