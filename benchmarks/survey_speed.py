"""Weighting and estimating from Parquet: rake 4 margins, a mean by 3 groups, a share by 20 districts, a Rao-Scott F.

The rows are made by hashing their numbers. Peers do the same task on the same file where they are installed: `svy` from
PyPI, and R with its survey package.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from leitplanke.evidence.analysis import Request, survey_of_file
from leitplanke.evidence.survey.differences import rao_scott_difference
from leitplanke.evidence.survey.estimates import estimate_means, estimate_shares
from leitplanke.participation.model import Recruitment

MARGINS = {"age": 6, "sex": 2, "education": 4, "district": 20}
_ROWS = """
COPY (
  SELECT
    'a' || (hash(i * 7 + 1) % 6)::VARCHAR AS age,
    's' || (hash(i * 11 + 2) % 2)::VARCHAR AS sex,
    'e' || least(hash(i * 13 + 3) % 5, 3)::VARCHAR AS education,
    'd' || lpad((hash(i * 17 + 4) % 20)::VARCHAR, 2, '0') AS district,
    'g' || (hash(i * 19 + 5) % 3)::VARCHAR AS audience,
    CASE WHEN hash(i * 23 + 6) % 1000 < 300 + 10 * (hash(i * 17 + 4) % 20) THEN 'yes' ELSE 'no' END AS answer,
    (hash(i * 29 + 7) % 1000) / 10.0 + (hash(i * 7 + 1) % 6) AS points
  FROM range({rows}) AS t(i)
) TO '{path}' (FORMAT PARQUET)
"""


def write_rows(path: Path, rows: int) -> None:
    """A survey of `rows` invented answers; the multipliers are the seeds."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(_ROWS.format(rows=rows, path=path))


def write_margins(path: Path, rows: int) -> None:
    """Margins of a population ten times as large, tilted against the answers."""
    lines = ["variable,category,total"]
    for variable, size in MARGINS.items():
        shares = [1 + 0.3 * position for position in range(size)]
        names = [
            f"{variable[0]}{position:02d}" if variable == "district" else f"{variable[0]}{position}"
            for position in range(size)
        ]
        lines += [
            f"{variable},{name},{10 * rows * share / sum(shares):.6f}"
            for name, share in zip(names, shares, strict=True)
        ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def ours(data: Path, margins: Path) -> dict[str, float]:
    """The whole task in one pass."""
    survey = survey_of_file(Request(data=data, margins=margins), ("points", "answer"), by=("audience", "district"))
    means = estimate_means(survey, "points", by="audience", recruitment=Recruitment.SAMPLE)
    shares = estimate_shares(survey, "answer", by="district", recruitment=Recruitment.SAMPLE)
    test = rao_scott_difference(survey, "answer", by="district")
    yes = [one for one in shares if one.category == "yes"]
    return {
        "mean": means[0].value,
        "se_mean": means[0].se or 0.0,
        "share": yes[0].value,
        "se_share": yes[0].se or 0.0,
        "f": test.f,
        "error": survey.weights.margin_error,
    }


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took and found; `megabytes` is its peak resident memory."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    found: dict[str, float]


def measure(rows: int) -> Run:
    """The task on this many rows, in a process of its own; the best of five after a first run that imports.

    BLAS gets one thread: a second one waits more than it computes, and what it waits counts as CPU seconds.
    """
    with _instance(rows) as (data, margins):
        told = _output([sys.executable, __file__, str(data), str(margins), "5"], OPENBLAS_NUM_THREADS="1")
    numbers = json.loads(told)
    return Run(numbers.pop("seconds"), numbers.pop("cpu_seconds"), numbers.pop("megabytes"), numbers)


def measure_svy(rows: int) -> float | None:
    """CPU seconds of the peer `svy`, of this interpreter or that in SVY_PYTHON; None where there is none."""
    interpreter = os.environ.get("SVY_PYTHON") or (sys.executable if find_spec("svy") is not None else None)
    if interpreter is None:
        return None
    with _instance(rows) as (data, margins):
        return float(
            json.loads(_output([interpreter, str(_PEERS / "svy_peer.py"), str(data), str(margins)]))["seconds"]
        )


def measure_r(rows: int) -> dict[str, float]:
    """CPU seconds and figures of the peer R."""
    with _instance(rows) as (data, margins):
        table = data.with_suffix(".rows.csv")
        with duckdb.connect() as connection:
            connection.execute(f"COPY (FROM '{data}') TO '{table}' (HEADER)")
        return dict(json.loads(_output(["Rscript", str(_PEERS / "survey.R"), str(table), str(margins)])))


_PEERS = Path(__file__).parent / "peers"


@contextmanager
def _instance(rows: int) -> Iterator[tuple[Path, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        data, margins = Path(folder) / "rows.parquet", Path(folder) / "margins.csv"
        write_rows(data, rows)
        write_margins(margins, rows)
        yield data, margins


def _output(command: list[str], **environment: str) -> str:
    given = {**os.environ, **environment}
    return subprocess.run(  # noqa: S603 - our own command
        command, check=True, capture_output=True, text=True, env=given
    ).stdout


def _report(data: Path, margins: Path, times: int) -> None:
    """Run the task several times and print what the best took; the first run also imports and warms the file."""
    ours(data, margins)
    taken = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        found = ours(data, margins)
        taken.append((time.perf_counter() - wall, time.process_time() - cpu))
    megabytes = _peak_megabytes()
    seconds, cpu_seconds = min(wall for wall, _ in taken), min(cpu for _, cpu in taken)
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu_seconds, "megabytes": megabytes, **found}))


def _peak_megabytes() -> float:
    """Of this process alone: what `getrusage` tells begins, on Linux, with the peak of whoever started it."""
    status = Path("/proc/self/status")
    if status.is_file():
        lines = dict(line.split(":", 1) for line in status.read_text("ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    _report(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
