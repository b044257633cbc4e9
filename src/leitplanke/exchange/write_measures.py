"""Writes what `town_measures` reads: the measure profiles with their modes, staff and examinations."""

from leitplanke.exchange.forms import EXAMINATIONS, MEASURES, MODES, STAFFING
from leitplanke.exchange.tables import FormField, amount, town_table
from leitplanke.exchange.town import Town
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure

_WRITTEN_OTHERWISE = frozenset({"contributions", "said_by"})


def measures_csv(town: Town) -> bytes:
    """measures.csv. Raises `InvalidValueError` where two contributions of a measure were said by different people."""
    return town_table(MEASURES, list(map(_measure, town.draft.measures)))


def modes_csv(town: Town) -> bytes:
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
            }
            for measure in town.draft.measures
            for mode in measure.modes
        ],
    )


def staffing_csv(town: Town) -> bytes:
    """staffing.csv: in the order of the measures and their modes."""
    return town_table(
        STAFFING,
        [
            {"measure": measure.id, "mode": mode.id, "unit": need.unit, "fte": amount(need.fte_hundredths)}
            for measure in town.draft.measures
            for mode in measure.modes
            for need in mode.staff
        ],
    )


def examinations_csv(town: Town) -> bytes:
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
            for measure in town.draft.measures
            if (examination := measure.examination) is not None
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
    }
