"""A foreign file up to the question what its columns are, and what a town knows that its words are held against."""

from dataclasses import dataclass

from leitplanke.exchange.measure_sheets.apart import tables_apart
from leitplanke.exchange.measure_sheets.grid import Book, read_book, refused
from leitplanke.exchange.measure_sheets.mapping import TownNames
from leitplanke.exchange.measure_sheets.table import Table, find_table
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.roadmap.model import Resources
from leitplanke.strategy.model import StrategyDraft


@dataclass(frozen=True, slots=True)
class Intake:
    """The table of one sheet, the names of all sheets that could be read, and what deserves notice."""

    table: Table
    sheets: tuple[str, ...]
    notices: tuple[Text, ...]


def read_intake(data: bytes, *, file: str, sheet: str = "") -> Intake:
    """The table in a file: of the sheet that is named, else of the one that holds most. Raises `FaultyInputError`."""
    return intake_of(read_book(data, file=file), file=file, sheet=sheet)


def intake_of(book: Book, *, file: str, sheet: str = "") -> Intake:
    """The same of a file that was read before."""
    book = tables_apart(book)
    names = tuple(grid.sheet for grid in book.grids)
    try:
        grid = book.sheet(sheet)
    except KeyError as error:
        words = Text(f"Das Blatt „{sheet}“ gibt es nicht.", f"There is no sheet “{sheet}”.")
        raise refused(file, words, Text(f"Es gibt: {', '.join(names)}.", f"There are: {', '.join(names)}.")) from error
    others = [
        Text(
            f"Das Blatt „{one.sheet}“ ({len(one.rows)} Zeilen) wird nicht gelesen.",
            f"The sheet “{one.sheet}” ({len(one.rows)} rows) is not read.",
        )
        for one in book.grids
        if one.sheet != grid.sheet
    ]
    return Intake(find_table(grid), names, (*book.notices, *others))


def town_names(profile: TownProfile, draft: StrategyDraft, resources: Resources) -> TownNames:
    """What a town calls its fields, areas, units and measures, and the time of its plan."""
    return TownNames(
        fields={one.id: one.title for one in draft.fields},
        service_areas={one.id: one.name for one in draft.service_areas},
        units={one.id: one.name for one in resources.units},
        measures={one.id: one.title for one in draft.measures},
        plan_from=profile.plan_from,
        plan_months=profile.plan_months,
    )
