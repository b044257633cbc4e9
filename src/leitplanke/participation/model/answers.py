"""What somebody answered."""

import math
from dataclasses import dataclass, field
from enum import StrEnum

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.texts import Text
from leitplanke.participation.model.expressions import as_float
from leitplanke.participation.model.question_parts import Missing

GIVEN = "yes"  # the option of an answer to a question of kind CONSENT
REFUSED = "no"
AGREE, DISAGREE, PASS = STATEMENT_OPTIONS = ("agree", "disagree", "pass")


class ResponseMode(StrEnum):
    """The way in which an answer came (Antwortweg)."""

    ONLINE = "online"
    PAPER = "paper"
    TELEPHONE = "telephone"
    HOME_VISIT = "home_visit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ItemAnswer:
    """One answer inside an answer: to a row, to a cell of it (`column`), to a set of BEST_WORST (best, then worst)."""

    item: str
    options: tuple[str, ...] = ()
    text: str = ""
    number: float | None = None
    missing: Missing | None = None
    column: str = ""

    def __post_init__(self) -> None:
        as_float(self, "number")
        _require_one(self.options, self.text, self.number, self.missing, ())
        require_unique(self.options, "options")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one question.

    `options` in the order given (it counts for `RANK`); `points` belongs to `options` one by one; exactly one of
    options, text, number, items and missing is filled. A date is a text in ISO 8601. `other` is what "other, namely"
    was; `order` the order in which options or items were shown, if it was a random one.
    """

    question: str
    options: tuple[str, ...] = ()
    points: tuple[int, ...] = ()
    text: str = ""
    missing: Missing | None = None
    number: float | None = field(default=None, metadata=ADDED)
    items: tuple[ItemAnswer, ...] = field(default=(), metadata=ADDED)
    other: str = field(default="", metadata=ADDED)
    order: tuple[str, ...] = field(default=(), metadata=ADDED)

    def __post_init__(self) -> None:
        as_float(self, "number")
        _require_one(self.options, self.text, self.number, self.missing, self.items)
        require(
            holds=not self.points or len(self.points) == len(self.options),
            field="points",
            problem=Text("Zu jeder gewählten Antwort gehört eine Punktzahl.", "Every option needs its points."),
            remedy=Text("Prüfen Sie Auswahl und Punkte.", "Check options and points."),
        )
        cells = [(one.item, one.column) for one in self.items]
        require(
            holds=len(set(cells)) == len(cells),
            field="items",
            problem=Text("Eine Zeile ist doppelt beantwortet.", "An item is answered twice."),
            remedy=Text("Jede Zeile darf nur einmal vorkommen.", "Every item may occur only once."),
        )


@dataclass(frozen=True, slots=True)
class Response:
    """One filled-in questionnaire. `key` is random: it tells neither order nor person."""

    key: int
    audience: str
    frame: str
    mode: ResponseMode
    questionnaire: str
    answers: tuple[Answer, ...]


def _require_one(
    options: tuple[str, ...],
    text: str,
    number: float | None,
    missing: Missing | None,
    items: tuple[ItemAnswer, ...],
) -> None:
    filled = (bool(options), bool(text), number is not None, missing is not None, bool(items))
    require(
        holds=sum(filled) == 1,
        field="answer",
        problem=Text("Eine Antwort ist entweder Auswahl, Text oder fehlt.", "An answer is options, text or missing."),
        remedy=Text("Tragen Sie genau eines ein.", "Give exactly one."),
    )
    require(
        holds=number is None or math.isfinite(number),
        field="number",
        problem=Text("Das ist keine Zahl.", "This is no number."),
        remedy=Text("Schreiben Sie eine endliche Zahl.", "Write a finite number."),
    )
