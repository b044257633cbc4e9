"""Opinion groups: how fast, and how near to Polis' own groups.

The real conversation is not part of this repository: LEITPLANKE_POLIS names the folder of an export, for example one of
https://github.com/compdemocracy/openData. red-dwarf is compared in the same run where it is installed.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from leitplanke.evidence.opinions import Statement, VoteMatrix, adjusted_rand_index, group_opinions
from leitplanke.exchange.opinion_files import agreement_with_polis
from leitplanke.exchange.polis import PolisExport, read_polis

SEEDS = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class Speed:
    """One run on invented votes: seconds on the clock and of the processor, and whether the three camps were found."""

    votes: int
    seconds: float
    cpu_seconds: float
    index: float


@dataclass(frozen=True, slots=True)
class Nearness:
    """Adjusted Rand index against the groups of the export: the lowest of all seeds; of red-dwarf (None: absent)."""

    people: int
    lowest: float
    peer: float | None


def speed(*, people: int, statements: int) -> Speed:
    """Three camps, each with its own opinion on every statement; everybody votes on three of ten."""
    rng = np.random.default_rng(1)
    camp = rng.integers(0, 3, people)
    agreeing = rng.choice([0.15, 0.85], size=(3, statements))
    person, column = np.nonzero(rng.random((people, statements), dtype=np.float32) < 0.3)
    value = np.where(rng.random(len(person)) < agreeing[camp[person], column], 1, -1)
    names = tuple(map(str, range(people)))
    votes = VoteMatrix.of(
        names, tuple(Statement(str(i), "") for i in range(statements)), people=person, columns=column, values=value
    )
    clock, processor = time.perf_counter(), time.process_time()
    grouping = group_opinions(votes, seed=1, smallest=10)
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    return Speed(len(value), clock, processor, adjusted_rand_index(camp, grouping.labels))


def nearness() -> Nearness | None:
    """None without a folder in LEITPLANKE_POLIS."""
    folder = os.environ.get("LEITPLANKE_POLIS")
    if not folder:
        return None
    export = read_polis(Path(folder))
    found = [agreement_with_polis(export, group_opinions(export.votes, seed=seed, smallest=10)) for seed in SEEDS]
    return Nearness(len(export.votes.participants), min(index or 0.0 for index in found), _peer(export))


def _peer(export: PolisExport) -> float | None:
    try:
        from reddwarf.implementations.base import run_pipeline  # noqa: PLC0415 - an optional peer, not a dependency
    except ImportError:
        return None
    votes = export.votes
    cells = zip(votes.rows.tolist(), votes.columns.tolist(), votes.values.tolist(), strict=True)
    outcome = run_pipeline(
        votes=[{"participant_id": row, "statement_id": column, "vote": value} for row, column, value in cells],
        mod_out_statement_ids=[i for i, statement in enumerate(votes.statements) if not statement.forms_groups],
        random_state=1,
    )
    groups = export.groups or {}
    named = ((votes.participants[row], group) for row, group in outcome.participants_df["cluster_id"].items())
    pairs = [(groups[name], int(group)) for name, group in named if name in groups and group == group]  # noqa: PLR0124 - NaN: in no group
    return adjusted_rand_index(*zip(*pairs, strict=True))


def speed_on_one_thread(*, people: int, statements: int) -> Speed:
    """The same in a process whose linear algebra keeps to one thread, so that busy neighbours do not count twice."""
    told = subprocess.run(  # noqa: S603 - this file
        [sys.executable, __file__, str(people), str(statements)],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        check=True,
        capture_output=True,
    )
    return Speed(**json.loads(told.stdout))


def main() -> None:
    """Print the speed as JSON."""
    people, statements = map(int, sys.argv[1:])
    print(json.dumps(asdict(speed(people=people, statements=statements))))


if __name__ == "__main__":
    main()
