"""`leitplanke services`: the services of a town, where digitalisation pays first, and their list from a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leitplanke.cli.arguments import add_command, require_folder, whole_number
from leitplanke.cli.codes import DONE
from leitplanke.cli.telling import say, to_the_end
from leitplanke.kernel.texts import Language, Text

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from fractions import Fraction

    from leitplanke.cli.arguments import Commands
    from leitplanke.exchange.town import Town
    from leitplanke.strategy.digital_gain import AreaGain, DigitalGain
    from leitplanke.strategy.model import PublicService


def add_to(commands: Commands) -> None:
    """Declare the command."""
    services = add_command(
        commands, "services", _services, "where digitalisation of a town's services pays first, in hours per year"
    )
    services.add_argument("town", type=Path, metavar="TOWN", help="a town folder")
    services.add_argument("--uptake", type=whole_number, default=100, metavar="PERCENT",
                          help="how many of today's cases offline would come in online (default 100)")  # fmt: skip
    services.add_argument("--list", type=Path, metavar="FILE", help="the services from this list (.xlsx, .csv) instead")
    services.add_argument("--out", type=Path, metavar="DIR", help="write the town with the services of --list there")
    services.add_argument("--template", type=Path, metavar="FILE.xlsx", help="write an empty list for this town")
    services.add_argument("--json", action="store_true", help="print everything as JSON instead of sentences")


def _services(options: argparse.Namespace) -> int:
    from dataclasses import replace  # noqa: PLC0415 - of no use to --help

    from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.town_writer import write_town  # noqa: PLC0415 - likewise
    from leitplanke.strategy.digital_gain import digital_gains, gains_by_area  # noqa: PLC0415 - likewise

    require_folder(options.town)
    town = read_town(options.town)
    if options.template is not None:
        return _template(town, options)
    if options.list is not None:
        town = replace(town, services=_from_list(town, options.list))
        if options.out is not None:
            with to_the_end():
                write_town(town, folder=options.out)
    gains = digital_gains(town.services, uptake_percent=options.uptake)
    areas = gains_by_area(town.services, gains=gains)
    if options.json:
        return _as_json(town.services, gains)
    _tell(town, gains, areas, options.language)
    return DONE


def _template(town: Town, options: argparse.Namespace) -> int:
    from leitplanke.exchange.files import write_file  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.listings.services import SERVICE_COLUMNS  # noqa: PLC0415 - likewise
    from leitplanke.exchange.listings.template import list_template  # noqa: PLC0415 - likewise

    choices = {
        "service_area": [one.name.de for one in town.draft.service_areas],
        "unit": [one.name.de for one in town.resources.units],
    }
    with to_the_end():
        write_file(options.template, list_template("Leistungen", columns=SERVICE_COLUMNS, choices=choices))
    say(Text(f"Geschrieben: {options.template}", f"Written: {options.template}"), options.language)
    return DONE


def _from_list(town: Town, path: Path) -> tuple[PublicService, ...]:
    """The town's services with those of the list: known ones as the list has them, new ones at the end."""
    from leitplanke.exchange.listings.reading import listing_of, proposed  # noqa: PLC0415 - slow libraries behind it
    from leitplanke.exchange.listings.services import SERVICE_COLUMNS, read_services  # noqa: PLC0415 - likewise
    from leitplanke.exchange.measure_sheets.grid import read_book  # noqa: PLC0415 - likewise
    from leitplanke.kernel.faults import FaultyInputError  # noqa: PLC0415 - of no use to --help

    listing = listing_of(read_book(path.read_bytes(), file=path.name), file=path.name, columns=SERVICE_COLUMNS)
    known = {one.id: one for one in town.services}
    read = read_services(
        listing,
        mapped=proposed(listing, SERVICE_COLUMNS),
        known=known,
        areas={one.id: one.name for one in town.draft.service_areas},
        units={one.id: one.name for one in town.resources.units},
    )
    if read.faults:
        raise FaultyInputError(read.faults)
    return tuple({**known, **{one.id: one for _, one in read.found}}.values())


def _tell(town: Town, gains: Sequence[DigitalGain], areas: Sequence[AreaGain], language: Language) -> None:
    names = {one.id: one.name for one in town.services}
    area_names = {one.id: one.name for one in town.draft.service_areas}
    for gain in gains:
        name, words = names[gain.service], hours(gain.least, gain.most)
        if gain.most is None:
            missing = ", ".join(gain.missing)
            words = Text(f"{words.de}, es fehlt: {missing}", f"{words.en}, missing: {missing}")
        say(_line(name, words), language)
    for area in areas:
        name = area_names.get(area.service_area, Text("ohne Bereich", "without an area"))
        say(_line(Text(f"= {name.de}", f"= {name.en or name.de}"), hours(area.least, area.most)), language)


def _line(name: Text, words: Text) -> Text:
    return Text(f"{name.de}: {words.de}", f"{name.en or name.de}: {words.en}")


def hours(least: Fraction | None, most: Fraction | None) -> Text:
    """Bounds in whole hours, the lower one rounded down, the upper one up."""
    if least is None or most is None:
        return Text("noch nicht zu sagen", "cannot be said yet")
    if least == most:
        return Text(f"{round(most)} Stunden im Jahr", f"{round(most)} hours per year")
    low, high = least.__floor__(), most.__ceil__()
    return Text(f"{low} bis {high} Stunden im Jahr", f"{low} to {high} hours per year")


def _as_json(services: Sequence[PublicService], gains: Sequence[DigitalGain]) -> int:
    import json  # noqa: PLC0415 - of no use to --help

    keys = {one.id: one.leika for one in services}
    rows = [
        {
            "service": one.service,
            "leika": keys[one.service],
            "hours_at_least": None if one.least is None else float(f"{float(one.least):.12g}"),
            "hours_at_most": None if one.most is None else float(f"{float(one.most):.12g}"),
            "missing": list(one.missing),
        }
        for one in gains
    ]
    print(json.dumps(rows, ensure_ascii=False, indent=1))
    return DONE
