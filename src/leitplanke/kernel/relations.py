"""What stands between measures beside "finished before": waits, choices; and a month wanted, which is no duty.

See `docs/methods/relations.md`.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.texts import Text

MOST_WAIT = 1_200
MOST_COUNTS = 100
USUAL_COUNTS = 3


class RelationKind(StrEnum):
    """The kinds of rows in a table of relations: both waits, and alternatives."""

    AFTER_END = "after_end"
    AFTER_START = "after_start"
    ANY_OF = "any_of"


class WaitKind(StrEnum):
    """From when the months of a wait are counted."""

    AFTER_END = "after_end"  # finish to start with lag
    AFTER_START = "after_start"  # start to start


@dataclass(frozen=True, slots=True)
class Wait:
    """`activity` must be in the plan, and so many whole months must lie between its end (its start) and this start."""

    activity: str
    kind: WaitKind
    months: int

    def __post_init__(self) -> None:
        require_id(self.activity, "activity")
        require(
            holds=0 <= self.months <= MOST_WAIT,
            field="months",
            problem=Text(f"{self.months} Monate sind keine Wartezeit.", f"{self.months} months are no wait."),
            remedy=Text(f"Erlaubt sind 0 bis {MOST_WAIT}.", f"0 to {MOST_WAIT} are allowed."),
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """Of `members` at least `least` and at most `most` are in the plan; *one of*: both are 1. What runs counts too.

    `name` says what is chosen from, for people.
    """

    id: str
    members: tuple[str, ...]
    least: int
    most: int
    name: Text = field(default=Text(""), metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        require_unique(self.members, "members")
        require(
            holds=0 <= self.least <= self.most <= len(self.members) and self.most > 0,
            field="most",
            problem=Text(
                f"{self.id}: {self.least} bis {self.most} von {len(self.members)} ist keine Auswahl.",
                f"{self.id}: {self.least} to {self.most} of {len(self.members)} is no choice.",
            ),
            remedy=Text(
                "least darf nicht über most liegen, most nicht über der Zahl der Maßnahmen.",
                "least may not exceed most, nor most the number of measures.",
            ),
        )


@dataclass(frozen=True, slots=True)
class Wanted:
    """The town wants a measure finished by month `by`, without a duty to it.

    Each month that it ends later counts like `counts` lost months of its use.
    """

    by: Month
    counts: int = USUAL_COUNTS

    def __post_init__(self) -> None:
        month(self.by, "wanted_by")
        require(
            holds=1 <= self.counts <= MOST_COUNTS,
            field="late_counts",
            problem=Text(
                f"{self.counts} ist kein Gewicht einer Verspätung.", f"{self.counts} is no weight of being late."
            ),
            remedy=Text(
                f"Erlaubt sind 1 bis {MOST_COUNTS}: so viele Monate Nutzen kostet jeder Monat.",
                f"1 to {MOST_COUNTS} are allowed: so many months of use each month costs.",
            ),
        )
