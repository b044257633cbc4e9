import dataclasses
import re
from datetime import date

import pytest

from leitplanke.kernel.texts import Language, Text
from leitplanke.report.decision import priority_lines, render_priorities
from leitplanke.strategy.priorities import (
    Alternative,
    CriterionScore,
    CriterionWeights,
    PlaceDecided,
    PriorityTable,
    WeightLimit,
    WeightWay,
    compare_methods,
    default_criteria,
)

DAY = date(2026, 2, 14)
CRITERIA = default_criteria()
NAMES = {"citizens": Text("Bürger", "Citizens")}


def weights(audience, *points):
    named = dict(zip((one.id for one in CRITERIA), points, strict=True))
    return CriterionWeights(audience, named, WeightWay.WORKSHOP, "Rat <b>", DAY)


@pytest.fixture(scope="module")
def table():
    values = {"bus": (9, 8, 7, 5, 6, 2), "app": (4, 2, 3, 6, 3, 4), "desk": (9, 8, 6, 5, 7, 2)}
    return PriorityTable(
        alternatives=(
            Alternative("law", Text("Gesetz", "Law"), is_mandatory=True),
            *(Alternative(one, Text(one.title()), cost_cents=50_000) for one in values),
        ),
        criteria=CRITERIA,
        scores=tuple(
            CriterionScore(measure, criterion.id, value, "Gruppe", Text("weil <i>", "because <i>"))
            for measure, given in values.items()
            for criterion, value in zip(CRITERIA, given, strict=True)
        ),
        weights=(weights("citizens", 5, 5, 2, 1, 1, 1), weights("staff", 0, 0, 0, 1, 3, 0)),
        limits=(WeightLimit("benefit", 0.1, 0.9, ("risk",), "Rat"),),
        decision=(PlaceDecided("app", 1, "Rat", DAY, Text("Nur dafür ist Geld da.", "There is money for it alone.")),),
    )


@pytest.fixture(scope="module")
def found(table):
    return compare_methods(table, seed=1, draws=400, budget_cents=100_000)


def test_page_tells_everything_in_both_languages_and_loads_nothing(table, found):
    page = render_priorities(found, table=table, audiences=NAMES, notice=Text("Erfunden.", "Invented."))

    assert page.count('<svg class="chart bar"') == 2 * len(table.ranked)
    assert page.count("<table") == 2 * (len(table.weights) + 1)
    for words in (
        "Erfunden.", "Invented.", "Pflicht nach dem Gesetz, deshalb ohne Rang: Gesetz.", "Was entschieden wurde",
        "What was decided", "There is money for it alone.", "Reihenfolge für: Bürger", "Order for: Citizens",
        "Zulässig für „Nutzen für die Menschen“: 10\u00a0% bis 90\u00a0%, mindestens so viel wie Risiko. Gesetzt",
    ):  # fmt: skip
        assert words in page
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []


def test_what_people_wrote_is_escaped(table, found):
    page = render_priorities(found, table=table, audiences=NAMES)

    assert "Rat &lt;b&gt;" in page
    assert "weil &lt;i&gt;" in page
    assert "<b>" not in page
    assert "<i>" not in page


def test_same_result_same_page(table, found):
    one, other = (render_priorities(found, table=table, audiences=NAMES) for _ in range(2))

    assert one == other


def test_lines_say_what_no_weights_can_change_and_what_is_level(table, found):
    told = "\n".join(priority_lines(found, table=table, audiences={}, language=Language.DE))

    assert "„Desk“ schließt zu „Bus“ auf" not in told
    assert "„Bus“ bleibt vor „Desk“, wie man auch gewichtet: Es ist nirgends schlechter." in told


def test_a_level_pair_is_said_to_be_level(table):
    twins = dataclasses.replace(
        table,
        scores=tuple(
            dataclasses.replace(one, value=next(
                other.value for other in table.scores if (other.measure, other.criterion) == ("bus", one.criterion)
            )) if one.measure == "desk" else one
            for one in table.scores
        ),
    )  # fmt: skip

    found = compare_methods(twins, seed=1, draws=50)
    told = "\n".join(priority_lines(found, table=twins, audiences={}, language=Language.EN))

    assert "“Bus” and “Desk” are level." in told


def test_no_firm_measure_is_said_so(table, found):
    shaken = tuple(dataclasses.replace(one, shares=(0.2,) * 3 + (0.4,)) for one in found.acceptability)

    page = render_priorities(dataclasses.replace(found, acceptability=shaken), table=table, audiences=NAMES)

    assert "Keine Maßnahme ist bei fast jeder Gewichtung unter den ersten drei" in page
    assert "Wie man auch gewichtet" not in page


def test_what_has_no_cost_and_a_duty_that_was_given_a_place_are_told(table):
    free = tuple(dataclasses.replace(one, cost_cents=0) if one.id == "app" else one for one in table.alternatives)
    duty = PlaceDecided("law", 1, "Rat", DAY, Text("Es ist Gesetz."))
    changed = dataclasses.replace(table, alternatives=free, decision=(duty,))

    found = compare_methods(changed, seed=1, draws=50, budget_cents=100_000)
    told = list(priority_lines(found, table=changed, audiences={}, language=Language.DE))

    assert told[-1] == "Ohne Kosten, deshalb nicht dabei: App."
    assert [line for line in told if line.startswith("Platz 1: „Gesetz“ (Pflicht). Rat, 14. ")]
    assert "Ohne Kosten, deshalb nicht dabei: App." in render_priorities(found, table=changed, audiences={})
