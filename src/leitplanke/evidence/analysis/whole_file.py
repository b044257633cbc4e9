"""All columns of a data file as texts, with what is known of them: what a questionnaire is derived from."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from leitplanke.evidence.engines.data_file import Kind, labels_of, open_data
from leitplanke.evidence.engines.embedded import embedded_engine
from leitplanke.evidence.engines.rows import Rows
from leitplanke.evidence.survey.notation import NO_VALUE, Notation


@dataclass(frozen=True)
class Column:
    """A column: `fields` row by row, None where nothing stands or what means nothing.

    `label` is what SPSS calls it, `categories` are its labelled values there in their order.
    """

    name: str
    kind: Kind
    fields: tuple[str | None, ...]
    label: str = ""
    categories: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each text occurs."""
        return Counter(field for field in self.fields if field is not None)

    @property
    def filled(self) -> int:
        """How many fields hold something."""
        return self.counts.total()


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A data file of which every column was read; `first_row` is where an editor shows the first row of data."""

    name: str
    columns: tuple[Column, ...]
    first_row: int
    delimiter: str | None

    @property
    def rows(self) -> int:
        """How many rows of data there are."""
        return len(self.columns[0].fields) if self.columns else 0

    def row_of(self, column: Column, field: str) -> int:
        """Where an editor shows the first field of the column with this text."""
        return column.fields.index(field) + self.first_row


def column_names(path: Path) -> tuple[str, ...]:
    """The headings of all columns. Raises `FaultyInputError` for what is no readable table."""
    with embedded_engine() as engine:
        return open_data(path, engine, ()).columns


def read_whole_file(path: Path, *, missing: Collection[str] = (), without: Collection[str] = ()) -> WholeFile:
    """Every column but those `without`; `missing` are further texts that stand for nothing.

    Raises `FaultyInputError` for what is no readable table, doubled names, mixed encodings, errors of a spreadsheet,
    dates among other things.
    """
    nothing = frozenset(NO_VALUE) | frozenset(missing)
    with embedded_engine() as engine:
        names = open_data(path, engine, without).columns  # a column that is to be left out exists
        wanted = [name for name in names if name not in set(without)]
        file = open_data(path, engine, wanted)
        texts = Rows(file, nothing).texts(wanted) if wanted else []
        kinds = {name: file.kind(name) for name in wanted}
        told = labels_of(path)
    columns = tuple(
        Column(name, kinds[name], _filled(one, nothing), *told.get(name, ("", ())))
        for name, one in zip(wanted, texts, strict=True)
    )
    return WholeFile(path.name, columns, file.first_row, file.delimiter)


def plain_number(field: str, written: Notation) -> str:
    """The number with a decimal point and nothing between its thousands."""
    return field.replace(".", "").replace(",", ".") if written is Notation.COMMA else field


def _filled(fields: list[str | None], nothing: frozenset[str]) -> tuple[str | None, ...]:
    plain = {field: (field or "").strip() for field in set(fields)}
    return tuple([None if plain[field] in nothing else plain[field] for field in fields])
