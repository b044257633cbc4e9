"""Storing and changing people and money."""

from leitplanke.kernel.provenance import Provenance
from leitplanke.roadmap.model import Resources
from leitplanke_web.roadmap.models import FiscalYear, ReferenceMeasure, RoadmapDocument, Unit
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import replace_parts


def store_resources(town: Town, resources: Resources) -> None:
    """Store the resources of a town that is being loaded, within the caller's transaction."""
    replace_parts(Unit, town, ((unit.id, unit) for unit in resources.units))
    replace_parts(FiscalYear, town, ((str(year.year), year) for year in resources.years))
    replace_parts(ReferenceMeasure, town, ((measure, None) for measure in resources.reference_selection))


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 4, within the transaction that ends the run."""
    RoadmapDocument.keep(town, content, provenance=provenance)
