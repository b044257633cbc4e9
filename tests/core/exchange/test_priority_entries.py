"""What is entered about priorities, as files and back; what of it a town compares; where a town folder has it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.town_folder import town_files
from leitplanke.exchange.files import write_whole
from leitplanke.exchange.priority_files import entries_files, priority_table, read_entries, town_entries
from leitplanke.exchange.town_folder import folder_files, read_town_files
from leitplanke.kernel.faults import FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import MeasureState
from leitplanke.strategy.priority_criteria import default_criteria
from leitplanke.strategy.priority_model import (
    Better,
    Criterion,
    CriterionScore,
    CriterionWeights,
    PlaceDecided,
    PriorityEntries,
    WeightLimit,
    WeightWay,
)

OWN = Criterion("use", Text("Nutzen", "Use"), Text("Was es bringt", "", "So"), -2.5, 1e6, Better.LOW, 0.1, 1)
numbers = st.floats(0, 1000, allow_nan=False).map(lambda value: round(value, 6))
percents = st.decimals(0, 50, places=3).map(lambda value: float(value) / 100)


def entries(score=1.5, points=3.0, least=0.15):
    return PriorityEntries(
        criteria=(OWN, replace(OWN, id="toil", preference=0.25)),
        scores=(CriterionScore("a", "use", score, "Rat; Amt", Text('=1 "wohl"', "well", "so")),),
        weights=(CriterionWeights("all", {"toil": points, "use": 1}, WeightWay.SURVEY, "Rat", date(2026, 1, 31)),),
        limits=(WeightLimit("use", least, 0.5, ("toil",), "Rat"),),
        decision=(PlaceDecided("b", 3, "Rat", date(2026, 2, 1), Text("Darum.\nWirklich.")),),
    )


@given(score=numbers, points=numbers, least=percents)
def test_entries_come_back_from_their_files(score, points, least):
    value = entries(score, points, least)

    assert read_entries(entries_files(value), measures=["a", "b"]) == value


def test_nothing_entered_is_no_file():
    assert entries_files(PriorityEntries(default_criteria())) == {}
    assert read_entries({}, measures=[]) == PriorityEntries(default_criteria())


def test_faults_name_the_file_as_the_town_has_it():
    files = {f"priorities/{name}": data for name, data in entries_files(entries()).items()}

    assert town_entries(files, measures=["a", "b"]) == entries()
    assert town_entries({"measures.csv": b""}, measures=[]) is None
    with pytest.raises(FaultyInputError) as refused:
        town_entries(files, measures=["a"])
    assert [(fault.file, fault.row) for fault in refused.value.faults] == [("priorities/decision.csv", 2)]


def test_done_measures_keep_their_scores_and_are_not_compared():
    town = read_town_files({name: text.encode() for name, text in town_files().items()})
    first, second, third = [one for one in town.draft.measures if not one.is_mandatory]
    names = [one.id for one in default_criteria()]
    value = PriorityEntries(
        default_criteria(),
        tuple(
            CriterionScore(one.id, name, 5, "Amt", Text("Darum")) for one in (first, second, third) for name in names
        ),
        (CriterionWeights("all", dict.fromkeys(names, 1.0), WeightWay.DIRECT, "Rat", date(2026, 1, 1)),),
    )
    done = replace(third, state=MeasureState.REJECTED, state_reason=Text("Zu teuer"), examination=None)
    table = priority_table(value, (first, second, done))

    assert [one.id for one in table.ranked] == [first.id, second.id]
    assert {one.measure for one in table.scores} == {first.id, second.id}
    with pytest.raises(InvalidValueError):
        priority_table(value, (first, done))


def test_town_folder_holds_them_in_a_folder_of_their_own(tmp_path):
    write_whole(tmp_path, {"priorities/scores.csv": b"one", "gates.csv": b"two"})

    assert folder_files(tmp_path) == {"priorities/scores.csv": b"one", "gates.csv": b"two"}
    for wrong in ("../out.csv", "/out.csv", "a/b/c.csv"):
        with pytest.raises(ValueError, match=r"out|c\.csv"):
            write_whole(tmp_path, {wrong: b""})
