"""Writes files whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from leitplanke.kernel.texts import Language, Text

_PRIVATE = 0o600
_PUBLIC = 0o666  # less what the user's umask takes away
_CAUSES = {
    errno.ENOSPC: Text("Der Datenträger ist voll.", "The disk is full."),
    errno.EDQUOT: Text("Der Datenträger ist voll.", "The disk is full."),
    errno.EACCES: Text("Die Rechte zum Schreiben fehlen.", "The permission to write is missing."),
    errno.EPERM: Text("Die Rechte zum Schreiben fehlen.", "The permission to write is missing."),
    errno.EROFS: Text("Hier darf nur gelesen werden.", "This place is read-only."),
    errno.EEXIST: Text("Dort liegt eine Datei, kein Ordner.", "There is a file, not a folder."),
    errno.ENOTDIR: Text("Dort liegt eine Datei, kein Ordner.", "There is a file, not a folder."),
    errno.EISDIR: Text("Dort liegt ein Ordner, keine Datei.", "There is a folder, not a file."),
}


class CannotWriteError(OSError):
    """The files were not written. `problem` says why, for the user."""

    def __init__(self, path: Path, problem: Text) -> None:
        super().__init__(f"{path}: {problem.in_language(Language.EN)}")
        self.path = path
        self.problem = problem


def write_whole(folder: Path, contents: Mapping[str, bytes], *, private: Collection[str] = ()) -> None:
    """Write `contents` by name into `folder`, which is made if needed; files named in `private` are the user's alone.

    All bytes are on the disk before the first file appears under its name, so an interrupt leaves old or new files,
    never half ones. Raises `CannotWriteError`.
    """
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _require_no_folder_in_the_way(folder, contents)
        _write(folder, contents, private)
    except OSError as error:
        if is_new and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        problem = _CAUSES.get(error.errno or 0, Text(f"{error.strerror}.", f"{error.strerror}."))
        raise CannotWriteError(Path(error.filename or folder), problem) from error


def _require_no_folder_in_the_way(folder: Path, names: Collection[str]) -> None:
    for name in names:
        if Path(name).name != name:
            raise ValueError(name)
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))


def _write(folder: Path, contents: Mapping[str, bytes], private: Collection[str]) -> None:
    # Inside the target, because a move is only whole within one file system; readable by nobody else meanwhile.
    waiting = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    try:
        for name, data in contents.items():
            _write_durably(waiting / name, data, _PRIVATE if name in private else _PUBLIC)
        for name in contents:
            (waiting / name).replace(folder / name)
        _sync_folder(folder)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


def _write_durably(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
