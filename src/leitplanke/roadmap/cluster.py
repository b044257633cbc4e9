"""Pieces of work on many machines: Dask's distributed scheduler as an executor.

See `docs/engines.md`. Dask sends pieces and answers as pickles, so whoever can reach the scheduler can run code on its
workers, and workers on this machine: only a cluster of one's own, over TLS where the network is shared.
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from importlib.metadata import version
from threading import Lock
from typing import Any, TypeVar

from leitplanke.kernel.faults import InvalidValueError, require
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.workers import WatchedExecutor

A = TypeVar("A")

PATIENCE_SECONDS = 30
LOOK_SECONDS = 30.0
"""So old is a piece before it is asked whether a worker has begun it, and so often it is asked: most answer before."""
_LARGE_BYTES = 100_000


class Cluster(WatchedExecutor):
    """A Dask cluster as an executor: what it loses with a worker is lost like a process of one's own.

    A future of it runs once a worker was seen at it; before, it may wait for others who use the cluster.
    """

    def __init__(self, client: Any) -> None:  # noqa: ANN401 - an optional library without types
        self._client = client
        self._sent: dict[bytes, Any] = {}
        self._waiting: dict[Future[Any], tuple[Any, float]] = {}
        self._begins = Lock()
        self._looked = 0.0

    @property
    def size(self) -> int:
        """How many pieces can be under way at once."""
        return sum(self._client.nthreads().values())

    def submit(self, fn: Callable[..., A], /, *args: Any, **kwargs: Any) -> "Future[A]":  # noqa: ANN401 - as Executor
        """Hand it to a worker; what is large, as the problem is, is sent to each of them once.

        To cancel it takes it back from the scheduler; a worker that has begun finishes it, and nobody hears of it.
        """
        told: Future[A] = Future()
        there = self._client.submit(fn, *map(self._once, args), pure=False, **kwargs)
        self._waiting[told] = there, time.monotonic()
        there.add_done_callback(lambda done: self._tell(done, told))
        told.add_done_callback(lambda done: self._let_go(there, done))
        return told

    def watch(self) -> None:
        """See which of the pieces that have long not answered are at work."""
        now = time.monotonic()
        old = {told: there for told, (there, since) in list(self._waiting.items()) if now - since >= LOOK_SECONDS}
        if not old or now - self._looked < LOOK_SECONDS:
            return
        self._looked = now
        with suppress(OSError):  # a worker went away while it was asked: next time
            stacks = self._client.call_stack(futures=list(old.values()))
            at_work = {key for tasks in stacks.values() for key in tasks}
            for told in [one for one, there in old.items() if there.key in at_work]:
                self._waiting.pop(told, None)
                self._begin(told)

    def _begin(self, told: "Future[Any]") -> bool:
        """Whether anybody still waits for it; Dask's thread and ours may ask at once."""
        with self._begins:
            return told.running() or (not told.done() and told.set_running_or_notify_cancel())

    def _let_go(self, there: Any, told: "Future[Any]") -> None:  # noqa: ANN401 - as above
        self._waiting.pop(told, None)
        there.cancel() if told.cancelled() else there.release()

    def _once(self, argument: object) -> Any:  # noqa: ANN401 - whatever the caller has
        if not isinstance(argument, bytes) or len(argument) < _LARGE_BYTES:
            return argument
        sent = self._sent.get(argument)  # a worker that is lost may clear them at any time, in a thread of Dask's
        if sent is None:
            try:
                sent = self._client.scatter(argument, broadcast=True, hash=False)
            except OSError:  # a worker went away while it was told: this piece takes its own copy along
                return argument
            self._sent[argument] = sent
        return sent

    def _tell(self, there: Any, told: "Future[A]") -> None:  # noqa: ANN401 - as above
        """Dask names a lost worker in ways of its own; everything else is told as it was raised."""
        from distributed import KilledWorker  # noqa: PLC0415 - optional

        if not self._begin(told):
            return
        if there.status == "finished":
            told.set_result(there.result())
            return
        error = CancelledError() if there.cancelled() else there.exception()
        if isinstance(error, KilledWorker | CancelledError):
            self._sent.clear()  # it may have held the only copy
            error = OSError(f"a worker of the cluster was lost: {error}")
        told.set_exception(error)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at `address` (`tcp://host:8786`, `tls://host:8786`), left as it was found.

    Raises `InvalidValueError` where Dask is not installed, nobody answers, or a worker has another Leitplanke.
    """
    with _client(address) as client:
        _require_same_version(client)
        yield Cluster(client)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client  # noqa: PLC0415 - optional
    except ImportError as error:
        raise InvalidValueError(
            "cluster",
            Text("Dask ist nicht installiert.", "Dask is not installed."),
            Text("Installieren Sie leitplanke[cluster].", "Install leitplanke[cluster]."),
        ) from error
    try:
        client = Client(address, timeout=PATIENCE_SECONDS, set_as_default=False)
        client.wait_for_workers(1, timeout=PATIENCE_SECONDS)
    except (OSError, ValueError, TimeoutError) as error:
        raise InvalidValueError(
            "cluster",
            Text(f"{address}: kein Cluster antwortet ({error}).", f"{address}: no cluster answers ({error})."),
            Text(
                "Starten Sie dask scheduler und mindestens einen dask worker.",
                "Start dask scheduler and at least one dask worker.",
            ),
        ) from error
    with client:
        yield client


def _require_same_version(client: Any) -> None:  # noqa: ANN401 - an optional library without types
    """Pieces are values of this program: another version may read them otherwise."""
    here = version("leitplanke")
    there = client.run(version, "leitplanke", on_error="return")
    others = sorted({f"{worker}: {told}" for worker, told in there.items() if told != here})
    require(
        holds=not others,
        field="cluster",
        problem=Text(f"Nicht Leitplanke {here}: {others[:3]}.", f"Not Leitplanke {here}: {others[:3]}."),
        remedy=Text("Installieren Sie überall dieselbe Fassung.", "Install the same version everywhere."),
    )
