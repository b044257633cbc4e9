"""What an installation says about itself in environment variables, all of them in docs/operations.md."""

import os


class SettingError(Exception):
    """An environment variable holds something that it cannot mean."""


def text(name: str, default: str = "") -> str:
    """The value of the variable, without the space around it."""
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """The comma-separated parts of the variable."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def number(name: str, default: int) -> int:
    """A whole number that is not negative."""
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()):
        raise SettingError(f"{name} ist „{value}“ und muss eine ganze Zahl sein.")
    return int(value)


def switch(name: str) -> bool:
    """1 or 0; nothing else, so that a slip does not switch off what protects."""
    value = text(name, "0")
    if value not in {"0", "1"}:
        raise SettingError(f"{name} ist „{value}“ und muss 1 oder 0 sein.")
    return value == "1"


def choice(name: str, *known: str) -> str:
    """One of the known words; the first is the default."""
    value = text(name, known[0])
    if value not in known:
        raise SettingError(f"{name} ist „{value}“ und muss eines sein von: {', '.join(known)}.")
    return value
