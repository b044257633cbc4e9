"""Writes what `town_measures` reads: the measure profiles with their modes, staff and examinations."""

from collections.abc import Iterable, Iterator

from leitplanke.exchange.forms import EXAMINATIONS, MEASURES, MODES, PAYMENTS, RELATIONS, STAFFING, STATES, WAYS
from leitplanke.exchange.tables import FormField, amount, town_table
from leitplanke.kernel.faults import require
from leitplanke.kernel.relations import RelationKind
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure

_WRITTEN_OTHERWISE = frozenset({"contributions", "said_by", "wanted_by", "late_counts"})


def measures_csv(measures: Iterable[Measure]) -> bytes:
    """measures.csv. Raises `InvalidValueError` where two contributions of a measure were said by different people."""
    return town_table(MEASURES, list(map(_measure, measures)))


def modes_csv(measures: Iterable[Measure]) -> bytes:
    """modes.csv: in the order of the measures."""
    return town_table(
        MODES,
        [
            {
                "measure": measure.id,
                "mode": mode.id,
                "name": mode.name,
                "duration_months": mode.duration_months,
                "investive": amount(mode.investive_cents),
                "consumptive": amount(mode.consumptive_cents),
                "running_per_year": amount(mode.running_cents_per_year),
                "grant": amount(mode.grant_cents),
                "grant_pot": mode.grant_pot,
            }
            for measure in measures
            for mode in measure.modes
        ],
    )


def staffing_csv(measures: Iterable[Measure]) -> bytes:
    """staffing.csv: in the order of the measures and their modes; where the whole mode is meant, without months."""
    return town_table(
        STAFFING,
        [
            {
                "measure": measure.id,
                "mode": mode.id,
                "unit": need.unit,
                "fte": amount(need.fte_hundredths),
                "from_month": None if need.from_month == 1 and need.to_month is None else need.from_month,
                "to_month": need.to_month,
            }
            for measure in measures
            for mode in measure.modes
            for need in mode.staff
        ],
    )


def payments_csv(measures: Iterable[Measure]) -> bytes:
    """payments.csv: in the order of the measures, their modes and the months."""
    return town_table(
        PAYMENTS,
        [
            {
                "measure": measure.id,
                "mode": mode.id,
                "month": payment.month,
                "investive": amount(payment.investive_cents),
                "consumptive": amount(payment.consumptive_cents),
            }
            for measure in measures
            for mode in measure.modes
            for payment in mode.payments
        ],
    )


def relations_csv(measures: Iterable[Measure]) -> bytes:
    """relations.csv: in the order of the measures, waits before alternatives."""
    return town_table(RELATIONS, [row for measure in measures for row in _relations(measure)])


def examinations_csv(measures: Iterable[Measure]) -> bytes:
    """examinations.csv: in the order of the measures."""
    return town_table(
        EXAMINATIONS,
        [
            {
                "measure": measure.id,
                "question": examination.question,
                "assumptions": examination.assumptions,
                "decided_by": examination.decided_by,
                "decision_due": examination.decision_due,
                "outcome": examination.outcome,
            }
            for measure in measures
            if (examination := measure.examination) is not None
        ],
    )


def _relations(measure: Measure) -> Iterator[dict[str, FormField]]:
    for wait in measure.waits:
        others = (wait.activity,)
        yield {"measure": measure.id, "kind": wait.kind, "others": others, "months": wait.months}
    for group in measure.any_of:
        yield {"measure": measure.id, "kind": RelationKind.ANY_OF, "others": group, "months": None}


def states_csv(measures: Iterable[Measure]) -> bytes:
    """states.csv: in the order of the measures and of time."""
    return town_table(
        STATES,
        [
            {"measure": measure.id, "state": one.state, "since": one.since, "reason": one.reason}
            for measure in measures
            for one in measure.states
        ],
    )


def ways_csv(measures: Iterable[Measure]) -> bytes:
    """ways.csv: in the order of the measures."""
    return town_table(
        WAYS,
        [
            {
                "measure": measure.id,
                "way": one.way,
                "effort": one.effort,
                "reach": one.reach,
                "excludes": one.excludes,
                "running_per_year": None if one.running_cents_per_year is None else amount(one.running_cents_per_year),
                "chosen_on": one.chosen_on,
                "reason": one.reason,
            }
            for measure in measures
            for one in measure.ways
        ],
    )


def _measure(measure: Measure) -> dict[str, FormField]:
    said_by = {contribution.said_by for contribution in measure.contributions}
    require(
        holds=len(said_by) <= 1,
        field=f"measures.{measure.id}.said_by",
        problem=Text("Eine Maßnahme hat ein said_by für alle Beiträge.", "A measure has one said_by for all goals."),
        remedy=Text("Tragen Sie überall dasselbe ein.", "Enter the same everywhere."),
    )
    return {
        **{name: getattr(measure, name) for name in MEASURES.columns if name not in _WRITTEN_OTHERWISE},
        "contributions": tuple(f"{one.goal}:{one.strength}" for one in measure.contributions),
        "said_by": "".join(said_by),
        "wanted_by": None if measure.wanted is None else measure.wanted.by,
        "late_counts": None if measure.wanted is None else measure.wanted.counts,
    }
