"""`leitplanke measures`: measures out of spreadsheets and into them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import complain, say, to_the_end
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leitplanke.cli.arguments import Commands
    from leitplanke.exchange.measure_sheets.fates import SheetOutcome
    from leitplanke.exchange.measure_sheets.intake import Intake
    from leitplanke.exchange.measure_sheets.mapping import SheetMapping, TownNames
    from leitplanke.exchange.town import Town
    from leitplanke.strategy.model import Measure


def add_to(commands: Commands) -> None:
    """Declare the commands."""
    group = commands.add_parser("measures", help="measures out of spreadsheets and into them", allow_abbrev=False)
    kinds = group.add_subparsers(title="deeds", required=True, metavar="DEED")
    template = add_command(kinds, "template", _template, "an empty workbook to fill in, with the town's own names")
    _add_town(template)
    template.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="the workbook to write")
    export = add_command(kinds, "export", _export, "all measures of a town as a workbook that can be read back")
    export.add_argument("town", type=Path, metavar="TOWN", help="the town folder")
    export.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="the workbook to write")
    mapping = add_command(kinds, "mapping", _mapping, "propose what each column of a foreign sheet is, to be corrected")
    _add_file(mapping)
    mapping.add_argument("--sheet", default="", metavar="NAME", help="which sheet (default the fullest)")
    mapping.add_argument("--out", type=Path, required=True, metavar="MAP.toml", help="the mapping to write")
    take = add_command(kinds, "import", _import, "read a sheet: foreign rows come in as measures under examination")
    _add_file(take)
    take.add_argument(
        "--sheet", default="", metavar="NAME", help="which sheet, without a mapping (default the fullest)"
    )
    take.add_argument("--mapping", type=Path, metavar="MAP.toml", help="what each column is (default the proposal)")
    take.add_argument("--account", type=Path, metavar="FILE.csv", help="what became of every cell")
    take.add_argument("--out", type=Path, required=True, metavar="DIR", help="the town folder to write")


def _add_town(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--town", type=Path, required=True, metavar="TOWN", help="the town folder")


def _add_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help=".xlsx, CSV or a list in JSON")
    _add_town(parser)


def _read(options: argparse.Namespace) -> tuple[Town, TownNames]:
    from leitplanke.exchange.measure_sheets.intake import town_names  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise

    town = read_town(options.town)
    return town, town_names(town.profile, town.draft, town.resources)


def _template(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.measure_sheets.workbook import template  # noqa: PLC0415 - likewise

    _, names = _read(options)
    with to_the_end():
        write_file(options.out, template(names))
        say(Text(f"Vorlage nach {options.out}", f"Template to {options.out}"), options.language)
    return DONE


def _export(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.measure_sheets.workbook import export  # noqa: PLC0415 - likewise
    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise

    town = read_town(options.town)
    data = export(town.draft.measures)
    counts = (len(town.draft.measures), options.out)
    with to_the_end():
        write_file(options.out, data)
        say(Text("{} Maßnahmen nach {}".format(*counts), "{} measures to {}".format(*counts)), options.language)
    return DONE


def _mapping(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.measure_sheets.intake import read_intake  # noqa: PLC0415 - likewise
    from leitplanke.exchange.measure_sheets.map_file import mapping_toml  # noqa: PLC0415 - likewise

    town, names = _read(options)
    intake = read_intake(options.file.read_bytes(), file=options.file.name, sheet=options.sheet)
    proposed = _proposal(intake, town, names)
    _tell_columns(proposed, intake, options.language)
    with to_the_end():
        write_file(options.out, mapping_toml(proposed))
        say(Text(f"Zuordnung nach {options.out}", f"Mapping to {options.out}"), options.language)
    return DONE


def _proposal(intake: Intake, town: Town, names: TownNames) -> SheetMapping:
    from leitplanke.exchange.measure_sheets.mapping import (  # noqa: PLC0415 - slow libraries behind it
        SheetMapping,
        propose_columns,
        proposed_defaults,
    )
    from leitplanke.kernel.dates import month_of  # noqa: PLC0415 - of no use to --help

    defaults = proposed_defaults(names, now=month_of(town.profile.as_of))
    return SheetMapping(intake.table.sheet, propose_columns(intake.table), defaults)


def _import(options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.measure_sheets.merge import account_csv, with_measures  # noqa: PLC0415 - likewise
    from leitplanke.exchange.measure_sheets.workbook import read_export  # noqa: PLC0415 - likewise
    from leitplanke.exchange.town_writer import write_town  # noqa: PLC0415 - likewise

    require_folder(options.out)
    town, names = _read(options)
    data = options.file.read_bytes()
    own = read_export(data, file=options.file.name)
    if own is not None:
        from leitplanke.exchange.measure_sheets.merge import measures_of_export  # noqa: PLC0415 - likewise

        measures = measures_of_export(own, file=options.file.name)
        _tell_own(town, measures, options.language)
        account = None
    else:
        outcome = _foreign(options, data, town, names)
        measures, account = outcome.measures, account_csv(outcome)
    changed = with_measures(town, measures)
    _tell_similar(changed.draft.measures, measures, options.language)
    with to_the_end():
        write_town(changed, folder=options.out)
        if account is not None and options.account is not None:
            write_file(options.account, account)
        counts = (len(measures), options.out)
        say(Text("{} Maßnahmen nach {}".format(*counts), "{} measures to {}".format(*counts)), options.language)
    return DONE


def _foreign(options: argparse.Namespace, data: bytes, town: Town, names: TownNames) -> SheetOutcome:
    from leitplanke.exchange.measure_sheets.intake import read_intake  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.measure_sheets.map_file import read_mapping, sheet_name  # noqa: PLC0415 - likewise
    from leitplanke.exchange.measure_sheets.rows import read_rows  # noqa: PLC0415 - likewise

    written = None if options.mapping is None else options.mapping.read_bytes()
    sheet = options.sheet if written is None else sheet_name(written, file=options.mapping.name)
    intake = read_intake(data, file=options.file.name, sheet=sheet)
    mapping = (
        _proposal(intake, town, names)
        if written is None
        else read_mapping(written, file=options.mapping.name, table=intake.table, names=names)
    )
    _tell_columns(mapping, intake, options.language)
    outcome = read_rows(intake.table, mapping=mapping, names=names)
    _tell_rows(outcome, options.language)
    return outcome


def _tell_columns(mapping: SheetMapping, intake: Intake, language: Language) -> None:
    from leitplanke.exchange.measure_sheets.targets import TARGET  # noqa: PLC0415 - of no use to --help

    for notice in intake.notices:
        complain(notice, language)
    for one in mapping.columns:
        name = TARGET[one.target].name.in_language(language)
        examples = " | ".join(" ".join(example.split()) for example in one.examples)
        print(f"{one.name:32} → {name:34} {one.confidence:3} %  {examples}")


def _tell_rows(outcome: SheetOutcome, language: Language) -> None:
    from leitplanke.exchange.measure_sheets.fates import left_over  # noqa: PLC0415 - of no use to --help

    de, en = (f"Blatt „{outcome.sheet}“, ", f"sheet “{outcome.sheet}”, ") if outcome.sheet else ("", "")
    for row in outcome.rows:
        if row.measure is None:
            told = Text(f"{de}Zeile {row.row}: {row.problem.de}", f"{en}row {row.row}: {row.problem.en}")
            complain(told, language)
        for fate in row.unclear:
            read = f" → {fate.read.in_language(language)}" if fate.read.de else ""
            place = Text(f"{de}Zeile {row.row}, {fate.column}", f"{en}row {row.row}, {fate.column}").in_language(
                language
            )
            print(f"? {place}: „{fate.original}“{read} ({fate.doubt.in_language(language)})")
    for number, column, words in left_over(outcome):
        place = Text(f"{de}Zeile {number}", f"{en}row {number}").in_language(language)
        print(f"– {place}{', ' if column else ''}{column}: {words}")


def _tell_own(town: Town, measures: Sequence[Measure], language: Language) -> None:
    from leitplanke.exchange.measure_sheets.merge import merge  # noqa: PLC0415 - slow libraries behind it

    found = merge(town.draft.measures, measures)
    for measure, names in found.changed:
        print(f"~ {measure.id}: {', '.join(names)}")
    for measure in found.new:
        print(f"+ {measure.id}: {measure.title.in_language(language)}")


def _tell_similar(known: Sequence[Measure], new: Sequence[Measure], language: Language) -> None:
    from leitplanke.strategy.similar import similar_pairs  # noqa: PLC0415 - numpy behind it

    titles = {measure.id: measure.title.in_language(language) for measure in known}
    for pair in similar_pairs(known, new=frozenset(measure.id for measure in new)):
        words = f"{pair.first} „{titles[pair.first]}“ ≈ {pair.second} „{titles[pair.second]}“ ({pair.likeness:.2f})"
        complain(Text(f"Vielleicht dasselbe: {words}", f"Perhaps the same: {words}"), language)
