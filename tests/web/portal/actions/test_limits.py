"""A run that hangs, takes too much memory or is killed fails with a sentence, and the next one works."""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable

import pytest
from django_scopes import scopes_disabled

from factories.runs import run_row
from factories.towns import small_town, stored_rows
from leitplanke_web.portal.actions.performance import OUT_OF_MEMORY, TOO_LONG, perform_run
from leitplanke_web.portal.models import Run, RunState

pytestmark = pytest.mark.django_db(transaction=True)
MEGABYTE = 1024**2


def fresh(run: Run) -> Run:
    with scopes_disabled():
        return Run.objects.get(pk=run.pk)


def documents() -> list[str]:
    """Which documents there are, of any town."""
    return [rows.table for rows in stored_rows() if rows.table.endswith("document")]


def sending(kind: signal.Signals) -> Callable[[], bool]:
    """Asked whether the worker shall end, sends the signal to what computes and answers no."""

    def is_stopping() -> bool:
        for process in multiprocessing.active_children():
            if process.pid is not None:
                os.kill(process.pid, kind)
        return False

    return is_stopping


def test_run_that_hangs_is_ended_in_time_and_the_next_one_works(settings):
    town = small_town()
    run = run_row(town)
    settings.RUN_SECONDS = 2

    perform_run(run, is_stopping=sending(signal.SIGSTOP))
    failed, left = fresh(run), [*multiprocessing.active_children(), *documents()]
    settings.RUN_SECONDS = 600
    perform_run(again := run_row(town))

    assert (failed.state, failed.obstacles, failed.digests, left) == (RunState.FAILED, (TOO_LONG,), {}, [])
    assert (fresh(again).state, len(fresh(again).digests)) == (RunState.DONE, 5)


@pytest.mark.parametrize("megabytes", [10, 150])
def test_run_that_needs_more_memory_than_it_may_take_fails_and_the_next_one_works(settings, megabytes):
    town = small_town()
    run = run_row(town)
    may_take, settings.RUN_BYTES = settings.RUN_BYTES, megabytes * MEGABYTE

    perform_run(run)
    failed, left = fresh(run), documents()
    settings.RUN_BYTES = may_take
    perform_run(again := run_row(town))

    assert (failed.state, failed.obstacles, failed.digests) == (RunState.FAILED, (OUT_OF_MEMORY,), {})
    assert left == []
    assert fresh(again).state == RunState.DONE


def test_run_that_the_operating_system_kills_says_what_was_probably_missing(caplog):
    run = run_row(small_town())

    with caplog.at_level(logging.ERROR):
        perform_run(run, is_stopping=sending(signal.SIGKILL))

    assert (fresh(run).state, fresh(run).obstacles) == (RunState.FAILED, (OUT_OF_MEMORY,))
    assert "erlenbach 1: process ended with -9" in caplog.text
    assert documents() == []
