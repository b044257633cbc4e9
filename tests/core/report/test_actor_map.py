"""The picture of an actor map."""

import re
from itertools import product

from factories.process import actor
from leitplanke.kernel.texts import Language
from leitplanke.participation.process import Level
from leitplanke.report.actor_map import actor_map


def places(drawing: str) -> dict[str, tuple[float, float]]:
    found = re.findall(r'lp-actor-number" x="([\d.]+)%" y="([\d.]+)%"[^>]*>([^<]+)<', drawing)
    return {words: (float(x), float(y)) for x, y, words in found}


def test_each_actor_stands_where_interest_and_influence_say() -> None:
    numbered = {
        at: actor(f"A{at}", interest=interest, influence=influence)
        for at, (interest, influence) in enumerate(product(Level, Level), 1)
    }

    found = places(str(actor_map(numbered, language=Language.DE)))

    assert [found[str(at)] for at in (1, 3, 7, 9)] == [(30.5, 73.75), (30.5, 15.25), (85.5, 73.75), (85.5, 15.25)]
    assert len(found) == 9


def test_actors_of_one_cell_stand_apart_and_more_than_fit_are_counted() -> None:
    drawing = str(actor_map({at: actor(f"A{at}") for at in range(1, 301)}, language=Language.DE))

    found = places(drawing)

    assert list(found)[-1] == "+289"
    assert len(found) == len(set(found.values())) == 12


def test_picture_has_a_name_in_the_readers_language_and_no_names_of_actors() -> None:
    drawing = str(actor_map({1: actor("Beirat")}, language=Language.EN))

    assert (
        'role="img" aria-label="Map of the actors (1) by interest and influence; the table says the same in words."'
        in drawing
    )
    assert "Beirat" not in drawing
