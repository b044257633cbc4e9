"""What a plan owes to people beyond its value: a share of the benefit to every audience, and staying as published.

See `docs/methods/fairness.md` and `docs/methods/stability.md`.
"""

from dataclasses import dataclass

from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.money import MOST_CENTS
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model.activities import Activity
from leitplanke.roadmap.model.limits import MOST_MONTHS


@dataclass(frozen=True, slots=True)
class PlannedStart:
    """One line of a plan: which mode, and the index of the first month of work."""

    activity: str
    mode: str
    start: int


@dataclass(frozen=True, slots=True)
class Fairness:
    """Every audience gets at least `least_percent` of the benefit that it could get from all candidates at once.

    `of` is that benefit per audience, in the order of `Problem.audiences`, unweighted: basis points · months. It is
    stored so that the floor stays where it was when dates or staff change. 0: this audience has no floor.
    """

    least_percent: int
    of: tuple[int, ...]

    def __post_init__(self) -> None:
        require(
            holds=0 <= self.least_percent <= 100,
            field="least_percent",
            problem=Text(f"{self.least_percent} % ist kein Anteil.", f"{self.least_percent} % is no share."),
            remedy=Text("Erlaubt sind 0 bis 100.", "0 to 100 are allowed."),
        )
        require(
            holds=all(0 <= most <= 2**60 for most in self.of),
            field="of",
            problem=Text("Ein Nutzen ist negativ oder zu groß.", "A benefit is negative or too large."),
            remedy=Text("Erlaubt sind ganze Zahlen ab 0.", "Whole numbers from 0 are allowed."),
        )

    @property
    def floors(self) -> tuple[int, ...]:
        """The least benefit of each audience, rounded up: a share must not be broken by rounding."""
        return tuple(-(-self.least_percent * most // 100) for most in self.of)


@dataclass(frozen=True, slots=True)
class Stability:
    """Staying near a published plan.

    A measure is changed if its mode or start differ, if it is gone, or if it is new. At most `most_changes` are (None:
    any number). Value counts `keeping` for each measure that stays and takes it off for each new one; and takes off
    `shift` for each month that an end lies earlier or later. Measures that run or are done are not asked.
    """

    plan: tuple[PlannedStart, ...]
    most_changes: int | None = None
    keeping: int = 0
    shift: int = 0

    def __post_init__(self) -> None:
        require_unique(tuple(line.activity for line in self.plan), "plan")
        require(
            holds=self.most_changes is None or 0 <= self.most_changes <= MOST_CENTS,
            field="most_changes",
            problem=Text(
                f"{self.most_changes} Änderungen gibt es nicht.", f"{self.most_changes} changes: no such number."
            ),
            remedy=Text("Erlaubt sind ganze Zahlen ab 0.", "Whole numbers from 0 are allowed."),
        )
        require(
            holds=all(abs(line.start) <= MOST_MONTHS for line in self.plan),
            field="plan",
            problem=Text("Ein Beginn liegt außerhalb jedes Fahrplans.", "A start lies outside every roadmap."),
            remedy=Text(f"Erlaubt sind Monate bis {MOST_MONTHS}.", f"Months up to {MOST_MONTHS} are allowed."),
        )
        require(
            holds=0 <= self.keeping <= MOST_CENTS and 0 <= self.shift <= MOST_CENTS,
            field="keeping",
            problem=Text("Ein Gewicht ist negativ oder zu groß.", "A weight is negative or too large."),
            remedy=Text("Erlaubt sind ganze Zahlen ab 0.", "Whole numbers from 0 are allowed."),
        )

    def former(self, activity: str) -> PlannedStart | None:
        """The line of this measure in the published plan."""
        return next((line for line in self.plan if line.activity == activity), None)

    def worth(self, activity: Activity, line: PlannedStart, former: PlannedStart | None) -> int:
        """What `line` adds to the value for staying near its `former` line."""
        if former is None:
            return -self.keeping
        before, after = _end(activity, former), _end(activity, line)
        shifted = 0 if before is None or after is None else abs(after - before)
        return (self.keeping if line == former else 0) - self.shift * shifted


def _end(activity: Activity, line: PlannedStart) -> int | None:
    """The last month of work; None if the mode is gone."""
    duration = next((mode.duration for mode in activity.modes if mode.id == line.mode), None)
    return None if duration is None else line.start + duration - 1
