"""Storing what answers are weighted with."""

from collections.abc import Iterable

from leitplanke.evidence.model import PopulationTable as PopulationValue
from leitplanke.evidence.model import Theme as ThemeValue
from leitplanke.kernel.provenance import Provenance
from leitplanke_web.evidence.models import EvidenceDocument, PopulationTable, Theme
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import replace_parts


def store_evidence_input(town: Town, *, populations: Iterable[PopulationValue], themes: Iterable[ThemeValue]) -> None:
    """Store the stage's input of a town that is being loaded, within the caller's transaction."""
    replace_parts(PopulationTable, town, ((table.audience, table) for table in populations))
    replace_parts(Theme, town, ((theme.id, theme) for theme in themes))


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 2, within the transaction that ends the run."""
    EvidenceDocument.keep(town, content, provenance=provenance)
