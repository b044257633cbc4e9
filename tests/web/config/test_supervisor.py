"""The supervisor with real processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PATIENCE_SECONDS = 120  # of a busy machine; what is waited for lasts an hour by itself, or for ever
SUPERVISE = """
import sys
from leitplanke_web.config.supervisor import Service, Supervisor
commands = [Service(f"s{n}", (sys.executable, "-c", code)) for n, code in enumerate(sys.argv[1:])]
sys.exit(Supervisor(commands, say=lambda line: print(line, flush=True)).run())
"""
NOTE_AND_SLEEP = (
    "import os, pathlib, time; p = pathlib.Path({path!r}); p.open('a').write(f'{{os.getpid()}}\\n'); time.sleep(3600)"
)


def started(*codes: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", SUPERVISE, *codes], stdout=subprocess.DEVNULL)


def pids(path: Path, *, number: int) -> list[int]:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        found = path.read_text().split() if path.exists() else []
        if len(found) >= number:
            return [int(pid) for pid in found]
        time.sleep(0.05)
    pytest.fail(f"not {number} processes within {PATIENCE_SECONDS} seconds")


def is_gone(pid: int) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.fixture
def noting(tmp_path):
    path = tmp_path / "pids"
    return path, NOTE_AND_SLEEP.format(path=str(path))


@pytest.mark.parametrize("wish", [signal.SIGINT, signal.SIGTERM])
def test_wish_to_stop_ends_all_and_is_no_failure(noting, wish):
    path, code = noting
    supervisor = started(code, code)
    children = pids(path, number=2)

    supervisor.send_signal(wish)

    assert supervisor.wait(PATIENCE_SECONDS) == 0
    assert [is_gone(pid) for pid in children] == [True, True]


def test_killed_service_starts_again(noting):
    path, code = noting
    supervisor = started(code)
    first = pids(path, number=1)[0]

    os.kill(first, signal.SIGKILL)
    second = pids(path, number=2)[1]

    assert is_gone(first)
    supervisor.terminate()
    assert supervisor.wait(PATIENCE_SECONDS) == 0
    assert is_gone(second)


def test_killed_supervisor_leaves_no_process(noting):
    path, code = noting
    supervisor = started(code)
    child = pids(path, number=1)[0]

    supervisor.kill()
    supervisor.wait()

    assert is_gone(child)


def test_service_that_ignores_the_wish_is_killed_in_time(noting):
    path, code = noting
    supervisor = started("import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + code)
    child = pids(path, number=1)[0]

    supervisor.terminate()

    assert supervisor.wait(PATIENCE_SECONDS) == 0
    assert is_gone(child)
