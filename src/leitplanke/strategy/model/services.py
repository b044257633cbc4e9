"""The services of the town (Leistungen), as its list has them: for the look at where digitalisation pays first."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text

_LEIKA: Final = re.compile("[0-9]{14}")


class MaturityModel(StrEnum):
    """By which version of the OZG maturity model (OZG-Reifegradmodell) somebody judged a service."""

    OZG_1_1 = "ozg_1_1"
    OZG_2_0 = "ozg_2_0"


HIGHEST_STAGE: Final = {MaturityModel.OZG_1_1: 4, MaturityModel.OZG_2_0: 7}


@dataclass(frozen=True, slots=True)
class PublicService:
    """One service. None and an empty text: nobody has said so yet.

    `leika` is its key in the catalogue of services of the German administration. `cases_per_year` were counted in
    `counted_in`. `minutes_per_case` is the working time of a case that does not come in online, `minutes_when_digital`
    that of one which does; `online_percent` is the share of cases that come in online today. `maturity` is a stage of
    `maturity_model`; a stage without the version of its model says nothing, so there is none.
    """

    id: str
    name: Text
    leika: str = ""
    service_area: str = ""
    unit: str = ""
    cases_per_year: int | None = None
    counted_in: int | None = None
    minutes_per_case: float | None = None
    minutes_when_digital: float | None = None
    online_percent: float | None = None
    maturity: int | None = None
    maturity_model: MaturityModel | None = None
    source: Text = Text("")  # noqa: RUF009 - Text is frozen

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=not self.leika or _LEIKA.fullmatch(self.leika) is not None,
            field="leika",
            problem=Text(f"„{self.leika[:30]}“ ist kein LeiKa-Schlüssel.", f"“{self.leika[:30]}” is no LeiKa key."),
            remedy=Text("Er hat genau 14 Ziffern. Ohne Schlüssel bleibt das Feld leer.", "It has exactly 14 digits."),
        )
        self._require_numbers()
        self._require_stage()

    def _require_numbers(self) -> None:
        for name, most in (
            ("cases_per_year", 100_000_000), ("minutes_per_case", 100_000), ("minutes_when_digital", 100_000),
            ("online_percent", 100),
        ):  # fmt: skip
            value = getattr(self, name)
            require(
                holds=value is None or 0 <= value <= most,
                field=name,
                problem=Text(f"{value} ist hier nicht möglich.", f"{value} is not possible here."),
                remedy=Text(f"Erlaubt sind 0 bis {most}.", f"0 to {most} are allowed."),
            )
        require(
            holds=self.counted_in is None or 1990 <= self.counted_in < 2200,
            field="counted_in",
            problem=Text(
                f"Das Jahr {self.counted_in} ist nicht möglich.", f"The year {self.counted_in} is impossible."
            ),
            remedy=Text("Schreiben Sie zum Beispiel 2025.", "Write 2025, for example."),
        )
        both = self.minutes_per_case is not None and self.minutes_when_digital is not None
        require(
            holds=not both or (self.minutes_when_digital or 0) <= (self.minutes_per_case or 0),
            field="minutes_when_digital",
            problem=Text("Digital dauert es hier länger als sonst.", "Digitally it takes longer here than otherwise."),
            remedy=Text("Prüfen Sie beide Zahlen.", "Check both numbers."),
        )

    def _require_stage(self) -> None:
        require(
            holds=(self.maturity is None) == (self.maturity_model is None),
            field="maturity_model" if self.maturity_model is None else "maturity",
            problem=Text("Stufe und Fassung des Modells gehören zusammen.", "A stage and its model belong together."),
            remedy=Text("Nennen Sie beide oder keines.", "Give both or neither."),
        )
        highest = 0 if self.maturity_model is None else HIGHEST_STAGE[self.maturity_model]
        require(
            holds=self.maturity is None or 0 <= self.maturity <= highest,
            field="maturity",
            problem=Text(f"Die Stufe {self.maturity} gibt es dort nicht.", f"There is no stage {self.maturity} in it."),
            remedy=Text(f"Erlaubt sind 0 bis {highest}.", f"0 to {highest} are allowed."),
        )
