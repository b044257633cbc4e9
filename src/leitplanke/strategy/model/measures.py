"""Measures with their modes, examinations and states."""

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.money import require_cents
from leitplanke.kernel.relations import Wait, Wanted
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model.goals import require_strength

MOST_MODE_MONTHS = 180


class MeasureState(StrEnum):
    """Where a measure stands when the plan is made."""

    IDEA = "idea"
    UNDER_EXAMINATION = "under_examination"
    DECIDED = "decided"
    RUNNING = "running"
    BLOCKED = "blocked"
    DONE = "done"
    REJECTED = "rejected"


class MeasureClass(StrEnum):
    """Smart City components stay behind the gates "goals adopted" and "framework settled"."""

    E_GOVERNMENT = "e_government"
    SMART_CITY = "smart_city"
    INCLUSION = "inclusion"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class StaffNeed:
    """Staff of one unit in hundredths of a full-time equivalent (VZÄ), in these months of the mode, counted from 1.

    Without `to_month` to its end, so that by default the whole mode is meant.
    """

    unit: str
    fte_hundredths: int
    from_month: int = dataclasses.field(default=1, metadata=ADDED)
    to_month: int | None = dataclasses.field(default=None, metadata=ADDED)

    def __post_init__(self) -> None:
        require(
            holds=0 < self.fte_hundredths <= 10_000,
            field="fte",
            problem=Text(
                f"{self.fte_hundredths / 100} VZÄ sind nicht möglich.",
                f"{self.fte_hundredths / 100} FTE is impossible.",
            ),
            remedy=Text("Erlaubt sind Werte über 0 bis 100.", "Values above 0 up to 100 are allowed."),
        )
        _require_month(self.from_month, "from_month")
        if self.to_month is not None:
            _require_month(self.to_month, "to_month")
            require(
                holds=self.from_month <= self.to_month,
                field="to_month",
                problem=Text(
                    f"Monat {self.to_month} liegt vor Monat {self.from_month}.",
                    f"Month {self.to_month} lies before month {self.from_month}.",
                ),
                remedy=Text("Nennen Sie den ersten Monat vor dem letzten.", "Name the first month before the last."),
            )

    def months(self, duration: int) -> range:
        """The months of a mode of this duration in which the staff is needed, counted from 1."""
        return range(self.from_month, (self.to_month or duration) + 1)


@dataclass(frozen=True, slots=True)
class Payment:
    """One-off money that falls due in one month of the mode, counted from 1, before any grant."""

    month: int
    investive_cents: int = 0
    consumptive_cents: int = 0

    def __post_init__(self) -> None:
        _require_month(self.month, "month")
        for name in ("investive_cents", "consumptive_cents"):
            require_cents(getattr(self, name), name)
        require(
            holds=self.investive_cents + self.consumptive_cents > 0,
            field="investive_cents",
            problem=Text("Die Zahlung hat keinen Betrag.", "The payment has no amount."),
            remedy=Text("Tragen Sie einen ein oder streichen Sie die Zeile.", "Enter one or remove the row."),
        )


@dataclass(frozen=True, slots=True)
class Mode:
    """One way to do a measure (Umsetzungsart): own, bought, with neighbours.

    One-off money falls due as `payments` say; of a kind that none of them names, it is spread evenly over the duration.
    `running_cents_per_year` (consumptive) starts when the mode ends. A grant lowers the investive amount first;
    `grant_pot` is the pot that it comes from, if it comes from one.
    """

    id: str
    name: Text
    duration_months: int
    investive_cents: int
    consumptive_cents: int
    running_cents_per_year: int
    staff: tuple[StaffNeed, ...]
    grant_cents: int = 0
    grant_pot: str = dataclasses.field(default="", metadata=ADDED)
    payments: tuple[Payment, ...] = dataclasses.field(default=(), metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=1 <= self.duration_months <= MOST_MODE_MONTHS,
            field="duration_months",
            problem=Text(
                f"{self.duration_months} Monate Dauer sind nicht möglich.",
                f"A duration of {self.duration_months} months is not possible.",
            ),
            remedy=Text(
                f"Erlaubt sind 1 bis {MOST_MODE_MONTHS} Monate.", f"1 to {MOST_MODE_MONTHS} months are allowed."
            ),
        )
        for name in ("investive_cents", "consumptive_cents", "running_cents_per_year", "grant_cents"):
            require_cents(getattr(self, name), name)
        require(
            holds=self.grant_cents <= self.investive_cents + self.consumptive_cents,
            field="grant_cents",
            problem=Text("Die Förderung ist höher als die Kosten.", "The grant exceeds the cost."),
            remedy=Text("Tragen Sie höchstens die einmaligen Kosten ein.", "Enter at most the one-off cost."),
        )
        for place, need in enumerate(self.staff):
            require_staff_fits(need, duration=self.duration_months, others=self.staff[:place])
        for payment in self.payments:
            require_payment_fits(payment, duration=self.duration_months)
        months = [payment.month for payment in self.payments]
        require(
            holds=months == sorted(set(months)),
            field="payments",
            problem=Text("Die Zahlungen stehen nicht nach Monaten.", "The payments are not in order of months."),
            remedy=Text("Jeder Monat einmal, der früheste zuerst.", "Every month once, the earliest first."),
        )
        for name in ("investive_cents", "consumptive_cents"):
            self._require_paid(name)

    def _require_paid(self, name: str) -> None:
        """What the payments of a kind of money come to is what the mode costs."""
        paid, cost = sum(getattr(payment, name) for payment in self.payments), getattr(self, name)
        require(
            holds=paid in {0, cost},
            field=name,
            problem=Text(
                f"Die Zahlungen ergeben {_german(paid)}, hier steht {_german(cost)}.",
                f"The payments come to {paid / 100:.2f}, the amount here is {cost / 100:.2f}.",
            ),
            remedy=Text(
                "Gleichen Sie die Zahlungen oder diesen Betrag an.", "Make the payments or this amount fit the other."
            ),
        )

    @property
    def staff_by_month(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Staff of every unit for each month of the duration, in hundredths of FTE; units by name."""
        found = {unit: [0] * self.duration_months for unit in sorted({need.unit for need in self.staff})}
        for need in self.staff:
            for month_number in need.months(self.duration_months):
                found[need.unit][month_number - 1] = need.fte_hundredths
        return tuple((unit, tuple(amounts)) for unit, amounts in found.items())


def require_staff_fits(need: StaffNeed, *, duration: int, others: Iterable[StaffNeed]) -> None:
    """Staff that is needed while the mode lasts, and in no month in which `others` say what the unit is needed for."""
    for name in ("from_month", "to_month"):
        _require_within(getattr(need, name) or 1, name, duration)
    taken = {one for other in others if other.unit == need.unit for one in other.months(duration)}
    common = sorted(taken.intersection(need.months(duration)))
    require(
        holds=not common,
        field="from_month",
        problem=Text(
            f"Für {need.unit} steht Monat {_span(common)} schon in einer anderen Zeile.",
            f"Month {_span(common)} of {need.unit} stands in another row already.",
        ),
        remedy=Text("Jeder Monat steht bei einer Einheit nur einmal.", "Every month stands once for a unit."),
    )


def require_payment_fits(payment: Payment, *, duration: int) -> None:
    """A payment that falls due while the mode lasts."""
    _require_within(payment.month, "month", duration)


def _require_month(number: int, name: str) -> None:
    require(
        holds=1 <= number <= MOST_MODE_MONTHS,
        field=name,
        problem=Text(f"{number} ist kein Monat der Umsetzung.", f"{number} is no month of the work."),
        remedy=Text(
            f"Gezählt wird ab 1, dem Monat des Beginns, bis {MOST_MODE_MONTHS}.",
            f"The month of the start is 1; up to {MOST_MODE_MONTHS} are allowed.",
        ),
    )


def _require_within(number: int, name: str, duration: int) -> None:
    require(
        holds=number <= duration,
        field=name,
        problem=Text(
            f"Monat {number} liegt nach dem Ende: Die Umsetzung dauert {duration} Monate.",
            f"Month {number} lies after the end: the work takes {duration} months.",
        ),
        remedy=Text("Nennen Sie einen früheren Monat oder verlängern Sie die Dauer.", "Name an earlier month."),
    )


def _span(months: Sequence[int]) -> str:
    return "–".join(dict.fromkeys(str(one) for one in (*months[:1], *months[-1:])))


def _german(cents: int) -> str:
    return f"{cents / 100:.2f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Contribution:
    """How strongly a measure serves a goal, and who says so."""

    goal: str
    strength: int
    said_by: str = ""

    def __post_init__(self) -> None:
        require_strength(self.strength)


@dataclass(frozen=True, slots=True)
class Examination:
    """Prüfauftrag: what "is being examined" means; with its `outcome` it stays when the measure's state goes on."""

    question: Text
    assumptions: Text
    decided_by: Text
    decision_due: Month
    outcome: Text = Text("")  # noqa: RUF009 - Text is frozen

    def __post_init__(self) -> None:
        month(self.decision_due, "decision_due")


@dataclass(frozen=True, slots=True)
class DatedState:
    """Since when a measure was in a state, and why; `since` None: nobody wrote it down."""

    state: MeasureState
    since: date | None
    reason: Text = Text("")  # noqa: RUF009 - Text is frozen


class Way(StrEnum):
    """How a service could be had: the three that are compared before a measure is made."""

    DIGITAL = "digital"
    ANALOGUE = "analogue"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class WayCompared:
    """One of the ways: what it takes, whom it reaches, whom it excludes; chosen on a day with a reason, or not."""

    way: Way
    effort: Text
    reach: Text
    excludes: Text
    running_cents_per_year: int | None = None
    chosen_on: date | None = None
    reason: Text = Text("")  # noqa: RUF009 - Text is frozen

    def __post_init__(self) -> None:
        if self.running_cents_per_year is not None:
            require_cents(self.running_cents_per_year, "running_cents_per_year")
        require(
            holds=(self.chosen_on is None) == (not self.reason.de),
            field="chosen_on" if self.chosen_on is None else "reason",
            problem=Text("Eine Entscheidung braucht Tag und Grund.", "A decision needs a day and a reason."),
            remedy=Text("Nennen Sie beides oder keines.", "Give both or neither."),
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """Maßnahmensteckbrief.

    `service_area` names the area it digitalises; `asked_as` the option of the priority question that asked for this
    very measure, if any. `requires` are hard prerequisites (finish to start), `helps` soft ones. `release` is the first
    month in which it may start, `deadline` the last month in which it must have ended; hard if `is_mandatory`.
    `fixed_start` holds for running and done measures, with the mode that was taken. `waits` are prerequisites with
    months in between; of each group of `any_of` one has to be finished first. `states` are those that it was in, in
    order of time, the present one last; `ways` compare digital, analogue and both.
    """

    id: str
    title: Text
    description: Text
    for_whom: Text
    field: str
    service_area: str
    measure_class: MeasureClass
    lead_unit: str
    state: MeasureState
    state_reason: Text
    contributions: tuple[Contribution, ...]
    modes: tuple[Mode, ...]
    participants: tuple[str, ...] = ()
    is_mandatory: bool = False
    legal_basis: str = ""
    release: Month | None = None
    deadline: Month | None = None
    requires: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    analogue_access: Text = Text("")  # noqa: RUF009 - Text is frozen
    risks: Text = Text("")  # noqa: RUF009 - Text is frozen
    indicator: Text = Text("")  # noqa: RUF009 - Text is frozen
    evidence: tuple[str, ...] = ()
    asked_as: str = ""
    element: str = ""
    product_account: str = ""
    fixed_start: Month | None = None
    fixed_mode: str = ""
    examination: Examination | None = None
    waits: tuple[Wait, ...] = dataclasses.field(default=(), metadata=ADDED)
    any_of: tuple[tuple[str, ...], ...] = dataclasses.field(default=(), metadata=ADDED)
    wanted: Wanted | None = dataclasses.field(default=None, metadata=ADDED)
    states: tuple[DatedState, ...] = dataclasses.field(default=(), metadata=ADDED)
    ways: tuple[WayCompared, ...] = dataclasses.field(default=(), metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        self._require_states_and_ways()
        require_unique(tuple(mode.id for mode in self.modes), "modes")
        for name in ("release", "deadline", "fixed_start"):
            if getattr(self, name) is not None:
                month(getattr(self, name), name)
        started = self.state in {MeasureState.RUNNING, MeasureState.DONE}
        require(
            holds=started == (self.fixed_start is not None),
            field="fixed_start",
            problem=Text(
                "Laufende und fertige Maßnahmen haben einen Beginn, andere nicht.",
                "State and start do not fit. Running and done measures have a start, others have none.",
            ),
            remedy=Text("Prüfen Sie state und fixed_start.", "Check state and fixed_start."),
        )
        require(
            holds=self.examination is not None or self.state is not MeasureState.UNDER_EXAMINATION,
            field="examination",
            problem=Text("Eine Prüfung braucht Frage, Annahmen und Termin.", "An examination needs question and date."),
            remedy=Text("Ergänzen Sie die Prüfung oder ändern Sie state.", "Complete the examination or change state."),
        )
        is_open = self.examination is not None and not self.examination.outcome.de
        require(
            holds=not is_open or self.state is MeasureState.UNDER_EXAMINATION,
            field="examination",
            problem=Text("Die Prüfung hat noch kein Ergebnis.", "The examination has no outcome yet."),
            remedy=Text("Ergänzen Sie es oder ändern Sie state.", "Add it or change state."),
        )
        require(
            holds=bool(self.modes),
            field="modes",
            problem=Text(f"Maßnahme {self.id} hat keine Umsetzungsart.", f"Measure {self.id} has no mode."),
            remedy=Text("Ergänzen Sie mindestens eine Zeile in modes.csv.", "Add a row to modes.csv."),
        )

    def _require_states_and_ways(self) -> None:
        days = [one.since for one in self.states if one.since is not None]
        require(
            holds=days == sorted(days),
            field="states",
            problem=Text(
                "Die Stände stehen nicht in der Reihenfolge der Zeit.", "The states are not in order of time."
            ),
            remedy=Text("Der früheste steht zuerst.", "The earliest stands first."),
        )
        require_unique(tuple(one.way.value for one in self.ways), "ways")
        require(
            holds=sum(one.chosen_on is not None for one in self.ways) <= 1,
            field="ways",
            problem=Text("Zwei Wege sind gewählt.", "Two ways are chosen."),
            remedy=Text("Wählen Sie einen.", "Choose one."),
        )

    def mode(self, mode_id: str) -> Mode:
        """The mode with this id; KeyError if there is none."""
        for mode in self.modes:
            if mode.id == mode_id:
                return mode
        raise KeyError(mode_id)

    @property
    def predecessors(self) -> tuple[str, ...]:
        """Everything that has to be there before it or may have to be, each once."""
        waits = (wait.activity for wait in self.waits)
        return tuple(dict.fromkeys((*self.requires, *waits, *(one for group in self.any_of for one in group))))
