"""Krippendorff's alpha against his own figures."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.cli import main
from leitplanke.evidence.reliability import Level, alpha_per_code, krippendorff_alpha
from leitplanke.kernel.faults import InvalidValueError

# Krippendorff (2011), example C: four observers, twelve units, gaps
OBSERVERS = ("123321412...", "1233224125.3", ".33323422 51.".replace(" ", ""), "12332441251.")
UNITS = [[None if code == "." else code for code in unit] for unit in zip(*OBSERVERS, strict=True)]


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_that_of_krippendorffs_example(level, alpha):
    found = krippendorff_alpha(UNITS, level=Level(level))

    assert round(found.alpha, 3) == alpha
    assert (found.coders, found.units, found.codings) == (4, 11, 40)


@given(st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=3, max_size=3), min_size=2, max_size=20))
def test_alpha_does_not_know_who_is_who(units):
    if not any(sum(code is not None for code in unit) > 1 for unit in units):
        return
    alpha = krippendorff_alpha(units).alpha
    renamed = [[code and {"a": "x", "b": "a", "c": "q"}[code] for code in reversed(unit)] for unit in reversed(units)]

    assert krippendorff_alpha(renamed).alpha == (alpha if alpha is None else pytest.approx(alpha))
    assert alpha is None or alpha <= 1


def test_agreement_in_everything_is_one_and_in_one_code_is_nothing():
    assert krippendorff_alpha([["a", "a"], ["b", "b"]]).alpha == 1
    assert krippendorff_alpha([["a", "a"], ["a", "a"]]).alpha is None


def test_nothing_coded_twice_is_refused():
    with pytest.raises(InvalidValueError, match="coded by two"):
        krippendorff_alpha([["a", None], [None, "b"]])


def test_several_codes_are_judged_one_by_one():
    both = [[frozenset("ab"), frozenset("a")], [frozenset("b"), frozenset()], [frozenset(), frozenset()]]

    assert [(one.name, one.alpha) for one in alpha_per_code(both)] == [("a", 1.0), ("b", pytest.approx(-0.25))]


def test_command_tells_alpha_of_a_file(tmp_path, capsys):
    data = tmp_path / "codes.csv"
    data.write_text("one;two\nbus|bike;bus\nbike;bike\nbus;bus\nbike;\n", "utf-8")

    assert main(["reliability", str(data), "--coders", "one,two", "--separator", "|", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert [(one["name"], one["units"]) for one in told] == [("bike", 3), ("bus", 3)]
    assert told[1]["alpha"] == 1


def test_codes_that_look_the_same_are_no_disagreement(tmp_path, capsys):
    data = tmp_path / "codes.csv"
    data.write_text("one;two\n" + "Bus;bus\nRad;Rad\n" * 10, "utf-8")

    assert main(["reliability", str(data), "--coders", "one,two", "--language", "en"]) == 2
    assert capsys.readouterr().err.splitlines()[0] == (
        "codes.csv, row 2, field one: These categories look the same: „Bus“ (10), „bus“ (10). Spell them alike, or "
        "name them so that they differ clearly."
    )


def test_few_texts_have_no_verdict(tmp_path, capsys):
    data = tmp_path / "codes.csv"
    data.write_text("one;two\nBus;Bus\nRad;Rad\n", "utf-8")

    assert main(["reliability", str(data), "--coders", "one,two", "--language", "en"]) == 0
    assert "under 10 texts alpha tells nothing" in capsys.readouterr().out
