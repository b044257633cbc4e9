"""From a population table to the margins of one frame; see docs/methods/raking.md."""

from collections import Counter

import numpy as np

from leitplanke.evidence.cube import MISSING_CODE, FrameCube
from leitplanke.evidence.margins import Margin
from leitplanke.evidence.model import PopulationTable
from leitplanke.evidence.population import population_counts
from leitplanke.evidence.weighting import Weights, rake, unweighted
from leitplanke.participation.model import Question, Recruitment

FEWEST_RESPONSES = 5  # a category with fewer is joined with its nearest: one answer must not speak for a street

Category = tuple[str, ...]


def weights_of(cube: FrameCube, populations: tuple[PopulationTable, ...]) -> Weights:
    """Raked weights for a sample or census with a population table; an open frame is never weighted.

    Raises `RakingError` if the margins cannot be met.
    """
    table = population_of(cube.frame.audience, populations)
    if table is None or cube.frame.recruitment is Recruitment.OPEN:
        return unweighted(cube.base)
    margins = tuple(margin for names in table.margins if (margin := _margin(cube, table, names)) is not None)
    return rake(cube.base, margins) if margins else unweighted(cube.base)


def population_of(audience: str, populations: tuple[PopulationTable, ...]) -> PopulationTable | None:
    """The population table of this audience, if there is one."""
    return next((table for table in populations if table.audience == audience), None)


def _margin(cube: FrameCube, table: PopulationTable, variables: tuple[str, ...]) -> Margin | None:
    """The margin over `variables`, or None if nobody can be placed in it.

    Who is missing from the population table (no answer, or a category that it does not have) keeps the share that
    was observed.
    """
    population = {category: count for category, count in population_counts(table, variables).items() if count > 0}
    places = _places(cube, variables)
    responses: Counter[Category] = Counter(dict.fromkeys(population, 0))
    for place, n in zip(places, cube.base.tolist(), strict=True):
        if place in population:
            responses[place] += n
    known = sum(responses.values())
    if known == 0:
        return None
    groups = _join_small(responses, tuple(cube.question(variable) for variable in variables))
    group_of = {category: position for position, group in enumerate(groups) for category in group}
    category = np.array([group_of.get(place, len(groups)) for place in places], dtype=np.int64)
    per_head = known / sum(population.values())
    target = [sum(population[member] for member in group) * per_head for group in groups]
    unknown = cube.size - known
    return Margin(
        variables,
        category,
        np.array([*target, unknown] if unknown else target, dtype=np.float64),
        len(groups) if unknown else None,
    )


def _places(cube: FrameCube, variables: tuple[str, ...]) -> list[Category]:
    """The category of every cell in the options' names; `()` where part of it is missing."""
    columns = [cube.variables.index(variable) for variable in variables]
    options = [cube.question(variable).option_ids for variable in variables]
    return [
        () if MISSING_CODE in row else tuple(names[code] for names, code in zip(options, row, strict=True))
        for row in cube.categories[:, columns].tolist()
    ]


def _join_small(responses: Counter[Category], questions: tuple[Question, ...]) -> list[list[Category]]:
    """Groups of at least `FEWEST_RESPONSES`: the smallest joins its nearest until all are large enough."""
    groups = [[category] for category in sorted(responses)]
    while len(groups) > 1:
        sizes = [sum(responses[category] for category in group) for group in groups]
        smallest = sizes.index(min(sizes))
        if sizes[smallest] >= FEWEST_RESPONSES:
            break
        group = groups.pop(smallest)
        nearest = min(groups, key=lambda other: (_distance(group, other, questions), sum(responses[c] for c in other)))
        nearest.extend(group)
    return groups


def _distance(one: list[Category], other: list[Category], questions: tuple[Question, ...]) -> tuple[int, int]:
    """Between the nearest members: how many variables differ, then by how many steps on the scales among them."""
    return min(_steps(a, b, questions) for a in one for b in other)


def _steps(one: Category, other: Category, questions: tuple[Question, ...]) -> tuple[int, int]:
    differing = [(q, a, b) for q, a, b in zip(questions, one, other, strict=True) if a != b]
    on_scales = sum(
        abs(q.option_ids.index(a) - q.option_ids.index(b)) if q.ordered else len(q.options) for q, a, b in differing
    )
    return len(differing), on_scales
