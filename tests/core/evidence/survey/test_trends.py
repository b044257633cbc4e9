"""What changed between two waves."""

import json

import numpy as np
import pytest
from scipy.stats import ttest_ind

from leitplanke.cli import main
from leitplanke.evidence.analysis import Request, compare_waves
from leitplanke.participation.model import Recruitment


def write(path, numbers, answers):
    lines = [f"{number},{answer}" for number, answer in zip(numbers, answers, strict=True)]
    path.write_text("\n".join(["mark,answer", *lines]), "utf-8")
    return Request(data=path)


@pytest.fixture
def waves(tmp_path):
    rng = np.random.default_rng(1)
    first = (rng.normal(3, 1, 60).round(3), rng.choice(["yes", "no"], 60, p=(0.3, 0.7)))
    second = (rng.normal(3.6, 2, 45).round(3), rng.choice(["yes", "no"], 45, p=(0.6, 0.4)))
    requests = (write(tmp_path / "one.csv", *first), write(tmp_path / "two.csv", *second))
    return requests, (first, second)


def test_change_of_a_mean_is_welchs_test(waves):
    requests, ((before, _), (after, _)) = waves
    expected = ttest_ind(after, before, equal_var=False)
    interval = expected.confidence_interval()

    (found,) = compare_waves(*requests, ["mark"], recruitment=Recruitment.SAMPLE)

    assert found.n == (60, 45)
    assert found.values == (pytest.approx(before.mean()), pytest.approx(after.mean()))
    assert found.p == pytest.approx(expected.pvalue, rel=1e-9)
    assert (found.low, found.high) == (pytest.approx(interval.low), pytest.approx(interval.high))


def test_changes_are_corrected_together(waves):
    requests, _ = waves

    mark, *answers = compare_waves(*requests, ["mark", "answer"], recruitment=Recruitment.SAMPLE)

    assert [one.category for one in answers] == ["no", "yes"]
    assert answers[0].change == pytest.approx(-answers[1].change)
    smallest = min(mark.p, answers[0].p)
    assert min(one.p_holm for one in (mark, *answers)) == pytest.approx(3 * smallest)


@pytest.mark.usefixtures("waves")
def test_open_survey_tells_the_change_without_a_test(tmp_path, capsys):
    code = main(["trend", str(tmp_path / "one.csv"), str(tmp_path / "two.csv"), "--of", "mark", "--json"])

    (told,) = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["se"] > 0
    assert (told["low"], told["high"], told["p"], told["p_holm"]) == (None, None, None, None)
