import logging
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django_scopes import scope, scopes_disabled
from django_tasks_db.models import DBTaskResult

from factories.processes import wait_until
from factories.runs import moneyless_town, run_row
from factories.towns import small_town
from factories.web import person_in
from leitplanke.cli import main
from leitplanke.exchange.obstacles import Subject
from leitplanke.exchange.town_folder import folder_files
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.evidence.models import EvidenceDocument
from leitplanke_web.monitoring.models import ProgressDocument
from leitplanke_web.participation.models import ParticipationDocument
from leitplanke_web.portal.actions.performance import BROKEN, perform_run
from leitplanke_web.portal.actions.runs import cancel_run
from leitplanke_web.portal.actions.towns import export_town_as_operator, load_town
from leitplanke_web.portal.models import Run, RunState
from leitplanke_web.portal.queries.published import contents_of
from leitplanke_web.roadmap.models import RoadmapDocument, Unit
from leitplanke_web.strategy.models import StrategyDocument
from leitplanke_web.towns.models import Role, Town

pytestmark = pytest.mark.django_db(transaction=True)

STAGES = ("participation", "evidence", "strategy", "roadmap", "progress")
DOCUMENTS = (ParticipationDocument, EvidenceDocument, StrategyDocument, RoadmapDocument, ProgressDocument)
AHORNSTEIN = Path(__file__).parents[4] / "examples" / "ahornstein"


@pytest.fixture(autouse=True)
def _no_process_left() -> Iterator[None]:
    yield
    assert multiprocessing.active_children() == []


def test_perform_run_makes_the_documents_of_the_terminal(tmp_path):
    town = small_town()
    run = run_row(town, seed=7)

    perform_run(run)

    run = _fresh(run)
    assert (run.state, run.attempts, run.obstacles) == (RunState.DONE, 1, ())
    assert _contents(town, run) == _from_the_terminal(town, tmp_path, seed=7)
    assert _counts() == [1] * 5
    assert run.profile == town.profile
    assert [outcome.stage for outcome in run.outcomes] == [*STAGES, "report"]
    assert [outcome.sha256 for outcome in run.outcomes][:5] == [run.digests[stage] for stage in STAGES]
    assert AuditLine.objects.filter(deed="run.ended").values_list("details", flat=True).get() == {"state": "done"}


@pytest.mark.slow
def test_published_ahornstein_has_the_documents_of_the_terminal(ahornstein, ahornstein_files):
    with scope(town=ahornstein):
        run = Run.objects.get()

    assert _contents(ahornstein, run) == {name: ahornstein_files[f"{name}.json"] for name in STAGES}


def test_perform_run_twice_keeps_equal_documents_once():
    town = small_town()

    for _ in range(2):
        perform_run(run_row(town))

    with scope(town=town):
        first, second = Run.objects.order_by("number")
    assert first.digests == second.digests
    assert _counts() == [1] * 5


def test_perform_run_conflict_names_what_stands_against_each_other():
    town = moneyless_town()
    run = run_row(town)

    perform_run(run)

    run = _fresh(run)
    assert run.state == RunState.CONFLICT
    assert run.obstacles[0].text.de.startswith("Kein Fahrplan hält alle Vorgaben ein.")
    assert {Subject.MEASURE, Subject.YEAR} <= {obstacle.about for obstacle in run.obstacles}
    assert [outcome.stage for outcome in run.outcomes] == ["participation", "evidence", "strategy"]
    assert (_counts(), run.digests) == ([0] * 5, {})


def test_perform_run_faulty_input_tells_every_fault():
    town = small_town()
    with scope(town=town):
        Unit.objects.all().delete()
    run = run_row(town)

    perform_run(run)

    run = _fresh(run)
    assert run.state == RunState.FAULTY
    assert len(run.obstacles) > 1
    assert all(obstacle.text.de and obstacle.text.en for obstacle in run.obstacles)
    assert _counts() == [0] * 5


def test_perform_run_unreadable_row_fails_kindly_and_logs_no_content(caplog):
    town = small_town()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE strategy_measure SET value = %s", ['{"secret": "Erika Mustermann"}'])
    run = run_row(town)

    with caplog.at_level(logging.INFO):
        perform_run(run)

    run = _fresh(run)
    assert (run.state, run.obstacles) == (RunState.FAILED, (BROKEN,))
    assert "erlenbach 1: ValidationError while reading the town" in caplog.text
    assert "Mustermann" not in caplog.text
    assert _counts() == [0] * 5


def test_perform_run_hands_back_when_the_worker_shall_end():
    run = run_row(small_town())

    perform_run(run, is_stopping=lambda: True)

    run = _fresh(run)
    assert (run.state, run.attempts) == (RunState.WAITING, 0)
    assert DBTaskResult.objects.count() == 1
    assert _counts() == [0] * 5


@pytest.mark.parametrize("state", set(RunState) - {RunState.WAITING})
def test_perform_run_leaves_what_does_not_wait(state):
    run = run_row(small_town(), state=state, attempts=1)

    perform_run(run)

    run = _fresh(run)
    assert (run.state, run.attempts) == (state, 1)


def test_perform_run_by_two_workers_is_done_by_one():
    run = run_row(small_town())

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(_alone, [run, run]))

    run = _fresh(run)
    assert (run.state, run.attempts, _counts()) == (RunState.DONE, 1, [1] * 5)
    assert AuditLine.objects.filter(deed="run.ended").count() == 1


def test_perform_run_lost_to_another_worker_writes_nothing():
    run = run_row(small_town())

    def lose() -> bool:
        Run.objects.filter(pk=run.pk).update(attempts=2, stage="of the other")
        return False

    perform_run(run, is_stopping=lose)

    run = _fresh(run)
    assert (run.state, run.attempts, run.stage) == (RunState.RUNNING, 2, "of the other")
    assert _counts() == [0] * 5


def test_perform_run_town_deleted_meanwhile_ends_quietly():
    town = small_town()
    run = run_row(town)

    def delete() -> bool:
        Town.objects.all().delete()
        return False

    perform_run(run, is_stopping=delete)

    assert _counts() == [0] * 5


@pytest.mark.slow
def test_perform_run_cancelled_in_the_middle_of_the_search_does_not_wait_for_its_end():
    town = load_town(folder_files(AHORNSTEIN), actor="Test")
    with scope(town=town):
        edda = person_in(town, Role.EDITOR)
    run = run_row(town)

    with ThreadPoolExecutor(1) as pool:
        work = pool.submit(_alone, run)
        wait_until(lambda: (_fresh(run).stage == "roadmap" and _fresh(run).steps_planned > 0) or work.done())
        with scope(town=town):
            cancel_run(run, edda)
        work.result()

    cancelled = _fresh(run)
    assert cancelled.state == RunState.CANCELLED
    assert cancelled.steps_done < cancelled.steps_planned
    assert _counts() == [0] * 5


def _alone(run: Run) -> None:
    """In a thread of its own, which closes its connection."""
    try:
        perform_run(run)
    finally:
        connection.close()


def _fresh(run: Run) -> Run:
    with scopes_disabled():
        return Run.objects.get(pk=run.pk)


def _counts() -> list[int]:
    with scopes_disabled():
        return [model.objects.count() for model in DOCUMENTS]


def _contents(town: Town, run: Run) -> dict[str, bytes]:
    with scope(town=town):
        return contents_of(town, {name: run.digests[name] for name in STAGES})


def _from_the_terminal(town: Town, folder: Path, *, seed: int) -> dict[str, bytes]:
    """What `leitplanke run` makes of the exported town."""
    (folder / "town").mkdir()
    for name, data in export_town_as_operator(town, actor="Test").items():
        (folder / "town" / name).write_bytes(data)
    assert main(["run", str(folder / "town"), "--out", str(folder / "out"), "--seed", str(seed)]) == 0
    return {name: (folder / "out" / f"{name}.json").read_bytes() for name in STAGES}
