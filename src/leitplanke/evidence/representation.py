"""Who is missing among those who answered, and what weighting did about it, from what may be told.

Made of the published response report alone, so that nothing leaves here that disclosure control has not let out; see
docs/methods/raking.md. Whoever has the single answers asks `evidence.analysis.diagnose`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from leitplanke.evidence.asked import MODE
from leitplanke.evidence.model import Comparison, ResponseReport, Weighting
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Missing, Recruitment

UNDER, OVER = 0.8, 1.25  # of the population's share: worth telling
HEAVY = 3.0  # times the mean weight
CANNOT = Text(
    "Gewichten gleicht aus, was die Randverteilungen nennen, und nur das: Wer nicht antwortete, kann anders denken "
    "als wer in derselben Gruppe antwortete. Aus einer offenen Befragung wird keine Zufallsstichprobe.",
    "Weighting corrects what the margins name, and that alone: those who did not answer may think otherwise than "
    "those of the same group who did. It makes no random sample of an open survey.",
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One category, or several that were told together, of those who answered beside the population.

    `difference` is share of responses less share of the population; `factor` what an answer counts by this trait
    alone: share of the population ÷ share of responses.
    """

    variable: str
    categories: tuple[str, ...]
    share_of_responses: float
    share_of_population: float

    @property
    def difference(self) -> float:
        """Positive: more than in the population."""
        return self.share_of_responses - self.share_of_population

    @property
    def factor(self) -> float:
        """Above 1: too few answered."""
        return self.share_of_population / self.share_of_responses

    @property
    def is_missing(self) -> bool:
        """Whether so few answered that it is worth telling."""
        return self.share_of_responses < UNDER * self.share_of_population

    @property
    def is_many(self) -> bool:
        """Whether so many answered that it is worth telling."""
        return self.share_of_responses > OVER * self.share_of_population


@dataclass(frozen=True, slots=True)
class Representation:
    """One frame beside its population.

    `unknown` are the traits of which the population's numbers are not known; `merged` the categories of a trait that
    are told together because too few chose them. `n_effective` is told no finer than the design effect is.
    """

    gaps: tuple[Gap, ...]
    unknown: tuple[str, ...]
    merged: tuple[tuple[str, tuple[str, ...]], ...]
    n_effective: int | None
    factors: tuple[float, float] | None

    @property
    def missing(self) -> tuple[Gap, ...]:
        """Of whom too few answered, the farthest first."""
        return tuple(sorted((gap for gap in self.gaps if gap.is_missing), key=lambda gap: -gap.factor))

    @property
    def many(self) -> tuple[Gap, ...]:
        """Of whom many answered, the farthest first."""
        return tuple(sorted((gap for gap in self.gaps if gap.is_many), key=lambda gap: gap.factor))


def representation_of(report: ResponseReport) -> Representation:
    """What the comparisons of a frame come to."""
    gaps = tuple(_gaps(report))
    weighted = {variable for margin in report.margins for variable in margin}
    factors = [gap.factor for gap in gaps if gap.variable in weighted]
    is_weighted = report.weighting is Weighting.RAKED and report.design_effect is not None
    return Representation(
        gaps=gaps,
        unknown=tuple(dict.fromkeys(one.variable for one in report.comparisons if _is_unknown(one))),
        merged=tuple(
            (one.variable, known)
            for one in report.comparisons
            if one.variable != MODE and len(known := _people(one.categories)) > 1
        ),
        n_effective=int(report.n / report.design_effect) if is_weighted and report.design_effect else None,
        factors=(min(factors), max(factors)) if is_weighted and factors else None,
    )


def limits(report: ResponseReport) -> tuple[Text, ...]:
    """What weighting cannot do for this frame."""
    return tuple(_limits(report))


def _gaps(report: ResponseReport) -> Iterator[Gap]:
    for one in report.comparisons:
        if one.share_of_population is not None and one.n and _people(one.categories):
            yield Gap(one.variable, one.categories, one.share_of_responses, one.share_of_population)


def _is_unknown(one: Comparison) -> bool:
    return one.share_of_population is None and one.variable != MODE and bool(_people(one.categories))


def _people(categories: tuple[str, ...]) -> tuple[str, ...]:
    """The categories that people can have, without missing answers."""
    return tuple(category for category in categories if category not in set(Missing))


def _limits(report: ResponseReport) -> Iterator[Text]:
    if report.recruitment is Recruitment.OPEN:
        yield Text(
            "Eine offene Befragung wird nicht gewichtet: Wer sich von selbst meldet, steht für niemand anderen.",
            "An open survey is not weighted: whoever comes by themselves speaks for nobody else.",
        )
    elif report.weighting is Weighting.NONE:
        yield Text(
            "Ohne Zahlen zur Bevölkerung lässt sich nicht gewichten.",
            "Without numbers about the population there is no weighting.",
        )
    else:
        yield Text(
            "Kategorien mit weniger als 5 Antworten werden mit der nächsten zusammengelegt, statt sie hochzurechnen. "
            "Die Gewichte werden nicht gekappt.",
            "Categories with fewer than 5 answers are joined with the nearest instead of being scaled up. The weights "
            "are not trimmed.",
        )
    yield CANNOT
