"""Floors and nearness in a terminal."""

import json
from dataclasses import replace

import pytest

from factories.town_folder import write_town_folder
from leitplanke.cli import DONE, FAULTY_INPUT, NO_ROADMAP, main
from leitplanke.exchange.planning.documents import problem_bytes, read_problem_json
from leitplanke.roadmap.instances import Size, generate


def test_the_fairest_share_is_told_and_can_be_planned_with(tmp_path, capsys):
    problem, plan, asked = tmp_path / "problem.json", tmp_path / "plan.csv", tmp_path / "asked.json"
    problem.write_bytes(problem_bytes(generate(Size(6, 1, 24), seed=1)))

    assert main(["roadmap", "fairest", str(problem), "--out", str(plan), "--language", "en"]) == DONE
    share = capsys.readouterr().out.split("at least ")[1].split("%")[0]
    options = ["--least-share", share, "--near", str(plan), "--most-changes", "1"]
    assert main(["roadmap", "import", str(problem), *options, "--out", str(asked)]) == DONE
    assert main(["roadmap", "solve", str(asked), "--work", "2", "--out", str(tmp_path / "new.csv")]) == DONE
    assert json.loads(capsys.readouterr().out)["status"] == "optimal"
    assert main(["roadmap", "check", str(asked), str(tmp_path / "new.csv")]) == DONE

    made = read_problem_json(asked.read_bytes(), "asked.json")
    assert made.fairness.least_percent == int(share)
    assert made.stability.most_changes == 1


def test_run_near_what_it_does_not_name_is_refused(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    assert main(["run", "town", "--out", "out", "--most-changes", "3", "--language", "en"]) == FAULTY_INPUT
    assert "--most-changes: Near which plan?" in capsys.readouterr().err


def test_run_stays_near_the_published_roadmap(tmp_path):
    town, first, second = write_town_folder(tmp_path / "town"), tmp_path / "first", tmp_path / "second"
    assert main(["run", str(town), "--out", str(first)]) == DONE
    published = first / "roadmap.json"

    assert main(["run", str(town), "--out", str(second), "--near", str(published), "--most-changes", "2"]) == DONE

    assert json.loads((second / "roadmap.json").read_bytes())["nearness"]["most_changes"] == 2
    assert "Gegenüber der früheren Fassung" in (second / "report.html").read_text("utf-8")


def test_money_that_is_left_is_carried_over_when_asked(tmp_path):
    problem, asked = tmp_path / "problem.json", tmp_path / "asked.json"
    problem.write_bytes(problem_bytes(generate(Size(6, 1, 24), seed=1)))

    assert main(["roadmap", "import", str(problem), "--carry-over", "investive", "--out", str(asked)]) == DONE

    made = read_problem_json(asked.read_bytes(), "asked.json")
    assert (made.investive_carries_over, made.consumptive_carries_over) == (True, False)


@pytest.mark.parametrize("option", ["--most-changes", "--keeping", "--shift"])
def test_how_near_to_stay_asks_near_to_which_plan(tmp_path, capsys, option):
    problem = tmp_path / "problem.json"
    problem.write_bytes(problem_bytes(generate(Size(6, 1, 24), seed=1)))

    code = main(["roadmap", "solve", str(problem), "--work", "1", option, "1", "--language", "en"])

    assert code == FAULTY_INPUT
    assert f"{option}: Near which plan? Add --near PLAN." in capsys.readouterr().err


def test_fairest_and_repair_name_a_conflict_as_solve_does(tmp_path, capsys):
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.csv"
    town = generate(Size(6, 1, 24), seed=1)
    duties = tuple(replace(one, is_mandatory=True, deadline=0) for one in town.activities)
    problem.write_bytes(problem_bytes(replace(town, activities=duties)))
    plan.write_text("activity;mode;start\n", "utf-8")

    told = []
    for command in (["solve"], ["fairest"], ["repair", str(plan), "--out", str(tmp_path / "new.csv")]):
        verb, *options = command
        assert main(["roadmap", verb, str(problem), *options]) == NO_ROADMAP
        told.append(capsys.readouterr().err)

    assert told[0].count("\n  - ") >= 1
    assert told == [told[0]] * 3
