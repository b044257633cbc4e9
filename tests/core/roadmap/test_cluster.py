"""A real scheduler and real workers on this machine; one of them is killed half-way."""

import json
import os
import subprocess
import sys
import time
from concurrent.futures import wait
from contextlib import ExitStack, suppress
from importlib.util import find_spec
from types import SimpleNamespace

import pytest

from leitplanke.cli import DONE, FAULTY_INPUT, main
from leitplanke.exchange.planning.documents import problem_bytes
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.roadmap import cluster as cluster_module
from leitplanke.roadmap.check import check
from leitplanke.roadmap.cluster import Cluster, cluster
from leitplanke.roadmap.instances import Size, generate
from leitplanke.roadmap.solve import Step, Stop, solve

needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="Dask is not installed: pip install 'leitplanke[cluster]'"
)
pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.server,
    pytest.mark.xdist_group("cluster"),
    pytest.mark.filterwarnings("ignore"),  # Tornado leaves sockets to the collector
]
MOST_SECONDS = 60


def _start(ended, kind, *options):
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *options]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    ended.callback(process.wait)
    ended.callback(process.kill)
    return process


def _address(file):
    """What the scheduler wrote; the file is there a moment before its words are."""
    until = time.monotonic() + MOST_SECONDS
    while time.monotonic() < until:
        with suppress(FileNotFoundError, json.JSONDecodeError):
            return json.loads(file.read_text("utf-8"))["address"]
        time.sleep(0.05)
    raise AssertionError(f"no scheduler wrote its address into {file}")


@pytest.fixture
def running(tmp_path):
    """The address of a scheduler and its two workers; they take seconds to start, as real ones do."""
    file = tmp_path / "scheduler.json"
    with ExitStack() as ended:
        _start(ended, "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
        address = _address(file)
        options = (address, "--nthreads", "1", "--no-nanny", "--local-directory", str(tmp_path))
        yield address, [_start(ended, "worker", *options) for _ in range(2)]


def _all_there(executor):
    until = time.monotonic() + MOST_SECONDS
    while executor.size < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert executor.size == 2


@needs_dask
def test_a_run_survives_a_worker_that_is_killed_half_way(running):
    address, workers = running
    town, killed = generate(Size(60, 1, 48), seed=2), []  # too large to be solved before the third neighbourhood

    def kill_half_way(progress):
        if progress.step is Step.SEARCH and progress.done == 3 and not killed:
            workers[0].kill()
            killed.append(progress.done)

    with cluster(address) as executor:
        _all_there(executor)
        found = solve(town, stop=Stop(8), seed=1, executor=executor, workers=executor.size, on_progress=kill_half_way)

    assert killed == [3]
    assert workers[0].poll() is not None
    assert check(town, found.plan) == ()
    assert found.bound >= found.value


@needs_dask
def test_a_piece_that_kills_every_worker_is_lost_and_said_so(running):
    address, workers = running

    with cluster(address) as executor:
        _all_there(executor)
        ended = executor.submit(os._exit, 1)
        small, large = executor.submit(len, b"abc"), executor.submit(len, bytes(200_000))
        wait([small, large], timeout=1)
        for worker in workers:
            worker.wait(timeout=MOST_SECONDS)

    assert isinstance(ended.exception(timeout=MOST_SECONDS), OSError)


@needs_dask
def test_what_is_cancelled_before_it_began_is_taken_back_from_the_cluster(running, tmp_path):
    address, _ = running

    with cluster(address) as executor:
        _all_there(executor)
        busy = [executor.submit(time.sleep, 3) for _ in range(executor.size)]
        waiting = [executor.submit(os.mkdir, str(tmp_path / f"piece{number}")) for number in range(4)]
        cancelled = [one.cancel() for one in waiting]
        answered = wait(busy, timeout=MOST_SECONDS).done
        assert executor.submit(len, b"abc").result(timeout=MOST_SECONDS) == 3

    assert (cancelled, answered) == ([True] * 4, set(busy))
    assert list(tmp_path.glob("piece*")) == []


@needs_dask
def test_a_piece_runs_once_a_worker_is_at_it(running, monkeypatch):
    address, _ = running
    monkeypatch.setattr(cluster_module, "LOOK_SECONDS", 0.1)

    with cluster(address) as executor:
        _all_there(executor)
        busy = [executor.submit(time.sleep, 4) for _ in range(executor.size)]
        waiting = executor.submit(len, b"abc")
        until = time.monotonic() + MOST_SECONDS
        while not all(one.running() for one in busy) and time.monotonic() < until:
            time.sleep(0.05)
            executor.watch()

        assert ([one.running() for one in busy], waiting.running()) == ([True, True], False)
        assert waiting.result(timeout=MOST_SECONDS) == 3


def test_what_was_sent_once_may_be_forgotten_while_it_is_looked_up():
    """As where a worker is lost in that moment, which Dask tells in a thread of its own."""
    executor = Cluster(SimpleNamespace(scatter=lambda _, **__: "sent"))

    class Large(bytes):
        lookups = 0

        def __hash__(self):
            Large.lookups += 1
            if Large.lookups == 3:
                executor._sent.clear()  # noqa: SLF001 - what a lost worker does
            return 1

    assert executor._once(Large(200_000)) == "sent"  # noqa: SLF001 - what `submit` does first


@needs_dask
def test_solve_names_the_cluster_in_the_terminal(running, tmp_path, capsys):
    address, _ = running
    (tmp_path / "problem.json").write_bytes(problem_bytes(generate(Size(6, 1, 24), seed=1)))

    assert main(["roadmap", "solve", str(tmp_path / "problem.json"), "--work", "2", "--cluster", address]) == DONE

    assert json.loads(capsys.readouterr().out)["status"] == "optimal"


@needs_dask
def test_a_cluster_that_does_not_answer_is_named(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(cluster_module, "PATIENCE_SECONDS", 0.2)
    (tmp_path / "problem.json").write_bytes(problem_bytes(generate(Size(6, 1, 24), seed=1)))
    command = ["roadmap", "solve", str(tmp_path / "problem.json"), "--cluster", "tcp://127.0.0.1:1", "--language", "en"]

    assert main(command) == FAULTY_INPUT

    assert "tcp://127.0.0.1:1: no cluster answers" in capsys.readouterr().err


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(InvalidValueError, match=r"Install leitplanke\[cluster\]"), cluster("tcp://127.0.0.1:1"):
        pass
