"""People and money of a town, as the core's values."""

from django.db.models.fields.json import KT

from leitplanke.kernel.texts import Text
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


def unit_names(town: Town) -> dict[str, Text]:
    """The units' names by identifier, in the town's order."""
    rows = Unit.objects.filter(town=town).values_list("identifier", KT("value__name__de"), KT("value__name__en"))
    return {identifier: Text(de, en or "") for identifier, de, en in rows}


def unit_rows(town: Town) -> tuple[Unit, ...]:
    """The units with their versions, in the town's order."""
    return tuple(Unit.objects.filter(town=town))


def unit_row(town: Town, identifier: str) -> Unit | None:
    """A unit with its version."""
    return Unit.objects.filter(town=town, identifier=identifier).first()


def year_rows(town: Town) -> tuple[FiscalYear, ...]:
    """The fiscal years with their versions, by year."""
    return tuple(sorted(FiscalYear.objects.filter(town=town), key=lambda row: int(row.identifier)))
