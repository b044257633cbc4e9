"""CSV that opens in German Excel: the one way in which tables leave; `located.read_sheet` is the one way in."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from leitplanke.exchange.located import STARTS_FORMULA

CsvField = str | int | Decimal | None

_BYTE_ORDER_MARK = "\ufeff"


def write_csv(header: Sequence[str], rows: Iterable[Sequence[CsvField]]) -> bytes:
    """A table in UTF-8 with byte order mark, `;`, CRLF and decimal comma.

    Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers (int, Decimal) do not.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([_field(name) for name in header])
    writer.writerows([_field(value) for value in row] for row in rows)
    return (_BYTE_ORDER_MARK + buffer.getvalue()).encode()


def amount(cents: int) -> Decimal:
    """Cents as an amount with two decimals."""
    return Decimal(cents).scaleb(-2)


def _field(value: CsvField) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(STARTS_FORMULA) else value
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
