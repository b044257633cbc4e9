"""Doing a run: claim it, read the town, let the core compute, keep what it made.

No transaction is open while it computes. Whatever is written, is written only while the run is still ours, so
two workers can never both end it, and a run is ended with everything that it made or with nothing.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.conf import settings
from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.db.models import F
from django.utils import timezone
from django_scopes import scope

from leitplanke.chain import PublishedRoadmap
from leitplanke.exchange.documents import digest
from leitplanke.exchange.obstacles import Obstacle
from leitplanke.exchange.planning.documents import problem_bytes
from leitplanke.kernel.progress import StageDone, StageStarted, StageWorked
from leitplanke.kernel.texts import Text
from leitplanke_web.audit.actions import record
from leitplanke_web.evidence.actions.records import keep_document as keep_evidence
from leitplanke_web.monitoring.actions import keep_document as keep_progress
from leitplanke_web.participation.actions.records import keep_document as keep_participation
from leitplanke_web.participation.actions.records import mark_evaluated
from leitplanke_web.portal.actions.computation import (
    Broken,
    ChainWork,
    Computation,
    Conflict,
    Ending,
    Event,
    Faulty,
    Made,
    OutOfMemory,
    Studied,
    StudyWork,
    TooLong,
    Work,
)
from leitplanke_web.portal.actions.runs import hand_back, still_claimed
from leitplanke_web.portal.models import Run, RunState, Study
from leitplanke_web.portal.queries.published import contents_of, published_evidence
from leitplanke_web.portal.queries.runs import documents_of_run
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.roadmap.actions import keep_document as keep_roadmap
from leitplanke_web.roadmap.queries import resources_of
from leitplanke_web.strategy.actions import keep_document as keep_strategy

stopping = threading.Event()  # set when this worker shall end: it hands its run back
_LISTEN_SECONDS = 0.2
_WRITE_SECONDS = 0.5
_LIFE_SECONDS = 2.0
_RETRY_SECONDS = (1, 2, 4, 8, 15)  # while the database is gone

BROKEN = Obstacle(
    Text(
        "Die Rechnung ist an einem Fehler des Programms gescheitert. Ihre Daten sind unverändert. Der Betrieb findet "
        "den Fehler im Protokoll des Servers unter der Nummer dieser Rechnung.",
        "The run failed because of a fault in the program. Your data are unchanged. Those who run the installation "
        "find the fault in the server's log under the number of this run.",
    )
)

TOO_LONG = Obstacle(
    Text(
        "Die Rechnung kam nicht zum Ende und wurde abgebrochen, weil sie länger dauerte, als der Betrieb erlaubt. Ihre "
        "Daten sind unverändert. Starten Sie sie noch einmal; dauert sie wieder so lange, sagen Sie es dem Betrieb.",
        "The run did not come to an end and was stopped, because it took longer than those who run the installation "
        "allow. Your data are unchanged. Start it again; if it takes as long again, tell them.",
    )
)
OUT_OF_MEMORY = Obstacle(
    Text(
        "Die Rechnung wurde mitten in der Arbeit beendet, vermutlich weil der Arbeitsspeicher nicht reichte. Ihre "
        "Daten sind unverändert. Starten Sie sie noch einmal; scheitert sie wieder, bitten Sie den Betrieb um mehr "
        "Speicher für Rechnungen.",
        "The run was ended in the middle of its work, probably because there was not enough memory. Your data are "
        "unchanged. Start it again; if it fails again, ask those who run the installation for more memory for runs.",
    )
)

_KEEP = {
    "participation": keep_participation,
    "evidence": keep_evidence,
    "strategy": keep_strategy,
    "roadmap": keep_roadmap,
    "progress": keep_progress,
}
_log = logging.getLogger(__name__)


class _NotOursError(Exception):
    """Another worker has claimed the run, or it is gone with its town."""


class _CancelledError(Exception):
    """Somebody called the run off."""


class _StoppingError(Exception):
    """This worker shall end."""


def perform_run(run: Run, *, is_stopping: Callable[[], bool] = stopping.is_set) -> None:
    """Do a waiting run, from claim to end; nothing happens if it does not wait any more.

    Never raises because of what the town entered or the chain does: the run's state and obstacles tell. If the database
    stays away, the run is left to `recover_runs`.
    """
    with scope(town=run.town):
        claimed = _claim(run)
        if claimed is None:
            _log.info("run %s: somebody else has it", run)
            return
        try:
            _end(claimed, _computed(claimed, is_stopping))
        except _CancelledError:
            _finish(claimed, state=RunState.CANCELLED)
        except _StoppingError:
            hand_back(claimed)
        except _NotOursError:
            _log.warning("run %s: not ours any more", run)


def _claim(run: Run) -> Run | None:
    now = timezone.now()
    waiting = Run.objects.filter(pk=run.pk, state=RunState.WAITING)
    fresh = {"stage": "", "steps_done": 0, "steps_planned": 0, "gap": None, "outcomes": ()}
    if not waiting.update(state=RunState.RUNNING, attempts=F("attempts") + 1, heard_of_at=now, **fresh):
        return None
    return Run.objects.select_related("town").get(pk=run.pk)


def _computed(run: Run, is_stopping: Callable[[], bool]) -> Ending:
    """What the chain came to. Raises `_CancelledError`, `_StoppingError` and `_NotOursError` at once."""
    try:
        work = _study(run) if run.is_study else _chain(run)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - a row that the core refuses must not end the worker
        return Broken(f"{type(error).__name__} while reading the town")
    watch = _Watch(run, is_stopping)
    with _computation(work) as computation:
        while True:
            heard = computation.hear(seconds=_LISTEN_SECONDS)
            if not isinstance(heard, Ending):
                watch.note(heard)
                heard = TooLong() if watch.seconds > settings.RUN_SECONDS else None
            if heard is not None:
                run.outcomes = watch.outcomes
                return heard


def _chain(run: Run) -> Work:
    """The chain on the town at one moment, which the run remembers, and what it has published."""
    with transaction.atomic():
        town, published, near = town_value(run.town), published_evidence(run.town), _near(run)
        mark_evaluated(run.town, town.questionnaire.version)
        run.read_at = timezone.now()
        run.profile = town.profile
        still_claimed(run).update(read_at=run.read_at, profile=run.profile)
    return ChainWork(town, run.seed, published, near)


def _near(run: Run) -> PublishedRoadmap | None:
    if run.near is None or run.most_changes is None:
        return None
    content = contents_of(run.town, {"roadmap": run.near.digests["roadmap"]})["roadmap"]
    return PublishedRoadmap(content, run.most_changes)


def _study(run: Run) -> Work:
    """The question, with the strategy and roadmap that it is about, and the people and money of one moment."""
    with transaction.atomic():
        study = Study.objects.select_related("of").get(run=run)
        documents, resources = documents_of_run(study.of), resources_of(run.town)
        run.read_at = timezone.now()
        still_claimed(run).update(read_at=run.read_at)
    return StudyWork(
        strategy=documents.strategy,
        roadmap=documents.roadmap,
        resources=resources,
        profile=documents.profile,
        question=study.question,
        audience_names=documents.evidence.audience_names,
        seed=run.seed,
    )


@contextmanager
def _computation(work: Work) -> Iterator[Computation]:
    computation = Computation(work, most_bytes=settings.RUN_BYTES)
    try:
        yield computation
    finally:
        computation.end()


@dataclass(slots=True)
class _Watch:
    """Tells the database how far the run is, at most twice a second, and hears whether it shall go on."""

    run: Run
    is_stopping: Callable[[], bool]
    outcomes: tuple[StageDone, ...] = ()
    _news: dict[str, object] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)
    _wrote: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """How long it has taken."""
        return time.monotonic() - self._began

    def note(self, event: Event | None) -> None:
        """Take in an event, or a moment without one."""
        self._take(event)
        if self.is_stopping():
            raise _StoppingError
        silent = time.monotonic() - self._wrote
        if silent >= _WRITE_SECONDS:
            try:
                self._tell(is_worth_writing=bool(self._news) or silent >= _LIFE_SECONDS)
            except (OperationalError, InterfaceError):  # gone for a while: the chain goes on
                _log.warning("run %s: the database does not answer", self.run)
                close_old_connections()
                self._wrote = time.monotonic()

    def _take(self, event: Event | None) -> None:
        match event:
            case StageStarted():
                self._news |= {"stage": event.stage, "steps_done": 0, "steps_planned": 0, "gap": None}
            case StageWorked():
                self._news |= {"steps_done": event.done, "steps_planned": event.planned, "gap": event.gap}
            case StageDone():
                self.outcomes = (*self.outcomes, event)
                self._news["outcomes"] = self.outcomes

    def _tell(self, *, is_worth_writing: bool) -> None:
        ours = still_claimed(self.run)
        if is_worth_writing:
            if not ours.update(heard_of_at=timezone.now(), **self._news):
                raise _NotOursError
            self._news = {}
            self._wrote = time.monotonic()
        if ours.filter(is_cancel_asked=True).exists():
            raise _CancelledError


def _end(run: Run, ending: Ending) -> None:
    match ending:
        case Made():
            _patiently(lambda: _keep(run, ending))
        case Studied():
            _patiently(lambda: _keep_study(run, ending))
        case Faulty():
            _patiently(lambda: _finish(run, state=RunState.FAULTY, obstacles=ending.obstacles))
        case Conflict():
            _patiently(lambda: _finish(run, state=RunState.CONFLICT, obstacles=ending.obstacles))
        case TooLong():
            _fail(run, TOO_LONG, f"not finished after {settings.RUN_SECONDS} seconds")
        case OutOfMemory():
            _fail(run, OUT_OF_MEMORY, ending.where)
        case Broken():
            _fail(run, BROKEN, ending.where)


def _fail(run: Run, why: Obstacle, where: str) -> None:
    """End the run with a sentence for its town, and one for those who run the installation."""
    _log.error("run %s: %s", run, where)
    _patiently(lambda: _finish(run, state=RunState.FAILED, obstacles=(why,)))


def _patiently(write: Callable[[], None]) -> None:
    """A database that is away for a moment costs no hour of work; if it stays away, the error is raised."""
    for seconds in _RETRY_SECONDS:
        try:
            return write()
        except (OperationalError, InterfaceError):
            _log.warning("the database does not answer; again in %s seconds", seconds)
            close_old_connections()
            time.sleep(seconds)
    return write()


@transaction.atomic
def _keep(run: Run, made: Made) -> None:
    for name, content in made.contents.items():
        _KEEP[name](run.town, content, provenance=made.provenances[name])
    digests = {name: digest(content) for name, content in made.contents.items()}
    _finish(run, state=RunState.DONE, digests=digests, input_sha256=made.input_sha256)


@transaction.atomic
def _keep_study(run: Run, studied: Studied) -> None:
    """What was found, under the digest of the problem that it is about."""
    Study.objects.filter(run=run).update(found=studied.found)
    _finish(run, state=RunState.DONE, input_sha256=digest(problem_bytes(studied.found.problem)))


@transaction.atomic
def _finish(run: Run, *, state: RunState, **values: object) -> None:
    now = timezone.now()
    told = {"state": state, "ended_at": now, "heard_of_at": now, "outcomes": run.outcomes, "stage": ""}
    if not still_claimed(run).update(**told, **values):
        raise _NotOursError
    record(
        deed="run.ended", actor=run.started_by, town=run.town_id, subject=str(run.number), details={"state": str(state)}
    )
