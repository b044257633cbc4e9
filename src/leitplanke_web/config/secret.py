"""The installation's secret key: from the environment, else made once and kept beside the data."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from leitplanke.exchange.files import cause
from leitplanke_web.config.environment import SettingError


def secret_key(folder: Path) -> str:
    """The key in `folder`, made on first use; readable by its owner alone. Raises `SettingError`."""
    path = folder / "secret_key"
    try:
        if not path.exists():
            _make(path)
        key = path.read_text(encoding="ascii")
    except OSError as error:
        raise SettingError(f"{path} lässt sich weder lesen noch anlegen. {cause(error).de}") from error
    if not key:
        raise SettingError(f"{path} ist leer. Löschen Sie die Datei, dann wird ein neuer Schlüssel gemacht.")
    return key


def _make(path: Path) -> None:
    """Write it whole before it has its name: a full disk leaves no empty key, and nobody reads half of one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".unfinished-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):  # another process was faster
            os.link(name, path)
    finally:
        Path(name).unlink()
