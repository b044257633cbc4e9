"""What is asked of the rows of a data file: one pass that groups them, and short looks that check or find some."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from leitplanke.evidence.cube import FloatArray
from leitplanke.evidence.engines.data_file import DataFile, Kind
from leitplanke.evidence.engines.embedded import as_numbers
from leitplanke.evidence.engines.office_files import number_as_text
from leitplanke.evidence.survey import notation
from leitplanke.evidence.survey.lines import MISSING_CODE, Category, Lines, NumberSums
from leitplanke.evidence.survey.notation import FieldCounts, Notation

_ROWS_AT_ONCE = 1_000_000
_BEGIN = 1_000


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers of one column: how many, how many fields are empty or no finite number, and where they lie."""

    n: int
    empty: int
    not_finite: int
    low: float
    high: float
    mean: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of an open data file. `missing` are texts that stand for no answer."""

    file: DataFile
    missing: frozenset[str]

    def seem_numeric(self, columns: Sequence[str]) -> list[str]:
        """The text columns of which any of the first filled fields reads as a number; the others hold none or few."""
        found = []
        for column in columns:
            text = self._text(column)
            begin = self.file.table.select(field=text).filter(text.notnull()).limit(_BEGIN)
            fields = self.file.engine.fetch(begin)["field"].to_pylist()
            if any(notation.reads_as_number(field) for field in fields):
                found.append(column)
        return found

    def field_counts(self, columns: Collection[str]) -> dict[str, FieldCounts]:
        """How the fields of text columns are written."""
        aggregates: dict[str, ir.Value] = {}
        for position, column in enumerate(columns):
            text = self._text(column)
            tests = {
                "filled": text.notnull(),
                "point": text.re_search(notation.POINT),
                "comma": text.re_search(notation.COMMA),
                "with_comma": text.re_search(notation.COMMA) & text.contains(","),
                "grouped": text.re_search(notation.GROUPED),
                "grouped_twice": text.re_search(notation.GROUPED_TWICE),
                "with_point": text.re_search(notation.POINT) & text.contains("."),
            }
            aggregates |= {f"{position}_{name}": test.sum() for name, test in tests.items()}
        if not aggregates:
            return {}
        found = self._one(self.file.table.aggregate(**aggregates))
        names = FieldCounts.__slots__
        return {
            column: FieldCounts(*(int(found[f"{position}_{name}"] or 0) for name in names))
            for position, column in enumerate(columns)
        }

    def ranges(self, columns: Mapping[str, Notation]) -> dict[str, Range]:
        """Where the numbers of these columns lie."""
        aggregates: dict[str, ir.Value] = {}
        for position, (column, written) in enumerate(columns.items()):
            number = self.number(column, written)
            finite = ibis.cases((number.isinf(), ibis.null("float64")), else_=number)
            aggregates |= {
                f"{position}_n": finite.count(),
                f"{position}_filled": number.count(),
                f"{position}_low": finite.min(),
                f"{position}_high": finite.max(),
                f"{position}_mean": finite.mean(),
            }
        if not aggregates:
            return {}
        found = self._one(self.file.table.aggregate(size=self.file.table.count(), **aggregates))
        return {column: _range(found, position) for position, column in enumerate(columns)}

    def group(
        self,
        keys: Sequence[str],
        *,
        weight: tuple[str, Notation] | None,
        numbers: Mapping[str, tuple[Notation, float]],
    ) -> Lines:
        """The cube: one GROUP BY over `keys`, summing the base weights and the numbers (less their centres)."""
        table = self.file.table
        d = None if weight is None else self.number(*weight)
        sums: dict[str, ir.Value] = {"n": table.count()}
        if d is not None:
            sums |= {"d": d.sum(), "dd": (d * d).sum()}
        for position, (column, (written, centre)) in enumerate(numbers.items()):
            y = self.number(column, written) - centre
            # A sum over no number at all is NULL for an engine, and 0 for us.
            sums |= {f"{position}_{name}": found.fill_null(0) for name, found in _number_sums(y, d).items()}
        named = {f"key_{position}": table[key] for position, key in enumerate(keys)}
        expression = table.group_by(**named).agg(**sums) if keys else table.aggregate(**sums)
        found = self.file.engine.fetch(expression)
        categories = {key: _category(found[f"key_{position}"]) for position, key in enumerate(keys)}
        values = {name: _floats(found[name]) for name in found.column_names if not name.startswith("key_")}
        n = values["n"]
        return Lines(
            categories,
            n,
            values.get("d", n),
            values.get("dd", n),
            {
                column: _sums_of(values, position, centre, weighted=d is not None)
                for position, (column, (_, centre)) in enumerate(numbers.items())
            },
        )

    def in_order(
        self, keys: Sequence[str], *, weight: tuple[str, Notation] | None
    ) -> Iterator[tuple[dict[str, Category], FloatArray]]:
        """The categories and base weights of all rows in the order of the file, in portions."""
        d = ibis.literal(1.0) if weight is None else self.number(*weight).fill_null(0.0)
        chosen = {f"key_{position}": self.file.table[key] for position, key in enumerate(keys)}
        found = self.file.engine.fetch(self.file.table.select(**chosen, d=d))
        for batch in found.to_batches(max_chunksize=_ROWS_AT_ONCE):
            table = pa.Table.from_batches([batch])
            yield {key: _category(table[f"key_{at}"]) for at, key in enumerate(keys)}, _floats(table["d"])

    def texts(self, columns: Sequence[str]) -> list[list[str | None]]:
        """The fields of each column as texts, every different one made once."""
        found = self.file.engine.fetch(self.file.table.select(*columns))
        return [_texts(found[column]) for column in columns]

    def records(self, columns: Sequence[str]) -> list[tuple[str | None, ...]]:
        """The rows of a small file as texts."""
        return list(zip(*self.texts(columns), strict=True))

    def row_with(self, column: str, value: str | None) -> int:
        """The row, as an editor counts, in which the column first has this value (None: nothing)."""
        field = self.file.table[column]
        if self._is_text(column):
            return self._first(self._text(column).isnull() if value is None else field.strip() == value, column)[0]
        if value is None:
            return self._first(field.isnull() | (field.isnan() if field.type().is_floating() else False), column)[0]
        return self._first(field.cast("float64") == float(value), column)[0]

    def row_without_number(self, column: str, written: Notation | None) -> tuple[int, str]:
        """The first row whose filled field is no number in this notation (None: in neither), and the field.

        The field is empty if there is no such row.
        """
        text = self._text(column)
        pattern = {Notation.POINT: notation.POINT, Notation.COMMA: notation.COMMA}
        tests = [pattern[written]] if written is not None else list(pattern.values())
        is_number = text.re_search(tests[0])
        for test in tests[1:]:
            is_number = is_number | text.re_search(test)
        return self._first(~is_number & text.notnull(), column)

    def row_not_above_zero(self, column: str, written: Notation) -> tuple[int, str]:
        """The first row whose number is empty, not finite, zero or negative, and the field."""
        number = self.number(column, written)
        return self._first(number.isnull() | number.isinf() | (number <= 0), column)

    def number(self, column: str, written: Notation) -> ir.Value:
        """The column as numbers; NULL where the field is empty."""
        if not self._is_text(column):
            number = self.file.table[column].cast("float64")
            return ibis.cases((number.isnan(), ibis.null("float64")), else_=number)
        text = self._text(column)
        if written is Notation.COMMA:
            text = text.replace(".", "").replace(",", ".")
        return text.try_cast("float64")

    def _text(self, column: str) -> ir.StringValue:
        text = self.file.table[column].strip()
        return ibis.cases((text.isin(sorted(self.missing)), ibis.null("string")), else_=text)

    def _is_text(self, column: str) -> bool:
        return self.file.kind(column) is Kind.TEXT

    def _first(self, condition: ir.BooleanValue, column: str) -> tuple[int, str]:
        table = self.file.table.mutate(is_found=condition, row_number=ibis.row_number())
        wanted = (
            table.filter(table.is_found.fill_null(False)).select("row_number", column).order_by("row_number").limit(1)
        )
        rows = self.file.engine.fetch(wanted).to_pylist()
        if not rows:
            return self.file.first_row, ""
        found = rows[0]
        return int(found["row_number"]) + self.file.first_row, str(found[column] if found[column] is not None else "")

    def _one(self, expression: ir.Table) -> dict[str, float]:
        rows = self.file.engine.fetch(expression).to_pylist()
        return dict(rows[0])


def _number_sums(y: ir.NumericValue, d: ir.NumericValue | None) -> dict[str, ir.Value]:
    """With a base weight every sum is needed; without one the weights are 1 and three of them suffice."""
    sums = {"n": y.count(), "dy": y.sum(), "dyy": (y * y).sum(), "low": y.min(), "high": y.max()}
    if d is None:
        return sums
    present = ibis.cases((y.notnull(), d), else_=0.0)
    return sums | {
        "d": present.sum(),
        "dd": (present * d).sum(),
        "dy": (d * y).sum(),
        "dyy": (d * y * y).sum(),
        "ddy": (d * d * y).sum(),
        "ddyy": (d * d * y * y).sum(),
    }


def _sums_of(values: Mapping[str, FloatArray], position: int, centre: float, *, weighted: bool) -> NumberSums:
    def of(name: str) -> FloatArray:
        return values[f"{position}_{name}"]

    n = of("n")
    if not weighted:
        return NumberSums(centre, n, n, n, of("dy"), of("dyy"), of("dy"), of("dyy"), of("low"), of("high"))
    return NumberSums(centre, n, *(of(name) for name in ("d", "dd", "dy", "dyy", "ddy", "ddyy", "low", "high")))


def _floats(column: pa.ChunkedArray) -> FloatArray:
    return as_numbers(column.cast(pa.float64())).copy()


def _category(column: pa.ChunkedArray) -> Category:
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    codes = np.from_dlpack(encoded.indices).astype(np.int64)
    names = [_name(value) for value in encoded.dictionary.to_pylist()]
    if None in names:
        codes[codes == names.index(None)] = MISSING_CODE
    return Category(codes, tuple(name or "" for name in names))


def _texts(column: pa.ChunkedArray) -> list[str | None]:
    encoded = column.combine_chunks().dictionary_encode(null_encoding="encode")
    names = [_name(value) for value in encoded.dictionary.to_pylist()]
    return [names[code] for code in encoded.indices.to_pylist()]


def _name(value: object) -> str | None:
    if value is None or value != value:  # noqa: PLR0124 - NaN alone differs from itself
        return None
    return str(value).lower() if isinstance(value, bool) else number_as_text(value)


def _range(found: Mapping[str, float], position: int) -> Range:
    n, filled, size = (int(found[name] or 0) for name in (f"{position}_n", f"{position}_filled", "size"))
    low, high, mean = (float(found[f"{position}_{name}"] or 0) for name in ("low", "high", "mean"))
    return Range(n, size - filled, filled - n, low, high, mean)
