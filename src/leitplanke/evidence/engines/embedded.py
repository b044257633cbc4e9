"""The embedded engine: Ibis on DuckDB, inside this process."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import ibis
import ibis.expr.types as ir
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from ibis.backends.duckdb import Backend

from leitplanke.evidence.cube import AnswerColumns, Cube


@dataclass(frozen=True, slots=True)
class Engine:
    """A running engine; `folder` is for what does not fit into memory."""

    connection: Backend
    folder: Path

    def in_memory(self, rows: pa.Table | ir.Table) -> ir.Table:
        """The rows as a table of the engine; those of an expression are computed once."""
        name = ibis.util.gen_name("rows")
        if isinstance(rows, pa.Table):
            self.connection.con.register(name, rows)
            return self.connection.table(name)
        return self.connection.create_table(name, rows, temp=True)

    def fetch(self, expression: ir.Table) -> pa.Table:
        """What the expression over tables of this engine comes to; Ibis itself would load pandas on the way."""
        found = self.connection.con.sql(self.connection.compile(expression)).to_arrow_table()
        return found.cast(expression.schema().to_pyarrow())


def as_numbers(column: pa.ChunkedArray) -> npt.NDArray[Any]:
    """A column of numbers without gaps, for numpy; Arrow's own conversion would load pandas."""
    return np.from_dlpack(column.combine_chunks())


@contextmanager
def embedded_engine() -> Iterator[Engine]:
    """The engine while the context lasts."""
    with tempfile.TemporaryDirectory(prefix="leitplanke-") as folder:
        connection = ibis.duckdb.connect(temp_directory=folder)
        connection.con.sql("SET enable_progress_bar = false")  # output is for results
        try:
            yield Engine(connection, Path(folder))
        finally:
            connection.disconnect()


class CountingEngine(Protocol):
    """What counting needs of an engine."""

    def in_memory(self, rows: pa.Table) -> ir.Table:
        """The rows as a table of the engine."""
        ...

    def fetch(self, expression: ir.Table) -> pa.Table:
        """What the expression comes to."""
        ...


def count_answers(columns: AnswerColumns) -> Cube:
    """The cube of all answers, counted inside this process."""
    with embedded_engine() as engine:
        return count_with(engine, columns)


def count_with(engine: CountingEngine, columns: AnswerColumns) -> Cube:
    """The cube of all answers in one query, sorted by item and cell.

    Every sum is one of whole numbers, so neither threads, the order of rows nor the engine can change a digit.
    """
    answers = engine.in_memory(pa.table({name: getattr(columns, name) for name in ("item", "cell", "points")}))
    points = answers.points
    grouped = answers.group_by("item", "cell").agg(
        n=answers.count(), points=points.sum().cast("int64"), squares=(points * points).sum().cast("int64")
    )
    table = engine.fetch(grouped.order_by("item", "cell"))
    return Cube(*(as_numbers(table[name]) for name in ("item", "cell", "n", "points", "squares")))
