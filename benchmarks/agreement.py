"""The same figures by other ways: weights by Newton's method, best-worst by R's clogit, the cube on other engines."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

import best_worst
from leitplanke.evidence.cube import AnswerColumns, Cube
from leitplanke.evidence.engines.embedded import count_answers
from leitplanke.evidence.engines.servers import EngineKind, counter
from leitplanke.evidence.margins import Margin
from leitplanke.evidence.maxdiff import BestWorstChoices, estimate_utilities
from leitplanke.evidence.weighting import rake

POSTGRES = os.environ.get("LEITPLANKE_TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
Floats = npt.NDArray[np.float64]
_SIZES = (6, 2, 4, 20)
_PEERS = Path(__file__).parent / "peers"


def weights_from_newton(seed: int = 1) -> float:
    """The largest relative difference of raked weights from the minimum of the dual, which is convex."""
    rng = np.random.default_rng(seed)
    base = rng.integers(1, 400, int(np.prod(_SIZES)))
    places = np.indices(_SIZES).reshape(len(_SIZES), -1)
    margins = []
    for at, size in zip(places, _SIZES, strict=True):
        parts = np.bincount(at, base, size) * rng.uniform(0.6, 1.6, size)
        margins.append(Margin((str(size),), at, parts * base.sum() / parts.sum()))
    return float(np.abs(rake(base, tuple(margins)).per_cell / _newton(base, margins) - 1).max())


def _newton(base: npt.NDArray[np.int64], margins: list[Margin]) -> Floats:
    """Damped Newton steps on Σ base exp(X dual) − target · dual; the margins share their total, so one of each goes."""
    columns = [np.eye(len(one.target))[one.category][:, int(at > 0) :] for at, one in enumerate(margins)]
    design = np.hstack(columns)
    target = np.concatenate([one.target[int(at > 0) :] for at, one in enumerate(margins)])

    def value(dual: Floats) -> float:
        return float(base @ np.exp(design @ dual) - target @ dual)

    dual = np.zeros(design.shape[1])
    for _ in range(100):
        fitted = base * np.exp(design @ dual)
        step = np.linalg.solve(design.T @ (fitted[:, None] * design), target - design.T @ fitted)
        while value(dual + step) > value(dual) + 1e-9 * abs(value(dual)):
            step = step / 2
        dual = dual + step
        if np.abs(step).max() < 1e-14:
            break
    return np.exp(design @ dual)


def best_worst_from_clogit(people: int = 300) -> float:
    """The largest difference of utilities and errors from those of R, which must be installed."""
    answers = best_worst.draw(people)
    result = estimate_utilities(answers)
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows.csv"
        rows.write_text("\n".join(_rows(answers)), "ascii")
        command = ["Rscript", str(_PEERS / "clogit.R"), str(rows), str(best_worst.ITEMS)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)  # noqa: S603 - ours
    found = {one.item: one for one in result.items}
    ours = [found[item] for item in answers.items]
    return max(
        float(np.abs(np.array([one.utility for one in ours]) - told["utilities"]).max()),
        float(np.abs(np.array([one.se for one in ours]) - told["errors"]).max()),
    )


def _rows(answers: BestWorstChoices) -> Iterator[str]:
    """A row per item that could be taken: as the best, then as the worst of the others, where liking counts against."""
    yield ",".join(["stratum", "person", "chosen", *(f"i{item}" for item in range(best_worst.ITEMS - 1))])
    for number, shown in enumerate(answers.shown.tolist()):
        best, worst = int(answers.best[number]), int(answers.worst[number])
        for turn, sign, taken, offered in (
            (0, 1, best, shown),
            (1, -1, worst, [item for item in shown if item != best]),
        ):
            for item in offered:
                liking = [str(sign * (item == other)) for other in range(best_worst.ITEMS - 1)]
                head = [str(2 * number + turn), str(answers.person[number]), str(int(item == taken))]
                yield ",".join(head + liking)


def engines(rows: int = 200_000) -> dict[str, float | None]:
    """By engine the largest relative difference of a count or sum from DuckDB's; None where it cannot be measured."""
    rng = np.random.default_rng(1)
    columns = AnswerColumns(rng.integers(0, 30, rows), rng.integers(0, 960, rows), rng.integers(-9, 10**6, rows))
    ours = count_answers(columns)
    is_here = find_spec("pyspark") is not None and shutil.which("java") is not None
    return {
        "PostgreSQL": _apart(ours, columns, EngineKind.POSTGRES, POSTGRES) if _answers(POSTGRES) else None,
        "Spark": _apart(ours, columns, EngineKind.SPARK, "local[2]") if is_here else None,
    }


def _answers(address: str) -> bool:
    """Whether a database is there."""
    import psycopg  # noqa: PLC0415 - of the web alone

    try:
        psycopg.connect(address, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _apart(ours: Cube, columns: AnswerColumns, kind: EngineKind, address: str) -> float:
    theirs = counter(kind, address)(columns)
    names = ("item", "cell", "n", "points", "squares")
    pairs = [(getattr(ours, name), getattr(theirs, name)) for name in names]
    if any(len(one) != len(other) for one, other in pairs):
        return float("inf")
    return max(float((np.abs(one - other) / np.maximum(np.abs(one), 1)).max()) for one, other in pairs)


if __name__ == "__main__":
    print(weights_from_newton(), best_worst_from_clogit(), engines())
