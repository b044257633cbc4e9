"""The whole way of a measure in a large town: few queries, whatever its size."""

from dataclasses import replace

import pytest
from django.test import Client

from factories import handovers
from factories.runs import finished_run, publication_row
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Contribution, TraceLink

pytestmark = pytest.mark.django_db

MEASURES, GOALS = 300, 7  # with everything serving everything: 2,100 contributions
MOST_QUERIES = 12
PAGES = ("weg/massnahme/kita_online/", "weg/ziel/goal0/", "fahrplan/massnahmen/kita_online/")


@pytest.fixture(scope="module")
def large():
    """A strategy in which 300 measures serve each of seven goals."""
    strategy = handovers.strategy()
    first = strategy.draft.goals[0]
    goals = tuple(replace(first, id=f"goal{number}", title=Text(f"Ziel {number}")) for number in range(GOALS))
    contributions = tuple(Contribution(goal.id, 1 + place % 3, "Lenkungskreis") for place, goal in enumerate(goals))
    one = replace(strategy.draft.measures[0], contributions=contributions)
    more = tuple(replace(one, id=f"m{number}", title=Text(f"Maßnahme {number}")) for number in range(MEASURES - 1))
    links = tuple(TraceLink(f"goal:{goal.id}", f"measure:{measure.id}") for goal in goals for measure in (one, *more))
    draft = replace(strategy.draft, goals=goals, measures=(one, *more))
    return replace(strategy, draft=draft, trace=links)


@pytest.mark.parametrize("page", PAGES)
def test_trace_asks_little_of_the_database_whatever_the_size(
    town, large, page, nothing_kept, django_assert_max_num_queries
):
    publication_row(town, run=finished_run(town, strategy=large))
    nothing_kept()

    with django_assert_max_num_queries(MOST_QUERIES) as first:
        answer = Client().get(f"/erlenbach/{page}")
    with django_assert_max_num_queries(len(first)):
        again = Client().get(f"/erlenbach/{page}")

    assert (answer.status_code, again.content) == (200, answer.content)
    assert (
        answer.text.count("Ziel ") >= GOALS if "kita_online" in page else answer.text.count("Maßnahme ") >= MEASURES - 1
    )


@pytest.mark.parametrize("way", ["ziel/nirgends", "nichts/g", "erkenntnis/nobody.said.this"])
def test_what_nobody_knows_has_no_way(town, large, way):
    publication_row(town, run=finished_run(town, strategy=large))

    assert Client().get(f"/erlenbach/weg/{way}/").status_code == 404
