"""Weighting and estimating from Parquet: rake 4 margins, a mean by 3 groups, a share by 20 districts, a Rao-Scott F.

The rows are drawn with a stated seed. Peers run the same task on the same file where they are installed: `svy` from PyPI,
and R with its survey package.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
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
        connection.execute(_ROWS.format(rows=rows, path=path))


def write_margins(path: Path, rows: int) -> None:
    """Margins of a population ten times as large, tilted against the answers."""
    lines = ["variable,category,total"]
    for variable, size in MARGINS.items():
        shares = [1 + 0.3 * position for position in range(size)]
        names = [f"{variable[0]}{position:02d}" if variable == "district" else f"{variable[0]}{position}" for position in range(size)]
        lines += [f"{variable},{name},{10 * rows * share / sum(shares):.6f}" for name, share in zip(names, shares, strict=True)]
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


def best_of(times: int, task: Callable[[], object]) -> float:
    """The least wall seconds of several runs; the first one also imports and warms the file."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        task()
        found.append(time.perf_counter() - started)
    return min(found)


if __name__ == "__main__":
    data, margins = Path(sys.argv[1]), Path(sys.argv[2])
    seconds = best_of(int(sys.argv[3]), lambda: ours(data, margins))
    print(json.dumps({"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, **ours(data, margins)}))
