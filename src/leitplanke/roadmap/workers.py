"""Pieces of work for other processes: handed to any executor, answered in any order, survived if one is lost.

See `docs/methods/neighbourhood-search.md`. A piece of work is a value, so that it can travel.
"""

import multiprocessing
import os
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from leitplanke.roadmap.model import Problem

P_co = TypeVar("P_co", covariant=True)
A = TypeVar("A")

MOST_LOST = 3
"""After how many losses a run ends. What goes with one pool is one loss."""
FORGIVEN_AFTER = 20
"""So many answers in a row, and losses before them no longer count: a run of hours may lose one now and then."""
PATIENCE_SECONDS = 900.0
"""No piece is at work as long: its work is counted. What has not answered by then hangs, and is given up."""
_SETTLING_SECONDS = 1.0  # a pool that broke fails its pieces one after another, in a thread of its own
_MEGABYTE = 2**20


class Piece(Protocol[P_co]):
    """A piece of work: what to build of the problem once per process, and what to do with it."""

    @property
    def is_neighbourhood(self) -> bool:
        """Whether it counts as work done."""

    def prepare(self, problem: Problem) -> Any:  # noqa: ANN401 - each kind of search has its own form of the problem
        """The problem in the form that `perform` takes."""

    def perform(self, prepared: Any) -> P_co:  # noqa: ANN401 - likewise
        """The answer."""


class Inline(Executor):
    """Does the work at once, in this process: one worker whose answers come in order."""

    def submit(self, fn: Callable[..., A], /, *args: Any, **kwargs: Any) -> "Future[A]":  # noqa: ANN401 - as Executor
        """A future that is done."""
        done: Future[A] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever asks for the result gets it, as from any executor
            done.set_exception(error)
        return done


class WatchedExecutor(Executor):
    """One that has to be looked after while its answers are waited for."""

    def watch(self) -> None:
        """Several times a second."""


class Processes(WatchedExecutor):
    """Processes on this machine; a pool that lost one is replaced, as often as whoever counts its losses goes on.

    `memory_mb` is watched from outside: a solver library whose own allocation is refused may wait for ever.
    """

    def __init__(self, workers: int, *, memory_mb: int | None = None) -> None:
        self._workers = workers
        self._memory_mb = memory_mb
        self.ended_for_memory = 0  # processes that took more than they may
        self._pool = self._new_pool()

    def submit(self, fn: Callable[..., A], /, *args: Any, **kwargs: Any) -> "Future[A]":  # noqa: ANN401 - as Executor
        """Hand it to a process."""
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._pool = self._new_pool()
            return self._pool.submit(fn, *args, **kwargs)

    def watch(self) -> None:
        """Kill the processes that took more memory than they may; whoever waits for them is told at once."""
        if self._memory_mb is None:
            return
        for process in self._processes():
            if process.pid is not None and _resident_mb(process.pid) > self._memory_mb:
                process.kill()
                self.ended_for_memory += 1

    def give_up(self) -> None:
        """Replace the pool: one of its processes has not answered for too long."""
        self.end()
        self._pool = self._new_pool()

    def end(self) -> None:
        """End the processes, whatever they are doing.

        One that is killed within an answer leaves half of it, and the pool's thread, for which Python waits at its end,
        would wait for the other half: it is told that nothing comes any more.
        """
        processes, answers = self._processes(), self._pool._result_queue  # noqa: SLF001 - as in `_processes`
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
        for process in processes:
            process.join()
        if answers is not None:
            answers._writer.close()  # type: ignore[attr-defined]  # noqa: SLF001 - likewise

    def _processes(self) -> list[BaseProcess]:
        # Python 3.14 has terminate_workers() for this; until then the pool's own list is the only one.
        return list((self._pool._processes or {}).values())  # noqa: SLF001 - see above

    def _new_pool(self) -> ProcessPoolExecutor:
        # Forked from the one thread of a terminal command, the solver libraries are there without a second import.
        context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
        return ProcessPoolExecutor(self._workers, context, initializer=_begin)


@contextmanager
def processes(workers: int, *, memory_mb: int | None = None) -> Iterator[Processes]:
    """Processes for one search, ended with it; `memory_mb` is the most that each may take."""
    executor = Processes(workers, memory_mb=memory_mb)
    try:
        yield executor
    finally:
        executor.end()


@dataclass(frozen=True, slots=True)
class Lost:
    """In the place of an answer: the process died, its memory was used up, or it has not answered for too long."""


class Crew(Generic[A]):
    """Keeps `workers` pieces of one problem under way. `prepared` is the problem as this process has prepared it.

    A pool breaks with one of its processes, and nobody says which piece that one had: where several were under way,
    they are handed out again one by one. Whoever breaks a pool alone is lost, the others are answered.
    """

    def __init__(
        self,
        problem: Problem,
        executor: Executor,
        *,
        workers: int,
        prepared: object,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._patience = patience
        self._payload = pickle.dumps(problem)
        self._executor = executor
        self._workers = workers
        self._under_way: dict[Future[A], Piece[A]] = {}
        self._since: dict[Future[A], float] = {}
        self._suspects: list[Piece[A]] = []
        self._is_trying = False
        self._lost = 0
        self._answered = 0  # since the last loss
        _KEPT.clear()
        _KEPT[self._payload] = prepared  # this process and those forked from it need not prepare it again

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way, and nothing will be handed out again."""
        return not self._under_way and (not self._suspects or self.is_broken)

    @property
    def is_broken(self) -> bool:
        """Whether too much was lost to go on."""
        return self._lost > MOST_LOST

    @property
    def has_room(self) -> bool:
        """Whether another piece would start at once."""
        is_trying = self._is_trying or bool(self._suspects)
        return len(self._under_way) < self._workers and not is_trying and not self.is_broken

    def give(self, piece: Piece[A]) -> None:
        """Hand out one piece."""
        try:
            future = self._executor.submit(_perform, self._payload, piece)
            self._under_way[future], self._since[future] = piece, time.monotonic()
        except (BrokenExecutor, RuntimeError):  # RuntimeError: an executor that was shut down meanwhile
            self._lost = MOST_LOST + 1

    def end(self) -> None:
        """Nobody waits any more: what has not begun does not begin. What has is left to its executor."""
        for future in self._under_way:
            future.cancel()
        _KEPT.pop(self._payload, None)  # up to a gigabyte

    def answers(self, *, seconds: float) -> list[tuple[Piece[A], A | Lost]]:
        """What was answered, waiting at most `seconds` for the first."""
        if isinstance(self._executor, WatchedExecutor):
            self._executor.watch()
        done, _ = wait(self._under_way, timeout=seconds, return_when=FIRST_COMPLETED)
        if any(map(_went_with_its_pool, done)):
            done, _ = wait(self._under_way, timeout=_SETTLING_SECONDS)
            self._suspect([one for one in self._under_way if one in done and _went_with_its_pool(one)])
        found = [*self._done(done), *self._overdue()]
        self._try_one()
        return found

    def _take_back(self, future: "Future[A]") -> Piece[A]:
        del self._since[future]
        return self._under_way.pop(future)

    def _suspect(self, gone: "list[Future[A]]") -> None:
        """Of several that went with a pool each may have broken it; one that was alone has."""
        self._count_loss()
        if len(gone) > 1:
            self._suspects.extend(map(self._take_back, gone))

    def _try_one(self) -> None:
        """Alone, so that it takes nobody along."""
        if self._under_way or self.is_broken:
            return
        self._is_trying = bool(self._suspects)
        if self._suspects:
            self.give(self._suspects.pop(0))

    def _done(self, done: "set[Future[A]]") -> Iterator[tuple[Piece[A], A | Lost]]:
        for future in [one for one in self._under_way if one in done]:
            yield self._take_back(future), self._answer(future)

    def _overdue(self) -> Iterator[tuple[Piece[A], A | Lost]]:
        """What hangs is lost; on this machine its process goes with it, elsewhere nobody waits for it any more.

        What waits for its turn, on a cluster that others use as well, does not hang.
        """
        self._since |= {one: time.monotonic() for one in self._under_way if not one.running() and not one.done()}
        late = [one for one, since in self._since.items() if time.monotonic() - since > self._patience]
        if not late:
            return
        self._count_loss()
        for future in late:
            future.cancel()
            yield self._take_back(future), Lost()
        if isinstance(self._executor, Processes):
            others = [one for one in self._under_way if not one.done()]
            self._executor.give_up()
            for piece in list(map(self._take_back, others)):  # they worked: their processes went for another's sake
                self.give(piece)

    def _answer(self, future: "Future[A]") -> A | Lost:
        try:
            answer = future.result()
        except BrokenExecutor:  # its pool is counted
            return Lost()
        except (CancelledError, MemoryError, OSError):
            self._count_loss()
            return Lost()
        self._answered += 1
        if self._answered >= FORGIVEN_AFTER and not self.is_broken:
            self._lost = 0
        return answer

    def _count_loss(self) -> None:
        self._lost += 1
        self._answered = 0


def _went_with_its_pool(done: "Future[A]") -> bool:
    return not done.cancelled() and isinstance(done.exception(), BrokenExecutor)


def _begin() -> None:
    """A worker leaves Ctrl-C to the process that started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _resident_mb(process: int) -> int:
    """What a process holds in memory; 0 where it has ended, or where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // _MEGABYTE


def _perform(payload: bytes, piece: Piece[A]) -> A:
    """Runs in the worker, which prepares a problem once."""
    prepared = _KEPT.get(payload)
    if prepared is None:
        prepared = piece.prepare(pickle.loads(payload))  # noqa: S301 - written by `Crew` of the same run
        _KEPT.clear()  # a worker of a cluster may have several threads: what this one works on is in its own hands
        _KEPT[payload] = prepared
    return piece.perform(prepared)


_KEPT: dict[bytes, object] = {}
