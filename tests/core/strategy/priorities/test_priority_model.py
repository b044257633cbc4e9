import dataclasses

import pytest

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.priorities import Criterion, CriterionScore, CriterionWeights, WeightWay, default_criteria
from leitplanke.strategy.priority_model import DUTIES


@pytest.mark.parametrize("name", sorted(DUTIES))
def test_a_legal_duty_is_no_criterion(name):
    with pytest.raises(InvalidValueError, match="A legal duty is no criterion"):
        Criterion(name, Text("Pflicht"), Text("0 oder 1"), 0, 1)


def test_default_criteria_are_explained_and_hold_no_duty():
    found = default_criteria()

    assert [one.id for one in found] == ["benefit", "inclusion", "goals", "relief", "effort", "risk"]
    assert all(one.name.en and one.explanation.de and one.explanation.en for one in found)


@pytest.mark.parametrize(("said_by", "reason"), [("", "darum"), ("group", " ")])
def test_a_score_without_who_or_why_cannot_be_built(said_by, reason):
    with pytest.raises(InvalidValueError, match="is not told"):
        CriterionScore("bus", "benefit", 1, said_by, Text(reason))


def test_swing_weights_give_the_most_important_swing_100(table):
    set_on = table.weights[0].set_on

    with pytest.raises(InvalidValueError, match="most important swing gets 100"):
        CriterionWeights("citizens", {"benefit": 80, "effort": 20}, WeightWay.SWING, "council", set_on)


@pytest.mark.parametrize("points", [{"benefit": -1, "effort": 2}, {"benefit": 0, "effort": 0}, {}])
def test_points_that_are_no_weights_are_refused(table, points):
    with pytest.raises(InvalidValueError, match="no weights"):
        CriterionWeights("citizens", points, WeightWay.DIRECT, "council", table.weights[0].set_on)


def test_a_gap_in_the_scores_is_named_and_not_guessed(table):
    with pytest.raises(InvalidValueError, match="desk × effort"):
        dataclasses.replace(table, scores=table.scores[:-1])


def test_a_score_off_the_scale_is_refused(table):
    off = dataclasses.replace(table.scores[0], value=11)

    with pytest.raises(InvalidValueError, match="0 to 10 are allowed"):
        dataclasses.replace(table, scores=(off, *table.scores[1:]))


def test_an_audience_that_left_out_a_criterion_is_named(table):
    some = dataclasses.replace(table.weights[0], points={"benefit": 1.0})

    with pytest.raises(InvalidValueError, match="“citizens” has not weighted: effort"):
        dataclasses.replace(table, weights=(some,))


def test_duties_stand_apart_and_need_no_score(table):
    assert [one.id for one in table.ranked] == ["bus", "app", "desk"]
    assert [one.id for one in table.duties] == ["law"]
