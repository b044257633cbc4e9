"""Who took part through each frame, beside the population; see docs/methods/response-rate.md."""

from leitplanke.evidence.asked import person_variables
from leitplanke.evidence.cube import FrameCube
from leitplanke.evidence.model import Comparison, EvidenceRules, PopulationTable, ResponseReport, Weighting
from leitplanke.evidence.population import population_counts
from leitplanke.evidence.precision import coarse_design_effect, coarse_margin_error
from leitplanke.evidence.tables import units_of
from leitplanke.evidence.weighting import Weights
from leitplanke.participation.model import Frame, Missing


def response_report(
    cube: FrameCube, weights: Weights, *, population: PopulationTable | None, rules: EvidenceRules
) -> ResponseReport:
    """The response report of one frame; categories are compared if the base may be told as a table."""
    frame = cube.frame
    is_raked = weights.method is Weighting.RAKED
    return ResponseReport(
        frame=frame.id,
        audience=frame.audience,
        recruitment=frame.recruitment,
        name=frame.name,
        population=frame.population,
        drawn=frame.drawn,
        not_eligible=frame.not_eligible,
        n=cube.size,
        response_rate=response_rate(frame, cube.size),
        comparisons=_comparisons(cube, population, rules) if cube.size >= rules.minimum_base else (),
        weighting=weights.method,
        margins=tuple(margin.variables for margin in weights.margins),
        margins_source=population.source if population is not None and is_raked else None,
        design_effect=coarse_design_effect(weights.design_effect) if is_raked else None,
        margin_error=coarse_margin_error(weights.margin_error) if is_raked else None,
    )


def response_rate(frame: Frame, n: int) -> float | None:
    """AAPOR's RR1: responses over all drawn who are not known to be ineligible; None for an open link."""
    return None if frame.drawn is None else n / (frame.drawn - frame.not_eligible)


def _comparisons(cube: FrameCube, population: PopulationTable | None, rules: EvidenceRules) -> tuple[Comparison, ...]:
    found = []
    for variable in person_variables(cube.questions):
        for categories in units_of(cube, cube.question(variable), rules).answers:
            n = int(cube.people(variable, categories).sum())
            in_population = _share_of_population(variable, categories, population)
            found.append(Comparison(variable, categories, n, n / cube.size, in_population))
    return tuple(found)


def _share_of_population(
    variable: str, categories: tuple[str, ...], population: PopulationTable | None
) -> float | None:
    """Of the categories that people can have; None where there are none, or the table does not know the variable."""
    known = [category for category in categories if category not in set(Missing)]
    if population is None or variable not in population.variables or not known:
        return None
    counts = population_counts(population, (variable,))
    total = sum(counts.values())
    return sum(counts[category,] for category in known) / total if total else None
