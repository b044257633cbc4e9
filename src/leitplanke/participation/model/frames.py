"""How people came to be asked: recruitment and frames."""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text


class Recruitment(StrEnum):
    """How people came to be asked: it decides what a number may claim.

    A margin of error exists for `SAMPLE` alone. `CENSUS` (everybody of the audience was invited) has a response rate
    but no sampling error; `OPEN` (who liked, took part) has neither.
    """

    SAMPLE = "sample"
    CENSUS = "census"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Frame:
    """A way in which an audience was reached (Auswahlgrundlage), with the counts that a response rate needs.

    `population` persons (or companies) belong to the audience; `drawn` were invited, None for an open link;
    `not_eligible` of them turned out to have moved, died or closed.
    """

    id: str
    audience: str
    recruitment: Recruitment
    name: Text
    population: int
    drawn: int | None = None
    not_eligible: int = 0

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.population > 0,
            field="population",
            problem=Text("Die Grundgesamtheit ist leer.", "The population is empty."),
            remedy=Text("Tragen Sie eine Zahl größer als 0 ein.", "Enter a number above 0."),
        )
        require(
            holds=(self.drawn is None) == (self.recruitment is Recruitment.OPEN),
            field="drawn",
            problem=Text(
                "Nur eine offene Befragung hat keine Zahl der Eingeladenen.", "Only an open survey has no drawn."
            ),
            remedy=Text("Tragen Sie drawn ein, bei open lassen Sie es leer.", "Fill drawn; leave it empty for open."),
        )
        require(
            holds=self.drawn is None or 0 <= self.not_eligible < self.drawn <= self.population,
            field="drawn",
            problem=Text("Eingeladene, Ausfälle und Grundgesamtheit passen nicht zusammen.", "The counts do not fit."),
            remedy=Text(
                "Es muss gelten: not_eligible < drawn ≤ population.", "Needed: not_eligible < drawn ≤ population."
            ),
        )
