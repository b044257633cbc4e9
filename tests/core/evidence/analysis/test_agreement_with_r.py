"""Estimates, errors, design effects, tests and weights against R's survey package on its own example data.

The figures and the R script that wrote them lie in tests/golden/r_survey; the file names the versions of R and survey.
"""

import json
from pathlib import Path

import pytest

from leitplanke.evidence.analysis import Request, compare_groups, estimate_file, weigh_file
from leitplanke.evidence.survey.design import Draw, Method
from leitplanke.evidence.survey.estimates import Statistic
from leitplanke.participation.model import Recruitment

FOLDER = Path(__file__).parents[3] / "golden" / "r_survey"
FIGURES = json.loads((FOLDER / "figures.json").read_text("utf-8"))

CLUSTERS = {"data": FOLDER / "apiclus1.csv", "base_weight": "pw", "draw": Draw(cluster="dnum", fpc="fpc")}
STRATA = {"data": FOLDER / "apistrat.csv", "base_weight": "pw", "draw": Draw(strata="stype", fpc="fpc")}
UNEQUAL = {"data": FOLDER / "apiclus1.csv", "base_weight": "unequal"}
STRATA_OF_CLUSTERS = STRATA | {"draw": Draw(strata="comp.imp", cluster="dnum", is_nested=True)}
STRATA_WITHOUT_FPC = STRATA | {"base_weight": "unequal", "draw": Draw(strata="stype")}
TWO_MARGINS = {"margins": FOLDER / "margins_stype_wide.csv"}
POST = {"method": Method.POST_STRATIFICATION}
LOGIT = {"method": Method.LOGIT}

DESIGNS = {
    "clusters": CLUSTERS,
    "clusters_fpc_alone": CLUSTERS | {"base_weight": None},
    "clusters_alone": CLUSTERS | {"base_weight": None, "draw": Draw(cluster="dnum")},
    "strata": STRATA,
    "strata_fraction_alone": STRATA | {"base_weight": None, "draw": Draw(strata="stype", fpc="fraction")},
    "strata_without_fpc": STRATA_WITHOUT_FPC,
    "strata_of_clusters": STRATA_OF_CLUSTERS,
    "simple": {"data": FOLDER / "apistrat.csv"},
    "unequal": UNEQUAL,
    "clusters_raked": CLUSTERS | TWO_MARGINS,
    "strata_raked": STRATA | TWO_MARGINS,
    "unequal_raked": UNEQUAL | TWO_MARGINS,
    "strata_of_clusters_raked": STRATA_OF_CLUSTERS | TWO_MARGINS,
    "clusters_logit": CLUSTERS | TWO_MARGINS | LOGIT | {"bounds": (0.5, 2.5)},
    "strata_logit": STRATA | TWO_MARGINS | LOGIT | {"bounds": (0.7, 1.5)},
    "clusters_poststratified": CLUSTERS | POST | {"margins": FOLDER / "margins_stype.csv"},
    "unequal_poststratified": UNEQUAL | POST | {"margins": FOLDER / "margins_stype.csv"},
    "strata_poststratified_crossed": STRATA_WITHOUT_FPC | POST | {"margins": FOLDER / "margins_crossed.csv"},
}


def near(value):
    return value if value is None else pytest.approx(value, rel=1e-9, abs=1e-25)


def request_of(design):
    return Request(**DESIGNS[design])


def ours(design):
    """Everything that the R script estimated, by the same keys."""
    found = {}
    for statistic, of in (
        (Statistic.MEAN, ("api00", "enroll", "acs.core")),
        (Statistic.SHARE, ("stype", "awards")),
        (Statistic.TOTAL, ("api00", "enroll", "acs.core", "stype", "awards")),
        (Statistic.MEDIAN, ("api00",)),
    ):
        for by in (None, "sch.wide"):
            analysis = estimate_file(request_of(design), of, by=by, statistic=statistic, recruitment=Recruitment.SAMPLE)
            found |= {(one.statistic.value, one.variable, one.category, one.group): one for one in analysis.estimates}
    return found


def test_golden_file_names_its_versions():
    assert FIGURES["R"].startswith("R version 4.")
    assert FIGURES["survey"] == "4.1.1"
    assert sorted({one["design"] for one in FIGURES["estimates"]}) == sorted(DESIGNS)


@pytest.mark.parametrize("design", DESIGNS)
def test_estimates_errors_and_design_effects_agree_with_r(design):
    expected = [one for one in FIGURES["estimates"] if one["design"] == design]
    found = ours(design)

    for one in expected:
        mine = found[one["statistic"], one["variable"], one["category"], one["group"]]
        names = {"median": ("value", "se", "low", "high"), "total": ("value", "se")}.get(
            one["statistic"], ("value", "se", "deff")
        )
        is_fixed = one["se"] < 1e-10 * abs(one["value"])  # by strata or margins: R leaves rounding errors, we say 0
        wanted = [
            0.0 if is_fixed and name in {"se", "deff"} and one[name] is not None else near(one[name]) for name in names
        ]
        assert [getattr(mine, name) for name in names] == wanted, one


@pytest.mark.parametrize("design", DESIGNS)
def test_rao_scott_and_wald_agree_with_r(design):
    expected = [one for one in FIGURES["tests"] if one["design"] == design]
    found = [
        *compare_groups(request_of(design), ("stype",), by="comp.imp"),
        *compare_groups(request_of(design), ("api00",), by="stype"),
    ]

    assert [(one.test.value, one.f, one.ndf, one.ddf, one.p) for one in found] == [
        (one["test"], near(one["f"]), near(one["ndf"]), near(one["ddf"]), near(one["p"])) for one in expected
    ]


@pytest.mark.parametrize("design", FIGURES["weights"])
def test_weights_agree_with_r(design):
    weighed = weigh_file(request_of(design))

    assert weighed.weights.tolist() == pytest.approx(FIGURES["weights"][design], rel=1e-10)
    assert weighed.margin_error <= 1e-9
