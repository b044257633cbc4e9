"""Servers of this machine that a measurement starts and stops."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def served(port: int, first: str = "/gestaltung/") -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    """The embedded server, and how many seconds its first page took."""
    began = time.perf_counter()
    with running([sys.executable, "-m", "leitplanke_web", "serve", "--port", str(port)]) as process:
        wait_for(port, first)
        yield process, time.perf_counter() - began


@contextmanager
def running(command: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """A server that is asked to stop in the end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own commands
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(15)


def wait_for(port: int, path: str) -> None:
    """Come back when the page is there."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)
    raise SystemExit(f"{path} did not come within two minutes")


def cpu_seconds(supervisor: int) -> float:
    """What the server's processes have used; the worker is idle meanwhile."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout  # noqa: S607 - as installed
    children: dict[int, list[int]] = {}
    for pid, parent in (map(int, line.split()) for line in told.splitlines()):
        children.setdefault(parent, []).append(pid)
    waiting, ticks = [supervisor], 0
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, [])
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
