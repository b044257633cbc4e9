"""Small projects by hand and at random."""

from types import SimpleNamespace

import pytest
from hypothesis import strategies as st

from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Pot


def project_problem(make, jobs, *, staff, months, pots=()):
    """`jobs` are (name, modes, names before); a mode is (duration, needs of the units, draws from the pots)."""
    activities = [
        make.activity(
            name,
            *(
                make.mode(f"{at}", duration=duration, demand=needs.items(), draws=draws.items())
                for at, (duration, needs, draws) in enumerate(modes)
            ),
            benefit=1 if name == "end" else 0,
            prerequisites=before,
            is_mandatory=True,
        )
        for name, modes, before in jobs
    ]
    stocks = tuple(Pot(name, Text(name), amount) for name, amount in dict(pots).items())
    return make.problem(*activities, months=months, staff=staff, years=(), pots=stocks)


@st.composite
def small_projects(draw, make):
    """Three jobs of one or two modes, two units, one pot, and the milestone that ends them."""
    jobs = []
    for number in range(3):
        modes = [
            (
                draw(st.integers(1, 3)),
                {"it": draw(st.integers(0, 2)), "hr": draw(st.integers(0, 2))},
                {"grant": draw(st.integers(0, 2))},
            )
            for _ in range(draw(st.integers(1, 2)))
        ]
        earlier = [f"j{one}" for one in range(number)]
        jobs.append((f"j{number}", modes, tuple(one for one in earlier if draw(st.booleans()))))
    jobs.append(("end", [(0, {}, {})], ("j0", "j1", "j2")))
    staff = {"it": draw(st.integers(1, 3)), "hr": draw(st.integers(1, 3))}
    return project_problem(make, jobs, staff=staff, months=6, pots={"grant": draw(st.integers(0, 5))})


@pytest.fixture(scope="session")
def projects(make):
    """The builders of this file."""
    return SimpleNamespace(
        problem=lambda *jobs, **more: project_problem(make, jobs, **more), small=lambda: small_projects(make)
    )
