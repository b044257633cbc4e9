"""Whether a column holds numbers, and how they are written."""

import re

from leitplanke.evidence.analysis.whole_file import Column, WholeFile
from leitplanke.evidence.survey import notation
from leitplanke.evidence.survey.notation import (
    AmbiguousNumbersError,
    FieldCounts,
    MixedNumbersError,
    NoNumbersError,
    Notation,
)
from leitplanke.exchange.answer_tables import words
from leitplanke.kernel.faults import Fault, FaultyInputError


def written_in(file: WholeFile, column: Column, fields: dict[str, int], *, decimal: Notation | None) -> Notation | None:
    """The notation of the column's numbers; None if it holds text. Raises `FaultyInputError` for a mixture."""
    try:
        return notation.notation_of(_counts(fields), decimal=decimal, delimiter=file.delimiter)
    except NoNumbersError:
        return None
    except AmbiguousNumbersError:
        raise FaultyInputError((Fault(file.name, None, column.name, *words.AMBIGUOUS),)) from None
    except MixedNumbersError:
        field = next((one for one in fields if not notation.reads_as_number(one)), None)
        said = words.no_number(field) if field is not None else words.other_notation(_rarer(fields))
        row = file.row_of(column, field if field is not None else _rarer(fields))
        raise FaultyInputError((Fault(file.name, row, column.name, *said),)) from None


def _counts(fields: dict[str, int]) -> FieldCounts:
    def number(pattern: str, inside: str = "") -> int:
        return sum(n for field, n in fields.items() if re.search(pattern, field) and inside in field)

    return FieldCounts(
        filled=sum(fields.values()),
        point=number(notation.POINT),
        comma=number(notation.COMMA),
        with_comma=number(notation.COMMA, ","),
        grouped=number(notation.GROUPED),
        grouped_twice=number(notation.GROUPED_TWICE),
        with_point=number(notation.POINT, "."),
    )


def _rarer(fields: dict[str, int]) -> str:
    """A field in the notation of the fewer."""
    counts = _counts(fields)
    pattern = notation.COMMA if counts.comma >= counts.point else notation.POINT
    return next(field for field in fields if not re.search(pattern, field))
