"""A sheet on its way from upload to import: signed in the pages' own forms, and stored nowhere.

Nobody can change what comes back, use it in another town or under another name, or after a day.
"""

import base64
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.signing import BadSignature, dumps, loads

from leitplanke.exchange.measure_sheets.grid import Book, Grid
from leitplanke.exchange.measure_sheets.workbook import ExportTables
from leitplanke.kernel.texts import Text
from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.models import Town

MOST_LETTERS = 190_000  # a form may have 256 kB
HELD_FOR = timedelta(days=1)


class TooMuchToHoldError(Exception):
    """A sheet that does not fit into a form, however well it is compressed."""


class NotHeldError(Exception):
    """What came back is not what was given away, or too old."""


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """What a file held: foreign sheets, or the tables of our own export with the versions that were seen."""

    file: str
    book: Book | None = None
    own: ExportTables | None = None
    versions: dict[str, int] = field(default_factory=dict)


def hold(sheet: HeldSheet, *, town: Town, person: Person) -> str:
    """The sheet as a text for a form. Raises `TooMuchToHoldError`."""
    book = [] if sheet.book is None else [[one.sheet, one.rows, sorted(one.merged)] for one in sheet.book.grids]
    notices = [] if sheet.book is None else [[one.de, one.en] for one in sheet.book.notices]
    own = None
    if sheet.own is not None:
        own = {name: base64.b64encode(data).decode() for name, data in sheet.own.files.items()}
    held = dumps([sheet.file, book, notices, own, sheet.versions], salt=_salt(town, person), compress=True)
    if len(held) > MOST_LETTERS:
        raise TooMuchToHoldError
    return held


def held_sheet(text: str, *, town: Town, person: Person) -> HeldSheet:
    """The sheet in a text that `hold` made. Raises `NotHeldError`."""
    try:
        file, book, notices, own, versions = loads(text, salt=_salt(town, person), max_age=HELD_FOR)
    except BadSignature as error:
        raise NotHeldError from error
    if own is not None:
        tables = ExportTables({name: base64.b64decode(data) for name, data in own.items()})
        return HeldSheet(file, own=tables, versions=versions)
    grids = tuple(
        Grid(file, name, tuple((number, tuple(cells)) for number, cells in rows), frozenset(merged))
        for name, rows, merged in book
    )
    return HeldSheet(file, book=Book(grids, tuple(Text(de, en) for de, en in notices)), versions=versions)


def _salt(town: Town, person: Person) -> str:
    return f"measures.sheet:{town.pk}:{person.pk}"
