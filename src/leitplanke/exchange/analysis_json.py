"""Estimates and differences as JSON for programs: a list of objects with the fields in a fixed order."""

import json
from collections.abc import Iterable, Mapping, Sequence

from leitplanke.evidence.analysis import Diagnosis
from leitplanke.evidence.crosstabs import CrossTable
from leitplanke.evidence.reliability import Reliability
from leitplanke.evidence.survey.differences import Difference
from leitplanke.evidence.survey.estimates import Estimate
from leitplanke.evidence.survey.pairs import PairDifference
from leitplanke.evidence.survey.trends import Change

_DIGITS = 13  # what a different order of summing cannot change


def estimates_json(estimates: Sequence[Estimate]) -> str:
    """One object per estimate; the value's name is what was estimated: mean, share, total or median."""
    return _list(
        {
            "variable": one.variable,
            "category": one.category,
            "group": one.group,
            "n": one.n,
            "n_effective": one.n_effective,
            one.statistic.value: one.value,
            "se": one.se,
            "deff": one.deff,
            "low": one.low,
            "high": one.high,
            "interval": one.interval.value,
        }
        for one in estimates
    )


def differences_json(differences: Sequence[Difference]) -> str:
    """One object per tested variable."""
    return _list(
        {
            "variable": one.variable,
            "by": one.by,
            "test": one.test.value,
            "n": one.n,
            "f": one.f,
            "ndf": one.ndf,
            "ddf": one.ddf,
            "p": one.p,
            "p_holm": one.p_holm,
        }
        for one in differences
    )


def pairs_json(pairs: Sequence[PairDifference]) -> str:
    """One object per pair of groups and category."""
    return _list(
        {
            "variable": one.variable,
            "category": one.category,
            "by": one.by,
            "groups": (one.first, one.second),
            "values": one.values,
            "difference": one.difference,
            "se": one.se,
            "low": one.low,
            "high": one.high,
            "interval": one.interval.value,
            "p": one.p,
            "p_holm": one.p_holm,
        }
        for one in pairs
    )


def changes_json(changes: Sequence[Change]) -> str:
    """One object per change."""
    return _list(
        {
            "variable": one.variable,
            "category": one.category,
            "group": one.group,
            "statistic": one.statistic.value,
            "n": one.n,
            "values": one.values,
            "change": one.change,
            "se": one.se,
            "low": one.low,
            "high": one.high,
            "interval": one.interval.value,
            "p": one.p,
            "p_holm": one.p_holm,
        }
        for one in changes
    )


def diagnosis_json(found: Diagnosis) -> str:
    """One object per category; the last one is about the whole."""
    categories = [
        {
            "margin": one.margin,
            "category": one.category,
            "n": one.n,
            "share_of_rows": one.share_of_rows,
            "share_of_population": one.share_of_population,
            "representation": one.representation,
            "weight": one.weight,
        }
        for one in found.categories
    ]
    whole = {
        "rows": found.rows,
        "design_effect": found.design_effect,
        "n_effective": found.n_effective,
        "least_weight": found.least_weight,
        "largest_weight": found.largest_weight,
        "heaviest_tenth": found.heaviest_tenth,
        "margin_error": found.margin_error,
    }
    return _list([*categories, whole])


def reliability_json(found: Sequence[Reliability]) -> str:
    """One object per set of codes."""
    return _list(
        {
            "name": one.name,
            "level": one.level.value,
            "coders": one.coders,
            "units": one.units,
            "codings": one.codings,
            "observed_disagreement": one.observed_disagreement,
            "expected_disagreement": one.expected_disagreement,
            "alpha": one.alpha,
        }
        for one in found
    )


def crosstabs_json(tables: Sequence[CrossTable]) -> str:
    """One object per table; null stands for a count that is withheld."""
    return _list(
        {
            "rows": one.row_variable,
            "columns": one.column_variable,
            "row_categories": one.rows,
            "column_categories": one.columns,
            "counts": one.counts,
            "row_totals": one.row_totals,
            "column_totals": one.column_totals,
            "total": one.total,
        }
        for one in tables
    )


def _list(objects: Iterable[Mapping[str, object]]) -> str:
    rounded = [{name: _rounded(value) for name, value in one.items()} for one in objects]
    return json.dumps(rounded, ensure_ascii=False, indent=2, allow_nan=False)


def _rounded(value: object) -> object:
    return float(f"{value:.{_DIGITS}g}") if isinstance(value, float) else value
