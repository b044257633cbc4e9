"""People and money of a town. No personal data: staff are full-time equivalents of units, not persons."""

from leitplanke.roadmap.model import FiscalYear as FiscalYearValue
from leitplanke.roadmap.model import Pot
from leitplanke.roadmap.model import Unit as UnitValue
from leitplanke_web.towns.fields import ValueField
from leitplanke_web.towns.models import Handover, Part


class Unit(Part):
    """An organisational unit with its staff for every month of the plan."""

    value = ValueField(UnitValue)


class FiscalYear(Part):
    """Money of one fiscal year; its identifier is the year."""

    value = ValueField(FiscalYearValue)


class Grant(Part):
    """A pot of grant money."""

    value = ValueField(Pot)


class ReferenceMeasure(Part):
    """A measure of a selection that was made elsewhere, to compare with."""


class RoadmapDocument(Handover):
    """Handover 4."""
