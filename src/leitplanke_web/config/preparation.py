"""What must be in place before a server starts: static files and tables; translations are in `messages`."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def alone() -> Iterator[None]:
    """Only one process of the data folder prepares; the next one waits, and finds everything done."""
    settings.DATA_FOLDER.mkdir(parents=True, exist_ok=True)
    with (settings.DATA_FOLDER / "preparing.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def collect_static_files() -> bool:
    """Collect and compress what browsers load if anything of it changed; answers whether."""
    stamp = settings.DATA_FOLDER / "static.stamp"
    state = _state_of_static_files()
    if stamp.exists() and stamp.read_text("ascii") == state and Path(settings.STATIC_ROOT).is_dir():
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, "ascii")
    return True


def pending_migrations() -> list[str]:
    """The migrations that the database has not seen."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _state_of_static_files() -> str:
    """A digest over paths, sizes and times of everything that would be collected, and where from."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            state = path.stat()
            seen.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return seen.hexdigest()
