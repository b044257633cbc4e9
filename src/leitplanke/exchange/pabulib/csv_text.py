"""Rows as CSV that opens in German Excel (docs/town-folder.md)."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str | int | Decimal]]) -> bytes:
    """Byte order mark, `;` between fields, CRLF, decimal comma, header first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(
        [str(cell).replace(".", ",") if isinstance(cell, Decimal) else cell for cell in row] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")


def amount(cents: int) -> Decimal:
    """Cents as an amount with two decimals."""
    return Decimal(cents).scaleb(-2)
