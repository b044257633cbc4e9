"""People and money of a town, and pots."""

from dataclasses import dataclass, field

from leitplanke.kernel.additions import ADDED
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id, require_unique
from leitplanke.kernel.money import require_cents
from leitplanke.kernel.texts import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """An organisational unit with its staff for the roadmap, in hundredths of FTE for every month of the plan."""

    id: str
    name: Text
    capacity: tuple[int, ...]

    def __post_init__(self) -> None:
        require_id(self.id)
        require(
            holds=all(0 <= amount <= 1_000_000 for amount in self.capacity),
            field="fte",
            problem=Text("Eine Kapazität ist negativ oder zu groß.", "A capacity is negative or too large."),
            remedy=Text("Erlaubt sind 0 bis 10000 VZÄ.", "0 to 10000 FTE are allowed."),
        )


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """Money for the roadmap in one fiscal year (Finanz- und Ergebnishaushalt)."""

    year: int
    investive_cents: int
    consumptive_cents: int

    def __post_init__(self) -> None:
        require_cents(self.investive_cents, "investive_cents")
        require_cents(self.consumptive_cents, "consumptive_cents")


@dataclass(frozen=True, slots=True)
class Resources:
    """People and money of the town, and what others give to it (grants).

    `reference_selection`: measures chosen elsewhere, to compare with; may be empty.
    """

    units: tuple[Unit, ...]
    years: tuple[FiscalYear, ...]
    reference_selection: tuple[str, ...] = ()
    pots: tuple["Pot", ...] = ()

    def __post_init__(self) -> None:
        require_unique(tuple(pot.id for pot in self.pots), "pots")
        require_unique(tuple(unit.id for unit in self.units), "units")
        require_unique(tuple(str(year.year) for year in self.years), "years")


@dataclass(frozen=True, slots=True)
class Pot:
    """What is there once for the whole plan and is used up: a grant pot with its cap, or a non-renewable resource.

    A mode that draws from it does all its work in the months `first` to `last`, where they are given (the period for
    which a grant is approved, Bewilligungszeitraum), and draws at most `share_percent` of what it costs in all
    (Förderquote).
    """

    id: str
    name: Text
    amount: int
    first: int | None = field(default=None, metadata=ADDED)
    last: int | None = field(default=None, metadata=ADDED)
    share_percent: int | None = field(default=None, metadata=ADDED)

    def __post_init__(self) -> None:
        require_id(self.id)
        require_cents(self.amount, "amount")
        require(
            holds=self.first is None or self.last is None or self.first <= self.last,
            field="last",
            problem=Text(f"{self.id}: das Fenster endet vor seinem Anfang.", f"{self.id}: the window ends too early."),
            remedy=Text("last darf nicht vor first liegen.", "last may not lie before first."),
        )
        require(
            holds=self.share_percent is None or 0 <= self.share_percent <= 100,
            field="share_percent",
            problem=Text(f"{self.share_percent} % ist keine Quote.", f"{self.share_percent} % is no share."),
            remedy=Text("Erlaubt sind 0 bis 100.", "0 to 100 are allowed."),
        )
