import numpy as np
import pytest

from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.parts import parts_of
from leitplanke.roadmap.solvers import outline as module
from leitplanke.roadmap.solvers.outline import outline
from leitplanke.roadmap.tables import build_tables
from leitplanke.roadmap.value_pieces import RelaxPart


@pytest.fixture
def towns():
    """Six towns, one part each, and what they share."""
    tables = build_tables(generate(Size(180, 6, 36), seed=1))
    places = sum(len(way.starts) for options in tables.ways for way in options)
    return tables, parts_of(tables, most=places // 4)


def _bound(tables, parts, prices):
    relaxed = (RelaxPart(parts, place, prices, None).perform(tables).bound for place in range(len(parts.members)))
    return parts.worth_of_shared(tables, prices) + sum(relaxed)


def test_some_parts_stand_for_all_where_the_picture_would_be_too_large(towns, monkeypatch):
    tables, parts = towns
    whole = outline(tables, parts)
    columns = sum(len(way.starts) for options in tables.ways for way in options)
    monkeypatch.setattr(module, "_MOST_COLUMNS", columns // 12)  # half of the parts at six months a span

    sampled, picture = outline(tables, parts), module.Picture(tables, parts)

    known = {number for number, ways in enumerate(picture.tables.ways) if ways}
    free_of_charge = _bound(tables, parts, parts.prices(tables))
    best = _bound(tables, parts, whole)
    assert len(parts.members) > 3
    assert 0 < len(known) < len(tables.ways)
    assert picture.months <= 6
    assert not np.array_equal(sampled.row, whole.row)
    assert _bound(tables, parts, sampled) < best + (free_of_charge - best) / 4


def test_a_span_never_hides_a_fiscal_year(towns, monkeypatch):
    tables, parts = towns
    monkeypatch.setattr(module, "_MOST_COLUMNS", 1)

    picture = module.Picture(tables, parts)

    known = {number for number, ways in enumerate(picture.tables.ways) if ways}
    assert picture.months == 6
    assert known == set(parts.members[0])
