"""Golden figures of R 4.2.2, survival 3.5.3, on the invented choices of `factories.best_worst`.

One stratum per choice, one row per item that could be taken; for worst choices the dummies are −1. `C` centres.

    f <- clogit(chosen ~ bus + bike + pool + library + wifi + park + strata(stratum), d, method = "breslow",
                cluster = person, control = coxph.control(eps = 1e-14, iter.max = 100))
    V <- rbind(cbind(vcov(f), 0), 0); C <- diag(7) - 1 / 7; C %*% c(coef(f), 0); sqrt(diag(C %*% V %*% C)); f$loglik
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factories.best_worst import ITEMS, PEOPLE, choices, rows
from leitplanke.evidence.maxdiff import ChoiceModel, estimate_utilities
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.participation.model import Recruitment

GOLDEN = {
    ChoiceModel.SEQUENTIAL: (
        (-752.53897707578290, -686.88676323936409),
        (0.786666338469384607, 0.209598917031264625, -0.710965169451418411, 0.028843383764231817,
         -0.172739975240054106, 0.485301102387996397, -0.626704596961404681),
        (0.13241388220322353, 0.15045862351638595, 0.14026691422164569, 0.12747521649300370, 0.13243677683623339,
         0.14694512404539750, 0.15352838822522996),
    ),
    ChoiceModel.MARGINAL: (
        (-922.83432248123154, -824.15869108077766),
        (0.89416624371645747615, 0.25090659057646935715, -0.84375578387925087576, 0.00018977128134833876,
         -0.16991494517729172076, 0.56467936166272270082, -0.69627123818045455472),
        (0.14415640615381536, 0.17017716010321798, 0.16073078866205759, 0.14666414763391866, 0.15440296312001572,
         0.16358373319738148, 0.16989606935235818),
    ),
}  # fmt: skip


def by_item(result):
    return {item.item: item for item in result.items}


@pytest.mark.parametrize("model", list(ChoiceModel))
def test_utilities_errors_and_fit_are_those_of_clogit(model):
    (null, log_likelihood), utilities, errors = GOLDEN[model]

    result = estimate_utilities(choices(), model=model)

    found = by_item(result)
    assert [found[item].utility for item in ITEMS] == pytest.approx(utilities, rel=1e-9, abs=1e-12)
    assert [found[item].se for item in ITEMS] == pytest.approx(errors, rel=1e-9)
    assert (result.null_log_likelihood, result.log_likelihood) == pytest.approx((null, log_likelihood), rel=1e-12)
    assert result.rho_squared == pytest.approx(1 - log_likelihood / null)


def test_pairs_are_the_logit_of_bradley_and_terry():
    """Two items, 30 of 40 prefer the first: u₁ − u₂ = ln 3, error √(1/(40·¾·¼)); the worst of one left adds nothing."""
    told = [(person, (0, 1), *((0, 1) if person < 30 else (1, 0))) for person in range(40)]

    result = estimate_utilities(choices(told, items=("a", "b"), people=40))

    first, second = result.items
    assert first.utility - second.utility == pytest.approx(np.log(3))
    assert 2 * first.se == pytest.approx((40 * 0.75 * 0.25) ** -0.5)
    assert (first.share, second.share) == pytest.approx((0.75, 0.25))
    assert first.share_se == pytest.approx((0.75 * 0.25 / 40) ** 0.5)


def test_interval_only_for_a_random_sample_and_around_the_share():
    everybody = estimate_utilities(choices())
    sample = estimate_utilities(choices(), recruitment=Recruitment.SAMPLE)

    assert {(item.low, item.high) for item in everybody.items} == {(None, None)}
    assert all(item.low < item.share < item.high for item in sample.items)


def test_people_answering_twice_alike_make_nothing_more_certain():
    once = estimate_utilities(choices())
    twice = estimate_utilities(choices([*rows(), *rows()]))

    for one, other in zip(once.items, twice.items, strict=True):
        assert (one.utility, one.se) == pytest.approx((other.utility, other.se))


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(ITEMS))))
def test_shares_do_not_depend_on_the_order_of_items(order):
    turned = [(p, tuple(order[i] for i in shown), order[b], order[w]) for p, shown, b, w in rows()]
    names = tuple(ITEMS[order.index(i)] for i in range(len(ITEMS)))

    one, other = by_item(estimate_utilities(choices())), by_item(estimate_utilities(choices(turned, items=names)))

    assert sum(item.share for item in one.values()) == pytest.approx(1)
    assert sum(item.utility for item in one.values()) == pytest.approx(0, abs=1e-9)
    assert [one[item].share for item in ITEMS] == pytest.approx([other[item].share for item in ITEMS])


def test_counts_are_told_for_all_items_or_for_none():
    result = estimate_utilities(choices())
    few = estimate_utilities(choices(), minimum=40)

    assert sum(item.best for item in result.items) == sum(item.worst for item in result.items) == PEOPLE * 7
    assert {item.shown for item in result.items} == {PEOPLE * 3}
    assert {item.best for item in few.items} == {None}


def test_tallies_of_people():
    best, worst, shown = choices().tallies()

    assert (best.sum(axis=1).tolist(), worst.sum(axis=1).tolist()) == ([7] * PEOPLE, [7] * PEOPLE)
    assert (shown == 3).all()
    assert (best[0].tolist(), worst[0].tolist()) == _tallies_of_first_person()


def _tallies_of_first_person():
    best, worst = [0] * len(ITEMS), [0] * len(ITEMS)
    for _, _, b, w in rows()[:7]:
        best[b] += 1
        worst[w] += 1
    return best, worst


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([(p, (0, 1), 0, 1) for p in range(20)], "Always ahead of all others: a. Never ahead: b."),
        (
            [(p, s, *(s if p % 2 else s[::-1])) for p in range(20) for s in ((0, 1), (2, 3))],
            "Never compared, not even over others: a, b with c, d.",
        ),
        (
            [(p, s, *(s if p % 2 else s[::-1])) for p in range(20) for s in ((0, 1), (2, 3))]
            + [(p, (1, 2), 1, 2) for p in range(20)],
            "Always ahead of all others: a, b. Never ahead: c, d.",
        ),
    ],
)
def test_items_without_a_finite_utility_are_named(told, expected):
    items = ("a", "b", "c", "d")[: 1 + max(max(shown) for _, shown, _, _ in told)]

    with pytest.raises(InvalidValueError) as refused:
        estimate_utilities(choices(told, items=items, people=20))

    assert expected in refused.value.problem.en


def test_few_people_are_refused():
    with pytest.raises(InvalidValueError, match="Fewer than 10 people"):
        estimate_utilities(choices([row for row in rows() if row[0] < 9]))


@pytest.mark.parametrize(
    "row", [(0, (0, 1), 0, 0), (0, (0, 1), 2, 1), (0, (0, 1), 0, 2), (0, (0, 0), 0, 1), (0, (0,), 0, 0)]
)
def test_answers_that_cannot_be_are_refused(row):
    with pytest.raises(InvalidValueError):
        choices([(1, (0, 1), 0, 1), row])
