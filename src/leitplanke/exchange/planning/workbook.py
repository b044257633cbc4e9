"""A plan as a workbook: the lines as in the table, then staff per unit and month, then money per year."""

from leitplanke.exchange.planning.plan_table import COLUMNS, plan_rows
from leitplanke.exchange.surveys.spreadsheets import Sheet, workbook
from leitplanke.roadmap.model import PlannedStart, Problem
from leitplanke.roadmap.plan_change import compare_plans


def plan_workbook(problem: Problem, plan: tuple[PlannedStart, ...]) -> bytes:
    """Staff in posts (FTE), money in the currency of the problem; the same plan gives the same bytes."""
    return workbook(
        (
            Sheet("Plan", COLUMNS, plan_rows(problem, plan)),
            Sheet("Personal (Stellen)", ("Monat", *_unit_columns(problem)), _staff_rows(problem, plan)),
            Sheet("Geld", _MONEY, _money_rows(problem, plan)),
        )
    )


def _unit_columns(problem: Problem) -> list[str]:
    return [f"{unit.name.de}: {what}" for unit in problem.units for what in ("gebraucht", "vorhanden")]


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


_MONEY = ("Jahr", "investiv: gebraucht", "investiv: vorhanden", "konsumtiv: gebraucht", "konsumtiv: vorhanden")
