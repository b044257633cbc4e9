"""Faults of one file, collected so that a person sees all of them at once."""

from dataclasses import dataclass, field

from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text


@dataclass(slots=True)
class FaultBook:
    """Everything found in `file` so far."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def add(self, row: int | None, column: str, problem: Text, remedy: Text) -> None:
        """Note one fault; `row` is the line of the file."""
        self.faults.append(Fault(self.file, row, column, problem, remedy))

    def refuse_if_any(self) -> None:
        """Raise `FaultyInputError` with all faults in the order of the file."""
        if self.faults:
            ordered = sorted(self.faults, key=lambda fault: (fault.row or 0, fault.column))
            raise FaultyInputError(tuple(ordered))
