"""Names of a town's parts, all of a kind or some, in one query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from factories.sized_towns import sized_town
from leitplanke_web.strategy.models import Gate, Measure
from leitplanke_web.towns.parts import NameSource, names_by_kind, some_names

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [0, 1, 2, 3, 5, 9])
def test_some_names_are_those_that_are_wanted_in_the_towns_order(count):
    town = sized_town("erlenbach", 9)
    wanted = [f"parking{number}" for number in reversed(range(count))]

    with scope(town=town), CaptureQueriesContext(connection) as queries:
        source, given = some_names("some", Measure, "title", [*wanted, "unknown"])
        named = names_by_kind(town, NameSource("gates", Gate, "name"), source, given=given)

    assert list(named["some"]) == wanted[::-1]
    assert named["gates"]
    assert {text.de for text in named["some"].values()} <= {"Parken-App"}
    assert len(queries) == 1


def test_few_queries_are_compiled_whatever_the_number_of_names():
    sizes = {some_names("some", Measure, "title", range(count))[0] for count in range(300)}

    assert len(sizes) == 10
