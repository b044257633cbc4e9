from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.parts import parts_of
from leitplanke.roadmap.price_rounds import PriceRounds
from leitplanke.roadmap.schedule import fixed_draft, greedy_priority, serial_schedule
from leitplanke.roadmap.solvers.lp import relax
from leitplanke.roadmap.tables import build_tables, draft_value
from leitplanke.roadmap.value_pieces import Outline


def _rounds(tables):
    places = sum(len(way.starts) for options in tables.ways for way in options)
    return PriceRounds(tables, parts_of(tables, most=places // 2))


def _take(rounds, piece):
    answer = piece.perform(rounds.tables)
    if isinstance(piece, Outline):
        rounds.take_outline(answer)
    else:
        rounds.take_part(piece, answer)


def test_bound_comes_near_that_of_the_whole_and_never_rises():
    tables = build_tables(generate(Size(60, 3, 24), seed=1))
    whole = relax(tables, fixed=fixed_draft(tables)).bound
    rounds, bounds = _rounds(tables), []

    while (piece := rounds.next_piece(None)) is not None:
        _take(rounds, piece)
        bounds.append(rounds.bound)

    assert bounds == sorted(bounds, reverse=True)
    assert whole - len(tables.ways) <= bounds[-1] <= whole * 1.005
    assert rounds.is_over
    assert len(rounds.started) == len(tables.ways)


def test_a_lost_part_leaves_a_bound_that_holds():
    tables = build_tables(generate(Size(60, 3, 24), seed=1))
    rounds = _rounds(tables)
    _take(rounds, rounds.next_piece(None))
    first, *others = (rounds.next_piece(None) for _ in range(3))

    for piece in others:
        _take(rounds, piece)
    rounds.lose(first)

    assert rounds.rounds == 1
    assert rounds.bound >= draft_value(serial_schedule(tables, greedy_priority(tables)))
    assert 0 < len(rounds.started) < len(tables.ways)


def test_without_an_outline_nothing_costs_anything_and_better_prices_are_found():
    tables = build_tables(generate(Size(60, 3, 24), seed=1))
    rounds = _rounds(tables)

    rounds.lose(rounds.next_piece(None))

    assert rounds.bound >= relax(tables, fixed=fixed_draft(tables)).bound
