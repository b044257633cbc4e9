"""The installation's secret key: from the environment, else made once and kept beside the data."""

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """The key in `folder`, made on first use; readable by its owner alone."""
    path = folder / "secret_key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was faster
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key
