"""Candidate measures with their modes, dates and relations, and what is no candidate."""

from dataclasses import dataclass, field
from enum import StrEnum

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.money import MOST_CENTS
from leitplanke.kernel.relations import Wait
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model.limits import MOST_MONTHS


@dataclass(frozen=True, slots=True)
class ActivityMode:
    """A mode in the problem: money net of grants per month of its duration, staff per unit.

    `demand` is the same in every month, `profiles` has an amount for each month of the duration; no unit is in both.
    A duration of 0 is a milestone: it uses nothing and ends in the month before its start. `draws` is what the mode
    takes from each pot, whenever it starts.
    """

    id: str
    duration: int
    demand: tuple[tuple[str, int], ...]
    investive_by_month: tuple[int, ...]
    consumptive_by_month: tuple[int, ...]
    running_cents_per_year: int
    draws: tuple[tuple[str, int], ...] = ()
    profiles: tuple[tuple[str, tuple[int, ...]], ...] = field(default=(), metadata=ADDED)

    def __post_init__(self) -> None:
        require(
            holds=0 <= self.duration <= MOST_MONTHS,
            field="duration",
            problem=Text(f"{self.duration} Monate sind keine Dauer.", f"{self.duration} months are no duration."),
            remedy=Text(f"Erlaubt sind 0 bis {MOST_MONTHS}.", f"0 to {MOST_MONTHS} are allowed."),
        )
        require(
            holds=len(self.investive_by_month) == len(self.consumptive_by_month) == self.duration,
            field="investive_by_month",
            problem=Text("Das Geld passt nicht zur Dauer.", "The money does not fit the duration."),
            remedy=Text("Ein Betrag je Monat der Dauer.", "One amount per month of the duration."),
        )
        require(
            holds=all(0 <= amount <= MOST_CENTS for amount in (*self.investive_by_month, *self.consumptive_by_month)),
            field="investive_by_month",
            problem=Text("Ein Betrag ist negativ oder zu groß.", "An amount is negative or too large."),
            remedy=Text("Erlaubt sind Cent von 0 bis 10 Billionen.", "Cents from 0 to 10 trillion are allowed."),
        )
        profiled = (amount for _, profile in self.profiles for amount in profile)
        amounts = (*(amount for _, amount in (*self.demand, *self.draws)), *profiled)
        require(
            holds=all(0 <= amount <= MOST_CENTS for amount in (*amounts, self.running_cents_per_year)),
            field="demand",
            problem=Text("Ein Bedarf ist negativ oder zu groß.", "A need is negative or too large."),
            remedy=Text("Erlaubt sind ganze Zahlen ab 0.", "Whole numbers from 0 are allowed."),
        )
        require(
            holds=all(len(profile) == self.duration for _, profile in self.profiles),
            field="profiles",
            problem=Text("Ein Personalverlauf passt nicht zur Dauer.", "A staff profile does not fit the duration."),
            remedy=Text("Ein Wert je Monat der Dauer.", "One amount per month of the duration."),
        )
        require_unique(tuple(unit for unit, _ in (*self.demand, *self.profiles)), "demand")
        require_unique(tuple(pot for pot, _ in self.draws), "draws")

    @property
    def staff(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Staff of every unit for each month of the duration, in hundredths of FTE."""
        return (*((unit, (amount,) * self.duration) for unit, amount in self.demand), *self.profiles)

    @property
    def costs(self) -> bool:
        """Whether it takes money of any year."""
        return bool(self.running_cents_per_year or any(self.investive_by_month) or any(self.consumptive_by_month))


class ReleaseKind(StrEnum):
    """Why a measure may not start before a month."""

    TOWN = "town"  # the town said so
    GATE = "gate"


@dataclass(frozen=True, slots=True)
class Release:
    """Not before month `month` (index), because of `ref`."""

    month: int
    kind: ReleaseKind
    ref: str


class ExclusionKind(StrEnum):
    """Why a measure is no candidate at all."""

    REJECTED = "rejected"
    UNDER_EXAMINATION = "under_examination"
    BLOCKED = "blocked"
    GATE_OPEN = "gate_open"
    GUARDRAIL_VIOLATED = "guardrail_violated"
    PREREQUISITE_EXCLUDED = "prerequisite_excluded"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Measure `activity` is no candidate because of `ref` (a gate, guardrail or prerequisite)."""

    activity: str
    kind: ExclusionKind
    ref: str = ""


@dataclass(frozen=True, slots=True)
class FixedStart:
    """A measure that runs or is done: it keeps its mode and its start, which may lie before the plan."""

    mode: str
    start: int


@dataclass(frozen=True, slots=True)
class Activity:
    """A candidate measure.

    `benefit` per audience in basis points per month of use, in the order of `Problem.audiences`. `deadline` is the
    last month index (inclusive) in which it may end, None if there is none. Prerequisites must be in the plan and
    have ended before it starts; of each group of `any_of`, one must. `waits` are relations with months in between.
    Each month that it ends after `due` costs `lateness` of its value (a soft deadline, beside the hard one).
    """

    id: str
    modes: tuple[ActivityMode, ...]
    benefit: tuple[int, ...]
    prerequisites: tuple[str, ...] = ()
    releases: tuple[Release, ...] = ()
    deadline: int | None = None
    is_mandatory: bool = False
    fixed: FixedStart | None = None
    waits: tuple[Wait, ...] = field(default=(), metadata=ADDED)
    any_of: tuple[tuple[str, ...], ...] = field(default=(), metadata=ADDED)
    due: int | None = field(default=None, metadata=ADDED)
    lateness: int = field(default=0, metadata=ADDED)

    def __post_init__(self) -> None:
        require(
            holds=bool(self.modes),
            field="modes",
            problem=Text(f"{self.id} hat keinen Modus.", f"{self.id} has no mode."),
            remedy=Text("Nennen Sie mindestens einen Modus.", "Name at least one mode."),
        )
        require_unique(tuple(mode.id for mode in self.modes), "modes")
        require(
            holds=self.fixed is None
            or (abs(self.fixed.start) <= MOST_MONTHS and self.fixed.mode in {mode.id for mode in self.modes}),
            field="fixed",
            problem=Text(
                f"{self.id} läuft in einem Modus oder seit einem Monat, den es nicht gibt.",
                f"{self.id} runs in a mode, or since a month, that there is not.",
            ),
            remedy=Text("Nennen Sie einen ihrer Modi und den Monat des Beginns.", "Name a mode of it and its start."),
        )
        require(
            holds=0 <= self.lateness <= MOST_CENTS and (self.due is not None or self.lateness == 0),
            field="lateness",
            problem=Text(f"{self.id}: die Verspätung kostet nichts Sinnvolles.", f"{self.id}: no cost of being late."),
            remedy=Text("Ein Wert ab 0, und due dazu.", "A number from 0, and due with it."),
        )
        require(
            holds=all(self.any_of),
            field="any_of",
            problem=Text(f"{self.id}: eine leere Gruppe in any_of.", f"{self.id}: an empty group in any_of."),
            remedy=Text("Nennen Sie mindestens eine Maßnahme.", "Name at least one measure."),
        )

    def mode(self, mode_id: str) -> ActivityMode:
        """The mode with this id; KeyError if there is none."""
        for mode in self.modes:
            if mode.id == mode_id:
                return mode
        raise KeyError(mode_id)

    @property
    def predecessors(self) -> tuple[str, ...]:
        """Everything that must be planned before it or may have to be, each once."""
        waits = (wait.activity for wait in self.waits)
        return tuple(dict.fromkeys((*self.prerequisites, *waits, *(one for group in self.any_of for one in group))))

    @property
    def release(self) -> int:
        """The first month index in which it may start."""
        return max((release.month for release in self.releases), default=0)
