"""How far coders agree: Krippendorff's alpha; see docs/methods/reliability.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

if TYPE_CHECKING:
    from leitplanke.evidence.cube import FloatArray, IntArray

RELIABLE, TENTATIVE = 0.8, 0.667  # Krippendorff (2004), p. 241
FEWEST_UNITS = 10  # of fewer texts one more would turn the verdict


class Level(StrEnum):
    """What a difference between two codes means."""

    NOMINAL = "nominal"  # other is other
    ORDINAL = "ordinal"  # the more codes lie between, the more
    INTERVAL = "interval"  # the difference of the numbers


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha of one set of codes. `units` were coded by two or more, with `codings` codes in all.

    `alpha` is 1 where all agree and 0 where they agree as chance would; None where only one code was ever used, because
    then nothing can be told apart.
    """

    name: str
    level: Level
    coders: int
    units: int
    codings: int
    observed_disagreement: float
    expected_disagreement: float
    alpha: float | None


def krippendorff_alpha(
    codings: Sequence[Sequence[str | None]], *, level: Level = Level.NOMINAL, name: str = ""
) -> Reliability:
    """Alpha of `codings`: per unit the code of each coder, None where a coder gave none.

    Codes of an interval are numbers; ordinal ones that are numbers are sorted as such. Raises `InvalidValueError` if no
    unit was coded twice, or a code of an interval is no number.
    """
    paired = [given for unit in codings if len(given := [code for code in unit if code is not None]) > 1]
    require(
        holds=bool(paired),
        field="coders",
        problem=Text("Nichts wurde von zweien codiert.", "Nothing was coded by two."),
        remedy=Text("Lassen Sie dieselben Texte von zwei Personen codieren.", "Have two people code the same texts."),
    )
    codes = _in_order({code for unit in paired for code in unit}, level)
    together = _coincidences(paired, codes)
    totals = together.sum(axis=1)
    n = float(totals.sum())
    distance = _distances(codes, totals, level)
    observed = float((together * distance).sum()) / n
    expected = float(totals @ distance @ totals) / (n * (n - 1))
    return Reliability(
        name=name,
        level=level,
        coders=max(len(unit) for unit in codings),
        units=len(paired),
        codings=round(n),
        observed_disagreement=observed,
        expected_disagreement=expected,
        alpha=None if expected == 0 else 1 - observed / expected,
    )


def alpha_per_code(codings: Sequence[Sequence[frozenset[str] | None]]) -> tuple[Reliability, ...]:
    """Where a unit may have several codes: alpha of each code, given or not, by its name."""
    codes = sorted({code for unit in codings for given in unit if given is not None for code in given})
    return tuple(
        krippendorff_alpha(
            [[None if given is None else ("yes" if code in given else "no") for given in unit] for unit in codings],
            name=code,
        )
        for code in codes
    )


def _in_order(codes: set[str], level: Level) -> list[str]:
    numbers = {code: _number(code) for code in codes}
    is_numeric = all(number is not None for number in numbers.values())
    require(
        holds=is_numeric or level is not Level.INTERVAL,
        field="level",
        problem=Text("Manche Codes sind keine Zahlen.", "Some codes are no numbers."),
        remedy=Text("Verwenden Sie nominal oder ordinal.", "Use nominal or ordinal."),
    )
    return sorted(codes, key=lambda code: (numbers[code] or 0.0, code) if is_numeric else (0.0, code))


def _number(code: str) -> float | None:
    try:
        number = float(code.replace(",", "."))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _coincidences(paired: list[list[str]], codes: list[str]) -> FloatArray:
    """How often two codes met in one unit, both ways, each pair weighing 1 ÷ (codes of the unit - 1)."""
    import numpy as np  # noqa: PLC0415 - slow to load, and the levels of agreement are asked for without

    place = {code: at for at, code in enumerate(codes)}
    together = np.zeros((len(codes), len(codes)))
    for unit in paired:
        counts: IntArray = np.bincount([place[code] for code in unit], minlength=len(codes))
        together += (np.outer(counts, counts) - np.diag(counts)) / (len(unit) - 1)
    return together


def _distances(codes: list[str], totals: FloatArray, level: Level) -> FloatArray:
    """The squared difference of each two codes."""
    import numpy as np  # noqa: PLC0415 - slow to load, and the levels of agreement are asked for without

    if level is Level.NOMINAL:
        return 1.0 - np.eye(len(codes))
    if level is Level.INTERVAL:
        values = np.array([_number(code) or 0.0 for code in codes])
        return np.asarray((values[:, None] - values[None, :]) ** 2)
    middle = np.cumsum(totals) - totals / 2  # the sum between two codes, with half of either
    return np.asarray((middle[:, None] - middle[None, :]) ** 2)
