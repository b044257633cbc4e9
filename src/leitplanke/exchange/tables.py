"""CSV as the one way in which tables leave; `located.read_sheet` is the one way in.

Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers (int, Decimal) do not.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from leitplanke.exchange.forms import TableForm
from leitplanke.exchange.located import FORMULA
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

CsvField = str | int | Decimal | None
FormField = CsvField | bool | date | tuple[str, ...] | Text

_BYTE_ORDER_MARK = "\ufeff"
_WANTS_GUARD = re.compile(f"'*{FORMULA}")
_WANTS_QUOTES = re.compile('[;"\r\n]')


def write_csv(header: Sequence[str], rows: Iterable[Sequence[CsvField]]) -> bytes:
    """A table that German Excel opens by double click: UTF-8 with byte order mark, `;`, CRLF and decimal comma."""
    return (_BYTE_ORDER_MARK + "".join(f"{line}\r\n" for line in _lines(header, rows))).encode()


def town_csv(header: Sequence[str], rows: Iterable[Sequence[CsvField]]) -> bytes:
    """A table of a town folder in canonical form: UTF-8 without byte order mark, `;`, line feed and decimal comma."""
    return "".join(f"{line}\n" for line in _lines(header, rows)).encode()


def town_table(form: TableForm, rows: Sequence[Mapping[str, FormField]]) -> bytes:
    """The rows, given by the columns of `form`, as a table of a town folder in canonical form.

    Raises `InvalidValueError` for a list with an item that a comma would cut.
    """
    plain = frozenset(column for column in form.texts for row in rows if _plain(row[column]))
    spare = frozenset(column for column in form.spare for row in rows if row[column] not in {None, ""})
    left_out = form.spare - spare
    header = form.header(plain=plain, spare=spare)
    return town_csv(header, (list(_fields(form, row, plain=plain, left_out=left_out)) for row in rows))


def amount(cents: int) -> Decimal:
    """Cents as an amount with two decimals, hundredths of FTE as FTE."""
    return Decimal(cents).scaleb(-2)


def _lines(header: Sequence[str], rows: Iterable[Sequence[CsvField]]) -> Iterator[str]:
    # Not csv.writer: what it puts into quotes has changed between versions of Python, and documents name our SHA-256.
    yield ";".join(map(_field, header))
    for row in rows:
        yield ";".join(map(_field, row))


def _field(value: CsvField) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        guarded = f"'{value}" if _WANTS_GUARD.match(value) else value
        return '"' + guarded.replace('"', '""') + '"' if _WANTS_QUOTES.search(guarded) else guarded
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def _plain(value: FormField) -> str:
    return value.plain if isinstance(value, Text) else ""


def _fields(
    form: TableForm, row: Mapping[str, FormField], *, plain: frozenset[str], left_out: frozenset[str]
) -> Iterator[CsvField]:
    for column in form.columns:
        value = row[column]
        if column in left_out:
            continue
        if column in form.texts:
            assert isinstance(value, Text)
            yield from (value.de, value.en)
            if column in plain:
                yield value.plain
        else:
            yield _as_field(column, value)


def _as_field(column: str, value: FormField) -> CsvField:
    match value:
        case bool():
            return "ja" if value else "nein"
        case date():
            return value.isoformat()
        case tuple():
            return _list(column, value)
        case _:
            assert not isinstance(value, Text)
            return value


def _list(column: str, items: tuple[str, ...]) -> str:
    for item in items:
        require(
            holds="," not in item and item == item.strip() != "",
            field=column,
            problem=Text(f"„{item}“ lässt sich nicht in eine Liste schreiben.", f"“{item}” does not fit in a list."),
            remedy=Text("Schreiben Sie es ohne Kommas und nicht leer.", "Write it without commas and not empty."),
        )
    return ",".join(items)
