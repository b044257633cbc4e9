"""What answers are weighted with and what they became. No personal data: population tables are counts."""

from leitplanke.evidence.model import PopulationTable as PopulationValue
from leitplanke.evidence.model import Theme as ThemeValue
from leitplanke_web.towns.fields import ValueField
from leitplanke_web.towns.models import Handover, Part


class PopulationTable(Part):
    """An audience in numbers; its identifier is the audience."""

    value = ValueField(PopulationValue)


class Theme(Part):
    """An entry of the codebook."""

    value = ValueField(ThemeValue)


class EvidenceDocument(Handover):
    """Handover 2: everything public starts here."""
