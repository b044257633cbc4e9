"""What questions are made of: options, items, bounds, rules, variants."""

import math
from dataclasses import dataclass, field
from enum import StrEnum

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text
from leitplanke.participation.model.expressions import Expression, as_float, require_small

OTHER = "other"  # the option "other, namely" of a question that has one


class QuestionKind(StrEnum):
    """What an answer looks like."""

    SINGLE = "single"  # exactly one option
    MULTIPLE = "multiple"  # any options, up to max_choices if given
    TOP = "top"  # choose your top k; the order does not count
    RANK = "rank"  # options in order of preference
    POINTS = "points"  # points spread over options
    TEXT = "text"  # the person's own words
    SHORT_TEXT = "short_text"  # one line
    SCALE = "scale"  # a whole number between two named ends
    RATING = "rating"  # one to so many stars
    NUMBER = "number"
    DATE = "date"
    MATRIX = "matrix"  # the same for several items
    STATEMENTS = "statements"  # items to agree with, disagree with or pass over
    BEST_WORST = "best_worst"  # the best and the worst of each of several sets of options (MaxDiff)
    INFORMATION = "information"  # nothing is asked
    CONSENT = "consent"  # yes, or the survey ends


class Missing(StrEnum):
    """Why there is no answer. The three are kept apart: "don't know" is an opinion, the others are not."""

    DONT_KNOW = "dont_know"
    PREFER_NOT = "prefer_not"
    NO_ANSWER = "no_answer"


class Cells(StrEnum):
    """What a matrix asks of each item."""

    CHOICE = "choice"  # one of the options
    CHECK = "check"  # any of the options
    NUMBER = "number"  # a number, or one per option
    TEXT = "text"  # a line, or one per option


class DateForm(StrEnum):
    """How exactly a date is asked. Answers are written as in ISO 8601."""

    DAY = "day"  # 2026-01-31
    MONTH = "month"  # 2026-01
    YEAR = "year"  # 2026
    TIME = "time"  # 14:30
    MOMENT = "moment"  # 2026-01-31T14:30


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a question offers; `audiences` empty: to everybody."""

    id: str
    text: Text
    shown_if: Expression | None = field(default=None, metadata=ADDED)
    audiences: tuple[str, ...] = field(default=(), metadata=ADDED)
    is_exclusive: bool = field(default=False, metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.id not in set(Missing),
            field="id",
            problem=Text(f"„{self.id}“ ist für fehlende Antworten vergeben.", f"“{self.id}” is reserved."),
            remedy=Text("Wählen Sie eine andere Kennung.", "Choose another identifier."),
        )
        if self.shown_if is not None:
            require_small(self.shown_if, "shown_if")


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a matrix, one statement. `opposite` is the other end of a row between two poles."""

    id: str
    text: Text
    opposite: Text | None = None
    shown_if: Expression | None = None

    def __post_init__(self) -> None:
        require_id(self.id)
        if self.shown_if is not None:
            require_small(self.shown_if, "shown_if")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Which options of a scale count as agreeing (Zustimmung), and how that is said.

    `words` follow a number: "stimmen zu", "agree"; "sind zufrieden", "are satisfied".
    """

    options: tuple[str, ...]
    words: Text


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a number may be, and of what it is a number. `step` counts from `lowest`, or from 0.

    `low_end` and `high_end` name the ends of a scale.
    """

    lowest: float | None = None
    highest: float | None = None
    step: float | None = None
    unit: Text = Text("")  # noqa: RUF009 - Text is frozen
    low_end: Text = Text("")  # noqa: RUF009 - likewise
    high_end: Text = Text("")  # noqa: RUF009 - likewise

    def __post_init__(self) -> None:
        for name in ("lowest", "highest", "step"):
            as_float(self, name)
        given = [number for number in (self.lowest, self.highest, self.step) if number is not None]
        require(
            holds=all(math.isfinite(number) for number in given)
            and (self.lowest is None or self.highest is None or self.lowest <= self.highest)
            and (self.step is None or self.step > 0),
            field="bounds",
            problem=Text("Die Grenzen passen nicht zusammen.", "The bounds do not fit."),
            remedy=Text("Nötig: lowest ≤ highest, step > 0.", "Needed: lowest ≤ highest, step > 0."),
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim that an answer must keep (`THIS` is the answer), and what is said if it does not."""

    holds_if: Expression
    message: Text

    def __post_init__(self) -> None:
        require_small(self.holds_if, "holds_if")


@dataclass(frozen=True, slots=True)
class Variant:
    """The same question in words for one audience."""

    audience: str
    text: Text
    hint: Text = Text("")  # noqa: RUF009 - Text is frozen


@dataclass(frozen=True, slots=True)
class ChoiceSet:
    """The options among which one best and one worst are chosen."""

    id: str
    options: tuple[str, ...]

    def __post_init__(self) -> None:
        require_id(self.id)
        require_unique(self.options, "options")
        require(
            holds=len(self.options) > 1,
            field="options",
            problem=Text("Bestes und Schlechtestes brauchen eine Wahl.", "Best and worst need a choice."),
            remedy=Text("Nennen Sie mindestens zwei Antworten.", "Name at least two options."),
        )
