from dataclasses import replace

import numpy as np
import pytest

from factories.participation import AGE, OPEN, POPULATION, SAMPLE, SEX, citizens, record
from leitplanke.evidence.calibration import weights_of
from leitplanke.evidence.cube import Cube, FrameCube
from leitplanke.evidence.model import PopulationCell, Weighting

NOTHING = Cube(*(np.zeros(0, dtype=np.int64) for _ in range(5)))


def frame_cube(cells, frame=SAMPLE):
    """A cube of people alone: how many have which position of age and sex."""
    categories = np.array(list(cells), dtype=np.int64)
    return FrameCube(frame, (AGE, SEX), ("age", "sex"), categories, np.array(list(cells.values())), {}, 0, NOTHING)


EVERY_CELL = {(0, 0): 20, (0, 1): 20, (1, 0): 20, (1, 1): 20, (2, 0): 60, (2, 1): 60}


def weighted_shares(cube, weights):
    counts = cube.base * weights.per_cell / cube.size
    return [float(counts[cube.categories[:, 0] == code].sum()) for code in (0, 1, 2, -1)]


def test_sample_is_raked_to_the_population():
    cube = frame_cube(EVERY_CELL)

    weights = weights_of(cube, (POPULATION,))

    assert weights.method is Weighting.RAKED
    assert weighted_shares(cube, weights) == pytest.approx([4200 / 15000, 6800 / 15000, 4000 / 15000, 0], rel=1e-9)
    assert weights.margin_error <= 1e-9


def test_open_frame_and_audience_without_population_are_not_weighted():
    for cube, populations in ((frame_cube(EVERY_CELL, OPEN), (POPULATION,)), (frame_cube(EVERY_CELL), ())):
        weights = weights_of(cube, populations)

        assert weights.method is Weighting.NONE
        assert weights.per_cell.tolist() == [1.0] * 6


def test_people_without_a_category_keep_their_share():
    cube = frame_cube(EVERY_CELL | {(-1, 0): 6, (-1, 1): 4})

    weights = weights_of(cube, (POPULATION,))

    known = 200 / 210
    expected = [4200 / 15000 * known, 6800 / 15000 * known, 4000 / 15000 * known, 10 / 210]
    assert weighted_shares(cube, weights) == pytest.approx(expected, rel=1e-9)


def test_category_that_nobody_answered_joins_its_neighbour_on_the_scale():
    cube = frame_cube({(1, 0): 30, (1, 1): 30, (2, 0): 60, (2, 1): 80})

    weights = weights_of(cube, (POPULATION,))

    assert weighted_shares(cube, weights) == pytest.approx([0, 11000 / 15000, 4000 / 15000, 0], rel=1e-9)


def test_category_that_the_population_lacks_keeps_its_share():
    without_young = tuple(
        PopulationCell(cell.categories, 0) if cell.categories[0] == "young" else cell for cell in POPULATION.cells
    )
    cube = frame_cube(EVERY_CELL)

    weights = weights_of(cube, (replace(POPULATION, cells=without_young),))

    assert weighted_shares(cube, weights)[0] == pytest.approx(40 / 200, rel=1e-9)


def test_crossed_margin_is_met():
    cube = frame_cube(EVERY_CELL)

    weights = weights_of(cube, (replace(POPULATION, margins=(("age", "sex"),)),))

    assert (cube.base * weights.per_cell).tolist() == pytest.approx(
        [cell.count * 200 / 15000 for cell in POPULATION.cells], rel=1e-12
    )


def test_responses_come_with_a_seed():
    one, other = (citizens(np.random.default_rng(1), SAMPLE, 20) for _ in range(2))

    assert record(one, (SAMPLE,)) == record(other, (SAMPLE,))
