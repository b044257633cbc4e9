"""Three measures, a duty and two criteria, worked out by hand in these tests."""

from datetime import date

import pytest

from leitplanke.kernel.texts import Text
from leitplanke.strategy.priorities import (
    Alternative,
    Better,
    Criterion,
    CriterionScore,
    CriterionWeights,
    PlaceDecided,
    PriorityTable,
    WeightWay,
)

SCORES = {"bus": (8, 2), "app": (4, 1), "desk": (10, 6)}
DAY = date(2026, 2, 14)


def score(measure, criterion, value):
    return CriterionScore(measure, criterion, value, "group", Text("gut begründet"))


def weights(audience, benefit, effort, way=WeightWay.DIRECT):
    return CriterionWeights(audience, {"benefit": benefit, "effort": effort}, way, "council", DAY)


@pytest.fixture(scope="session")
def table():
    return PriorityTable(
        alternatives=(
            Alternative("law", Text("Gesetz"), is_mandatory=True),
            *(Alternative(name, Text(name.title()), cost_cents=100_00) for name in SCORES),
        ),
        criteria=(
            Criterion("benefit", Text("Nutzen"), Text("0 bis 10"), 0, 10, Better.HIGH, 1, 5),
            Criterion("effort", Text("Aufwand"), Text("0 bis 10"), 0, 10, Better.LOW),
        ),
        scores=tuple(
            score(measure, criterion, value)
            for measure, values in SCORES.items()
            for criterion, value in zip(("benefit", "effort"), values, strict=True)
        ),
        weights=(weights("citizens", 4, 1), weights("staff", 1, 3)),
        decision=(PlaceDecided("app", 1, "mayor", DAY, Text("Das Geld reicht nur dafür.")),),
    )
