"""`leitplanke-web worker`: does background work until it is told to end."""

import logging
import signal
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from leitplanke_web.portal.actions.performance import stopping
from leitplanke_web.portal.actions.runs import recover_runs
from leitplanke_web.towns.jobs import enqueue

_log = logging.getLogger(__name__)
_RECOVER_SECONDS = 5.0
_DATABASE_AWAY_SECONDS = 2.0
_MIX_HOUR = 3
_NIGHTLY = ("participation.mix_all", "discussion.settle_all", "workshops.forget_all")


class Command(BaseCommand):
    """Takes job after job; between them it looks for runs whose worker is gone, and at night it asks for the mix.

    The same night discussions and workshops lose what tells who came when.
    SIGTERM or Ctrl+C: a run under way is handed back, what the database is just told is told to its end, and the
    command ends with 0, within seconds. Several workers at once are fine.
    """

    help = "Erledigt Hintergrundarbeit. / Does background work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How often to look for jobs."""
        parser.add_argument("--interval", type=float, default=0.5, metavar="SECONDS")
        parser.add_argument("--once", action="store_true", help="end when no job is waiting")

    def handle(self, *_args: Any, interval: float, once: bool, **_options: Any) -> None:
        """Work until told to end."""
        worker = _worker()
        with _ending_on_request(worker):
            self._work(worker, interval=interval, once=once)

    def _work(self, worker: Worker, *, interval: float, once: bool) -> None:
        recovered = -_RECOVER_SECONDS
        night = _Night()
        while worker.running:
            try:
                if time.monotonic() - recovered >= _RECOVER_SECONDS:
                    recovered = time.monotonic()
                    recover_runs()
                    night.ask_for_mix(timezone.localtime())
                worker.run()  # all jobs that are ready
            except (OperationalError, InterfaceError):
                _log.warning("the database does not answer; again in %s seconds", _DATABASE_AWAY_SECONDS)
                close_old_connections()
                time.sleep(_DATABASE_AWAY_SECONDS)
            if once:
                return
            if worker.running:
                time.sleep(interval)


class _Night:
    """Asks once a night; several workers ask several times, and the later ones find nothing to mix."""

    def __init__(self) -> None:
        self._asked: date | None = None

    def ask_for_mix(self, now: datetime) -> None:
        """Ask from the hour on in which nobody answers: a worker that was busy or off asks as soon as it can."""
        if now.hour >= _MIX_HOUR and self._asked != now.date():
            for job in _NIGHTLY:
                enqueue(job)
            self._asked = now.date()


def _worker() -> Worker:
    logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # it says twice a second that nothing is to do
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )


@contextmanager
def _ending_on_request(worker: Worker) -> Iterator[None]:
    """What signals meant before, they mean again afterwards: the command may be called by a program that goes on."""

    def end(_number: int, _frame: FrameType | None) -> None:
        stopping.set()
        worker.running = False  # no exception from here: it would break into whatever the database is just told

    before = {kind: signal.signal(kind, end) for kind in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)
        stopping.clear()
