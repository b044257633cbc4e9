"""Rows as CSV that opens in German Excel (docs/town-folder.md)."""

import csv
import io
from collections.abc import Iterable, Sequence


def csv_file(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Byte order mark, `;` between fields, CRLF, header first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def decimal(cents: int) -> str:
    """Cents as an amount with a decimal comma: 1234567 is `12345,67`."""
    return f"{cents // 100},{cents % 100:02d}"
