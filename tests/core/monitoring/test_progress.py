import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.kernel.dates import shift
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import MeasureProgress, Reply, ReplyKind, StatusRow
from leitplanke.monitoring.progress import planned_cents_to_date, report_progress
from leitplanke.strategy.model import MeasureState, Mode

NOTHING = Text("")


@pytest.fixture
def report(roadmap, strategy, evidence, status_rows, provenance):
    def run(**changes):
        known = {
            "roadmap": roadmap,
            "strategy": strategy,
            "evidence": evidence,
            "status_rows": status_rows,
            "replies": (),
            "as_of": "2026-10",
            "provenance": provenance,
        }
        arguments = known | changes
        return report_progress(arguments.pop("roadmap"), **arguments)

    return run


def test_report_progress_matches_the_hand_computation(report):
    # each measure: 660.00 once, over six months, 110.00 a month; running cost does not count
    progress = report()

    assert progress.measures == (
        MeasureProgress(
            "under_way", MeasureState.RUNNING, "2026-09", "2026-06", "2026-11", "2026-07", None, None,
            1, 50, 550_00, 300_00, Text("Stelle frei."),
        ),
        MeasureProgress(
            "not_begun", MeasureState.DECIDED, None, "2026-01", "2026-06", None, None, None, 9, 0, 660_00, 0, NOTHING
        ),
        MeasureProgress(
            "early", MeasureState.DONE, "2026-03", "2025-11", "2026-04", "2025-11", "2026-03", None,
            -1, 100, 660_00, 640_00, NOTHING,
        ),
        MeasureProgress(
            "later", MeasureState.DECIDED, None, "2027-01", "2027-06", None, None, None, None, 0, 0, 0, NOTHING
        ),
        MeasureProgress(
            "given_up", MeasureState.REJECTED, "2026-05", "2026-02", "2026-07", None, None, None,
            None, 0, 660_00, 0, Text("Kein Anbieter."),
        ),
        MeasureProgress(
            "done", MeasureState.DONE, None, "2025-01", "2025-06", "2025-01", None, None, 0, 100, 660_00, 0, NOTHING
        ),
    )  # fmt: skip
    assert progress.late == ("not_begun", "under_way")
    assert progress.count_by_state == {
        MeasureState.IDEA: 0,
        MeasureState.UNDER_EXAMINATION: 0,
        MeasureState.DECIDED: 2,
        MeasureState.RUNNING: 1,
        MeasureState.BLOCKED: 0,
        MeasureState.DONE: 2,
        MeasureState.REJECTED: 1,
    }


def test_report_progress_lists_what_nobody_has_answered(report):
    replies = (
        Reply("w1.trust", ReplyKind.GUARDRAIL, "analogue", Text("Steht jetzt als Regel fest.")),
        Reply("citizens.themes.waiting", ReplyKind.MEASURE, "early", Text("Termine gehen jetzt online.")),
        Reply("citizens.themes.parking", ReplyKind.DECLINED, "", Text("Dafür ist der Kreis zuständig.")),
    )

    progress = report(replies=replies)

    assert progress.replies == replies
    assert progress.open_replies == ("citizens.themes.privacy", "w1.help")


@pytest.mark.parametrize(
    "reply",
    [
        Reply("w1.nowhere", ReplyKind.DECLINED, "", NOTHING),
        Reply("citizens.themes.nowhere", ReplyKind.DECLINED, "", NOTHING),
        Reply("w1.trust", ReplyKind.GUARDRAIL, "early", NOTHING),
        Reply("w1.trust", ReplyKind.MEASURE, "analogue", NOTHING),
        Reply("w1.trust", ReplyKind.EXAMINED, "", NOTHING),
        Reply("w1.trust", ReplyKind.DECLINED, "early", NOTHING),
    ],
)
def test_report_progress_refuses_a_reply_that_leads_nowhere(report, reply):
    with pytest.raises(InvalidValueError, match=r"replies\.(to|ref)"):
        report(replies=(reply,))


def test_report_progress_refuses_unknown_and_doubled_rows(report, status_rows):
    with pytest.raises(InvalidValueError, match="Unknown measure: nowhere"):
        report(status_rows=(StatusRow("nowhere", "2026-05", MeasureState.DECIDED, 0, 0),))
    with pytest.raises(InvalidValueError, match="under_way 2026-09"):
        report(status_rows=status_rows + status_rows[:1])


def test_report_progress_refuses_a_roadmap_of_another_strategy(report, roadmap):
    foreign = dataclasses.replace(roadmap.assignments[0], mode="bought")

    with pytest.raises(InvalidValueError, match=r"under_way \(bought\)"):
        report(roadmap=dataclasses.replace(roadmap, assignments=(foreign,)))


def test_report_progress_does_not_depend_on_the_order_of_rows(report, status_rows):
    assert report(status_rows=status_rows[::-1]) == report()


def test_planned_cents_to_date_takes_the_grant_from_investive_money_first():
    # investive 100.00 − 100.00, consumptive 50.00 − 20.00 = 30.00: 4.29 in each of the first two of seven months
    mode = Mode("own", NOTHING, 7, 100_00, 50_00, 999_00, (), grant_cents=120_00)

    assert [
        planned_cents_to_date(mode, start="2026-11", as_of=shift("2026-11", months)) for months in (-1, 0, 1, 6)
    ] == [
        0,
        4_29,
        8_58,
        30_00,
    ]


amounts = st.integers(0, 10**9)


@given(amounts, amounts, st.integers(1, 180), st.integers(0, 100), st.integers(-30, 200))
def test_planned_cents_to_date_grows_to_the_net_one_off_money(investive, consumptive, duration, grant_percent, elapsed):
    grant = (investive + consumptive) * grant_percent // 100
    mode = Mode("own", NOTHING, duration, investive, consumptive, 0, (), grant_cents=grant)

    earlier, later, last = (
        planned_cents_to_date(mode, start="2026-01", as_of=shift("2026-01", months))
        for months in (elapsed, elapsed + 1, duration - 1)
    )

    assert 0 <= earlier <= later <= last == investive + consumptive - grant
