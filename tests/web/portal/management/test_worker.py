import os
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from factories.processes import command, wait_until
from factories.runs import run_row
from factories.towns import small_town
from factories.web import person_in
from leitplanke.exchange.town_folder import folder_files
from leitplanke_web.portal.actions.performance import stopping
from leitplanke_web.portal.actions.runs import SILENCE, start_run
from leitplanke_web.portal.actions.towns import load_town
from leitplanke_web.portal.management.commands.worker import Command
from leitplanke_web.portal.models import Run, RunState
from leitplanke_web.roadmap.models import RoadmapDocument
from leitplanke_web.towns.models import Role, Town

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.server]

AHORNSTEIN = Path(__file__).parents[4] / "examples" / "ahornstein"


def test_worker_does_what_was_asked_for():
    run = _started(small_town())

    with command("worker", "--once") as worker:
        assert worker.wait(200) == 0

    assert _fresh(run).state == RunState.DONE


@pytest.mark.slow
def test_worker_killed_in_the_middle_leaves_nothing_and_the_next_one_begins_anew():
    run = _started(load_town(folder_files(AHORNSTEIN), actor="Test"))

    with command("worker") as worker:
        wait_until(lambda: _fresh(run).stage == "roadmap")
        (computation,) = _children(worker.pid)
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        wait_until(lambda: not _is_alive(computation))
    half = _fresh(run)
    with scopes_disabled():
        documents = RoadmapDocument.objects.count()
        Run.objects.update(heard_of_at=timezone.now() - SILENCE - timedelta(seconds=1))  # instead of waiting
    with command("worker") as worker:
        wait_until(lambda: _fresh(run).state == RunState.DONE)

    assert (half.state, half.attempts, half.digests, documents) == (RunState.RUNNING, 1, {}, 0)
    assert (_fresh(run).attempts, len(_fresh(run).digests)) == (2, 5)


@pytest.mark.slow
def test_worker_told_to_end_hands_its_run_back_unfinished():
    run = _started(load_town(folder_files(AHORNSTEIN), actor="Test"))

    with command("worker") as worker:
        wait_until(lambda: _fresh(run).stage == "roadmap")
        worker.send_signal(signal.SIGTERM)
        code = worker.wait(200)
    handed_back = _fresh(run)
    with command("worker", "--once") as worker:
        assert worker.wait(200) == 0

    assert (code, handed_back.state, handed_back.attempts) == (0, RunState.WAITING, 0)
    assert _fresh(run).state == RunState.DONE


def test_worker_told_to_end_while_idle_ends():
    run = _started(small_town())

    with command("worker") as worker:
        wait_until(lambda: _fresh(run).state == RunState.DONE)
        worker.send_signal(signal.SIGTERM)
        code = worker.wait(200)
        told = worker.stdout.read()

    assert code == 0, told


def test_worker_told_to_end_ends_what_it_is_just_doing(monkeypatch):
    ended: list[bool] = []

    def look_for_lost_runs() -> None:
        with transaction.atomic():
            os.kill(os.getpid(), signal.SIGTERM)
            small_town()
        ended.append(stopping.is_set())

    monkeypatch.setattr(f"{Command.__module__}.recover_runs", look_for_lost_runs)

    call_command("worker")

    assert ended == [True]
    assert Town.objects.count() == 1
    assert not stopping.is_set()


def test_worker_survives_a_job_of_a_town_that_is_gone():
    town = small_town()
    _started(town)
    with scope(town=town):
        town.delete()
    run = _started(small_town("otterbach"))

    with command("worker", "--once") as worker:
        assert worker.wait(200) == 0

    assert _fresh(run).state == RunState.DONE


def test_worker_finds_a_run_whose_job_was_lost():
    town = small_town()
    run = run_row(town)
    with scopes_disabled():
        Run.objects.update(asked_at=timezone.now() - SILENCE - timedelta(seconds=1))

    with command("worker", "--once") as worker:
        assert worker.wait(200) == 0

    assert _fresh(run).state == RunState.DONE


def _started(town: Town) -> Run:
    with scope(town=town):
        return start_run(town, person_in(town, Role.EDITOR))


def _fresh(run: Run) -> Run:
    with scopes_disabled():
        return Run.objects.get(pk=run.pk)


def _children(pid: int) -> list[int]:
    """The processes that this one started, the resource tracker of multiprocessing excepted."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
