import pytest
from django_scopes import scope

from factories.runs import finished_run, run_row
from factories.towns import small_town
from leitplanke_web.portal.models import RunState
from leitplanke_web.portal.queries.runs import latest_runs

pytestmark = pytest.mark.django_db


def test_latest_runs_before_any():
    town, other = small_town(), small_town("otterbach")
    finished_run(other)

    with scope(town=town):
        assert latest_runs(town) == (None, None)


def test_latest_runs_where_none_was_finished():
    town = small_town()
    failed = run_row(town, state=RunState.FAILED)

    with scope(town=town):
        assert latest_runs(town) == (failed, None)


def test_latest_runs_are_often_one():
    town = small_town()
    finished_run(town)
    last = finished_run(town)

    with scope(town=town):
        assert latest_runs(town) == (last, last)


def test_latest_runs_when_others_came_after_the_finished_one():
    town = small_town()
    done = finished_run(town)
    run_row(town, state=RunState.CONFLICT)
    waiting = run_row(town)

    with scope(town=town):
        assert latest_runs(town) == (waiting, done)
