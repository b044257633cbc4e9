from dataclasses import replace

import pytest

from factories import handovers
from leitplanke.kernel.dates import Month
from leitplanke.monitoring.deadlines import MissedDeadline, missed_deadlines
from leitplanke.strategy.model import MeasureState

PROGRESS = replace(handovers.progress(), as_of=Month("2026-06"))
LINE = replace(PROGRESS.measures[0], planned_end=Month("2027-03"), forecast_end=None, actual_end=None)
MEASURE = replace(handovers.measure("kita_online", "Kita"), deadline=Month("2027-04"))


@pytest.mark.parametrize(
    ("changes", "missed_with"),
    [
        ({}, None),
        ({"forecast_end": Month("2027-04")}, None),
        ({"forecast_end": Month("2027-05")}, Month("2027-05")),
        ({"planned_end": Month("2027-06")}, Month("2027-06")),
        ({"actual_end": Month("2027-04"), "forecast_end": Month("2027-05")}, None),
        ({"actual_end": Month("2027-08")}, Month("2027-08")),
        ({"state": MeasureState.REJECTED, "forecast_end": Month("2027-05")}, None),
        ({"state": MeasureState.DONE, "planned_end": Month("2027-06")}, None),
    ],
)
def test_missed_deadlines_known_best_end_counts(changes, missed_with):
    progress = replace(PROGRESS, measures=(replace(LINE, **changes),))
    expected = () if missed_with is None else (MissedDeadline("kita_online", Month("2027-04"), missed_with),)

    assert missed_deadlines([MEASURE], progress) == expected


def test_missed_deadlines_not_planned_is_missed():
    assert missed_deadlines([MEASURE], replace(PROGRESS, measures=())) == (
        MissedDeadline("kita_online", Month("2027-04"), None),
    )


def test_missed_deadlines_not_ended_by_today_is_missed_whatever_was_planned():
    overdue = replace(MEASURE, deadline=Month("2026-05"))
    progress = replace(PROGRESS, measures=(replace(LINE, planned_end=Month("2026-05")),))

    assert missed_deadlines([overdue], progress) == (MissedDeadline("kita_online", Month("2026-05"), Month("2026-06")),)


def test_missed_deadlines_stand_by_deadline_and_need_one():
    first = replace(handovers.measure("parking", "Parken"), deadline=Month("2026-12"))
    without = handovers.measure("archive", "Archiv")

    found = missed_deadlines([MEASURE, without, first], replace(PROGRESS, measures=()))

    assert [missed.measure for missed in found] == ["parking", "kita_online"]
