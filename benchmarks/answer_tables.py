"""Tables of answers as programs export them, wide ones and long ones: from the file to the evidence report."""

import csv
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from leitplanke import chain
from leitplanke.exchange.answer_tables import Described, read_answer_table

_TRAITS = (("Alter", ("18-29", "30-49", "50-64", "65+")), ("Ortsteil", ("Nord", "Süd", "Ost", "West")))
_CHOICES = ("ja", "nein", "weiß nicht", "")
_BLANK = 0.92  # of the fields of a wide table, as in an export of Polis


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds for one table; `cpu_seconds` are those of all threads."""

    seconds: float
    cpu_seconds: float


def wide(*, people: int, statements: int, seed: int = 1) -> Timing:
    """Few people, a column of votes (1, -1, 0 or nothing) for each statement."""
    rng = np.random.default_rng(seed)
    votes = rng.integers(-1, 2, (people, statements)).astype(str)
    votes[rng.random(votes.shape) < _BLANK] = ""
    return _measure([f"Aussage {number}" for number in range(statements)], votes.tolist())


def long(*, people: int, seed: int = 1) -> Timing:
    """Many people, 30 columns: two traits, twenty choices, seven numbers with a decimal comma, own words."""
    rng = np.random.default_rng(seed)
    columns = [rng.choice(categories, people) for _, categories in _TRAITS]
    columns += [rng.choice(_CHOICES, people) for _ in range(20)]
    columns += [np.char.replace((rng.integers(0, 400, people) / 2).astype(str), ".", ",") for _ in range(7)]
    columns.append(np.where(rng.random(people) < 0.2, np.char.add("Wunsch ", np.arange(people).astype(str)), ""))
    names = [name for name, _ in _TRAITS] + [f"Frage {at}" for at in range(20)] + [f"Zahl {at}" for at in range(7)]
    return _measure([*names, "Wunsch"], np.array(columns).T.tolist())


def _measure(header: list[str], rows: list[list[str]]) -> Timing:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows([header, *rows])
        started, cpu = time.perf_counter(), time.process_time()
        chain.run_evidence(read_answer_table(path, Described(as_of=date(2026, 3, 1), is_invented=True)))
        return Timing(time.perf_counter() - started, time.process_time() - cpu)


if __name__ == "__main__":
    print(wide(people=1_757, statements=1_045))
    print(long(people=100_000))
