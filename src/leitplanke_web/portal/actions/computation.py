"""The chain, or a study of a plan that it made, in a process of its own (decision 0015).

It can be ended at once, also in the middle of a long step of the solver; what it needs of memory and time goes with
it. Nothing of Django is in it: values of the core go in; events and one ending come out of a pipe.
"""

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing.connection import Connection, wait
from pathlib import Path

import psutil

from leitplanke import chain
from leitplanke.exchange.documents import DOCUMENTS
from leitplanke.exchange.obstacles import Obstacle, obstacles_of_conflict, obstacles_of_faults
from leitplanke.exchange.town import Town
from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import sources_of, town_files
from leitplanke.kernel.faults import FaultyInputError, InvalidValueError
from leitplanke.kernel.progress import Listener, StageDone, StageStarted, StageWorked
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.report.violation_words import describe_violation
from leitplanke.roadmap.answers import Study, StudyQuestion
from leitplanke.roadmap.conflict_words import UNDECIDED, UNDECIDED_REMEDY
from leitplanke.roadmap.model import Resources, Roadmap, RoadmapConflictError
from leitplanke.roadmap.problem import build_problem
from leitplanke.roadmap.solve import UndecidedError
from leitplanke.roadmap.studies import BrokenPlanError, study
from leitplanke.strategy.model import Strategy, StrategyDraft

_LESS_URGENT = 5  # pages come first
_ENOUGH_VIOLATIONS = 3


@dataclass(frozen=True, slots=True)
class Made:
    """The five documents by stage, as the core wrote them."""

    input_sha256: str
    contents: dict[str, bytes]
    provenances: dict[str, Provenance]


@dataclass(frozen=True, slots=True)
class Studied:
    """What was found about a plan."""

    found: Study


@dataclass(frozen=True, slots=True)
class Faulty:
    """The town's data were refused."""

    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """There is no roadmap, or none was found."""

    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True, slots=True)
class Broken:
    """A fault of ours, or of the machine. `where` names lines of code, never what people wrote."""

    where: str


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The memory that a run may take was not enough, or that of the machine: told, or to be presumed from `where`."""

    where: str


@dataclass(frozen=True, slots=True)
class TooLong:
    """The run took all the time that it may take; whoever listened ended it."""


Ending = Made | Studied | Faulty | Conflict | Broken | OutOfMemory | TooLong
Event = StageStarted | StageWorked | StageDone
Work = Callable[[Listener], Ending]
_UNDECIDED = Conflict((Obstacle(UNDECIDED), Obstacle(UNDECIDED_REMEDY)))


class Computation:
    """`work` in a process of its own, begun at once, which may take `most_bytes` of memory; it must be picklable.

    Memory is watched from outside. A limit set inside, by the operating system, makes allocations fail, and native
    libraries answer to that by waiting for ever as well as by ending the process.
    """

    def __init__(self, work: Work, *, most_bytes: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._most_bytes = most_bytes
        self._ear, mouth = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(work, mouth), daemon=True)
        self._process.start()
        self._watched = psutil.Process(self._process.pid)
        mouth.close()

    def hear(self, *, seconds: float) -> Event | Ending | None:
        """What comes next, None if nothing comes within `seconds`.

        A process that takes too much memory ends `OutOfMemory`; one that died as `_died` says.
        """
        heard = self._said() if self._ear.poll(seconds) else None
        if isinstance(heard, Ending) or (taken := self._taken_bytes()) <= self._most_bytes:
            return heard
        return OutOfMemory(f"process took {taken} bytes")

    def _said(self) -> Event | Ending:
        try:
            heard: Event | Ending = self._ear.recv()
        except (EOFError, OSError):
            self._process.join()
            return _died(self._process.exitcode)
        return heard

    def _taken_bytes(self) -> int:
        """Memory that the process holds; none once it is gone."""
        try:
            return int(self._watched.memory_info().rss)
        except psutil.NoSuchProcess:  # also what is dead and waits to be buried
            return 0

    def end(self) -> None:
        """Leave nothing behind, whether it is done or not."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._ear.close()


@dataclass(frozen=True, slots=True)
class ChainWork:
    """Check the town's data as a folder is checked, and run the chain on them.

    `published` are the evidence reports that the town has published, `near` the roadmap to stay near to.
    """

    town: Town
    seed: int
    published: tuple[bytes, ...] = ()
    near: chain.PublishedRoadmap | None = None

    def __call__(self, listen: Listener) -> Ending:
        """What the chain came to."""
        listen(StageStarted("input"))
        try:
            files = town_files(self.town)
        except InvalidValueError as refused:
            return _refused(refused)
        try:
            return self._run(read_town_files(files), files, listen)
        except FaultyInputError as refused:
            return Faulty(obstacles_of_faults(refused.faults, files))
        except InvalidValueError as refused:
            return _refused(refused)

    def _run(self, town: Town, files: dict[str, bytes], listen: Listener) -> Ending:
        try:
            result = chain.run(town, seed=self.seed, published=self.published, near=self.near, listen=listen)
        except RoadmapConflictError as conflict:
            audiences = {one.id: one.name for one in town.questionnaire.audiences}
            return _conflict(conflict, draft=town.draft, resources=town.resources, audiences=audiences)
        except UndecidedError:
            return _UNDECIDED
        return Made(
            input_sha256=_digest(files),
            contents={name: result.files[kind.file_name] for name, kind in DOCUMENTS.items()},
            provenances={name: getattr(result, name).provenance for name in DOCUMENTS},
        )


@dataclass(frozen=True, slots=True)
class StudyWork:
    """Answer a question about a roadmap that was made from this strategy, with people and money as they are now."""

    strategy: Strategy
    roadmap: Roadmap
    resources: Resources
    profile: TownProfile
    question: StudyQuestion
    audience_names: dict[str, Text]
    seed: int

    def __call__(self, listen: Listener) -> Ending:
        """What was found."""
        try:
            problem = build_problem(self.strategy, resources=self.resources, profile=self.profile)
            return Studied(study(problem, self.roadmap.plan, self.question, seed=self.seed, listen=listen))
        except InvalidValueError as refused:
            return _refused(refused)
        except BrokenPlanError as broken:
            return _broken(broken)
        except RoadmapConflictError as conflict:
            return _conflict(
                conflict, draft=self.strategy.draft, resources=self.resources, audiences=self.audience_names
            )
        except UndecidedError:
            return _UNDECIDED


def _conflict(
    conflict: RoadmapConflictError, *, draft: StrategyDraft, resources: Resources, audiences: dict[str, Text]
) -> Conflict:
    return Conflict(obstacles_of_conflict(conflict.demands, draft=draft, resources=resources, audiences=audiences))


def _refused(refused: InvalidValueError) -> Faulty:
    words = Text(f"{refused.problem.de} {refused.remedy.de}", f"{refused.problem.en} {refused.remedy.en}")
    return Faulty((Obstacle(words),))


def _broken(broken: BrokenPlanError) -> Faulty:
    told = Text("Der Fahrplan hält die Regeln nicht mehr ein:", "The roadmap does not keep the rules any more:")
    remedy = Text("Rechnen Sie zuerst einen neuen Fahrplan.", "First compute a new roadmap.")
    words = [describe_violation(broken.problem, one) for one in broken.violations[:_ENOUGH_VIOLATIONS]]
    return Faulty(tuple(Obstacle(one) for one in (told, *words, remedy)))


def _digest(files: dict[str, bytes]) -> str:
    """One number for all files that documents are made from, in canonical form."""
    lines = (f"{source.name} {source.sha256}\n" for source in sources_of(files))
    return sha256("".join(lines).encode()).hexdigest()


def _died(code: int | None) -> Ending:
    """What it means that the process ended without a word.

    Libraries that get no memory end it with SIGABRT or SIGSEGV, the operating system with SIGKILL.
    """
    where = f"process ended with {code}"
    starved = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL}
    return OutOfMemory(where) if code in starved else Broken(where)


def _work(work: Work, mouth: Connection) -> None:
    """What the process does."""
    for kind in (signal.SIGINT, signal.SIGTERM):
        signal.signal(kind, signal.SIG_IGN)  # the worker hears them too, and decides
    os.nice(_LESS_URGENT)
    _be_the_first_to_go()
    threading.Thread(target=_end_with_the_worker, daemon=True).start()
    try:
        ending = work(mouth.send)
    except Exception as error:  # noqa: BLE001 - whatever it is, the worker must hear of it
        ending = OutOfMemory(_where(error)) if _is_starved(error) else Broken(_where(error))
    mouth.send(ending)
    mouth.close()


def _is_starved(error: Exception) -> bool:
    """Python's own error, that of the engine (which only the core may import), and a thread that got no stack."""
    told = f"{type(error).__name__} {error}"
    return isinstance(error, MemoryError) or "OutOfMemory" in told or "can't start new thread" in told


def _be_the_first_to_go() -> None:
    """Where the machine's memory runs out, Linux ends us and not the server or the database."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")


def _end_with_the_worker() -> None:
    """A worker that was killed cannot end us."""
    worker = multiprocessing.parent_process()
    assert worker is not None
    wait([worker.sentinel])
    os._exit(1)


def _where(error: Exception) -> str:
    """Kind and place of an error. Its message could repeat what somebody wrote."""
    lines = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-6:]]
    return f"{type(error).__name__} at {' > '.join(lines)}"
