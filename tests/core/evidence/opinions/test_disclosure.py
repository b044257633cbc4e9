from collections import defaultdict

import pytest

from leitplanke.evidence.opinions import Answers, Portion
from leitplanke.evidence.opinions.disclosure import told


def exact(percent):
    return Portion(percent, percent)


@pytest.mark.parametrize(
    ("agree", "disagree", "passed", "expected"),
    [
        (60, 25, 15, Answers(100, exact(60), exact(25), exact(15))),
        (60, 36, 4, Answers(100, exact(60), Portion(31, 40), Portion(0, 9))),
        (97, 2, 1, Answers(100, Portion(91, 100), Portion(0, 9), Portion(0, 9))),
        (0, 100, 0, Answers(100, Portion(0, 9), Portion(91, 100), Portion(0, 9))),
        (85, 8, 7, Answers(100, exact(85), None, None)),
        (45, 47, 8, Answers(100, Portion(41, 50), Portion(41, 50), Portion(0, 9))),
        (9, 9, 9, Answers(None)),
        (29, 0, 0, Answers(None)),
        (30, 0, 0, Answers(30, Portion(70, 100), Portion(0, 30), Portion(0, 30))),
    ],
)
def test_answers_are_told_as_far_as_nobody_shows(agree, disagree, passed, expected):
    assert told(agree=agree, disagree=disagree, passed=passed, minimum=10) == expected


@pytest.mark.parametrize("minimum", [5, 10])
def test_nobody_who_knows_the_rule_can_work_out_a_small_count(minimum):
    """All counts of up to 60 voters: those that are told alike must differ in at least half the minimum of values."""
    alike = defaultdict(list)
    for n in range(1, 61):
        for agree in range(n + 1):
            for disagree in range(n - agree + 1):
                counts = (agree, disagree, n - agree - disagree)
                answers = told(agree=agree, disagree=disagree, passed=counts[2], minimum=minimum)
                alike[answers].append(counts)

    for answers, possible in alike.items():
        for side in range(3):
            values = {counts[side] for counts in possible}
            if min(values) < minimum and answers.n is not None:
                assert len(values) >= minimum // 2, (answers, values)


def test_truth_lies_in_what_is_told():
    for agree in range(0, 60, 3):
        for disagree in range(0, 60, 7):
            for passed in range(0, 30, 4):
                n = agree + disagree + passed
                answers = told(agree=agree, disagree=disagree, passed=passed, minimum=10)
                shares = (answers.agree, answers.disagree, answers.passed)
                for count, share in zip((agree, disagree, passed), shares, strict=True):
                    assert share is None or share.low - 0.5 <= 100 * count / n <= share.high + 0.5
