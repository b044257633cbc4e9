"""Places in input files, and the log in which every fault of a town folder is noted."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, its row (from 1, as an editor counts) and its column or key."""

    file: str
    row: int | None = None
    column: str = ""

    def at(self, column: str) -> "Place":
        """Another column of the same row."""
        return replace(self, column=column)


class Entry(Protocol):
    """A row of a table or a table of TOML: something that can say where its fields stand."""

    def place(self, column: str = "") -> Place:
        """Where this field stands, or the entry itself."""


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value with the entry that it was read from."""

    value: T
    entry: Entry

    def place(self, column: str = "") -> Place:
        """Where this field of the value stands."""
        return self.entry.place(column)


@dataclass(slots=True)
class FaultLog:
    """Collects faults, so that one does not hide the others."""

    faults: list[Fault] = field(default_factory=list)

    def add(self, place: Place, problem: Text, remedy: Text) -> None:
        """Note one fault."""
        self.faults.append(Fault(place.file, place.row, place.column, problem, remedy))

    def attempt(self, entry: Entry, build: Callable[[], T], columns: dict[str, str] | None = None) -> T | None:
        """What `build` answers, or None with its fault noted; `columns` renames fields to columns."""
        try:
            return build()
        except InvalidValueError as error:
            name = (columns or {}).get(error.field, error.field)
            self.add(entry.place(name), error.problem, error.remedy)
            return None

    def raise_if_any(self, rank: Callable[[str], tuple[int, str]]) -> None:
        """Raise `FaultyInputError` with all faults, by file (in the order of `rank`), row and order of discovery."""
        if self.faults:
            by_place = sorted(self.faults, key=lambda fault: (rank(fault.file), fault.row or 0))
            raise FaultyInputError(tuple(dict.fromkeys(by_place)))
