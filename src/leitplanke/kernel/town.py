"""Who the town is and what holds for all its stages."""

from dataclasses import dataclass, field
from datetime import date

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text

_CURRENCY_LETTERS = 3


@dataclass(frozen=True, slots=True)
class TownProfile:
    """A town's name and dates.

    `as_of` is the day whose state the documents tell; `plan_from` the first month of the roadmap. `notice` stands on
    every page and export of a fictitious town and may say whatever else readers must know. Where money carries over,
    what a fiscal year does not use may be used in any later one (Haushaltsreste, § 21 GemHVO Hessen).
    """

    id: str
    name: Text
    is_fictitious: bool
    notice: Text
    inhabitants: int
    as_of: date
    plan_from: Month
    plan_months: int
    currency: str = "EUR"
    short_term_months: int = 12
    medium_term_months: int = 36
    investive_carries_over: bool = field(default=False, metadata=ADDED)
    consumptive_carries_over: bool = field(default=False, metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        month(self.plan_from, "plan_from")
        require(
            holds=self.inhabitants > 0,
            field="inhabitants",
            problem=Text("Eine Kommune hat Einwohner.", "A town has inhabitants."),
            remedy=Text("Tragen Sie eine Zahl größer als 0 ein.", "Enter a number above 0."),
        )
        require(
            holds=1 <= self.plan_months <= 180,
            field="plan_months",
            problem=Text(
                f"{self.plan_months} Monate sind kein Fahrplan.", f"{self.plan_months} months are no roadmap."
            ),
            remedy=Text("Erlaubt sind 1 bis 180 Monate.", "1 to 180 months are allowed."),
        )
        require(
            holds=0 < self.short_term_months < self.medium_term_months,
            field="medium_term_months",
            problem=Text(
                "Mittelfristig muss länger sein als kurzfristig.", "Medium term must be longer than short term."
            ),
            remedy=Text("Üblich sind 12 und 36 Monate.", "12 and 36 months are usual."),
        )
        require(
            holds=len(self.currency) == _CURRENCY_LETTERS and self.currency.isalpha() and self.currency.isupper(),
            field="currency",
            problem=Text(f"„{self.currency}“ ist kein Währungscode.", f"“{self.currency}” is no currency code."),
            remedy=Text("Schreiben Sie zum Beispiel EUR.", "Write EUR, for example."),
        )
        require(
            holds=not self.is_fictitious or bool(self.notice.de),
            field="notice",
            problem=Text("Eine erfundene Kommune muss sagen, dass sie erfunden ist.", "A fictitious town must say so."),
            remedy=Text("Schreiben Sie den Hinweis in notice.", "Write the notice."),
        )
