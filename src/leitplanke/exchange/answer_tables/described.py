"""What a table of answers does not say of itself."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from leitplanke.evidence.survey.notation import Notation
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Recruitment, ResponseMode

RESPONDENTS = Text("Befragte", "respondents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Who answered, when and how, and what columns are where that cannot be seen.

    `population` persons belong to the audience and `drawn` of them were invited: needed for a sample and a census.
    `priority` is the column of the question what comes first. Columns are `about` the person, hold `choices` though
    they look like numbers or texts, `numbers` though few, `texts` in own words though few, or are left out (`without`).
    Answers are weighted to every trait of a population table by itself, or to all combinations (`is_crossed`).
    `missing` are texts that stand for no answer; `decimal` says how numbers are written where the file leaves it open.
    """

    as_of: date
    audience: Text = RESPONDENTS
    recruitment: Recruitment = Recruitment.OPEN
    population: int | None = None
    drawn: int | None = None
    mode: ResponseMode = ResponseMode.OTHER
    is_invented: bool = False
    is_crossed: bool = False
    priority: str = ""
    about: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    decimal: Notation | None = None

    def of_columns(self, columns: Collection[str]) -> "Described":
        """The same with names that are no column but several, separated by commas, taken apart."""
        return replace(
            self,
            about=tuple(_apart(self.about, columns)),
            choices=tuple(_apart(self.choices, columns)),
            numbers=tuple(_apart(self.numbers, columns)),
            texts=tuple(_apart(self.texts, columns)),
            without=tuple(_apart(self.without, columns)),
        )

    @property
    def named(self) -> tuple[str, ...]:
        """Every column that is named."""
        first = (self.priority,) if self.priority else ()
        return (*first, *self.about, *self.choices, *self.numbers, *self.texts)


def _apart(names: Iterable[str], columns: Collection[str]) -> Iterator[str]:
    for name in names:
        parts = (name,) if name in columns else (part.strip() for part in name.split(","))
        yield from filter(None, parts)
