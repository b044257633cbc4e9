import json
import re
from dataclasses import replace

import pytest

import leitplanke
from factories.town_folder import town_files, write_town_folder
from leitplanke import chain
from leitplanke.evidence.model import EvidenceReport
from leitplanke.exchange.documents import DOCUMENTS, digest, from_bytes
from leitplanke.exchange.town_folder import read_town
from leitplanke.exchange.town_writer import town_sources
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.progress import StageDone, StageStarted, StageWorked
from leitplanke.kernel.provenance import Source
from leitplanke.roadmap.model import DemandKind, Nearness, RoadmapConflictError

STAGES = ("participation", "evidence", "strategy", "roadmap", "progress")


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    return read_town(write_town_folder(tmp_path_factory.mktemp("town")))


@pytest.fixture(scope="module")
def result(town):
    return chain.run(town, seed=7)


def test_run_makes_every_file_in_the_order_of_the_stages(result):
    assert tuple(result.files) == (*(f"{stage}.json" for stage in STAGES), "report.html", "roadmap.csv")


@pytest.mark.parametrize("stage", STAGES)
def test_document_read_back_is_the_value_that_was_written(result, stage):
    kind = DOCUMENTS[stage]

    found = from_bytes(kind.document_class, result.files[kind.file_name])

    assert found.provenance == getattr(result, stage).provenance
    assert found.provenance.document == stage
    assert found.provenance.seed == 7
    assert found.provenance.program_version == leitplanke.__version__


@pytest.mark.parametrize(("stage", "earlier"), tuple(zip(STAGES[1:], STAGES[:-1], strict=True)))
def test_document_names_the_hash_of_the_one_it_was_made_from(result, stage, earlier):
    sources = {source.name: source.sha256 for source in getattr(result, stage).provenance.made_from}

    assert sources[f"{earlier}.json"] == digest(result.files[f"{earlier}.json"])


def test_provenance_names_each_file_of_the_town_at_the_stage_where_it_enters(town, result):
    named = {source.name for stage in STAGES for source in getattr(result, stage).provenance.made_from}

    assert {source.name for source in town_sources(town)} <= named
    assert "measures.csv" not in {source.name for source in result.evidence.provenance.made_from}


def test_run_again_gives_identical_bytes(town, result):
    assert chain.run(town, seed=7).files == result.files


def test_second_version_keeps_what_was_published_and_names_it(town):
    many = tuple(replace(one, key=number) for number, one in enumerate(town.responses * 40, start=1))
    published = chain.run_evidence(replace(town, responses=many), seed=7)["evidence.json"]
    first = from_bytes(EvidenceReport, published)
    came = tuple(replace(one, key=len(many) + number) for number, one in enumerate(town.responses[:3], start=1))

    files = chain.run_evidence(replace(town, responses=(*many, *came)), seed=7, published=[published])

    second = from_bytes(EvidenceReport, files["evidence.json"])
    assert {table.id for table in first.tables} & set(second.kept) != set()
    assert (second.tables, second.findings) == (first.tables, first.findings)
    assert second.provenance.made_from[-1] == Source("published_1.json", digest(published))


def test_same_answers_after_publishing_give_the_same_bytes(town, result):
    published = result.files["evidence.json"]

    assert chain.run_evidence(town, seed=7, published=[published])["evidence.json"] == published


def test_roadmap_near_the_published_one_names_it_and_says_what_changes(town, result):
    published = result.files["roadmap.json"]

    near = chain.run(town, seed=8, near=chain.PublishedRoadmap(published, 0)).roadmap

    assert near.plan == result.roadmap.plan
    assert near.nearness == Nearness(0, 0, 0)
    assert near.provenance.made_from[-1] == Source("published_roadmap.json", digest(published))


def test_roadmap_near_one_of_another_town_is_refused(town, result):
    published = result.files["roadmap.json"].replace(b'"town": "erlenbach"', b'"town": "musterau"')

    with pytest.raises(InvalidValueError, match="A published document is of musterau, not of erlenbach"):
        chain.run(town, seed=7, near=chain.PublishedRoadmap(published, 0))


def test_published_report_of_another_town_is_refused(town, result):
    published = result.files["evidence.json"].replace(b'"town": "erlenbach"', b'"town": "musterau"')

    with pytest.raises(InvalidValueError, match="A published document is of musterau, not of erlenbach"):
        chain.run_evidence(town, seed=7, published=[published])


def test_another_seed_is_named_in_every_document(town):
    files = chain.run(town, seed=8).files

    assert [json.loads(files[f"{stage}.json"])["provenance"]["seed"] for stage in STAGES] == [8] * 5


def test_files_tell_no_time_path_or_host(result, tmp_path_factory):
    everything = b"\n".join(result.files.values()).decode()

    assert str(tmp_path_factory.getbasetemp()) not in everything
    assert re.search(r"\d\d:\d\d:\d\d", everything) is None
    assert "/home/" not in everything


def test_no_free_text_and_no_card_leaves_the_participation_record(town, result):
    texts = {answer.text for response in town.responses for answer in response.answers if answer.text}
    cards = {card.text for workshop in town.workshops for card in workshop.cards}
    public = b"\n".join(data for name, data in result.files.items() if name != "participation.json").decode()

    assert texts
    assert cards
    assert [words for words in sorted(texts | cards) if words in public] == []


def test_listener_hears_every_stage_start_and_end_with_the_hash_of_its_file(town):
    events = []

    files = chain.run(town, seed=7, listen=events.append).files

    started = [event.stage for event in events if isinstance(event, StageStarted)]
    done = {event.stage: event.sha256 for event in events if isinstance(event, StageDone)}
    assert started == [*STAGES, "report"]
    assert done == {stage: digest(files[f"{stage}.json"]) for stage in STAGES} | {
        "report": digest(files["report.html"])
    }
    assert {event.stage for event in events if isinstance(event, StageWorked)} == {"roadmap"}


def test_running_cost_without_money_is_refused_with_the_demands_that_conflict(tmp_path):
    files = town_files()
    files["budgets.csv"] = re.sub(r"^(\d{4});.*;.*$", r"\1;0;0", files["budgets.csv"], flags=re.MULTILINE)
    town = read_town(write_town_folder(tmp_path, files))

    with pytest.raises(RoadmapConflictError) as refusal:
        chain.run(town)

    assert {demand.kind for demand in refusal.value.demands} == {DemandKind.FIXED, DemandKind.MONEY_CONSUMPTIVE}
