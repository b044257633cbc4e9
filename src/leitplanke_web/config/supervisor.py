"""Keeps the processes of an installation alive, and ends them together.

Knows no web: it starts commands, restarts those that die, passes the wish to stop on, and leaves no process behind,
not even when it is killed itself.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from types import FrameType

GRACE_SECONDS = 8.0  # from the wish to stop until the rest is killed
NUDGE_SECONDS = 4.0  # then the wish is said again: to a worker it means "drop what you are doing"
STEADY_SECONDS = 30.0  # who lived that long starts anew without a pause
LONGEST_PAUSE = 30.0
MOST_QUICK_DEATHS = 6
_TICK = 0.1
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Service:
    """A command that runs until it is stopped; one that `ends_by_itself` is not started again."""

    name: str
    command: tuple[str, ...]
    ends_by_itself: bool = False


@dataclass(slots=True)
class _Running:
    service: Service
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_deaths: int = 0
    not_before: float = 0.0
    is_over: bool = False


@dataclass(slots=True)
class Supervisor:
    """Runs services until SIGINT or SIGTERM, or until one of them cannot be kept alive."""

    services: Sequence[Service]
    say: Callable[[str], None] = print
    _running: list[_Running] = field(default_factory=list)
    _stop_asked: bool = False

    def run(self, *, every_tick: Callable[[], None] = lambda: None) -> int:
        """Start everything, watch, and answer with the exit code: 0 stopped as asked, 1 given up."""
        for wish in (signal.SIGINT, signal.SIGTERM):
            signal.signal(wish, self._ask_to_stop)
        self._running = [_Running(service) for service in self.services]
        try:
            while not self._stop_asked:
                if not self._tend():
                    return 1
                every_tick()
                time.sleep(_TICK)
        finally:
            self._end_all()
        return 0

    def _ask_to_stop(self, _wish: int, _frame: FrameType | None) -> None:
        self._stop_asked = True

    def _tend(self) -> bool:
        alive = [self._is_kept_alive(one) for one in self._running]
        return all(alive)

    def _is_kept_alive(self, one: _Running) -> bool:
        now = time.monotonic()
        if one.process is not None and (code := one.process.poll()) is not None:
            _kill_group(one.process)  # what it started itself must not go on without it
            one.process = None
            self._note_end(one, code, now)
        if one.process is None and not one.is_over and now >= one.not_before:
            one.process, one.started = _started(one.service.command), now
        return one.quick_deaths < MOST_QUICK_DEATHS

    def _note_end(self, one: _Running, code: int, now: float) -> None:
        if one.service.ends_by_itself:
            one.is_over = True
            if code:
                self.say(f"{one.service.name}: endete mit Code {code}.")
            return
        one.quick_deaths = 0 if now - one.started >= STEADY_SECONDS else one.quick_deaths + 1
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** max(0, one.quick_deaths - 1)) if one.quick_deaths else 0.0
        one.not_before = now + pause
        if one.quick_deaths < MOST_QUICK_DEATHS:
            self.say(f"{one.service.name}: endete mit Code {code}, startet in {pause:.0f} s neu.")
        else:
            self.say(f"{one.service.name}: endete {one.quick_deaths}-mal gleich nach dem Start (Code {code}).")

    def _end_all(self) -> None:
        left = [one.process for one in self._running if one.process is not None]
        until = time.monotonic() + GRACE_SECONDS
        nudge_at = time.monotonic() + NUDGE_SECONDS
        _tell(left)
        while any(process.poll() is None for process in left) and time.monotonic() < until:
            if time.monotonic() >= nudge_at:
                _tell(left)
                nudge_at = until
            time.sleep(_TICK / 2)
        for process in left:
            _kill_group(process)
            process.wait()


def _started(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """The command in a process group of its own, so that Ctrl-C reaches it through us and once."""
    return subprocess.Popen(  # noqa: S603 - our own commands
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=partial(_end_with_parent, os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509 - no threads here
    )


def _end_with_parent(parent: int) -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it died in between
        os.kill(os.getpid(), signal.SIGTERM)


def _tell(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
