"""The columns of a data file, checked as a whole before anything is counted."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.analysis import words
from leitplanke.evidence.engines.data_file import Kind
from leitplanke.evidence.engines.rows import Range, Rows
from leitplanke.evidence.survey.categories import CategoryFaultsError, tidied
from leitplanke.evidence.survey.estimates import Statistic
from leitplanke.evidence.survey.lines import MISSING_CODE, Category, Lines
from leitplanke.evidence.survey.notation import (
    AmbiguousNumbersError,
    FieldCounts,
    MixedNumbersError,
    NoNumbersError,
    Notation,
    notation_of,
    reads_as_number,
)
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Numbers:
    """Columns that hold numbers, with their notation and range."""

    notations: dict[str, Notation]
    ranges: dict[str, Range]

    def centre(self, column: str) -> float:
        """What sums are formed around, so that no digits are lost: the mean, or the only value."""
        found = self.ranges[column]
        return found.low if found.low == found.high else found.mean


def fault(rows: Rows, row: int | None, column: str, said: words.Words) -> FaultyInputError:
    """One fault of the data file."""
    return FaultyInputError((Fault(rows.file.name, row, column, *said),))


def read_numbers(
    rows: Rows,
    *,
    required: Collection[str],
    wished: Collection[str],
    decimal: Notation | None,
    statistic: Statistic | None,
) -> Numbers:
    """Which columns hold numbers: `required` must, `wished` may (texts among them are left to shares)."""
    columns = list(dict.fromkeys([*required, *wished]))
    for column in columns:
        if rows.file.kind(column) in {Kind.DATE, Kind.OTHER} and (
            column in required or rows.file.kind(column) is Kind.DATE
        ):
            raise fault(rows, None, column, words.DATES)
    texts = [column for column in columns if rows.file.kind(column) is Kind.TEXT]
    notations = {column: Notation.POINT for column in columns if rows.file.kind(column) is Kind.NUMBER}
    asked = [column for column in texts if column in required]
    asked += rows.seem_numeric([column for column in texts if column not in required])
    for column, counts in rows.field_counts(asked).items():
        written = _notation(rows, column, counts, decimal, is_required=column in required)
        if written is not None:
            notations[column] = written
    ranges = rows.ranges(notations)
    for column in wished:
        if column in ranges:
            _require_measurements(rows, column, ranges[column], statistic)
    return Numbers(notations, ranges)


def require_weights(rows: Rows, column: str, numbers: Numbers) -> None:
    """Every row has a weight above 0."""
    found = numbers.ranges[column]
    if found.empty or found.not_finite or found.low <= 0:
        row, field = rows.row_not_above_zero(column, numbers.notations[column])
        raise fault(rows, row, column, words.no_weight(field))


def tidy_categories(rows: Rows, lines: Lines, *, clusters: Collection[str], as_numbers: dict[str, Notation]) -> Lines:
    """Categories with stripped names in natural order; look-alikes and broken ones are refused with their row."""
    categories, faults = {}, []
    for variable, category in lines.categories.items():
        try:
            if variable in as_numbers:
                categories[variable] = _numeric(category, as_numbers[variable], rows.missing)
            else:
                categories[variable] = tidied(
                    variable, category, lines.n, missing=rows.missing, is_identifier=variable in clusters
                )
        except CategoryFaultsError as refused:
            faults += [
                Fault(rows.file.name, rows.row_with(variable, found.value), variable, found.problem, found.remedy)
                for found in refused.faults
            ]
    if faults:
        raise FaultyInputError(tuple(faults))
    return Lines(categories, lines.n, lines.d, lines.dd, lines.numbers)


def require_filled(rows: Rows, lines: Lines, columns: Collection[str], use: Text) -> None:
    """No row is without a category in these columns."""
    faults = []
    for column in dict.fromkeys(columns):
        empty = int(lines.n[lines.categories[column].codes == MISSING_CODE].sum())
        if empty:
            said = words.empty_cells(empty, use)
            faults.append(Fault(rows.file.name, rows.row_with(column, None), column, *said))
    if faults:
        raise FaultyInputError(tuple(faults))


def require_opinions(rows: Rows, lines: Lines, variables: Collection[str], statistic: Statistic | None) -> None:
    """A variable has answers, not only missing ones in words, and no numbers that are taken for categories."""
    for variable in variables:
        counted = {name: k for name, k in zip(*_counted(lines, variable), strict=True) if k}
        if not counted:
            raise fault(rows, None, variable, words.NOTHING_FILLED)
        if all(name.casefold() in words.DONT_KNOW for name in counted):
            raise fault(rows, None, variable, words.nobody_knows(", ".join(counted)))
        texts = [name for name in counted if not reads_as_number(name)]
        numbers = sum(k for name, k in counted.items() if name not in texts)
        if statistic is None and texts and 2 * numbers >= sum(counted.values()):
            raise fault(rows, rows.row_with(variable, texts[0]), variable, words.no_number(texts[0], variable))


def _counted(lines: Lines, variable: str) -> tuple[tuple[str, ...], list[int]]:
    category = lines.categories[variable]
    return category.names, category.counts(lines.n).astype(int).tolist()


def _notation(
    rows: Rows, column: str, counts: FieldCounts, decimal: Notation | None, *, is_required: bool
) -> Notation | None:
    try:
        return notation_of(counts, decimal=decimal, delimiter=rows.file.delimiter)
    except AmbiguousNumbersError:
        raise fault(rows, None, column, words.AMBIGUOUS) from None
    except MixedNumbersError:
        row, field = rows.row_without_number(column, decimal)
        if field:
            said = words.unreadable_number(field) if is_required else words.no_number(field, column)
            raise fault(rows, row, column, said) from None
        most = Notation.COMMA if counts.comma >= counts.point else Notation.POINT
        row, field = rows.row_without_number(column, most)
        raise fault(rows, row, column, words.both_notations(field)) from None
    except NoNumbersError:
        if not is_required:
            return None
        if counts.filled == 0:
            raise fault(rows, None, column, words.NOTHING_FILLED) from None
        row, field = rows.row_without_number(column, decimal)
        raise fault(rows, row, column, words.not_numbers(field)) from None


def _require_measurements(rows: Rows, column: str, found: Range, statistic: Statistic | None) -> None:
    if found.not_finite:
        raise fault(rows, None, column, words.NOT_FINITE)
    if found.n == 0:
        raise fault(rows, None, column, words.NOTHING_FILLED)
    if statistic is None and words.are_excel_days((found.low, found.high)):
        raise fault(rows, None, column, words.EXCEL_DAYS)


def _numeric(category: Category, written: Notation, missing: Collection[str]) -> Category:
    """Categories that are numbers, in their order; 1.0 and 1 are one."""
    plain = [
        name.strip().replace(".", "").replace(",", ".") if written is Notation.COMMA else name.strip()
        for name in category.names
    ]
    values = [None if name in missing else float(name) for name in plain]
    order = sorted({value for value in values if value is not None})
    position = {value: code for code, value in enumerate(order)}
    mapping = [MISSING_CODE if value is None else position[value] for value in values]
    codes = np.array([*mapping, MISSING_CODE], dtype=np.int64)[category.codes]
    return Category(codes, tuple(repr(value) for value in order))
