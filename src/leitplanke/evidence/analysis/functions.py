"""Weights, estimates and tests from a data file. The rows are grouped by the engine, the statistics see the groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from leitplanke.evidence.analysis import notes
from leitplanke.evidence.analysis.request import Request
from leitplanke.evidence.analysis.source import open_source
from leitplanke.evidence.crosstabs import ProtectedTables, joint_counts, protect
from leitplanke.evidence.cube import FloatArray
from leitplanke.evidence.model import EvidenceRules
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.differences import Difference, differences, with_holm
from leitplanke.evidence.survey.estimates import (
    Estimate,
    Statistic,
    estimate_means,
    estimate_shares,
    estimate_totals,
)
from leitplanke.evidence.survey.medians import estimate_medians
from leitplanke.evidence.survey.pairs import PairDifference, pair_differences
from leitplanke.evidence.survey.pairs import with_holm as with_holm_over_pairs
from leitplanke.evidence.survey.placing import CellFinder
from leitplanke.evidence.survey.trends import Change, changes
from leitplanke.evidence.survey.trends import with_holm as with_holm_over_changes
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Recruitment


@dataclass(frozen=True, slots=True)
class Analysis:
    """Estimates in the order of the variables, groups and categories, and what deserves attention."""

    estimates: tuple[Estimate, ...]
    notes: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weight per row in the order of the file, and how the weights turned out.

    `margin_error` is the largest relative difference between a weighted count and its margin, `design_effect` Kish's
    n Σw² / (Σw)²; `notes` tell what deserves attention.
    """

    weights: FloatArray
    margin_error: float
    design_effect: float
    notes: tuple[Text, ...]

    @property
    def n_effective(self) -> float:
        """Rows over design effect."""
        return len(self.weights) / self.design_effect


def estimate_file(
    request: Request,
    of: Sequence[str],
    *,
    by: str | None = None,
    statistic: Statistic | None = None,
    recruitment: Recruitment = Recruitment.OPEN,
) -> Analysis:
    """Estimates of the variables `of`, per group of `by`: means of numbers and shares of categories unless told.

    Standard errors are those of the stated draw; intervals are given for a random sample only. Raises
    `FaultyInputError`.
    """
    estimates: list[Estimate] = []
    told: list[Text] = []
    with open_source(request, of, by=() if by is None else (by,), statistic=statistic) as source:
        for part in source.parts(of):
            survey = source.survey(part)
            told += notes.on_weights(survey)
            for variable in part:
                found = _estimates(survey, variable, by, statistic, recruitment)
                told += notes.on_estimates(survey, variable, found, by=by)
                estimates += found
    return Analysis(tuple(sorted(estimates, key=lambda one: of.index(one.variable))), tuple(dict.fromkeys(told)))


def compare_groups(request: Request, of: Sequence[str], *, by: str) -> tuple[Difference, ...]:
    """Whether the groups of `by` differ in each variable, corrected by Holm over all of them.

    Rao-Scott F for categories, Wald F for numbers. Raises `FaultyInputError`.
    """
    tests: list[Difference] = []
    with open_source(request, of, by=(by,), statistic=None) as source:
        for part in source.parts(of):
            tests += source.faults_named(partial(differences, source.survey(part), part, by=by))
    return with_holm(sorted(tests, key=lambda one: of.index(one.variable)))


def compare_pairs(
    request: Request, of: Sequence[str], *, by: str, recruitment: Recruitment = Recruitment.OPEN
) -> tuple[PairDifference, ...]:
    """How every two groups of `by` differ in each variable, corrected by Holm over all.

    Intervals for random samples only. Raises `FaultyInputError`.
    """
    found: list[PairDifference] = []
    for variable in of:
        survey = survey_of_file(request, (variable,), by=(by,))
        found += pair_differences(survey, variable, by=by, recruitment=recruitment)
    return with_holm_over_pairs(found)


def compare_waves(
    first: Request,
    second: Request,
    of: Sequence[str],
    *,
    by: str | None = None,
    recruitment: Recruitment = Recruitment.OPEN,
) -> tuple[Change, ...]:
    """What changed from the first to the second wave: means of numbers, shares of categories, per group of `by`.

    The waves are independent samples, each with its own margins and draw. Intervals and p, corrected by Holm over all
    changes, for random samples only. Raises `FaultyInputError`.
    """
    groups = () if by is None else (by,)
    found: list[Change] = []
    for variable in of:
        before, after = (survey_of_file(request, (variable,), by=groups) for request in (first, second))
        found += changes(before, after, variable, by=by, recruitment=recruitment)
    return with_holm_over_changes(found)


def tabulate_file(
    request: Request, pairs: Sequence[tuple[str, str]], *, minimum: int = EvidenceRules().minimum_cell
) -> ProtectedTables:
    """Unweighted tables of pairs of variables, protected together: no count under `minimum` can be computed from them.

    Who gave no answer to a variable is a category of its own. Raises `FaultyInputError`.
    """
    names = tuple(dict.fromkeys(name for pair in pairs for name in pair))
    with open_source(request, names, by=(), statistic=Statistic.SHARE) as source:
        lines = source.survey(names).lines
        joint = source.faults_named(lambda: joint_counts(lines, names))
    return protect(joint, pairs, minimum=minimum)


def survey_of_file(request: Request, variables: Sequence[str], *, by: Sequence[str] = ()) -> Survey:
    """The weighted survey with these variables and groups, in one pass, for several estimates and tests.

    The functions of `survey.estimates`, `survey.medians` and `survey.differences` take it. Raises `FaultyInputError`.
    """
    with open_source(request, variables, by=by, statistic=None) as source:
        return source.survey(variables)


def weigh_file(request: Request) -> Weighed:
    """A weight for every row, calibrated to the margins. Raises `FaultyInputError`."""
    with open_source(request, (), by=(), statistic=None) as source:
        survey = source.survey(())
        finder = CellFinder.of(survey, source.cell_keys)
        portions = source.rows.in_order(source.cell_keys, weight=source.weight)
        weights = np.concatenate([finder.factors(categories) * d for categories, d in portions])
    return Weighed(
        weights,
        survey.weights.margin_error,
        len(weights) * float(weights @ weights) / float(weights.sum()) ** 2,
        tuple(notes.on_weights(survey)),
    )


def _estimates(
    survey: Survey, variable: str, by: str | None, statistic: Statistic | None, recruitment: Recruitment
) -> tuple[Estimate, ...]:
    match statistic:
        case Statistic.TOTAL:
            return estimate_totals(survey, variable, by=by, recruitment=recruitment)
        case Statistic.MEDIAN:
            return estimate_medians(survey, variable, by=by, recruitment=recruitment)
        case _ if variable in survey.lines.numbers:
            return estimate_means(survey, variable, by=by, recruitment=recruitment)
        case _:
            return estimate_shares(survey, variable, by=by, recruitment=recruitment)
