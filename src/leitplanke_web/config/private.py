"""What an installation stores is for the user it runs as, whatever the umask of whoever starts it."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_OTHERS = 0o077


def keep_private() -> None:
    """From now on this process and those it starts make files and folders that nobody else can read."""
    os.umask(_OTHERS)


def shut_out_others(folder: Path) -> None:
    """Take away what others may do with the database and the key in the data folder: they may have been put there."""
    for path in _secrets(folder):
        mode = path.stat().st_mode
        if mode & _OTHERS:
            with suppress(PermissionError):  # somebody else's file: then it is theirs to say
                path.chmod(mode & ~_OTHERS)


def _secrets(folder: Path) -> Iterator[Path]:
    yield from folder.glob("secret_key")
    yield from folder.glob("*.sqlite3*")
