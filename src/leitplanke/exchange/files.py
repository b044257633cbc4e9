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
    errno.EFBIG: Text("Die Datei darf nicht größer werden.", "The file may not grow any more."),
    errno.EACCES: Text("Die Rechte fehlen.", "The permission is missing."),
    errno.EPERM: Text("Die Rechte fehlen.", "The permission is missing."),
    errno.EROFS: Text("Hier darf nur gelesen werden.", "This place is read-only."),
    errno.EEXIST: Text("Dort liegt eine Datei, kein Ordner.", "There is a file, not a folder."),
    errno.ENOENT: Text("Das gibt es nicht.", "There is no such file or folder."),
    errno.ENOTDIR: Text("Dort liegt eine Datei, kein Ordner.", "There is a file, not a folder."),
    errno.EISDIR: Text("Dort liegt ein Ordner, keine Datei.", "There is a folder, not a file."),
}


class CannotWriteError(OSError):
    """The files were not written; `cause` says why, for the user."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(error.errno, cause(error).in_language(Language.EN), str(path))


def write_whole(folder: Path, contents: Mapping[str, bytes], *, private: Collection[str] = ()) -> None:
    """Write `contents` by name into `folder`, which is made if needed; files named in `private` are the user's alone.

    A name may lead into a folder in it: `priorities/scores.csv`.

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
        raise CannotWriteError(Path(error.filename or folder), error) from error


def write_file(path: Path, data: bytes, *, is_private: bool = False) -> None:
    """Write one file as `write_whole` does. Raises `CannotWriteError`."""
    write_whole(path.parent, {path.name: data}, private=[path.name] if is_private else [])


def cause(error: OSError) -> Text:
    """Why the operating system refused, in the user's words where we know them, otherwise in its own."""
    own = error.strerror or str(error)
    return _CAUSES.get(error.errno or 0, Text(f"{own}.", f"{own}."))


def _require_no_folder_in_the_way(folder: Path, names: Collection[str]) -> None:
    for name in names:
        path = Path(name)
        if path.as_posix() != name or path.is_absolute() or len(path.parts) > 2 or ".." in path.parts:
            raise ValueError(name)
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))


def _write(folder: Path, contents: Mapping[str, bytes], private: Collection[str]) -> None:
    # Inside the target, because a move is only whole within one file system; readable by nobody else meanwhile.
    waiting = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    inner = {parent for name in contents if (parent := Path(name).parent) != Path()}
    try:
        for parent in inner:
            (waiting / parent).mkdir()
            (folder / parent).mkdir(exist_ok=True)
        for name, data in contents.items():
            _write_durably(waiting / name, data, _PRIVATE if name in private else _PUBLIC)
        for name in contents:
            (waiting / name).replace(folder / name)
        for parent in (Path(), *inner):
            _sync_folder(folder / parent)
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
