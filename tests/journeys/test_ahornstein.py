"""The example town from raw answers to the report, as `make demo` runs it."""

import json

import pytest

from fixtures.towns import AHORNSTEIN, computed_ahornstein
from leitplanke.evidence.asked import WRITTEN
from leitplanke.exchange.documents import DOCUMENTS, from_bytes
from leitplanke.exchange.town_folder import read_town
from leitplanke.participation.model import QuestionKind, Recruitment
from leitplanke.roadmap.model import Reason, ReasonKind
from leitplanke.strategy.model import MeasureClass, MeasureState
from leitplanke.strategy.trace import because_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ahornstein")]


@pytest.fixture(scope="module")
def files(ahornstein_files):
    return ahornstein_files


@pytest.fixture(scope="module")
def documents(files):
    return {name: from_bytes(kind.document_class, files[kind.file_name]) for name, kind in DOCUMENTS.items()}


def test_run_in_another_process_gives_identical_files(files, tmp_path):
    computed_ahornstein(tmp_path / "second", hash_seed="1", time_zone="Pacific/Chatham")
    again = {path.name: path.read_bytes() for path in (tmp_path / "second").iterdir()}

    assert sorted(files) == sorted(again)
    assert [name for name in files if files[name] != again[name]] == []


def test_every_document_and_page_says_that_the_town_is_invented(files, documents):
    assert all(document.provenance.is_fictitious for document in documents.values())
    assert "erfunden" in files["report.html"].decode()
    assert "erfunden" in files["roadmap.csv"].decode("utf-8-sig").splitlines()[1]


def test_no_cell_under_ten_and_no_complement_under_ten_is_published(documents):
    evidence, record = documents["evidence"], documents["participation"]
    single = {question.id for question in record.questionnaire.questions if question.kind is QuestionKind.SINGLE}

    counts = [
        (table.id, cell.options, _people(record, table, cell), table.question in single, table.base_n)
        for table in evidence.tables
        if table.domain is None
        for cell in table.cells
    ]

    assert counts
    assert [one for one in counts if one[2] < 10 or (not one[3] and one[4] - one[2] < 10)] == []


def test_cells_of_single_answer_tables_add_up_to_their_base_so_that_nothing_hides_in_the_difference(documents):
    evidence, record = documents["evidence"], documents["participation"]
    single = {question.id for question in record.questionnaire.questions if question.kind is QuestionKind.SINGLE}

    sums = {
        table.id: (sum(_people(record, table, cell) for cell in table.cells), table.base_n)
        for table in evidence.tables
        if table.question in single and table.domain is None
    }

    assert sums
    assert {key: pair for key, pair in sums.items() if pair[0] != pair[1]} == {}


def _people(record, table, cell):
    """How many are behind a cell, counted in the confidential record: beside weighted shares it is not published."""
    answers = [
        answer
        for response in record.responses
        if (response.audience, response.frame) == (table.audience, table.frame)
        for answer in response.answers
        if answer.question == table.question
    ]
    said = [{*answer.options, answer.missing, WRITTEN if answer.text else ""} for answer in answers]
    given = sum(bool(one & set(cell.options)) for one in said)
    assert cell.n in {None, given}
    return given


def test_only_random_samples_have_intervals(documents):
    with_interval = {
        table.recruitment for table in documents["evidence"].tables for cell in table.cells if cell.low is not None
    }

    assert with_interval == {Recruitment.SAMPLE}


def test_no_ones_words_leave_the_confidential_record(files):
    town = read_town(AHORNSTEIN)
    words = {answer.text for response in town.responses for answer in response.answers if answer.text}
    words |= {card.text for workshop in town.workshops for card in workshop.cards}
    told = "".join(
        (AHORNSTEIN / name).read_text("utf-8-sig") for name in ("strategy.toml", "measures.csv", "replies.csv")
    )
    told += "".join(cluster.title.de for workshop in town.workshops for cluster in workshop.clusters)
    public = b"\n".join(data for name, data in files.items() if name != "participation.json").decode()

    own_words = {text for text in words if text not in told}  # the town may have chosen the same few words itself

    assert len(own_words) > 100
    assert sorted(text for text in own_words if text in public) == []


def test_smart_city_waits_until_goals_and_framework_are_recorded(documents):
    measures = {measure.id: measure for measure in documents["strategy"].draft.measures}
    gates = {gate.id: gate for gate in documents["strategy"].draft.gates}
    planned = {line.measure for line in documents["roadmap"].assignments}
    left_out = {line.measure: line.reasons for line in documents["roadmap"].omissions}
    smart = {key for key, measure in measures.items() if measure.measure_class is MeasureClass.SMART_CITY}

    assert gates["G1"].met_on is not None
    assert gates["G2"].met_on is None
    assert smart
    assert smart & planned == set()
    assert all(any(reason == Reason(ReasonKind.GATE_OPEN, "G2") for reason in left_out[key]) for key in smart)


def test_home_visits_are_under_examination_with_question_and_date(documents):
    examined = [one for one in documents["strategy"].draft.measures if one.state is MeasureState.UNDER_EXAMINATION]

    assert any("Bürgerbüro" in measure.title.de for measure in examined)
    assert all(measure.examination is not None for measure in examined)


def test_every_measure_is_planned_or_left_out_with_a_reason(documents):
    roadmap = documents["roadmap"]
    lines = (*roadmap.assignments, *roadmap.omissions)

    assert sorted(line.measure for line in lines) == sorted(one.id for one in documents["strategy"].draft.measures)
    assert [line.measure for line in lines if not line.reasons] == []


def test_roadmap_is_at_most_five_percent_from_its_bound(documents):
    assert 0 <= documents["roadmap"].gap <= 0.05


def test_every_planned_measure_can_be_traced_to_what_people_said_or_to_a_goal(documents):
    trace = documents["strategy"].trace
    causes = {line.measure: because_of(trace, f"measure:{line.measure}") for line in documents["roadmap"].assignments}

    assert [key for key, origin in causes.items() if not origin] == []
    assert sum(any(node.startswith("finding:") for node in origin) for origin in causes.values()) > len(causes) / 2


def test_participation_record_is_the_only_confidential_file(files):
    assert [kind.file_name for kind in DOCUMENTS.values() if kind.is_confidential] == ["participation.json"]
    assert {json.loads(data)["provenance"]["seed"] for name, data in files.items() if name.endswith(".json")} == {1}
