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

    assert Neighbourhoods(tables, seed=1).draw(draft).free == frozenset({2, 3, 4})


def test_draw_is_repeatable_and_of_the_right_size(make):
    tables = _tables(make, measures=60)
    draft = serial_schedule(tables, greedy_priority(tables))
    one, other = Neighbourhoods(tables, seed=5), Neighbourhoods(tables, seed=5)

    drawn = [one.draw(draft) for _ in range(8)]

    assert drawn == [other.draw(draft) for _ in range(8)]
    assert {len(one.free) for one in drawn} == {20}
    assert all(drawn_one.free <= one.movable for drawn_one in drawn)


def test_size_stays_within_its_limits(make):
    tables = _tables(make, measures=60)
    draft = serial_schedule(tables, greedy_priority(tables))
    larger, smaller = Neighbourhoods(tables, seed=5), Neighbourhoods(tables, seed=5)

    for kind in range(4):
        for _ in range(40):
            larger.grow(kind)
            smaller.shrink(kind)

    assert (len(larger.draw(draft).free), len(smaller.draw(draft).free)) == (MOST_FREE, FEWEST_FREE)


def test_kinds_that_help_come_more_often(make):
    tables = _tables(make, measures=60)
    draft = serial_schedule(tables, greedy_priority(tables))
    neighbourhoods = Neighbourhoods(tables, seed=5)

    for _ in range(40):
        for kind in range(4):
            neighbourhoods.learn(kind, has_helped=kind == 2)
    drawn = [neighbourhoods.draw(draft).kind for _ in range(200)]

    assert drawn[:4] == [0, 1, 2, 3]  # each once, whatever is known
    assert drawn.count(2) > 120
    assert all(drawn.count(kind) >= 5 for kind in range(4))


def test_what_stands_far_from_the_wish_is_drawn_once_a_wish_is_known(make):
    tables = _tables(make, measures=60)
    draft = serial_schedule(tables, greedy_priority(tables))
    neighbourhoods = Neighbourhoods(tables, seed=5)
    wished = {number: float(chosen.start) for number, chosen in draft.items()}
    away = sorted(draft)[:20]

    neighbourhoods.wish(wished | {number: wished[number] + 500.0 for number in away})
    drawn = [neighbourhoods.draw(draft) for _ in range(5)]

    assert [one.kind for one in drawn] == [0, 1, 2, 3, 4]
    assert len(drawn[4].free & set(away)) > 15


def test_draws_stay_within_a_part_as_a_rule(make):
    tables = _tables(make, measures=60)
    draft = serial_schedule(tables, greedy_priority(tables))
    parts = (frozenset(range(32)), frozenset(range(32, 62)))
    neighbourhoods = Neighbourhoods(tables, 5, parts)

    drawn = [neighbourhoods.draw(draft).free for _ in range(100)]

    assert sum(any(free <= part for part in parts) for free in drawn) > 50
    assert any(not free <= part for free in drawn for part in parts)
