"""A roadmap held against the staff and money that a town has now: what was promised and can no longer be kept."""

from dataclasses import dataclass

from leitplanke.kernel.dates import Month, shift
from leitplanke.roadmap.model import Resources, Roadmap, Unit, UnitLoad


@dataclass(frozen=True, slots=True)
class UnitOverload:
    """A unit that lacks staff: in which months, and how much at most, in hundredths of FTE."""

    unit: str
    months: tuple[Month, ...]
    missing: int


@dataclass(frozen=True, slots=True)
class YearOverload:
    """A fiscal year that lacks money, by kind, in cents."""

    year: int
    investive_missing: int
    consumptive_missing: int


def unit_overloads(roadmap: Roadmap, resources: Resources) -> tuple[UnitOverload, ...]:
    """The units whose work in the roadmap exceeds their staff of today; a unit without a row has nobody."""
    units = {unit.id: unit for unit in resources.units}
    found = (_unit_overload(roadmap, load, units.get(load.unit)) for load in roadmap.loads)
    return tuple(overload for overload in found if overload.months)


def year_overloads(roadmap: Roadmap, resources: Resources) -> tuple[YearOverload, ...]:
    """The fiscal years whose money in the roadmap exceeds the budget of today; a year without a row has none."""
    budgets = {year.year: (year.investive_cents, year.consumptive_cents) for year in resources.years}
    found = []
    for planned in roadmap.budgets:
        investive, consumptive = budgets.get(planned.year, (0, 0))
        missing = (max(0, planned.investive_used - investive), max(0, planned.consumptive_used - consumptive))
        if any(missing):
            found.append(YearOverload(planned.year, *missing))
    return tuple(found)


def _unit_overload(roadmap: Roadmap, load: UnitLoad, unit: Unit | None) -> UnitOverload:
    available = () if unit is None else unit.capacity
    missing = [used - (available[index] if index < len(available) else 0) for index, used in enumerate(load.used)]
    months = tuple(shift(roadmap.first_month, index) for index, amount in enumerate(missing) if amount > 0)
    return UnitOverload(load.unit, months, max([0, *missing]))
