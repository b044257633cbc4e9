"""Key, database, mail, static files and exports are their owner's alone, even where the umask lets everybody in."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from factories.town_folder import write_town_folder

OWN = (sys.executable, "-m", "leitplanke_web")
# A server that has just written: its write-ahead log and shared memory lie beside the database.
SERVER = """
from leitplanke_web.config.wsgi import application
from django.core.mail import send_mail
from django.contrib.sessions.backends.db import SessionStore
SessionStore().create()
send_mail("Einladung", "Ein Verweis", None, ["edda@example.org"])
from pathlib import Path
from django.conf import settings
for path in sorted(Path(settings.DATA_FOLDER).rglob("*")):
    print(f"{path.stat().st_mode:o}", path.relative_to(settings.DATA_FOLDER))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """As of a user who has set nothing, with a data folder that is not there yet."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEITPLANKE_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {**kept, "LEITPLANKE_DATA": str(tmp_path / "data")}


def run(environment: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, env=environment, umask=0, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def open_to_others(folder: Path) -> list[str]:
    found = [folder, *folder.rglob("*")]
    return [str(path.relative_to(folder)) for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_everything_in_the_data_folder_is_private(environment, tmp_path):
    for step in (("migrate", "-v", "0"), ("prepare",)):
        run(environment, *OWN, *step)
    told = run(environment, sys.executable, "-c", SERVER)

    names = {line.split(maxsplit=1)[1] for line in told.splitlines()}
    assert {"secret_key", "leitplanke.sqlite3", "leitplanke.sqlite3-wal", "leitplanke.sqlite3-shm", "mail"} <= names
    assert [line for line in told.splitlines() if not line.split()[0].endswith("00")] == []
    assert open_to_others(tmp_path / "data") == []


def test_exported_town_is_private(environment, tmp_path):
    run(environment, *OWN, "migrate", "-v", "0")
    run(environment, *OWN, "load", str(write_town_folder(tmp_path / "town")))
    run(environment, *OWN, "export", "erlenbach", "--out", str(tmp_path / "out"))

    assert len(list((tmp_path / "out").iterdir())) > 15
    assert open_to_others(tmp_path / "out") == []


def test_what_was_put_there_for_everybody_is_private_after_the_start(environment, tmp_path):
    run(environment, *OWN, "migrate", "-v", "0")
    for name in ("secret_key", "leitplanke.sqlite3"):
        (tmp_path / "data" / name).chmod(0o644)

    run(environment, sys.executable, "-c", "import leitplanke_web.config.wsgi")

    assert open_to_others(tmp_path / "data") == []
