"""What the town decided, as the core's values."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet, TextField, Value
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
from leitplanke_web.towns.parts import part_values
from leitplanke_web.towns.questions import unit_names

_NAMED: dict[str, tuple[type[Model], str]] = {
    "fields": (FieldOfAction, "title"),
    "areas": (ServiceArea, "name"),
    "goals": (Goal, "title"),
    "gates": (Gate, "name"),
    "measures": (Measure, "title"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What a measure may refer to: names by identifier, in the town's order."""

    fields: dict[str, Text]
    areas: dict[str, Text]
    goals: dict[str, Text]
    gates: dict[str, Text]
    measures: dict[str, Text]
    units: dict[str, Text]
    options: dict[str, Text]


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


def document(town: Town, sha256: str) -> bytes:
    """Handover 3. Raises `DoesNotExist`."""
    return StrategyDocument.content_of(town, sha256)


def listed_measures(town: Town, wanted: MeasureFilter) -> QuerySet[Any, Any]:
    """Identifier, title, state, lead unit and field of action of each measure that is wanted."""
    rows = Measure.objects.filter(town=town).annotate(
        title_de=_words("title__de"), title_en=_words("title__en"), field=_words("field")
    )
    asked = {"state": wanted.state, "lead_unit": wanted.unit, "field": wanted.field}
    rows = rows.filter(**{name: value for name, value in asked.items() if value})
    if wanted.words:
        rows = rows.filter(
            Q(title_de__icontains=wanted.words) | Q(title_en__icontains=wanted.words) | Q(identifier=wanted.words)
        )
    return rows.values("identifier", "title_de", "title_en", "state", "lead_unit", "field")


def measure_row(town: Town, identifier: str) -> Measure | None:
    """The measure with its version."""
    return Measure.objects.filter(town=town, identifier=identifier).first()


def field_names(town: Town) -> dict[str, Text]:
    """The fields of action by identifier, in the town's order."""
    rows = FieldOfAction.objects.filter(town=town)
    named = rows.values_list("identifier", KT("value__title__de"), KT("value__title__en"))
    return {identifier: Text(de, en or "") for identifier, de, en in named}


def names_of(town: Town) -> Names:
    """Everything that a measure of the town may refer to, in three queries."""
    found: dict[str, list[tuple[int, str, Text]]] = {kind: [] for kind in _NAMED}
    first, *others = (_names(kind, model, key, town) for kind, (model, key) in _NAMED.items())
    for kind, position, identifier, de, en in first.union(*others, all=True):
        found[kind].append((position, identifier, Text(de, en or "")))
    named = {
        kind: {identifier: name for _, identifier, name in sorted(rows, key=_place)} for kind, rows in found.items()
    }
    return Names(**named, units=unit_names(town), options=option_texts(town, town.priority_question))


def _names(kind: str, model: type[Model], key: str, town: Town) -> QuerySet[Any, Any]:
    rows = model._default_manager.filter(town=town).order_by()
    return rows.values_list(Value(kind), "position", "identifier", KT(f"value__{key}__de"), KT(f"value__{key}__en"))


def _words(way: str) -> Cast:
    """A text of the stored value, to be compared as text; the database would take it for JSON."""
    return Cast(KT(f"value__{way}"), TextField())


def _place(row: tuple[int, str, Text]) -> int:
    return row[0]
