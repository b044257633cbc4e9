"""The numbers of R's survey package on a small invented survey of 58 people, 6 of them without an age.

R 4.2.2, survey 4.1.1. `p` has one row per person with age, district, pool and bus as below (without the 6: `n` = 52);
the population is 30/40/30 % by age and 50/30/20 % by district; who gave no age keeps the observed share.

    age <- c((n - missing) * c(.3, .4, .3), missing); district <- n * c(.5, .3, .2)
    x <- model.matrix(~age + district, p); total <- c(n, age[-1], district[-1]); names(total) <- colnames(x)
    raked <- calibrate(svydesign(~1, weights = ~1, data = p), ~age + district, total, calfun = "raking",
                       epsilon = 1e-14)
    p$w <- weights(raked)                       # rake() gives the same to 4e-16 with epsilon = 1e-15
    again <- calibrate(svydesign(~1, weights = ~w, data = p), ~age + district, total)
    m <- svymean(~pool + bus, again, deff = "replace"); diag(vcov(m)); deff(m)

The second call changes no weight: it makes R take residuals of the regression with the raked weights. For each y:

    fit <- lm(y ~ age + district, p, weights = w); b <- c(0, coef(fit)[2:4]); h <- hatvalues(fit)
    d <- if (missing) ((p$age == "unknown") - missing / n) * (b[4] - sum(b[1:3] * c(.3, .4, .3))) else 0
    v <- sum((p$w * residuals(fit) / (1 - h) + d)^2) / n^2 * ((n - 1) / n)^2
    prop.test(share * neff, neff, correct = FALSE)$conf.int           # Wilson, with neff = share * (1 - share) / v
    vcov(svymean(~y, calibrate(as.svrepdesign(svydesign(~1, weights = ~1, data = p), type = "JK1"), ~age + district,
                               total, calfun = "raking", epsilon = 1e-12)))        # raked anew n times
"""

from datetime import date

import numpy as np
import pytest

from factories.participation import SAMPLE, question
from leitplanke.evidence.calibration import weights_of
from leitplanke.evidence.cube import Cube, FrameCube
from leitplanke.evidence.estimates import Estimator
from leitplanke.evidence.model import PopulationCell, PopulationTable
from leitplanke.evidence.wilson import wilson_interval
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import QuestionKind

AGES, DISTRICTS = ("young", "middle", "old"), ("north", "south", "west")
AGE = question("age", QuestionKind.SINGLE, AGES, ordered=True, about_person=True)
DISTRICT = question("district", QuestionKind.SINGLE, DISTRICTS, about_person=True)
POPULATION = PopulationTable(
    audience="citizens",
    variables=("age", "district"),
    margins=(("age",), ("district",)),
    cells=tuple(
        PopulationCell((age, district), by_age * by_district)
        for age, by_age in zip(AGES, (30, 40, 30), strict=True)
        for district, by_district in zip(DISTRICTS, (50, 30, 20), strict=True)
    ),
    source=Text("erfunden", "invented"),
    as_of=date(2025, 1, 1),
)
# age, district (-1: no age), people, of whom want a pool, of whom want a bus
PEOPLE = np.array(
    [
        (0, 0, 4, 3, 0),
        (0, 1, 3, 1, 1),
        (0, 2, 5, 4, 1),
        (1, 0, 9, 4, 2),
        (1, 1, 6, 2, 1),
        (1, 2, 4, 2, 0),
        (2, 0, 11, 2, 3),
        (2, 1, 7, 1, 3),
        (2, 2, 3, 0, 1),
        (-1, 0, 3, 1, 1),
        (-1, 1, 2, 1, 0),
        (-1, 2, 1, 0, 1),
    ]
)
ALL_KNOWN = PEOPLE[:9]
NOTHING = Cube(*(np.zeros(0, dtype=np.int64) for _ in range(5)))


class EstimatorWithoutLeverage(Estimator):
    """Plain linearisation, as R's survey package does it."""

    def _leverage(self, fit):
        return np.zeros(fit.columns.cells)


def weights(people):
    return weights_of(
        FrameCube(SAMPLE, (AGE, DISTRICT), ("age", "district"), people[:, :2], people[:, 2], {}, 0, NOTHING),
        (POPULATION,),
    )


def r(*numbers):
    return pytest.approx(numbers, rel=1e-9)


def test_raked_weights_agree_with_r():
    assert weights(ALL_KNOWN).per_cell.tolist() == pytest.approx(
        [
            *(1.53973512972167170, 1.36654596612102996, 1.06828431655004463),
            *(1.21634846729329671, 1.07953378427990843, 0.84391527217022000),
            *(0.80853847958851299, 0.71759419942249414, 0.56097244285629910),
        ],
        rel=1e-12,
    )
    assert weights(PEOPLE).per_cell.tolist() == pytest.approx(
        [
            *(1.51161709414406520, 1.34404553353818357, 1.10427900456183803),
            *(1.20530952159614757, 1.07169393976035132, 0.88051266676814111),
            *(0.80347786421782297, 0.71440766241814069, 0.58696328555898714),
            *(1.08916314088745336, 0.96842306194817696, 0.79566445344128578),
        ],
        rel=1e-12,
    )


@pytest.mark.parametrize(
    ("people", "design_effect", "pool", "bus"),
    [
        (ALL_KNOWN, 1.0709238567128661, 0.40972791850306128, 0.21320060541205571),
        (PEOPLE, 1.0603269740019534, 0.40345885736808146, 0.22338077553186700),
    ],
)
def test_shares_and_kish_agree_with_r(people, design_effect, pool, bus):
    estimator = Estimator(weights(people))

    found = (estimator.weights.design_effect, estimator.mean(people[:, 3]), estimator.mean(people[:, 4]))

    assert found == r(design_effect, pool, bus)


def test_plain_linearised_variance_and_design_effect_agree_with_r():
    estimator, n = EstimatorWithoutLeverage(weights(ALL_KNOWN)), 52

    variances = [estimator.variance(ALL_KNOWN[:, column]) for column in (3, 4)]
    effective = [estimator.effective_n(ALL_KNOWN[:, column]) for column in (3, 4)]

    # R divides by n - 1 where Leitplanke, having no leverage here, has ((n - 1) / n)² / n
    scale = (n / (n - 1)) ** 3
    assert [variance * scale for variance in variances] == r(0.0042915773366697272, 0.0031627954160267360)
    assert [n / size * (n / (n - 1)) ** 2 for size in effective] == r(0.90498070399012764, 0.96158753754872728)


@pytest.mark.parametrize(
    ("people", "column", "variance", "effective_n", "interval"),
    [
        (ALL_KNOWN, 3, 0.0051080337200469818, 47.347172034718987, (0.28161119988907163, 0.55139360210923194)),
        (ALL_KNOWN, 4, 0.0036875351176210731, 45.490036545660374, (0.11908114932770056, 0.35198637683624567)),
        (PEOPLE, 3, 0.0047461604446513723, 50.710423843878843, (0.27989412340890901, 0.54062014586611751)),
        (PEOPLE, 4, 0.0035573126227098659, 48.767657795140543, (0.12923138298212336, 0.35792702049660974)),
    ],
)
def test_variance_with_leverage_and_its_interval_agree_with_r(people, column, variance, effective_n, interval):
    estimator = Estimator(weights(people))
    answers = people[:, column]

    assert (estimator.variance(answers), estimator.effective_n(answers)) == r(variance, effective_n)
    assert wilson_interval(estimator.mean(answers), estimator.effective_n(answers)) == r(*interval)


@pytest.mark.parametrize(("column", "jackknife"), [(3, 0.005226899396719554), (4, 0.0037650121993849511)])
def test_leverage_makes_linearisation_a_jackknife(column, jackknife):
    with_leverage, without = Estimator(weights(ALL_KNOWN)), EstimatorWithoutLeverage(weights(ALL_KNOWN))

    assert with_leverage.variance(ALL_KNOWN[:, column]) == pytest.approx(jackknife, rel=0.03)
    assert without.variance(ALL_KNOWN[:, column]) < 0.82 * jackknife
