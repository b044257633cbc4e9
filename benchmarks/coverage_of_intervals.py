"""How often the 95 % intervals of the random samples hold the truth, and how far the open survey is from it.

The example town's generator states the truth; each seed draws the whole survey anew, and each draw goes the whole way:
files, reader, evidence. It prints its figures alone too, with examples/ahornstein on the PYTHONPATH.
"""

import shutil
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import generate
from leitplanke.evidence.model import Cell, Table
from leitplanke.evidence.report import report_evidence
from leitplanke.exchange.town_folder import read_town
from leitplanke.kernel.provenance import Provenance
from leitplanke.participation.model import ParticipationRecord, Recruitment

TOWN = Path(generate.__file__).parent
FIRST_SEED = 10_000  # far from the seed of the committed answers

Truth = dict[tuple[str, str, str], float]


@dataclass(frozen=True, slots=True)
class Held:
    """Of `intervals` published intervals of one audience's sample, the share that holds the truth."""

    audience: str
    intervals: int
    covered: float


@dataclass(frozen=True, slots=True)
class Bias:
    """Open survey minus truth in percentage points over all published cells: mean and largest absolute value."""

    mean: float
    largest: float
    where: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """All figures of the benchmark."""

    samples: tuple[Held, ...]
    open_bias: dict[str, Bias]


def measure(draws: int) -> Coverage:
    """Draw, read and evaluate `draws` surveys on two processes."""
    truth = generate.true_shares()
    held: dict[str, list[bool]] = defaultdict(list)
    off: dict[tuple[str, str], list[float]] = defaultdict(list)
    with ProcessPoolExecutor(max_workers=2) as pool:
        for tables in pool.map(_tables_of_draw, range(FIRST_SEED, FIRST_SEED + draws)):
            for table, cell, share in _with_truth(tables, truth):
                if cell.low is not None and cell.high is not None:
                    held[table.audience].append(cell.low <= share <= cell.high)
                elif table.recruitment is Recruitment.OPEN:
                    off[table.audience, f"{table.question}.{cell.options[0]}"].append(100 * (cell.share - share))
    samples = tuple(Held(name, len(hits), sum(hits) / len(hits)) for name, hits in sorted(held.items()))
    return Coverage(samples, {name: _bias(name, off) for name in sorted({name for name, _ in off})})


def _tables_of_draw(seed: int) -> tuple[Table, ...]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(TOWN, Path(folder) / "town"))
        generate.write(generate.draw(seed), folder=copy)
        town = read_town(copy)
    profile = town.profile
    origin = Provenance("evidence", 1, "benchmark", profile.id, profile.name.de, True, profile.as_of, seed, ())
    record = ParticipationRecord(origin, town.questionnaire, town.frames, town.responses, town.workshops)
    evidence = report_evidence(
        record,
        populations=town.populations,
        themes=town.themes,
        priority_question=town.priority_question,
        provenance=origin,
    )
    return evidence.tables


def _with_truth(tables: tuple[Table, ...], truth: Truth) -> list[tuple[Table, Cell, float]]:
    """Published cells of opinions beside their true share; merged categories add up."""
    return [
        (table, cell, sum(truth.get((table.audience, table.question, option), 0.0) for option in cell.options))
        for table in tables
        for cell in table.cells
        if (table.audience, table.question, cell.options[0]) in truth
    ]


def _bias(audience: str, off: dict[tuple[str, str], list[float]]) -> Bias:
    means = {where: sum(values) / len(values) for (name, where), values in off.items() if name == audience}
    worst = max(means, key=lambda where: abs(means[where]))
    return Bias(sum(abs(value) for value in means.values()) / len(means), abs(means[worst]), worst)


def main(draws: int) -> None:
    """Print all figures."""
    outcome = measure(draws)
    for part in outcome.samples:
        print(f"{part.audience}: {part.covered:.2%} of {part.intervals} intervals hold the truth")
    for audience, bias in outcome.open_bias.items():
        print(f"{audience}, open: {bias.mean:.1f} points off on average, {bias.largest:.1f} at {bias.where}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
