"""Pieces of work for other processes: handed to any executor, answered in any order, survived if one is lost.

See `docs/methods/neighbourhood-search.md`. A piece of work is a value, so that it can travel.
"""

import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from leitplanke.roadmap.model import Problem

P_co = TypeVar("P_co", covariant=True)
A = TypeVar("A")

MOST_LOST = 3
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


class Processes(Executor):
    """Processes on this machine; a pool that lost one is replaced, at most `MOST_LOST` times."""

    def __init__(self, workers: int, *, memory_mb: int | None = None) -> None:
        self._workers = workers
        self._memory_mb = memory_mb
        self._lost = 0
        self._pool = self._new_pool()

    def submit(self, fn: Callable[..., A], /, *args: Any, **kwargs: Any) -> "Future[A]":  # noqa: ANN401 - as Executor
        """Hand it to a process."""
        try:
            return self._pool.submit(fn, *args, **kwargs)
        except BrokenExecutor:
            self._lost += 1
            if self._lost > MOST_LOST:
                raise
            self._pool = self._new_pool()
            return self._pool.submit(fn, *args, **kwargs)

    def end(self) -> None:
        """End the processes, whatever they are doing."""
        # Python 3.14 has terminate_workers() for this; until then the pool's own list is the only one.
        processes = list((self._pool._processes or {}).values())  # noqa: SLF001 - see above
        self._pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
        for process in processes:
            process.join()

    def _new_pool(self) -> ProcessPoolExecutor:
        # Forked from the one thread of a terminal command, the solver libraries are there without a second import.
        context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
        return ProcessPoolExecutor(self._workers, context, initializer=_begin, initargs=(self._memory_mb,))


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
    """In the place of an answer: the process died, or its memory was used up."""


class Crew(Generic[A]):
    """Keeps `workers` pieces of one problem under way. `prepared` is the problem as this process has prepared it."""

    def __init__(self, problem: Problem, executor: Executor, *, workers: int, prepared: object) -> None:
        self._payload = pickle.dumps(problem)
        self._executor = executor
        self._workers = workers
        self._under_way: dict[Future[A], Piece[A]] = {}
        self._lost = 0
        _KEPT.clear()
        _KEPT[self._payload] = prepared  # this process and those forked from it need not prepare it again

    @property
    def is_idle(self) -> bool:
        """Whether nothing is under way."""
        return not self._under_way

    @property
    def is_broken(self) -> bool:
        """Whether too many pieces were lost to go on."""
        return self._lost > MOST_LOST

    @property
    def has_room(self) -> bool:
        """Whether another piece would start at once."""
        return len(self._under_way) < self._workers and not self.is_broken

    def give(self, piece: Piece[A]) -> None:
        """Hand out one piece."""
        try:
            self._under_way[self._executor.submit(_perform, self._payload, piece)] = piece
        except (BrokenExecutor, RuntimeError):  # RuntimeError: an executor that was shut down meanwhile
            self._lost = MOST_LOST + 1

    def answers(self, *, seconds: float) -> list[tuple[Piece[A], A | Lost]]:
        """What was answered, waiting at most `seconds` for the first."""
        done, _ = wait(self._under_way, timeout=seconds, return_when=FIRST_COMPLETED)
        return [
            (self._under_way.pop(future), self._answer(future)) for future in list(self._under_way) if future in done
        ]

    def _answer(self, future: "Future[A]") -> A | Lost:
        try:
            return future.result()
        except (BrokenExecutor, MemoryError, OSError):
            self._lost += 1
            return Lost()


def _begin(memory_mb: int | None) -> None:
    """A worker leaves Ctrl-C to the process that started it, and takes no more memory than it may."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if memory_mb is not None:
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (memory_mb * _MEGABYTE, memory_mb * _MEGABYTE))


def _perform(payload: bytes, piece: Piece[A]) -> A:
    """Runs in the worker, which prepares a problem once."""
    if payload not in _KEPT:
        _KEPT.clear()
        _KEPT[payload] = piece.prepare(pickle.loads(payload))  # noqa: S301 - written by `Crew` of the same run
    return piece.perform(_KEPT[payload])


_KEPT: dict[bytes, object] = {}
