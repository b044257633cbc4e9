"""What the town decided, as the core's values."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import StrategyDraft
from leitplanke_web.participation.queries import option_texts
from leitplanke_web.strategy.models import (
    Direction,
    FieldOfAction,
    Gate,
    Goal,
    Guardrail,
    Measure,
    OverallGoal,
    PersonalCheck,
    ServiceArea,
    StrategyDocument,
)
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import NameSource, names_by_kind, part_values, some_names
from leitplanke_web.towns.questions import unit_names

_FIELDS = NameSource("fields", FieldOfAction, "title")
_AREAS = NameSource("areas", ServiceArea, "name")
_GOALS = NameSource("goals", Goal, "title")
_GATES = NameSource("gates", Gate, "name")
_MEASURES = NameSource("measures", Measure, "title")


@dataclass(frozen=True, slots=True)
class ListNames:
    """What measures are filtered by: names by identifier, in the town's order."""

    fields: dict[str, Text]
    units: dict[str, Text]


@dataclass(frozen=True, slots=True)
class NeedNames:
    """What a measure may need of others: names by identifier, in the town's order."""

    gates: dict[str, Text]
    measures: dict[str, Text]


@dataclass(frozen=True, slots=True)
class ProfileNames:
    """What else a measure may refer to, and what it needs: names by identifier, in the town's order."""

    fields: dict[str, Text]
    areas: dict[str, Text]
    goals: dict[str, Text]
    gates: dict[str, Text]
    units: dict[str, Text]
    options: dict[str, Text]
    needed: dict[str, Text]


@dataclass(frozen=True, slots=True)
class Names:
    """What a measure refers to, to be told: names by identifier."""

    fields: dict[str, Text]
    areas: dict[str, Text]
    goals: dict[str, Text]
    gates: dict[str, Text]
    measures: dict[str, Text]
    units: dict[str, Text]


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """Which measures to list; empty means all. `words` stand in the title or are the identifier."""

    state: str = ""
    unit: str = ""
    field: str = ""
    words: str = ""


def draft_of(town: Town) -> StrategyDraft:
    """The whole strategy as it stands now."""
    direction = Direction.objects.get(town=town)
    return StrategyDraft(
        guiding_sentence=direction.guiding_sentence,
        overall_goals=part_values(OverallGoal, town),
        goals=part_values(Goal, town),
        fields=part_values(FieldOfAction, town),
        service_areas=part_values(ServiceArea, town),
        guardrails=part_values(Guardrail, town),
        gates=part_values(Gate, town),
        weights=direction.weights,
        measures=part_values(Measure, town),
        personal_checks=part_values(PersonalCheck, town),
    )


def documents(town: Town, sha256: str) -> QuerySet[Any, tuple[str, bytes]]:
    """Handover 3 with this digest, if the town has it."""
    return StrategyDocument.contents(town, sha256)


def listed_measures(town: Town, wanted: MeasureFilter) -> QuerySet[Any, Any]:
    """Identifier, title, state, lead unit and field of action of each measure that is wanted."""
    rows = Measure.objects.filter(town=town).annotate(
        title_de=_words("title__de"), title_en=_words("title__en"), field=_words("field")
    )
    asked = {"state": wanted.state, "lead_unit": wanted.unit, "field": wanted.field}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    if wanted.words:
        rows = rows.filter(identifier__in=_with_words(rows, wanted.words))
    return rows.values("identifier", "title_de", "title_en", "state", "lead_unit", "field")


def measure_row(town: Town, identifier: str) -> Measure | None:
    """The measure with its version."""
    return Measure.objects.filter(town=town, identifier=identifier).first()


def names_to_list_by(town: Town) -> ListNames:
    """What the list of measures is filtered by and shows, in one query."""
    return ListNames(**names_by_kind(town, unit_names(), _FIELDS))


def names_of(town: Town) -> Names:
    """Everything that a measure of the town may refer to by a name, in one query."""
    return Names(**names_by_kind(town, unit_names(), _FIELDS, _AREAS, _GOALS, _GATES, _MEASURES))


def names_for_profile(town: Town, *, needed: Collection[str] = ()) -> ProfileNames:
    """What the profile of a measure offers, and the titles of the measures that are `needed`, in two queries."""
    titles, given = some_names("needed", Measure, "title", needed)
    named = names_by_kind(town, unit_names(), _FIELDS, _AREAS, _GOALS, _GATES, titles, given=given)
    return ProfileNames(**named, options=option_texts(town, town.priority_question))


def names_to_need(town: Town) -> NeedNames:
    """What a measure may need, in one query."""
    return NeedNames(**names_by_kind(town, _GATES, _MEASURES))


def _with_words(rows: QuerySet[Any], words: str) -> list[str]:
    """Whose title holds the words, in whatever case; SQLite knows upper and lower case of ASCII alone."""
    folded = words.casefold()
    named = rows.values_list("identifier", "title_de", "title_en")
    return [one for one, *titles in named if one == words or any(folded in (text or "").casefold() for text in titles)]


def _words(way: str) -> Cast:
    """A text of the stored value, to be compared as text; the database would take it for JSON."""
    return Cast(KT(f"value__{way}"), TextField())
