"""Ahornstein at any stage, brought there through the actions that a person uses."""

import time
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from django.utils import timezone
from django_scopes import scope

import leitplanke_web
from leitplanke.exchange.town_folder import folder_files
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import OPERATOR
from leitplanke_web.demo.accounts import EDITOR, make_accounts
from leitplanke_web.demo.discussion import put_up_discussion
from leitplanke_web.demo.process import begin_example_process
from leitplanke_web.portal.actions.publish import publish
from leitplanke_web.portal.actions.runs import start_run
from leitplanke_web.portal.actions.towns import load_town
from leitplanke_web.portal.models import UNFINISHED, Publication, Run, RunKind, RunState
from leitplanke_web.towns.models import Town

TOWN = "ahornstein"
FOLDER = Path(leitplanke_web.__file__).parents[2] / "examples" / TOWN
NOTE = "Erste Fassung der Beispielkommune. Alle Angaben sind erfunden."
EXEMPTION = (
    "Der Lenkungskreis zeigt die offenen Punkte öffentlich, bevor die Stadtverordneten beschließen. Dann wird jeder "
    "einzeln entschieden."
)
_LOOK_SECONDS = 0.2


class Stage(StrEnum):
    """How far the example town has come; each holds what those before it hold."""

    EMPTY = "empty"
    LOADED = "loaded"
    RUN = "run"
    PUBLISHED = "published"


class NoExampleError(Exception):
    """The example town's folder is not there: it comes with a checkout, not with an installed package."""


class RunNotFinishedError(Exception):
    """The chain did not get through; the run's own page says why."""


def wait_for_worker(run: Run) -> None:
    """Leave the run to the worker, and come back when it has ended."""
    while Run.objects.filter(pk=run.pk, state__in=UNFINISHED).exists():
        time.sleep(_LOOK_SECONDS)


def compute_here(run: Run) -> None:
    """Do the run in this process."""
    from leitplanke_web.portal.actions.performance import perform_run  # noqa: PLC0415 - the chain's slow libraries

    perform_run(run)


def bring_to(stage: Stage, *, finish: Callable[[Run], None] = compute_here) -> None:
    """Bring the example town to the stage from wherever it stands; what is there already stays.

    `finish` sees a run to its end: by default in this process.
    """
    if stage is Stage.EMPTY:
        return
    town = _loaded()
    with scope(town=town):
        if stage is Stage.LOADED or Publication.objects.filter(town=town).exists():
            return
        editor = Person.objects.get(email=EDITOR.email)
        run = _finished_run(town, editor, finish)
        if stage is Stage.PUBLISHED:
            publish(run, editor, seen_version=0, note=NOTE, exemption=EXEMPTION)


def _loaded() -> Town:
    found = Town.objects.filter(id=TOWN).first()
    if found is not None:
        return found
    if not FOLDER.is_dir():
        raise NoExampleError
    town = load_town(folder_files(FOLDER), actor=OPERATOR)
    make_accounts(town)
    with scope(town=town):
        begin_example_process(town, Person.objects.get(email=EDITOR.email), today=timezone.localdate())
        put_up_discussion(town, Person.objects.get(email=EDITOR.email), today=timezone.localdate())
    return town


def _finished_run(town: Town, editor: Person, finish: Callable[[Run], None]) -> Run:
    runs = Run.objects.filter(town=town, kind=RunKind.CHAIN)
    run = runs.filter(state=RunState.DONE).first()
    if run is None:
        run = runs.filter(state__in=UNFINISHED).first() or start_run(town, editor)
        finish(run)
        run.refresh_from_db()
    if run.state != RunState.DONE:
        raise RunNotFinishedError
    return run
