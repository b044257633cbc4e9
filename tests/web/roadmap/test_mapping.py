"""Staff in steps is another way to write a number for every month."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.documents import profile
from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Unit
from leitplanke_web.roadmap.mapping import entries_of, expanded, steps_of, taken_over

FIRST = Month("2026-01")
PROFILE = replace(profile(), plan_from=FIRST, plan_months=24)


def test_steps_say_where_the_number_changes():
    capacity = (100,) * 6 + (50,) * 7 + (100,) * 11

    assert steps_of(capacity, first=FIRST) == (("2026-01", 100), ("2026-07", 50), ("2027-02", 100))


@given(st.lists(st.sampled_from([0, 25, 100]), min_size=24, max_size=24))
def test_steps_give_back_every_month(capacity):
    steps = steps_of(capacity, first=FIRST)

    assert expanded(steps, profile=PROFILE) == tuple(capacity)
    assert all(earlier[1] != later[1] for earlier, later in pairwise(steps))


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), "does not begin in 2026-01"),
        ((("2026-02", 1),), "does not begin in 2026-01"),
        ((("2026-01", 1), ("2026-01", 2)), "not in the order of months"),
        ((("2026-01", 1), ("2026-09", 2), ("2026-03", 1)), "not in the order of months"),
        ((("2026-01", 1), ("2028-01", 2)), "2028-01 is after the plan"),
    ],
)
def test_steps_that_leave_gaps_are_refused(steps, words):
    with pytest.raises(InvalidValueError) as refused:
        expanded([(Month(month), amount) for month, amount in steps], profile=PROFILE)

    assert words in refused.value.problem.en
    assert refused.value.field == "month"


def test_taken_fields_are_theirs_and_the_others_mine():
    mine = entries_of(Unit("it", Text("Meins", "Mine"), (100,) * 24), first=FIRST)
    theirs = entries_of(Unit("it", Text("Ihres"), (100,) * 12 + (50,) * 12), first=FIRST)

    assert taken_over(mine, theirs, []) == mine
    assert taken_over(mine, theirs, ["name", "capacity"]) == theirs
    both = taken_over(mine, theirs, ["capacity"])
    assert (both["name_de"], both["steps"], both["step-1-month"]) == ("Meins", "2", "2027-01")
