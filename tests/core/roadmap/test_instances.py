"""Invented towns: repeatable to the byte, with everything a problem can hold, and with a plan."""

import hashlib

import pytest

from leitplanke.cli import DONE, FAULTY_INPUT, main
from leitplanke.exchange.planning.documents import problem_bytes, read_problem_json
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.roadmap.check import check
from leitplanke.roadmap.explain import reasons_for
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.schedule import greedy_priority, serial_schedule
from leitplanke.roadmap.solve import Stop, solve
from leitplanke.roadmap.tables import build_tables


def test_generate_is_the_same_on_every_python():
    data = problem_bytes(generate(Size(50), seed=1))

    assert hashlib.sha256(data).hexdigest()[:16] == "c2f1ee9acd2f76c7"
    assert read_problem_json(data, "problem.json") == generate(Size(50), seed=1)


def test_generate_gives_what_a_problem_can_hold():
    town = generate(Size(200, towns=2), seed=3)

    assert len(town.activities) == 200
    modes = [mode for one in town.activities for mode in one.modes]
    for what in ("waits", "any_of", "prerequisites", "releases", "lateness", "is_mandatory"):
        assert 5 < sum(bool(getattr(one, what)) for one in town.activities) < 150
    assert any(mode.profiles for mode in modes)
    assert any(mode.draws for mode in modes)
    assert len(town.choices) == 8


@pytest.mark.parametrize("seed", range(4))
def test_a_generated_town_has_a_plan_at_once(seed):
    town = generate(Size(50), seed=seed)
    tables = build_tables(town)

    draft = serial_schedule(tables, greedy_priority(tables))

    assert draft is not None
    assert check(town, tables.to_plan(draft)) == ()


def test_a_search_with_all_relations_keeps_all_rules_and_gives_reasons():
    town = generate(Size(24, months=24), seed=5)

    found = solve(town, stop=Stop(2), seed=1)

    assert check(town, found.plan) == ()
    assert found.greedy_value <= found.value <= found.bound
    assert all(reasons_for(town, found.plan).values())


def test_generate_from_a_terminal(tmp_path, capsys):
    target = tmp_path / "town.json"

    assert main(["roadmap", "generate", "--measures", "20", "--seed", "2", "--out", str(target)]) == DONE
    assert target.read_bytes() == problem_bytes(generate(Size(20), seed=2))
    assert main(["roadmap", "generate", "--measures", "0", "--out", str(target), "--language", "en"]) == FAULTY_INPUT
    assert "0 measures" in capsys.readouterr().err
    with pytest.raises(InvalidValueError, match="not possible"):
        Size(5, towns=6)
