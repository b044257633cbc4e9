"""Reads a file of margins: variable, category, total."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from leitplanke.evidence.analysis import words
from leitplanke.evidence.analysis.columns import fault, read_numbers
from leitplanke.evidence.engines.data_file import open_data
from leitplanke.evidence.engines.embedded import Engine
from leitplanke.evidence.engines.rows import Rows
from leitplanke.evidence.survey.notation import NO_VALUE, Notation
from leitplanke.evidence.survey.population import (
    MarginFault,
    MarginFaultsError,
    MarginRow,
    PopulationMargin,
    population_margins,
)
from leitplanke.kernel.faults import Fault, FaultyInputError

COLUMNS = ("variable", "category", "total")


def read_margins(path: Path, engine: Engine, *, decimal: Notation | None) -> tuple[PopulationMargin, ...]:
    """The margins of the file. Raises `FaultyInputError`."""
    file = open_data(path, engine, COLUMNS)
    rows = Rows(file, frozenset(NO_VALUE))
    numbers = read_numbers(rows, required=("total",), wished=(), decimal=decimal, statistic=None)
    if numbers.ranges["total"].empty:
        row = rows.row_with("total", None)
        raise fault(rows, row, "total", words.total_unreadable(""))
    written = numbers.notations["total"]
    records = [
        MarginRow((variable or "").strip(), (category or "").strip(), _number(total or "", written), row)
        for row, (variable, category, total) in enumerate(rows.records(COLUMNS), start=file.first_row)
    ]
    with faults_of_margins(path):
        return population_margins(tuple(records))


@contextmanager
def faults_of_margins(path: Path | None, data: Rows | None = None) -> Iterator[None]:
    """Gives the faults of margins the name of their file, and those of the data theirs with the row."""
    try:
        yield
    except MarginFaultsError as refused:
        name = path.name if path is not None else ""
        raise FaultyInputError(tuple(_located(one, name, data) for one in refused.faults)) from refused


def _located(found: MarginFault, name: str, data: Rows | None) -> Fault:
    if not found.in_data or data is None:
        return Fault(name, found.row, found.column, found.problem, found.remedy)
    row = data.row_with(found.column, found.in_data[0]) if len(found.in_data) == 1 else None
    return Fault(data.file.name, row, found.column, found.problem, found.remedy)


def _number(text: str, written: Notation) -> float:
    plain = text.strip()
    return float(plain.replace(".", "").replace(",", ".") if written is Notation.COMMA else plain)
