"""A town whose citizens gave many answers, to see whether reading and writing stay proportional to them."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from leitplanke.exchange.town import Town
from leitplanke.exchange.town_folder import read_town, read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.participation.model import Response

_AUDIENCE = "citizens"
_FRAME = "citizens_open"
_TIMES_THE_PEOPLE = 10  # no frame has more answers than people


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for one town."""

    answers: int
    writing: float
    reading: float


def measure(folder: Path, *, answers: int) -> Timing:
    """Write and read the town of `folder` in memory with this number of citizens' answers."""
    town = large_town(read_town(folder), answers=answers)
    started = time.perf_counter()
    files = town_files(town)
    written = time.perf_counter()
    is_same = read_town_files(files) == town
    read = time.perf_counter()
    assert is_same
    return Timing(answers, written - started, read - written)


def large_town(base: Town, *, answers: int) -> Town:
    """The citizens' answers over and over, each with a key and a free text of its own."""
    patterns = [response for response in base.responses if response.audience == _AUDIENCE]
    others = tuple(response for response in base.responses if response.audience != _AUDIENCE)
    keys = np.unique(np.random.default_rng(1).integers(2**62, size=answers))
    made = tuple(_response(patterns[index % len(patterns)], int(key)) for index, key in enumerate(keys))
    populations = (
        replace(table, cells=tuple(replace(cell, count=cell.count * _TIMES_THE_PEOPLE) for cell in table.cells))
        if table.audience == _AUDIENCE
        else table
        for table in base.populations
    )
    frames = (
        replace(frame, population=frame.population * _TIMES_THE_PEOPLE) if frame.audience == _AUDIENCE else frame
        for frame in base.frames
    )
    return replace(base, responses=(*made, *others), populations=tuple(populations), frames=tuple(frames))


def _response(pattern: Response, key: int) -> Response:
    answers = tuple(replace(one, text=f"{one.text} {key}") if one.text else one for one in pattern.answers)
    return replace(pattern, key=key, frame=_FRAME, answers=answers)
