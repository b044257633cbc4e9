"""Writes what `town_tables` reads: frames, codings, gates, units, capacity, budgets, checks, status rows, replies."""

from leitplanke.exchange.forms import (
    BUDGETS,
    CHECKS,
    CHOICES,
    CODINGS,
    FRAMES,
    GATES,
    GRANTS,
    REFERENCE,
    REPLIES,
    STATUS,
    UNITS,
    capacity_form,
)
from leitplanke.exchange.tables import amount, town_csv, town_table
from leitplanke.exchange.town import Town
from leitplanke.kernel.dates import shift


def frames_csv(town: Town) -> bytes:
    """frames.csv."""
    return town_table(
        FRAMES,
        [
            {
                "id": frame.id,
                "audience": frame.audience,
                "recruitment": frame.recruitment,
                "name": frame.name,
                "population": frame.population,
                "drawn": frame.drawn,
                "not_eligible": frame.not_eligible,
            }
            for frame in town.frames
        ],
    )


def codings_csv(town: Town) -> bytes:
    """codings.csv."""
    return town_table(
        CODINGS,
        [
            {"question": one.question, "text": one.text, "coder": one.coder, "themes": one.themes}
            for one in town.codings
        ],
    )


def gates_csv(town: Town) -> bytes:
    """gates.csv."""
    return town_table(
        GATES,
        [
            {"id": gate.id, "name": gate.name, "met_on": gate.met_on, "record": gate.record}
            for gate in town.draft.gates
        ],
    )  # fmt: skip


def units_csv(town: Town) -> bytes:
    """units.csv."""
    return town_table(UNITS, [{"id": unit.id, "name": unit.name} for unit in town.resources.units])


def capacity_csv(town: Town) -> bytes:
    """capacity.csv: one row for every month of the plan."""
    units = town.resources.units
    header = capacity_form(tuple(unit.id for unit in units)).needed
    months = (shift(town.profile.plan_from, index) for index in range(town.profile.plan_months))
    amounts = zip(*(unit.capacity for unit in units), strict=True)
    return town_csv(header, ([at, *map(amount, fte)] for at, fte in zip(months, amounts, strict=True)))


def budgets_csv(town: Town) -> bytes:
    """budgets.csv."""
    return town_table(
        BUDGETS,
        [
            {
                "year": year.year,
                "investive": amount(year.investive_cents),
                "consumptive": amount(year.consumptive_cents),
            }
            for year in sorted(town.resources.years, key=lambda year: year.year)
        ],
    )


def choices_csv(town: Town) -> bytes:
    """choices.csv."""
    return town_table(
        CHOICES,
        [
            {"id": one.id, "name": one.name, "members": one.members, "least": one.least, "most": one.most}
            for one in town.draft.choices
        ],
    )


def grants_csv(town: Town) -> bytes:
    """grants.csv."""
    begin = town.profile.plan_from
    return town_table(
        GRANTS,
        [
            {
                "id": pot.id,
                "name": pot.name,
                "amount": amount(pot.amount),
                "first": None if pot.first is None else shift(begin, pot.first),
                "last": None if pot.last is None else shift(begin, pot.last),
                "share_percent": pot.share_percent,
            }
            for pot in town.resources.pots
        ],
    )


def checks_csv(town: Town) -> bytes:
    """checks.csv."""
    return town_table(
        CHECKS,
        [
            {
                "measure": check.measure,
                "guardrail": check.guardrail,
                "verdict": check.verdict,
                "reason": check.reason,
                "checked_by": check.checked_by,
                "checked_on": check.checked_on,
            }
            for check in town.draft.personal_checks
        ],
    )


def reference_csv(town: Town) -> bytes:
    """reference.csv."""
    return town_table(REFERENCE, [{"measure": measure} for measure in sorted(town.resources.reference_selection)])


def status_csv(town: Town) -> bytes:
    """status.csv."""
    return town_table(
        STATUS,
        [
            {
                "measure": row.measure,
                "reported": row.reported,
                "state": row.state,
                "percent_done": row.percent_done,
                "spent": amount(row.spent_cents),
                "actual_start": row.actual_start,
                "actual_end": row.actual_end,
                "forecast_end": row.forecast_end,
                "cause": row.cause,
            }
            for row in town.status_rows
        ],
    )


def replies_csv(town: Town) -> bytes:
    """replies.csv."""
    return town_table(
        REPLIES,
        [{"to": reply.to, "kind": reply.kind, "ref": reply.ref, "reason": reply.reason} for reply in town.replies],
    )
