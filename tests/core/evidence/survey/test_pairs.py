"""Which groups differ from which."""

import numpy as np
import pytest

from leitplanke.cli import main
from leitplanke.evidence.analysis import Request, compare_groups, compare_pairs
from leitplanke.evidence.survey.design import Draw
from leitplanke.participation.model import Recruitment


@pytest.fixture
def data(tmp_path):
    """Ninety people in thirty clusters, each of three groups, with a number, an answer and a weight."""
    rng = np.random.default_rng(4)
    rows = {
        "cluster": np.repeat([f"c{i}" for i in range(30)], 3),
        "group": np.tile(["a", "b", "c"], 30),
        "mark": (np.repeat(rng.normal(0, 1, 30), 3) + np.tile([0, 0.5, 2], 30) + rng.normal(0, 1, 90)).round(3),
        "answer": rng.choice(["yes", "no"], 90, p=(0.4, 0.6)),
        "weight": rng.uniform(0.5, 2, 90).round(3),
    }
    path = tmp_path / "data.csv"
    lines = [",".join(map(str, line)) for line in zip(*rows.values(), strict=True)]
    path.write_text("\n".join([",".join(rows), *lines]), "utf-8")
    return path, rows


def by_hand(rows, values, first, second):
    """Difference of weighted means and its error between clusters, from the people themselves."""
    w, influence, means = rows["weight"], np.zeros(90), []
    for sign, name in ((-1, first), (1, second)):
        mine = (rows["group"] == name) * w
        means.append(mine @ values / mine.sum())
        influence += sign * mine * (values - means[-1]) / mine.sum()
    totals = influence.reshape(30, 3).sum(axis=1)
    return means[1] - means[0], np.sqrt(30 / 29 * ((totals - totals.mean()) ** 2).sum())


def test_pairs_are_those_from_people_with_clusters_and_weights(data):
    path, rows = data
    request = Request(data=path, base_weight="weight", draw=Draw(cluster="cluster"))

    found = compare_pairs(request, ["mark", "answer"], by="group", recruitment=Recruitment.SAMPLE)

    values = {None: rows["mark"], "yes": rows["answer"] == "yes", "no": rows["answer"] == "no"}
    assert [(one.category, one.first, one.second) for one in found] == [
        (category, *pair) for category in (None, "no", "yes") for pair in (("a", "b"), ("a", "c"), ("b", "c"))
    ]
    for one in found:
        difference, se = by_hand(rows, values[one.category], one.first, one.second)
        assert (one.difference, one.se) == (pytest.approx(difference, rel=1e-9), pytest.approx(se, rel=1e-9))
        assert one.low < one.difference < one.high
        assert one.p <= one.p_holm


def test_two_groups_are_tested_as_by_wald(data, tmp_path):
    path, _ = data
    two = tmp_path / "two.csv"
    two.write_text("\n".join(line for line in path.read_text("utf-8").split("\n") if ",c," not in line), "utf-8")

    (pair,) = compare_pairs(Request(data=two), ["mark"], by="group")
    (test,) = compare_groups(Request(data=two), ["mark"], by="group")

    assert (pair.difference / pair.se) ** 2 == pytest.approx(test.f, rel=1e-9)


def test_open_survey_has_no_interval_of_a_difference(data):
    request = Request(data=data[0])

    (one, *_), (other, *_) = (
        compare_pairs(request, ["mark"], by="group", recruitment=recruitment)
        for recruitment in (Recruitment.OPEN, Recruitment.SAMPLE)
    )

    assert (one.low, one.high, one.interval.value) == (None, None, "none-open-survey")
    assert (other.interval.value, other.se, other.p_holm) == ("student-t-95", one.se, one.p_holm)


def test_command_tells_every_pair(data, capsys):
    path, _ = data

    assert main(["differences", str(path), "--of", "mark", "--by", "group", "--pairs", "--language", "en"]) == 0

    assert [line.split()[1:3] for line in capsys.readouterr().out.split("\n")[1:4]] == [
        ["a", "b"],
        ["a", "c"],
        ["b", "c"],
    ]
