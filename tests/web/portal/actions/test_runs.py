from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks_db.models import DBTaskResult

from factories.runs import finished_run, run_row
from factories.towns import small_town
from factories.web import person_in
from leitplanke.roadmap.model import Nearness
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.models import AuditLine
from leitplanke_web.portal.actions.performance import perform_run
from leitplanke_web.portal.actions.runs import (
    GIVEN_UP,
    SILENCE,
    NoRoadmapError,
    RunFinishedError,
    RunUnfinishedError,
    cancel_run,
    recover_runs,
    start_run,
)
from leitplanke_web.portal.models import Run, RunState
from leitplanke_web.portal.queries.runs import documents_of_run
from leitplanke_web.towns.models import Role, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def edda(town) -> Person:
    with scope(town=town):
        return person_in(town, Role.EDITOR, name="Edda Ehrlich")


def test_start_run_waits_in_the_queue(town, edda, django_capture_on_commit_callbacks):
    run_row(town, state=RunState.DONE)

    with django_capture_on_commit_callbacks(execute=True), scope(town=town):
        run = start_run(town, edda, seed=7)

    assert (run.number, run.state, run.seed, run.started_by) == (2, RunState.WAITING, 7, "Edda Ehrlich")
    assert _jobs() == [{"town": "erlenbach", "run": run.pk}]
    assert AuditLine.objects.filter(deed="run.started").values_list("town", "actor", "subject").get() == (
        "erlenbach",
        "Edda Ehrlich",
        "2",
    )


def test_run_near_what_is_published_changes_nothing_that_holds(published):
    with scope(town=published):
        person = person_in(published, Role.EDITOR)
        run = start_run(published, person, seed=8, most_changes=0)
        perform_run(run)
        run = Run.objects.select_related("near").get(pk=run.pk)
        before, after = documents_of_run(run.near).roadmap, documents_of_run(run).roadmap

    assert (run.state, run.near.number, run.most_changes) == (RunState.DONE, 1, 0)
    assert after.nearness == Nearness(0, 0, 0)
    assert after.plan == before.plan
    assert "0 geändert, " in {one.stage: one for one in run.outcomes}["roadmap"].outcome.de


def test_run_near_what_is_published_refused_where_nothing_is(town, edda):
    finished_run(town)

    with scope(town=town), pytest.raises(NoRoadmapError):
        start_run(town, edda, most_changes=0)


@pytest.mark.parametrize("more", [{"most_changes": 3}, {"near_id": 1}])
def test_changes_of_nothing_refused_by_the_database(town, more):
    with pytest.raises(IntegrityError), transaction.atomic():
        run_row(town, **more)


@pytest.mark.parametrize("state", [RunState.WAITING, RunState.RUNNING])
def test_start_run_refused_while_another_is_unfinished(town, edda, state, django_capture_on_commit_callbacks):
    run_row(town, state=state)

    with django_capture_on_commit_callbacks(execute=True) as callbacks, scope(town=town):
        with pytest.raises(RunUnfinishedError) as refused:
            start_run(town, edda)
        assert Run.objects.count() == 1

    assert (refused.value.number, callbacks, _jobs()) == (1, [], [])


def test_start_run_of_another_town_is_no_hindrance(town, other_town, edda):
    run_row(other_town)

    with scope(town=town):
        assert start_run(town, edda).number == 1


def test_start_run_refused_to_strangers(town, other_town):
    with scope(town=other_town):
        stranger = person_in(other_town, Role.ADMINISTRATOR)

    with scope(town=town), pytest.raises(PermissionDenied):
        start_run(town, stranger)

    assert AuditLine.objects.filter(deed="run.started").count() == 0


@pytest.mark.parametrize("seed", [-1, 10**18])
def test_start_run_refuses_impossible_seed(town, edda, seed):
    with scope(town=town), pytest.raises(ValueError, match=str(seed)):
        start_run(town, edda, seed=seed)


def test_second_unfinished_run_refused_by_the_database(town):
    run_row(town, number=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        run_row(town, number=2)


@pytest.mark.django_db(transaction=True)
def test_start_run_eight_at_once_start_one():
    town = small_town()
    with scope(town=town):
        edda = person_in(town, Role.EDITOR)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda _: _try_to_start(town, edda), range(8)))

    with scope(town=town):
        run = Run.objects.get()
    assert sorted(outcomes) == ["refused"] * 7 + ["started"]
    assert _jobs() == [{"town": "erlenbach", "run": run.pk}]


def test_cancel_run_waiting_ends_at_once(town, edda):
    run = run_row(town)

    with scope(town=town):
        cancel_run(run, edda)
        run.refresh_from_db()

    assert run.state == RunState.CANCELLED
    assert run.ended_at is not None
    assert AuditLine.objects.filter(deed="run.cancelled", actor="Edda Ehrlich", subject="1").count() == 1


def test_cancel_run_running_is_told_to_the_worker(town, edda):
    run = run_row(town, state=RunState.RUNNING)

    with scope(town=town):
        cancel_run(run, edda)
        run.refresh_from_db()

    assert (run.state, run.is_cancel_asked) == (RunState.RUNNING, True)


@pytest.mark.parametrize("state", set(RunState) - {RunState.WAITING, RunState.RUNNING})
def test_cancel_run_finished_is_refused(town, edda, state):
    run = run_row(town, state=state)

    with scope(town=town), pytest.raises(RunFinishedError):
        cancel_run(run, edda)

    assert AuditLine.objects.filter(deed="run.cancelled").count() == 0


@pytest.mark.parametrize(
    ("attempts", "is_cancel_asked", "state", "obstacles", "jobs"),
    [
        (1, False, RunState.WAITING, (), 1),
        (2, False, RunState.FAILED, (GIVEN_UP,), 0),
        (1, True, RunState.CANCELLED, (), 0),
    ],
)
def test_recover_runs_silent_worker(
    town, attempts, is_cancel_asked, state, obstacles, jobs, django_capture_on_commit_callbacks
):
    silent = timezone.now() - SILENCE - timedelta(seconds=1)
    run = run_row(town, state=RunState.RUNNING, attempts=attempts, heard_of_at=silent, is_cancel_asked=is_cancel_asked)

    with django_capture_on_commit_callbacks(execute=True):
        found = (recover_runs(), recover_runs())

    with scope(town=town):
        run.refresh_from_db()
    assert (found, run.state, run.obstacles, len(_jobs())) == ((1, 0), state, obstacles, jobs)


def test_recover_runs_leaves_what_is_alive_or_ended(town, other_town):
    now = timezone.now()
    run_row(town, state=RunState.RUNNING, heard_of_at=now - SILENCE + timedelta(seconds=1))
    run_row(other_town, state=RunState.DONE, heard_of_at=now - timedelta(days=1))

    assert recover_runs(now=now) == 0


@pytest.mark.django_db(transaction=True)
def test_recover_runs_waiting_without_job_gets_one():
    town = small_town()
    run = run_row(town)

    found = [recover_runs(now=timezone.now() + seconds * SILENCE) for seconds in (0, 2)]

    assert (found, _jobs()) == ([0, 1], [{"town": "erlenbach", "run": run.pk}])


@pytest.mark.django_db(transaction=True)
def test_recover_runs_by_four_workers_at_once_is_done_once():
    town = small_town()
    run = run_row(town, state=RunState.RUNNING, attempts=1, heard_of_at=timezone.now() - 2 * SILENCE)

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: _alone(recover_runs), range(4)))

    assert (sum(found), _jobs()) == (1, [{"town": "erlenbach", "run": run.pk}])


def _jobs() -> list[dict[str, object]]:
    with scopes_disabled():
        return [job.args_kwargs["kwargs"] for job in DBTaskResult.objects.all()]


def _try_to_start(town: Town, person: Person) -> str:
    def start() -> str:
        with scope(town=town):
            try:
                start_run(town, person)
            except RunUnfinishedError:
                return "refused"
            return "started"

    return _alone(start)


def _alone(act):
    """In a thread of its own, which closes its connection."""
    try:
        return act()
    finally:
        connection.close()
