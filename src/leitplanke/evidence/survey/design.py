"""From lines to a survey that can be estimated from: cells, strata, primary units, weights."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from math import isclose

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.linearisation import Fit, SamplingPlan
from leitplanke.evidence.margins import Margin, MarginColumns
from leitplanke.evidence.survey.lines import Category, Lines, combine
from leitplanke.evidence.survey.population import CROSSED, PopulationMargin, common_total, margin_over
from leitplanke.evidence.weighting import Weights, calibrate_bounded, rake, rake_capped, unweighted
from leitplanke.kernel.faults import InvalidValueError, require
from leitplanke.kernel.texts import Text

_MOST_NAMES = 10


class Method(StrEnum):
    """How weights are calibrated to margins."""

    RAKING = "raking"
    LOGIT = "logit"
    POST_STRATIFICATION = "poststratification"


@dataclass(frozen=True, slots=True)
class Calibration:
    """To which margins the weights are brought, and how.

    `bounds` limit the factors of logit calibration, as multiples of the mean factor. `most_times_mean` caps raked
    weights at a multiple of their mean (trimming). `population` is the size to which margins are brought, if known.
    """

    margins: tuple[PopulationMargin, ...]
    method: Method = Method.RAKING
    bounds: tuple[float, float] = (0.3, 3.0)
    most_times_mean: float | None = None
    population: float | None = None

    @property
    def _crossed(self) -> str:
        return CROSSED.join(dict.fromkeys(name for margin in self.margins for name in margin.variables)) or "age*sex"

    def __post_init__(self) -> None:
        low, high = self.bounds
        require(
            holds=0 <= low < 1 < high,
            field="bounds",
            problem=Text(f"{low:g} und {high:g} sind keine Schranken.", f"{low:g} and {high:g} are no bounds."),
            remedy=Text("Die untere liegt unter 1, die obere darüber.", "The lower lies below 1, the upper above."),
        )
        require(
            holds=self.method is not Method.POST_STRATIFICATION or len(self.margins) == 1,
            field="margins",
            problem=Text(
                f"Nachschichten braucht genau eine Tabelle, hier sind es {len(self.margins)}.",
                f"Post-stratification needs one single table, here are {len(self.margins)}.",
            ),
            remedy=Text(
                f"Geben Sie die gemeinsame Tabelle an, variable {self._crossed}; gibt es sie nicht: --method raking.",
                f"Give the joint table, variable {self._crossed}; if there is none: --method raking.",
            ),
        )
        require(
            holds=self.most_times_mean is None or (self.most_times_mean > 1 and self.method is Method.RAKING),
            field="trim",
            problem=Text(
                "Kappen geht nur beim Raking und über dem 1-Fachen.", "Trimming needs raking and a cap above 1."
            ),
            remedy=Text("Zum Beispiel: 5.", "For example: 5."),
        )


@dataclass(frozen=True, slots=True)
class Draw:
    """Which columns say how people were drawn. `is_nested`: cluster numbers begin anew in every stratum."""

    strata: str | None = None
    cluster: str | None = None
    fpc: str | None = None
    is_nested: bool = False


@dataclass(frozen=True)
class Survey:
    """Lines with their place in the design. `total_difference` tells how far margins were from one total."""

    lines: Lines
    cell: IntArray
    stratum: IntArray
    unit: IntArray | None
    plan: SamplingPlan
    fit: Fit
    weights: Weights
    total_difference: float = 0.0

    @cached_property
    def line_weight(self) -> FloatArray:
        """What multiplies the base weights of each line."""
        return np.asarray(self.fit.factor[self.cell])

    @cached_property
    def places(self) -> tuple[IntArray, IntArray]:
        """Per line the number of its cell × stratum × primary unit, and the first line of each."""
        columns = (self.cell, self.stratum) if self.unit is None else (self.cell, self.stratum, self.unit)
        return combine(columns, len(self.cell))

    @property
    def weight_total(self) -> float:
        """Σ of the weights: the size of the population, where weights are scaled to it."""
        return float(self.line_weight @ self.lines.d)

    @property
    def is_scaled_to_population(self) -> bool:
        """Whether the weights count people who were not asked as well; weights with mean 1 do not."""
        return self.weight_total > 1.01 * self.lines.rows


def survey_of(
    lines: Lines, *, draw: Draw, calibration: Calibration | None = None, base_weight: str | None = None
) -> Survey:
    """The survey, weighted. Without a base weight the draw's fpc gives one: units in the population ÷ units drawn.

    Raises `MarginFaultsError`, `RakingError` and `InvalidValueError`.
    """
    strata = lines.categories[draw.strata] if draw.strata else Category(np.zeros(len(lines.n), np.int64), ("",))
    unit, stratum_of_unit = _units(lines, strata, draw)
    drawn = _drawn(lines, strata, stratum_of_unit)
    in_population = _in_population(lines, strata, drawn, draw.fpc) if draw.fpc else np.full(len(drawn), np.inf)
    _require_no_lonely_unit(strata, drawn, in_population, draw)
    if draw.fpc and base_weight is None:
        lines = lines.scaled((in_population / drawn)[strata.codes])
    plan = SamplingPlan(drawn, 1 - drawn / in_population, stratum_of_unit)
    if calibration is None:
        cell = np.zeros(len(lines.n), dtype=np.int64)
        base = np.array([lines.d.sum()])
        return Survey(lines, cell, strata.codes, unit, plan, Fit(base, np.ones(1)), unweighted(base))
    cell, weights, difference = _calibrated(lines, calibration, base_weight)
    fit = Fit(
        np.asarray(weights.base, dtype=np.float64), weights.per_cell, MarginColumns(weights.margins, len(weights.base))
    )
    return Survey(lines, cell, strata.codes, unit, plan, fit, weights, difference)


def _calibrated(lines: Lines, calibration: Calibration, base_weight: str | None) -> tuple[IntArray, Weights, float]:
    """The cell of each line and the factors of the cells."""
    total, difference = common_total(calibration.margins, calibration.population)
    placed = [
        (margin, *margin_over(margin, tuple(lines.categories[v] for v in margin.variables), n=lines.n, total=total))
        for margin in calibration.margins
    ]
    columns = [code for _, code, _ in placed]
    if calibration.most_times_mean is not None and base_weight is not None:
        columns.append(lines.categories[base_weight].codes)  # a cap on weights is one on factors only if d is equal
    cell, first = combine(tuple(columns), len(lines.n))
    margins = tuple(Margin(margin.variables, code[first], target) for margin, code, target in placed)
    base = np.bincount(cell, lines.d).astype(np.float64)
    match calibration:
        case Calibration(method=Method.LOGIT, bounds=(low, high)):
            weights = calibrate_bounded(base, margins, low=low, high=high)
        case Calibration(most_times_mean=float(times)):
            mean = total / lines.rows
            each = base / np.bincount(cell, lines.n)
            weights = rake_capped(base, margins, times * mean / each)
        case _:
            weights = rake(base, margins)
    return cell, weights, difference


def _units(lines: Lines, strata: Category, draw: Draw) -> tuple[IntArray | None, IntArray | None]:
    """Per line its primary unit, and per unit its stratum; None twice where everybody was drawn alone."""
    if draw.cluster is None:
        return None, None
    clusters = lines.categories[draw.cluster]
    keys = (strata.codes, clusters.codes) if draw.is_nested else (clusters.codes,)
    unit, first = combine(keys, len(lines.n))
    stratum_of_unit = strata.codes[first]
    astray = np.flatnonzero(stratum_of_unit[unit] != strata.codes)
    if len(astray):
        name = clusters.names[int(clusters.codes[astray[0]])]
        raise InvalidValueError(
            draw.cluster,
            Text(f"Der Klumpen „{name}“ liegt in mehreren Schichten.", f"Cluster “{name}” lies in several strata."),
            Text(
                "Wenn die Nummern in jeder Schicht neu beginnen: --nested. Sonst berichtigen Sie die Daten.",
                "If numbers begin anew in every stratum: --nested. Otherwise mend the data.",
            ),
        )
    return unit, stratum_of_unit


def _drawn(lines: Lines, strata: Category, stratum_of_unit: IntArray | None) -> IntArray:
    if stratum_of_unit is not None:
        return np.bincount(stratum_of_unit, minlength=len(strata.names)).astype(np.int64)
    return np.bincount(strata.codes, lines.n, len(strata.names)).astype(np.int64)


def _in_population(lines: Lines, strata: Category, drawn: IntArray, fpc: str) -> FloatArray:
    """Primary units of the population per stratum; values up to 1 are the fraction that was drawn."""
    given = lines.numbers[fpc]
    low, high = np.full(len(drawn), np.inf), np.full(len(drawn), -np.inf)
    np.minimum.at(low, strata.codes, given.low)
    np.maximum.at(high, strata.codes, given.high)
    for name, least, most in zip(strata.names, low.tolist(), high.tolist(), strict=True):
        if not isclose(least, most, rel_tol=1e-9):
            raise InvalidValueError(
                fpc,
                Text(
                    f"{_stratum(name).de} hat mehrere Werte: {least:g} bis {most:g}.",
                    f"{_stratum(name).en} has several values: {least:g} to {most:g}.",
                ),
                Text("Je Schicht gibt es eine Zahl von Einheiten.", "A stratum has one number of units."),
            )
    if (high > 1).any() and (high < 1).any():
        raise InvalidValueError(
            fpc,
            Text("Die Spalte mischt Anzahlen und Anteile.", "The column mixes counts and fractions."),
            Text(
                "Tragen Sie überall Anzahlen oder überall Anteile ein.",
                "Enter counts everywhere, or fractions everywhere.",
            ),
        )
    units = high if (high > 1).any() else drawn / high
    for name, there, taken in zip(strata.names, units.tolist(), drawn.tolist(), strict=True):
        if there < taken * (1 - 1e-9):
            raise InvalidValueError(
                fpc,
                Text(
                    f"{_stratum(name).de}: {taken} gezogen von {there:g}.",
                    f"{_stratum(name).en}: {taken} drawn out of {there:g}.",
                ),
                Text(
                    "Gezählt werden Einheiten der ersten Stufe (Klumpen, sonst Menschen).",
                    "What counts are units of the first stage (clusters, otherwise people).",
                ),
            )
    return np.asarray(units, dtype=np.float64)


def _require_no_lonely_unit(strata: Category, drawn: IntArray, in_population: FloatArray, draw: Draw) -> None:
    lonely = [strata.names[at] for at in np.flatnonzero((drawn == 1) & (in_population > 1)).tolist()]
    if not lonely:
        return
    if len(strata.names) == 1:
        unit = Text("Klumpen", "cluster") if draw.cluster else Text("Zeile", "row")
        raise InvalidValueError(
            draw.cluster or "",
            Text(
                f"Es gibt nur eine {unit.de}: daraus folgt keine Unsicherheit."
                if not draw.cluster
                else "Es gibt nur einen Klumpen: daraus folgt keine Unsicherheit.",
                f"There is only one {unit.en}: no uncertainty follows from it.",
            ),
            Text("Eine Stichprobe braucht mindestens zwei.", "A sample needs at least two."),
        )
    names = ", ".join(f"„{name}“" for name in lonely[:_MOST_NAMES]) + (" …" if len(lonely) > _MOST_NAMES else "")
    raise InvalidValueError(
        draw.strata or "",
        Text(f"Schichten mit nur einer Einheit: {names}.", f"Strata with one single unit: {names}."),
        Text(
            "Legen Sie jede mit einer ähnlichen Schicht zusammen: eine Einheit allein sagt nichts über die Streuung.",
            "Merge each with a similar stratum: one unit alone tells nothing about the variation.",
        ),
    )


def _stratum(name: str) -> Text:
    return Text(f"Schicht „{name}“", f"Stratum “{name}”") if name else Text("Die Spalte", "The column")
