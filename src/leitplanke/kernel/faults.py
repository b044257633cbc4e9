"""What is wrong with an input, told so that a person can mend it: file, row, column, problem, remedy."""

from dataclasses import dataclass

from leitplanke.kernel.texts import Language, Text


class InvalidValueError(ValueError):
    """A value that must not be built. `field` names the attribute; both texts are written for the user."""

    def __init__(self, field: str, problem: Text, remedy: Text) -> None:
        super().__init__(f"{field}: {problem.in_language(Language.EN)} {remedy.in_language(Language.EN)}")
        self.field = field
        self.problem = problem
        self.remedy = remedy


def require(*, holds: bool, field: str, problem: Text, remedy: Text) -> None:
    """Raise `InvalidValueError` unless the claim holds."""
    if not holds:
        raise InvalidValueError(field, problem, remedy)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of an input. `row` counts from 1 as an editor does, the header included; None: the whole file.

    `file` is empty where no file but the command itself is at fault.
    """

    file: str
    row: int | None
    column: str
    problem: Text
    remedy: Text

    def in_language(self, language: Language) -> str:
        """One line: where, what is wrong, what would be right."""
        words = {Language.DE: ("Zeile", "Feld"), Language.EN: ("row", "field")}[language]
        place = [self.file] if self.file else []
        if self.row is not None:
            place.append(f"{words[0]} {self.row}")
        if self.column:
            place.append(f"{words[1]} {self.column}")
        return f"{', '.join(place)}: {self.problem.in_language(language)} {self.remedy.in_language(language)}".rstrip()


class FaultyInputError(Exception):
    """An input was refused; `faults` holds every fault that was found, in file order."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(fault.in_language(Language.EN) for fault in faults))
        self.faults = faults
