"""A plan as a workbook: the lines as in the table, then staff per unit and month, then money per year."""

from collections.abc import Iterable

from leitplanke.exchange.planning.plan_table import COLUMNS, plan_rows
from leitplanke.exchange.surveys.spreadsheets import Sheet, workbook
from leitplanke.kernel.texts import Language, Text
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.plan_change import compare_plans


def plan_workbook(problem: Problem, plan: tuple[PlannedStart, ...], *, language: Language = Language.DE) -> bytes:
    """Staff in posts (FTE), money in the currency of the problem; the same plan gives the same bytes."""
    month, year = _MONTH.in_language(language), _YEAR.in_language(language)
    return workbook(
        (
            Sheet("Plan", COLUMNS, plan_rows(problem, plan, language=language)),
            Sheet(_STAFF.in_language(language), (month, *_unit_columns(problem, language)), _staff_rows(problem, plan)),
            Sheet(
                _MONEY.in_language(language), (year, *_columns_of(_MONEY_KINDS, language)), _money_rows(problem, plan)
            ),
        )
    )


def _unit_columns(problem: Problem, language: Language) -> list[str]:
    return _columns_of([unit.name for unit in problem.units], language)


def _columns_of(names: Iterable[Text], language: Language) -> list[str]:
    """Of each what is used beside what there is."""
    return [f"{name.in_language(language)}: {what.in_language(language)}" for name in names for what in _USED_OF]


def _staff_rows(problem: Problem, plan: tuple[PlannedStart, ...]) -> list[list[str | float]]:
    used = {unit.id: [0] * problem.months for unit in problem.units}
    for line in plan:
        for unit, profile in problem.activity(line.activity).mode(line.mode).staff:
            for month, amount in enumerate(profile, start=line.start):
                if 0 <= month < problem.months:
                    used[unit][month] += amount
    return [
        [
            problem.month_at(month),
            *(amount / 100 for unit in problem.units for amount in (used[unit.id][month], unit.capacity[month])),
        ]
        for month in range(problem.months)
    ]


def _money_rows(problem: Problem, plan: tuple[PlannedStart, ...]) -> list[list[str | float]]:
    """What the plan costs beside no plan at all."""
    budgets = {year.year: year for year in problem.years}
    return [
        [
            str(year),
            investive / 100,
            budgets[year].investive_cents / 100,
            consumptive / 100,
            budgets[year].consumptive_cents / 100,
        ]
        for year, investive, consumptive in compare_plans(problem, (), plan).money
    ]


_MONTH, _YEAR = Text("Monat", "Month"), Text("Jahr", "Year")
_STAFF, _MONEY = Text("Personal (Stellen)", "Staff (FTE)"), Text("Geld", "Money")
_MONEY_KINDS = (Text("investiv", "investive"), Text("konsumtiv", "consumptive"))
_USED_OF = (Text("gebraucht", "used"), Text("vorhanden", "available"))
