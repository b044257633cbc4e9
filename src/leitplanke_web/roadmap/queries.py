"""People and money of a town, as the core's values."""

from leitplanke.roadmap.model import Resources
from leitplanke_web.roadmap.models import FiscalYear, ReferenceMeasure, RoadmapDocument, Unit
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import part_values


def resources_of(town: Town) -> Resources:
    """All of them as they stand now."""
    reference = ReferenceMeasure.objects.filter(town=town).values_list("identifier", flat=True)
    return Resources(part_values(Unit, town), part_values(FiscalYear, town), tuple(reference))


def document(town: Town, sha256: str) -> bytes:
    """Handover 4. Raises `DoesNotExist`."""
    return RoadmapDocument.content_of(town, sha256)
