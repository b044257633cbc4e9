from hypothesis import given
from hypothesis import strategies as st

from leitplanke.roadmap.enablers import Enabler, enablers_first
from leitplanke.roadmap.model import Exclusion, ExclusionKind, FixedStart


def test_enablers_first_puts_first_what_most_hangs_on(make):
    town = make.problem(
        make.activity("chat", benefit=50),
        make.activity("base", benefit=0),
        make.activity("portal", benefit=40, prerequisites=("base",)),
        make.activity("form", benefit=30, prerequisites=("portal",)),
    )

    assert enablers_first(town) == (
        Enabler("base", 70, ("form", "portal")),
        Enabler("portal", 70, ("form",)),
        Enabler("chat", 50, ()),
        Enabler("form", 30, ()),
    )


def test_enablers_first_leaves_out_what_runs_and_what_is_no_candidate(make):
    town = make.problem(
        make.activity("runs", fixed=FixedStart("own", -1)),
        make.activity("next", benefit=3, prerequisites=("runs",)),
        make.activity("never"),
        exclusions=[Exclusion("never", ExclusionKind.REJECTED)],
    )

    assert enablers_first(town) == (Enabler("next", 3, ()),)


@given(data=st.data())
def test_enablers_first_never_puts_anything_before_its_prerequisite(make, data):
    town = data.draw(make.problems(most_activities=5))
    order = [one.activity for one in enablers_first(town)]

    for one in town.activities:
        for needed in one.prerequisites:
            if one.id in order and needed in order:
                assert order.index(needed) < order.index(one.id)
