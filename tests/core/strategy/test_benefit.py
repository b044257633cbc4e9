import dataclasses

from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.strategy.benefit import FULL, score_measures
from leitplanke.strategy.model import Contribution, OverallGoalLink, Score

strengths = st.integers(1, 3)
thousandths = st.integers(0, 400)


def test_score_measures_matches_the_hand_computation(draft, evidence):
    # goals: 12, 8, 2, 0 of 12; citizens: 0.25, 0.40, 0.10, withheld of 0.40; companies: 4, 1, -, - points of 4
    assert score_measures(draft, evidence=evidence) == (
        Score("a", "citizens", 8500, 10000, 6250, 1),
        Score("b", "citizens", 8000, 6667, 10000, 2),
        Score("c", "citizens", 2000, 1667, 2500, 3),
        Score("d", "citizens", 0, 0, 0, 4),
        Score("a", "companies", 10000, 10000, 10000, 1),
        Score("b", "companies", 5000, 6667, 2500, 2),
        Score("c", "companies", 1000, 1667, 0, 3),
        Score("d", "companies", 0, 0, 0, 4),
    )


def test_score_measures_equal_benefits_share_a_rank(draft, evidence):
    a, b, c, d = draft.measures
    tied = dataclasses.replace(
        draft, measures=(d, dataclasses.replace(a, id="twin"), a, dataclasses.replace(c, asked_as=""), b)
    )

    ranks = {score.measure: score.rank for score in score_measures(tied, evidence=evidence)[:5]}

    assert ranks == {"a": 1, "twin": 1, "b": 3, "c": 4, "d": 5}


def test_score_measures_without_contributions_counts_support_alone(draft, evidence):
    vote = dataclasses.replace(
        draft,
        measures=tuple(dataclasses.replace(measure, contributions=()) for measure in draft.measures),
        weights=dataclasses.replace(draft.weights, goals_percent=0, support_percent=100),
    )

    scores = score_measures(vote, evidence=evidence)

    assert [score.benefit for score in scores] == [6250, 10000, 2500, 0, 10000, 2500, 0, 0]
    assert {score.goals_part for score in scores} == {0}


def test_score_measures_audience_without_published_priorities_has_no_support(draft, evidence):
    silent = dataclasses.replace(evidence, priorities=())

    assert {score.support_part for score in score_measures(draft, evidence=silent)} == {0}


def test_score_measures_is_the_same_after_a_document_was_read(draft, evidence):
    noisy = with_shares(evidence, [0.1 + 0.2, 0.7 / 3, 0.1])
    read = with_shares(evidence, [float(f"{share:.12g}") for share in (0.1 + 0.2, 0.7 / 3, 0.1)])

    assert score_measures(draft, evidence=noisy) == score_measures(draft, evidence=read)


@settings(max_examples=40, deadline=None)
@given(st.lists(strengths, min_size=4, max_size=4), st.lists(thousandths, min_size=3, max_size=3), st.integers(0, 100))
def test_score_measures_stays_in_bounds_and_ranks_agree_with_benefits(
    draft, evidence, given_strengths, shares, percent
):
    weights = dataclasses.replace(draft.weights, goals_percent=percent, support_percent=100 - percent)
    changed = dataclasses.replace(with_strengths(draft, given_strengths), weights=weights)

    scores = score_measures(changed, evidence=with_shares(evidence, [share / 1000 for share in shares]))

    for score in scores:
        assert all(0 <= part <= FULL for part in (score.benefit, score.goals_part, score.support_part))
        group = [other for other in scores if other.audience == score.audience]
        assert score.rank == 1 + sum(other.benefit > score.benefit for other in group)


@settings(max_examples=40, deadline=None)
@given(st.lists(strengths, min_size=4, max_size=4), st.integers(0, 3))
def test_score_measures_stronger_contribution_never_lowers_its_own_measure(draft, evidence, given_strengths, place):
    stronger = [min(3, value + (index == place)) for index, value in enumerate(given_strengths)]
    owner = ("a", "b", "b", "c")[place]

    before = score_measures(with_strengths(draft, given_strengths), evidence=evidence)
    after = score_measures(with_strengths(draft, stronger), evidence=evidence)

    for old, new in zip(before, after, strict=True):
        assert new.goals_part >= old.goals_part if new.measure == owner else new.goals_part <= old.goals_part


@settings(max_examples=40, deadline=None)
@given(st.lists(thousandths, min_size=3, max_size=3), strengths)
def test_score_measures_scale_of_shares_and_of_strengths_does_not_matter(draft, evidence, shares, strength):
    weak = with_link_strength(draft, 1)
    small = with_shares(evidence, [share / 1000 for share in shares])
    large = with_shares(evidence, [share / 500 for share in shares])

    assert score_measures(with_link_strength(draft, strength), evidence=large) == score_measures(weak, evidence=small)


def with_shares(evidence, shares):
    citizens, *others = evidence.priorities
    priorities = tuple(
        dataclasses.replace(priority, share=share) for priority, share in zip(citizens.priorities, shares, strict=True)
    )
    return dataclasses.replace(evidence, priorities=(dataclasses.replace(citizens, priorities=priorities), *others))


def with_strengths(draft, given_strengths):
    a, b1, b2, c = given_strengths
    contributions = {
        "a": (Contribution("near", a),),
        "b": (Contribution("near", b1), Contribution("fast", b2)),
        "c": (Contribution("fast", c),),
        "d": (),
    }
    measures = tuple(
        dataclasses.replace(measure, contributions=contributions[measure.id]) for measure in draft.measures
    )
    return dataclasses.replace(draft, measures=measures)


def with_link_strength(draft, strength):
    goals = tuple(
        dataclasses.replace(goal, serves=tuple(OverallGoalLink(link.overall_goal, strength) for link in goal.serves))
        for goal in draft.goals
    )
    return dataclasses.replace(draft, goals=goals)
