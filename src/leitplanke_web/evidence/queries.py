"""What answers are weighted with, as the core's values."""

from collections import Counter, defaultdict
from typing import Any

from django.db.models import QuerySet

from leitplanke.evidence.model import PopulationTable as PopulationValue
from leitplanke.evidence.model import Theme as ThemeValue
from leitplanke_web.evidence.models import EvidenceDocument, PopulationTable, Theme
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import part_values


def populations(town: Town) -> tuple[PopulationValue, ...]:
    """The audiences in numbers."""
    return part_values(PopulationTable, town)


def themes(town: Town) -> tuple[ThemeValue, ...]:
    """The codebook."""
    return part_values(Theme, town)


def population_margins(town: Town) -> dict[tuple[str, str], dict[str, int]]:
    """How many of an audience share each category, by audience and question about the person."""
    margins: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for table in populations(town):
        for cell in table.cells:
            for variable, category in zip(table.variables, cell.categories, strict=True):
                margins[table.audience, variable][category] += cell.count
    return {key: dict(counts) for key, counts in margins.items()}


def documents(town: Town, sha256: str) -> QuerySet[Any, tuple[str, bytes]]:
    """Handover 2 with this digest, if the town has it."""
    return EvidenceDocument.contents(town, sha256)
