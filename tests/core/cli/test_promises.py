"""Floors and nearness in a terminal."""

import json

import pytest

from factories.town_folder import write_town_folder
from leitplanke.cli import DONE, FAULTY_INPUT, main
from leitplanke.exchange.planning.documents import problem_bytes, read_problem_json
from leitplanke.roadmap.instances import Size, generate


def test_the_fairest_share_is_told_and_can_be_planned_with(tmp_path, capsys):
    problem, plan, asked = tmp_path / "problem.json", tmp_path / "plan.csv", tmp_path / "asked.json"
    problem.write_bytes(problem_bytes(generate(Size(6, 1, 24), seed=1)))

    assert main(["roadmap", "fairest", str(problem), "--out", str(plan), "--language", "en"]) == DONE
    share = capsys.readouterr().out.split("at least ")[1].split(" %")[0]
    options = ["--least-share", share, "--near", str(plan), "--most-changes", "1"]
    assert main(["roadmap", "import", str(problem), *options, "--out", str(asked)]) == DONE
    assert main(["roadmap", "solve", str(asked), "--work", "2", "--out", str(tmp_path / "new.csv")]) == DONE
    assert json.loads(capsys.readouterr().out)["status"] == "optimal"
    assert main(["roadmap", "check", str(asked), str(tmp_path / "new.csv")]) == DONE

    made = read_problem_json(asked.read_bytes(), "asked.json")
    assert made.fairness.least_percent == int(share)
    assert made.stability.most_changes == 1


@pytest.mark.parametrize("command", [["run", "town", "--out", "out"], ["roadmap", "solve", "problem.json"]])
def test_number_of_changes_without_a_plan_that_changes_is_refused(tmp_path, capsys, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "problem.json").write_bytes(problem_bytes(generate(Size(6, 1, 24), seed=1)))

    assert main([*command, "--most-changes", "3", "--language", "en"]) == FAULTY_INPUT
    assert "--most-changes: Changes of what? --near is missing." in capsys.readouterr().err


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
