"""Who is missing from a data file, and what weighting does."""

import pytest

from leitplanke.evidence.analysis import Request, diagnose_file, weigh_file
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Language


@pytest.fixture
def request_of_young_and_old(tmp_path):
    data, margins = tmp_path / "data.csv", tmp_path / "margins.csv"
    data.write_text("age\n" + "young\n" * 10 + "old\n" * 30, "utf-8")
    margins.write_text("variable,category,total\nage,young,700\nage,old,300\n", "utf-8")
    return Request(data=data, margins=margins)


def test_diagnosis_tells_shares_weights_and_their_price(request_of_young_and_old):
    found = diagnose_file(request_of_young_and_old)
    young, old = found.categories

    assert (young.n, young.share_of_rows, young.share_of_population) == (10, 0.25, pytest.approx(0.7))
    assert (young.representation, young.weight) == (pytest.approx(0.25 / 0.7), pytest.approx(2.8))
    assert (old.representation, old.weight) == (pytest.approx(2.5), pytest.approx(0.4))
    # 40 (10 · 2.8² + 30 · 0.4²) ÷ 40²
    assert found.design_effect == pytest.approx(2.08)
    assert (found.least_weight, found.largest_weight) == (pytest.approx(0.4), pytest.approx(2.8))
    assert found.heaviest_tenth == pytest.approx(4 * 2.8 / 40)


def test_diagnosis_agrees_with_the_weights_themselves(request_of_young_and_old):
    found, weighed = diagnose_file(request_of_young_and_old), weigh_file(request_of_young_and_old)

    assert found.design_effect == pytest.approx(weighed.design_effect, rel=1e-12)
    assert found.largest_weight == pytest.approx(weighed.weights.max() / weighed.weights.mean(), rel=1e-12)


def test_diagnosis_says_what_it_found_and_what_weighting_cannot_do(request_of_young_and_old):
    told = [text.in_language(Language.EN) for text in diagnose_file(request_of_young_and_old).findings]

    assert told[0] == "Too few: age = young, 25% of rows and 70% of all."
    assert told[1] == "Many: age = old, 75% of rows and 30% of all."
    assert told[2] == "After weighting 40 rows are as precise as 19 (Kish's design effect 2.08)."
    assert told[-1].endswith("It makes no random sample of an open survey.")


def test_diagnosis_does_not_tell_a_few_as_nothing(tmp_path):
    data, margins = tmp_path / "data.csv", tmp_path / "margins.csv"
    data.write_text("age\nyoung\nold\nold\n", "utf-8")
    margins.write_text("variable,category,total\nage,young,1\nage,old,999\n", "utf-8")

    told = [text.de for text in diagnose_file(Request(data=data, margins=margins)).findings]

    assert told[1] == "Für age = young (unter 1\u00a0% aller) gibt es nur 1 Zeile: fassen Sie Kategorien zusammen."


def test_diagnosis_needs_margins(request_of_young_and_old):
    with pytest.raises(InvalidValueError, match="margins"):
        diagnose_file(Request(data=request_of_young_and_old.data))
