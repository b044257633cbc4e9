"""The numbers of printed sheets as a table: what printing in the terminal leaves, and the web reads."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from leitplanke.exchange.located import Record, read_sheet
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.tables import write_csv
from leitplanke.kernel.faults import FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import read_code, shown_code

MOST_NUMBERS: Final = 2_000
_COLUMN: Final = "sheet"
_REMEDY: Final = Text(
    "Nehmen Sie die Datei numbers.csv, die `leitplanke survey paper` neben das PDF schreibt.",
    "Take the file numbers.csv, which `leitplanke survey paper` writes beside the PDF.",
)


def numbers_bytes(numbers: Sequence[str]) -> bytes:
    """The numbers as a table with one column."""
    return write_csv((_COLUMN,), [(shown_code(one),) for one in numbers])


def read_numbers(data: bytes, *, file: str) -> tuple[str, ...]:
    """The numbers, in their order. Raises `FaultyInputError` with every row that is none or stands there twice."""
    log = FaultLog()
    records = _records(data, file, log)
    found: dict[str, int] = {}
    for record in records:
        number = log.attempt(record, partial(read_code, record.fields[_COLUMN]), {"code": _COLUMN})
        if number is not None and found.setdefault(number, record.row) != record.row:
            words = Text(f"Diese Nummer steht schon in Zeile {found[number]}.", f"Row {found[number]} has this number.")
            log.add(record.place(_COLUMN), words, Text("Jede Nummer steht einmal.", "Every number stands there once."))
    if not log.faults and not 1 <= len(found) <= MOST_NUMBERS:
        words = Text(f"Das sind {len(found)} Nummern.", f"These are {len(found)} numbers.")
        log.add(Place(file), words, Text(f"Möglich sind 1 bis {MOST_NUMBERS}.", f"1 to {MOST_NUMBERS} are possible."))
    if log.faults:
        raise FaultyInputError(tuple(log.faults))
    return tuple(found)


def _records(data: bytes, file: str, log: FaultLog) -> tuple[Record, ...]:
    try:
        sheet = read_sheet(file, data.decode("utf-8-sig"), log)
    except UnicodeDecodeError:
        log.add(Place(file), Text("Das ist keine Tabelle in UTF-8.", "This is no table in UTF-8."), _REMEDY)
        return ()
    if sheet is not None and sheet.header != (_COLUMN,):
        words = Text(f"Die Kopfzeile heißt nicht „{_COLUMN}“.", f"The header is not “{_COLUMN}”.")
        log.add(Place(file, 1), words, _REMEDY)
        return ()
    return () if sheet is None else tuple(sheet.records())
