"""Overall goals, digital goals, fields of action and service areas."""

from dataclasses import dataclass, field
from datetime import date

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text

STRONGEST = 3


def require_strength(strength: int) -> None:
    """Raise `InvalidValueError` for a strength that does not exist."""
    require(
        holds=1 <= strength <= STRONGEST,
        field="strength",
        problem=Text(f"Die Stärke {strength} gibt es nicht.", f"There is no strength {strength}."),
        remedy=Text("1 = etwas, 2 = deutlich, 3 = stark.", "1 = some, 2 = clear, 3 = strong."),
    )


@dataclass(frozen=True, slots=True)
class OverallGoal:
    """A goal of the town as a whole (übergeordnetes Ziel), with the paper it stands in.

    `section` is the page or section of the paper, `source_date` the day from which the paper is.
    """

    id: str
    title: Text
    source: Text
    section: str = field(default="", metadata=ADDED)
    source_date: date | None = field(default=None, metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class OverallGoalLink:
    """How strongly a goal serves an overall goal (1 some, 2 clear, 3 strong), and who says so."""

    overall_goal: str
    strength: int
    said_by: str = field(default="", metadata=ADDED)

    def __post_init__(self) -> None:
        require_strength(self.strength)


@dataclass(frozen=True, slots=True)
class Goal:
    """A digital goal (Digitalziel) with its indicator: from `baseline` to `target` by `due`, in `unit`.

    `baseline_date` is the day of which the baseline is, `baseline_source` where it comes from.
    """

    id: str
    title: Text
    serves: tuple[OverallGoalLink, ...]
    indicator: Text
    unit: Text
    baseline: float
    target: float
    due: date
    baseline_date: date | None = field(default=None, metadata=ADDED)
    baseline_source: Text = field(default=Text(""), metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=self.baseline_date is None or self.baseline_date < self.due,
            field="due",
            problem=Text(
                "Der Zieltag liegt nicht nach dem Tag des Ausgangswerts.", "The target is not due after the baseline."
            ),
            remedy=Text("Prüfen Sie beide Tage.", "Check both days."),
        )


@dataclass(frozen=True, slots=True)
class FieldOfAction:
    """Handlungsfeld."""

    id: str
    title: Text

    def __post_init__(self) -> None:
        require_id(self.id)


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """Bereich der Daseinsvorsorge. Its id is the option's id in the priority question."""

    id: str
    name: Text

    def __post_init__(self) -> None:
        require_id(self.id)
