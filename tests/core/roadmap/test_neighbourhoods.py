from leitplanke.roadmap.model import FixedStart
from leitplanke.roadmap.neighbourhoods import FEWEST_FREE, MOST_FREE, Neighbourhoods
from leitplanke.roadmap.schedule import greedy_priority, serial_schedule
from leitplanke.roadmap.tables import build_tables


def _tables(make, *, measures):
    return build_tables(
        make.problem(
            make.activity("runs", fixed=FixedStart("own", 0)),
            make.activity("too-long", make.mode(duration=99)),
            *(make.activity(f"m{number:02d}", make.mode(demand=[("it", 1)])) for number in range(measures)),
            staff={"it": 2},
            months=12,
        )
    )


def test_draw_frees_everything_movable_in_a_small_problem(make):
    tables = _tables(make, measures=3)
    draft = serial_schedule(tables, greedy_priority(tables))

    assert Neighbourhoods(tables, seed=1).draw(draft) == frozenset({2, 3, 4})


def test_draw_is_repeatable_and_of_the_right_size(make):
    tables = _tables(make, measures=60)
    draft = serial_schedule(tables, greedy_priority(tables))
    one, other = Neighbourhoods(tables, seed=5), Neighbourhoods(tables, seed=5)

    drawn = [one.draw(draft) for _ in range(8)]

    assert drawn == [other.draw(draft) for _ in range(8)]
    assert {len(free) for free in drawn} == {20}
    assert all(free <= one.movable for free in drawn)


def test_size_stays_within_its_limits(make):
    tables = _tables(make, measures=60)
    draft = serial_schedule(tables, greedy_priority(tables))
    neighbourhoods = Neighbourhoods(tables, seed=5)

    for _ in range(40):
        neighbourhoods.grow()
    largest = len(neighbourhoods.draw(draft))
    for _ in range(40):
        neighbourhoods.shrink()

    assert (largest, len(neighbourhoods.draw(draft))) == (MOST_FREE, FEWEST_FREE)
