"""The public table of best known plans holds: the same instances, plans that keep all rules, values as told."""

import sys

import pytest

from roadmap import published


@pytest.mark.parametrize("name", [name for name in published.known() if name.startswith("t50-")])
def test_a_row_of_the_table_is_verified(name, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["published.py", "verify", name])

    assert published.main() == 0

    assert capsys.readouterr().out.rstrip().endswith("verified")


def test_a_plan_of_another_program_is_judged(tmp_path, monkeypatch, capsys):
    plan = tmp_path / "plan.csv"
    lines = (published.PLANS / "t50-1.csv").read_text("utf-8").splitlines()
    plan.write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["published.py", "judge", "t50-1", str(plan)])
    assert published.main() == 0
    assert "(+0.00%)" in capsys.readouterr().out

    plan.write_text("\n".join([*lines, lines[-1]]), encoding="utf-8")

    assert published.main() == 1
    assert "planned_twice" in capsys.readouterr().out


def test_a_plan_of_an_instance_that_nobody_searched_is_judged_too(tmp_path, monkeypatch, capsys):
    plan = published.PLANS / "t50-1.csv"
    monkeypatch.setattr(published, "known", dict)
    monkeypatch.setattr(sys, "argv", ["published.py", "judge", "t50-1", str(plan)])
    assert published.main() == 0
    assert capsys.readouterr().out.endswith("no plan of t50-1 is known yet\n")

    monkeypatch.setattr(sys, "argv", ["published.py", "judge", "t50-1", str(tmp_path / "nothing.csv")])

    assert published.main() == 1
    assert capsys.readouterr().out.startswith("no plan: ")


def test_a_row_that_claims_too_much_is_found_out(monkeypatch, capsys):
    row = published.known()["t50-1"]
    boast = published.Known(**{name: getattr(row, name) for name in row.__slots__} | {"value": row.bound + 1})
    monkeypatch.setattr(published, "known", lambda: {"t50-1": boast})
    monkeypatch.setattr(sys, "argv", ["published.py", "verify"])

    assert published.main() == 1

    assert "another value; a value above its bound" in capsys.readouterr().out
