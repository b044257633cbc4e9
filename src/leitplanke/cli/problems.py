"""Where a command finds its planning problem: in a file, in a folder of tables, or in a town."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from leitplanke.roadmap.model import Problem

_TOWN = "town.toml"


def problem_at(path: Path) -> Problem:
    """The problem there; of a town folder the one that `leitplanke run` solves. Raises `FaultyInputError`."""
    if (path / _TOWN).is_file():
        from leitplanke.chain import town_problem  # noqa: PLC0415 - slow libraries behind it
        from leitplanke.exchange.town_folder import read_town  # noqa: PLC0415 - likewise

        return town_problem(read_town(path))
    from leitplanke.exchange.planning.files import problem_at as read  # noqa: PLC0415 - likewise

    return read(path)
