"""How a command is declared and what its arguments may be."""

from __future__ import annotations

import argparse
import errno
import os
from typing import TYPE_CHECKING

from leitplanke.kernel.texts import Language

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - argparse has no public name for it


def add_command(
    commands: Commands,
    name: str,
    command: Callable[[argparse.Namespace], int],
    purpose: str,
) -> argparse.ArgumentParser:
    """A command with what every command has: `--language`, and no abbreviations that a later option could break."""
    parser = commands.add_parser(name, help=purpose, description=purpose[0].upper() + purpose[1:], allow_abbrev=False)
    parser.add_argument(
        "--language", type=Language, choices=list(Language), default=Language.DE, help="of messages (default de)"
    )
    parser.set_defaults(command=command)
    return parser


def require_folder(folder: Path) -> None:
    """Refuse what cannot become a folder before the long work, not after it."""
    if folder.exists() and not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def require_file(path: Path) -> None:
    """Refuse what cannot become a file before the long work, not after it."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    folder = next(one for one in path.absolute().parents if one.exists())
    require_folder(folder)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def whole_number(text: str) -> int:
    """A seed or a count."""
    if not text.isdecimal() or len(text) > 18:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of at most 18 digits")
    return int(text)


def seconds(text: str) -> float:
    """A span of time up to a day, in seconds."""
    try:
        span = float(text)
    except ValueError:
        span = 0.0
    if not 0 < span <= 86_400:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0 and up to a day")
    return span
