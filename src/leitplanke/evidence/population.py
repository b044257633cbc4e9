"""People of a population table, counted."""

from collections import Counter

from leitplanke.evidence.model import PopulationTable


def population_counts(table: PopulationTable, variables: tuple[str, ...]) -> Counter[tuple[str, ...]]:
    """How many people of the population share each category of these variables, crossed."""
    positions = [table.variables.index(variable) for variable in variables]
    counts: Counter[tuple[str, ...]] = Counter()
    for cell in table.cells:
        counts[tuple(cell.categories[position] for position in positions)] += cell.count
    return counts
