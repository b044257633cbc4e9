"""Asking for a run of the chain or a study, calling it off, and finding runs whose worker is gone."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django_scopes import scope, scopes_disabled

from leitplanke.exchange.obstacles import Obstacle
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.answers import RobustnessQuestion, StudyQuestion
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.portal.models import UNFINISHED, Run, RunKind, RunState, Study
from leitplanke_web.portal.queries.published import current_publication
from leitplanke_web.towns.jobs import enqueue
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock

MOST_SEED = 10**18 - 1
MOST_ATTEMPTS = 2
SILENCE = timedelta(seconds=30)  # of a worker that writes twice a second, or of a run that no worker took

GIVEN_UP = Obstacle(
    Text(
        "Die Rechnung ist zweimal mitten in der Arbeit abgerissen. Starten Sie sie noch einmal; hilft das nicht, "
        "fragen Sie den Betrieb: Vielleicht reicht der Speicher nicht.",
        "The run broke off twice in the middle of its work. Start it again; if that does not help, ask those who run "
        "the installation: there may not be enough memory.",
    )
)

_log = logging.getLogger(__name__)


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class RunUnfinishedError(Exception):
    """The town has a run that is not finished; `number` says which."""

    number: int


class NoRoadmapError(Exception):
    """The town has no roadmap yet that one could ask about or stay near to."""


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class RunFinishedError(Exception):
    """The run cannot be called off any more."""

    number: int


@transaction.atomic
def start_run(town: Town, person: Person, *, seed: int = 1, most_changes: int | None = None) -> Run:
    """Ask for a run of the chain; at most `most_changes` of the published roadmap may change, or as few as can be.

    Raises `RunUnfinishedError` while another one is not finished, and `NoRoadmapError` where nothing is published that
    could change.
    """
    if most_changes is None:
        return _start(town, person, seed=seed, kind=RunKind.CHAIN)
    published = current_publication(town)
    if published is None:
        raise NoRoadmapError
    return _start(town, person, seed=seed, kind=RunKind.CHAIN, near=published.run, most_changes=most_changes)


@transaction.atomic
def start_study(town: Town, person: Person, question: StudyQuestion, *, seed: int = 1) -> Run:
    """Ask a question about the roadmap of the latest finished run.

    Raises `RunUnfinishedError` as `start_run`, and `NoRoadmapError` before there is one.
    """
    made = Run.objects.filter(town=town, kind=RunKind.CHAIN, state=RunState.DONE).order_by("-number").first()
    if made is None:
        raise NoRoadmapError
    is_robustness = isinstance(question.asked, RobustnessQuestion)
    run = _start(town, person, seed=seed, kind=RunKind.ROBUSTNESS if is_robustness else RunKind.REPAIR)
    Study.objects.create(town=town, run=run, of=made, question=question)
    return run


@transaction.atomic
def cancel_run(run: Run, person: Person) -> None:
    """Call a run off: a waiting one at once, a running one within a second. Raises `RunFinishedError`."""
    require_role(run.town, person, Role.EDITOR)
    mine = Run.objects.filter(pk=run.pk)
    ended = mine.filter(state=RunState.WAITING).update(state=RunState.CANCELLED, ended_at=timezone.now())
    if not ended and not mine.filter(state=RunState.RUNNING).update(is_cancel_asked=True):
        raise RunFinishedError(run.number)
    record(deed="run.cancelled", actor=person.name, town=run.town_id, subject=str(run.number))


def recover_runs(*, now: datetime | None = None) -> int:
    """Look after runs of all towns that nobody works on, and answer how many there were.

    A run whose worker has been silent is put into the queue once more, then given up; a waiting run that no worker
    has taken is put into the queue again. For a worker that has nothing else to do.
    """
    silent_since = (now or timezone.now()) - SILENCE
    with scopes_disabled():
        lost = list(Run.objects.filter(state=RunState.RUNNING, heard_of_at__lt=silent_since))
        never_heard_of = Q(heard_of_at__isnull=True, asked_at__lt=silent_since)
        untaken = list(Run.objects.filter(never_heard_of | Q(heard_of_at__lt=silent_since), state=RunState.WAITING))
    return sum(_recover(run) for run in lost) + sum(_put_back(run) for run in untaken)


@transaction.atomic
def hand_back(run: Run) -> None:
    """Give up a claim without having lost it: the next worker begins anew, and it counts as no attempt."""
    handed_back = still_claimed(run).update(
        state=RunState.WAITING, attempts=F("attempts") - 1, heard_of_at=timezone.now()
    )
    if handed_back:
        enqueue("portal.run_chain", town=run.town_id, run=run.pk)


def still_claimed(run: Run) -> QuerySet[Run]:
    """The run, while nobody else has claimed it since: whoever works on a run writes through this."""
    return Run.objects.filter(pk=run.pk, state=RunState.RUNNING, attempts=run.attempts)


def _start(
    town: Town,
    person: Person,
    *,
    seed: int,
    kind: RunKind,
    near: Run | None = None,
    most_changes: int | None = None,
) -> Run:
    require_role(town, person, Role.EDITOR)
    if not 0 <= seed <= MOST_SEED:
        raise ValueError(seed)
    lock(town)  # two people start one after the other
    unfinished = Run.objects.filter(town=town, state__in=UNFINISHED).first()
    if unfinished is not None:
        raise RunUnfinishedError(unfinished.number)
    latest = Run.objects.filter(town=town).order_by("-number").values_list("number", flat=True).first()
    run = Run.objects.create(
        town=town,
        number=(latest or 0) + 1,
        kind=kind,
        started_by=person.name,
        seed=seed,
        near=near,
        most_changes=most_changes,
    )
    record(deed="run.started", actor=person.name, town=town.pk, subject=str(run.number), details={"kind": str(kind)})
    enqueue("portal.run_chain", town=town.pk, run=run.pk)
    return run


@transaction.atomic
def _recover(run: Run) -> bool:
    """Only while it is as silent as when we looked: of two workers one does it."""
    with scope(town=run.town):
        silent = still_claimed(run).filter(heard_of_at=run.heard_of_at)
        now = timezone.now()
        if run.is_cancel_asked:
            changed = silent.update(state=RunState.CANCELLED, ended_at=now)
        elif run.attempts >= MOST_ATTEMPTS:
            changed = silent.update(state=RunState.FAILED, ended_at=now, obstacles=(GIVEN_UP,))
        else:
            changed = silent.update(state=RunState.WAITING, heard_of_at=now)
            if changed:
                enqueue("portal.run_chain", town=run.town_id, run=run.pk)
        if changed:
            _log.warning("run %s: its worker has gone", run)
    return bool(changed)


@transaction.atomic
def _put_back(run: Run) -> bool:
    with scope(town=run.town):
        waiting = Run.objects.filter(pk=run.pk, state=RunState.WAITING, heard_of_at=run.heard_of_at)
        changed = waiting.update(heard_of_at=timezone.now())
        if changed:
            enqueue("portal.run_chain", town=run.town_id, run=run.pk)
    return bool(changed)
