"""People and money of a town, as the core's values."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet

from leitplanke.roadmap.model import Pot, Resources
from leitplanke_web.roadmap.models import FiscalYear, Grant, ReferenceMeasure, RoadmapDocument, Unit
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import NameSource, part_values, values_of


def resources_of(town: Town) -> Resources:
    """All of them as they stand now."""
    reference = ReferenceMeasure.objects.filter(town=town).values_list("identifier", flat=True)
    return replace(capacities_of(town), reference_selection=tuple(reference), pots=grants_of(town))


def capacities_of(town: Town) -> Resources:
    """People and money as they stand now, and no selection to compare with."""
    units, years = values_of(town, *capacity_parts())
    return Resources(units, years)


def capacity_parts() -> tuple[type[Unit], type[FiscalYear]]:
    """What people and money are kept in, to be read along with others."""
    return Unit, FiscalYear


def grants_of(town: Town) -> tuple[Pot, ...]:
    """The pots of grant money as they stand now."""
    return part_values(Grant, town)


def grant_names() -> NameSource:
    """Where the names of the grant pots stand, to be read along with others."""
    return NameSource("grants", Grant, "name")


def documents(town: Town, sha256: str) -> QuerySet[Any, tuple[str, bytes]]:
    """Handover 4 with this digest, if the town has it."""
    return RoadmapDocument.contents(town, sha256)


def unit_names() -> NameSource:
    """Where the units' names stand, to be read along with others."""
    return NameSource("units", Unit, "name")


def unit_rows(town: Town) -> tuple[Unit, ...]:
    """The units with their versions, in the town's order."""
    return tuple(Unit.objects.filter(town=town))


def unit_row(town: Town, identifier: str) -> Unit | None:
    """A unit with its version."""
    return Unit.objects.filter(town=town, identifier=identifier).first()


def year_rows(town: Town) -> tuple[FiscalYear, ...]:
    """The fiscal years with their versions, by year."""
    return tuple(sorted(FiscalYear.objects.filter(town=town), key=lambda row: int(row.identifier)))
