"""Staff as steps, as people say it: from a month on so many, instead of a number for every month of the plan."""

from collections.abc import Iterable
from itertools import pairwise

from leitplanke.kernel.dates import Month, months_between, shift
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.roadmap.model import Unit
from leitplanke_web.towns.form_fields import german_amount

Step = tuple[Month, int]


def steps_of(capacity: Iterable[int], *, first: Month) -> tuple[Step, ...]:
    """Each month from which another number holds, with the number in hundredths of FTE."""
    steps: list[Step] = []
    for index, amount in enumerate(capacity):
        if not steps or steps[-1][1] != amount:
            steps.append((shift(first, index), amount))
    return tuple(steps)


def expanded(steps: Iterable[Step], *, profile: TownProfile) -> tuple[int, ...]:
    """One number for every month of the plan. Raises `InvalidValueError` unless the steps cover the plan in order."""
    ordered = tuple(steps)
    first, last = profile.plan_from, shift(profile.plan_from, profile.plan_months - 1)
    require(
        holds=bool(ordered) and ordered[0][0] == first,
        field="month",
        problem=Text(f"Die erste Stufe beginnt nicht {first}.", f"The first step does not begin in {first}."),
        remedy=Text("Sie gilt vom ersten Monat des Fahrplans an.", "It holds from the first month of the plan."),
    )
    require(
        holds=all(earlier[0] < later[0] for earlier, later in pairwise(ordered)),
        field="month",
        problem=Text("Die Stufen stehen nicht nach Monaten geordnet.", "The steps are not in the order of months."),
        remedy=Text("Jeder Monat steht einmal, der früheste zuerst.", "Every month once, the earliest first."),
    )
    require(
        holds=ordered[-1][0] <= last,
        field="month",
        problem=Text(f"{ordered[-1][0]} liegt nach dem Fahrplan.", f"{ordered[-1][0]} is after the plan."),
        remedy=Text(f"Der letzte Monat ist {last}.", f"The last month is {last}."),
    )
    ends = [*(month for month, _ in ordered[1:]), shift(last, 1)]
    return tuple(
        amount for (month, amount), end in zip(ordered, ends, strict=True) for _ in range(months_between(month, end))
    )


def entries_of(unit: Unit, *, first: Month) -> dict[str, str]:
    """What stands in the form of a unit."""
    steps = steps_of(unit.capacity, first=first)
    return {
        "id": unit.id,
        "name_de": unit.name.de,
        "name_plain": unit.name.plain,
        "name_en": unit.name.en,
        "steps": str(len(steps)),
        **{f"step-{place}-month": month for place, (month, _) in enumerate(steps)},
        **{f"step-{place}-fte": german_amount(amount) for place, (_, amount) in enumerate(steps)},
    }


def taken_over(mine: dict[str, str], theirs: dict[str, str], taken: Iterable[str]) -> dict[str, str]:
    """My entries, with theirs in the fields that are `taken`: name, capacity."""
    wanted = frozenset(taken)
    kept = {name: words for name, words in mine.items() if _field_of(name) not in wanted}
    return {**kept, **{name: words for name, words in theirs.items() if _field_of(name) in wanted}}


def _field_of(entry: str) -> str:
    if entry.startswith("name_"):
        return "name"
    return "capacity" if entry.startswith("step") else entry
