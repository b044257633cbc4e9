"""How the numbers of a text column are written: with decimal point or decimal comma, decided by the whole column."""

import re
from dataclasses import dataclass
from enum import StrEnum

# Regular expressions that DuckDB, PostgreSQL and Spark read alike.
POINT = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"
COMMA = r"^[+-]?([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?$"
GROUPED = r"^[+-]?[0-9]{1,3}(\.[0-9]{3})+$"
GROUPED_TWICE = r"^[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}$"

_READABLE = re.compile(f"{POINT}|{COMMA}")

# How programs write that there is no value.
NO_VALUE = ("", "NA", "N/A", "#N/A", "#NV", "NaN", "nan", "NULL", "null", "None")


class Notation(StrEnum):
    """What separates whole and part."""

    POINT = "."
    COMMA = ","


class NoNumbersError(Exception):
    """The column is text."""


class MixedNumbersError(Exception):
    """Most fields are numbers and some are not, or they are numbers in both notations."""


class AmbiguousNumbersError(Exception):
    """Every field could be either 1.234 or 1,234."""


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """How many fields of a column are filled, and how many are numbers of each kind."""

    filled: int
    point: int
    comma: int
    with_comma: int
    grouped: int
    grouped_twice: int
    with_point: int


def reads_as_number(field: str) -> bool:
    """Whether this field is a number in either notation."""
    return bool(_READABLE.match(field))


def notation_of(counts: FieldCounts, *, decimal: Notation | None, delimiter: str | None) -> Notation:
    """The notation of the whole column; `decimal` is what the user says.

    In a file whose fields are separated by commas 33.847 is a part of a number, elsewhere it could be a thousand.
    """
    only_groups = counts.with_point == counts.grouped and counts.grouped > 0 and counts.with_comma == 0
    if decimal is not None:
        readable = {Notation.POINT: counts.point, Notation.COMMA: counts.comma}[decimal]
        if readable == counts.filled:
            return decimal
    elif counts.comma == counts.filled and (counts.with_comma or counts.grouped_twice):
        return Notation.COMMA
    elif counts.point == counts.filled:
        if only_groups and delimiter not in {",", None}:
            raise AmbiguousNumbersError
        return Notation.POINT
    if 2 * max(counts.point, counts.comma) >= counts.filled > 0:
        raise MixedNumbersError
    raise NoNumbersError
