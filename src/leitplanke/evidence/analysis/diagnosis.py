"""What weighting met and did: who is missing, what it costs, what it cannot do; see docs/methods/raking.md."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.analysis.request import Request
from leitplanke.evidence.analysis.source import open_source
from leitplanke.evidence.cube import FloatArray
from leitplanke.evidence.margins import Margin
from leitplanke.evidence.representation import CANNOT, HEAVY, OVER, UNDER
from leitplanke.evidence.survey.design import Survey
from leitplanke.evidence.survey.population import CROSSED, PopulationMargin
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

FEW = 10


@dataclass(frozen=True, slots=True)
class CategoryDiagnosis:
    """One category of a margin: rows, their share (by base weights), the population's, the mean weight ÷ all's."""

    margin: str
    category: str
    n: int
    share_of_rows: float
    share_of_population: float
    weight: float

    @property
    def representation(self) -> float:
        """Share of the rows ÷ share of the population: 1 is as in the population, below 1 is too few."""
        return self.share_of_rows / self.share_of_population


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All categories, and the price: Kish's design effect, rows ÷ that, the extreme weights as multiples of the mean.

    `heaviest_tenth` is the share of all weight on the tenth of rows with the largest weights.
    """

    rows: int
    categories: tuple[CategoryDiagnosis, ...]
    design_effect: float
    n_effective: float
    least_weight: float
    largest_weight: float
    heaviest_tenth: float
    margin_error: float

    @property
    def findings(self) -> tuple[Text, ...]:
        """What deserves attention in sentences, and at the end what weighting cannot do."""
        return tuple(_findings(self))


def diagnose_file(request: Request) -> Diagnosis:
    """The diagnosis of weighting a file to its margins. Raises `FaultyInputError`, `InvalidValueError`."""
    require(
        holds=request.margins is not None,
        field="margins",
        problem=Text("Ohne Randverteilungen gibt es keine Gewichtung.", "Without margins there is no weighting."),
        remedy=Text("Nennen Sie --margins.", "Give --margins."),
    )
    with open_source(request, (), by=(), statistic=None) as source:
        assert source.calibration is not None
        return diagnose(source.survey(()), source.calibration.margins)


def diagnose(survey: Survey, margins: tuple[PopulationMargin, ...]) -> Diagnosis:
    """The diagnosis of a weighted survey; `margins` are those that it was calibrated to."""
    lines, weight = survey.lines, survey.line_weight
    total = float(weight @ lines.d)
    each = weight * lines.d / lines.n / (total / lines.rows)
    effect = lines.rows * float(weight**2 @ lines.dd) / total**2
    return Diagnosis(
        rows=lines.rows,
        categories=tuple(
            one
            for margin, placed in zip(margins, survey.weights.margins, strict=True)
            for one in _categories(survey, margin, placed)
        ),
        design_effect=effect,
        n_effective=lines.rows / effect,
        least_weight=float(each.min()),
        largest_weight=float(each.max()),
        heaviest_tenth=_heaviest_tenth(each, lines.n),
        margin_error=survey.weights.margin_error,
    )


def _categories(survey: Survey, margin: PopulationMargin, placed: Margin) -> Iterator[CategoryDiagnosis]:
    """In the order of the file of margins."""
    lines = survey.lines
    at = placed.category[survey.cell]
    size = len(placed.target)
    n, base = np.bincount(at, lines.n, size), np.bincount(at, lines.d, size)
    weighted = np.bincount(at, survey.line_weight * lines.d, size)
    names = [CROSSED.join(name) for name, count in margin.totals.items() if count > 0]
    mean = float(weighted.sum()) / lines.rows
    for i, name in enumerate(names):
        yield CategoryDiagnosis(
            margin=CROSSED.join(margin.variables),
            category=name,
            n=int(n[i]),
            share_of_rows=float(base[i] / base.sum()),
            share_of_population=float(placed.target[i] / placed.target.sum()),
            weight=float(weighted[i] / n[i] / mean),
        )


def _heaviest_tenth(each: FloatArray, n: FloatArray) -> float:
    order = np.argsort(-each, kind="stable")
    room = np.clip(n.sum() / 10 - (np.cumsum(n[order]) - n[order]), 0, n[order])
    return float(room @ each[order] / (n @ each))


def _findings(found: Diagnosis) -> Iterator[Text]:
    for one in found.categories:
        yield from _on_category(one)
    yield Text(
        f"{found.rows} Zeilen sind nach der Gewichtung so genau wie {found.n_effective:.0f} (Designeffekt nach Kish "
        f"{_de(found.design_effect)}).",
        f"After weighting {found.rows} rows are as precise as {found.n_effective:.0f} (Kish's design effect "
        f"{found.design_effect:.2f}).",
    )
    if found.largest_weight >= HEAVY:
        yield Text(
            f"Die schwersten Zeilen zählen das {_de(found.largest_weight)}-Fache der mittleren; auf dem schwersten "
            f"Zehntel liegen {_whole_percent(found.heaviest_tenth).de} des Gewichts. Begrenzen Sie es (--trim) oder "
            "fassen Sie Kategorien zusammen.",
            f"The heaviest rows count {found.largest_weight:.2f} times the mean one; the heaviest tenth carries "
            f"{found.heaviest_tenth:.0%} of all weight. Trim it (--trim), or merge categories.",
        )
    yield CANNOT


def _on_category(one: CategoryDiagnosis) -> Iterator[Text]:
    name = f"{one.margin} = {one.category}"
    rows, everybody = _whole_percent(one.share_of_rows), _whole_percent(one.share_of_population)
    if not UNDER <= one.representation <= OVER:
        few = Text("Zu wenige", "Too few") if one.representation < UNDER else Text("Viele", "Many")
        yield Text(
            f"{few.de}: {name}, {rows.de} der Zeilen und {everybody.de} aller.",
            f"{few.en}: {name}, {rows.en} of rows and {everybody.en} of all.",
        )
    if one.n < FEW:
        yield Text(
            f"Für {name} ({everybody.de} aller) gibt es nur {one.n} {'Zeile' if one.n == 1 else 'Zeilen'}: fassen Sie "
            "Kategorien zusammen.",
            f"There {'is' if one.n == 1 else 'are'} only {one.n} {'row' if one.n == 1 else 'rows'} for {name} "
            f"({everybody.en} of all): merge categories.",
        )


def _whole_percent(share: float) -> Text:
    """What is there is not told as nothing."""
    if 0 < share < 0.005:
        return Text("unter 1\u00a0%", "under 1%")
    return Text(f"{100 * share:.0f}\u00a0%", f"{share:.0%}")


def _de(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
