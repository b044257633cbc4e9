"""A data folder that is full or read-only: one sentence that says where and why, and nothing half made in the way."""

import ctypes
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

import pytest

pytestmark = [pytest.mark.server, pytest.mark.xdist_group("serve")]

SERVE = (sys.executable, "-m", "leitplanke_web", "serve", "--port")
_DROP, _RIGHTS_OF_ROOT = 24, (1, 2)  # PR_CAPBSET_DROP; to write and to read what the mode forbids


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEITPLANKE_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {**kept, "LEITPLANKE_DATA": str(folder)}


def files_up_to(size: int) -> Callable[[], None]:
    """No file may grow beyond, as if there were no room for more."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def without_rights_of_root() -> None:
    """What a mode forbids is forbidden to root, too."""
    for right in _RIGHTS_OF_ROOT:
        ctypes.CDLL(None).prctl(_DROP, right, 0, 0, 0)


def refusal(folder: Path, port: str, before: Callable[[], None]) -> str:
    """What `serve` says when it does not start."""
    told = subprocess.run(
        (*SERVE, port), env=environment(folder), preexec_fn=before, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    return told.stderr


def serves(folder: Path, port: str) -> bool:
    """Whether it starts and shows a page."""
    until = time.monotonic() + 200
    process = subprocess.Popen((*SERVE, port), env=environment(folder), stdout=subprocess.DEVNULL)
    try:
        while time.monotonic() < until and process.poll() is None:
            time.sleep(0.2)
            client = HTTPConnection("127.0.0.1", int(port), timeout=60)
            try:
                client.request("GET", "/gestaltung/")
                return client.getresponse().status == 200
            except OSError:
                continue
            finally:
                client.close()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(120)
    return False


def test_full_disk_is_told_and_once_there_is_room_it_starts(folder, port):
    told = [refusal(folder, port, files_up_to(size)) for size in (0, 3_000, 200_000)]

    assert (
        f"{folder / 'secret_key'} lässt sich weder lesen noch anlegen. Die Datei darf nicht größer werden." in told[0]
    )
    assert f"in {folder} lässt sich nicht schreiben. Die Datei darf nicht größer werden." in told[1]
    assert "die Datenbank antwortet nicht" in told[2]
    assert serves(folder, port)


@pytest.mark.skipif(sys.platform != "linux", reason="root may do everything elsewhere")
def test_read_only_folder_is_told(folder, port):
    folder.mkdir(mode=0o500)

    told = refusal(folder, port, without_rights_of_root)

    assert told == f"leitplanke-web: {folder / 'secret_key'} lässt sich weder lesen noch anlegen. Die Rechte fehlen.\n"
    assert list(folder.iterdir()) == []


def test_empty_key_is_told_and_not_used(folder, port):
    folder.mkdir()
    (folder / "secret_key").touch()

    assert "ist leer. Löschen Sie die Datei" in refusal(folder, port, lambda: None)
