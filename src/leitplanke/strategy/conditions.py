"""What a condition of a guardrail says about a measure's profile, and how that is told."""

from enum import StrEnum
from typing import NoReturn

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.relations import Wait, Wanted
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import (
    Condition,
    ConditionTest,
    Contribution,
    DatedState,
    Examination,
    Measure,
    Mode,
    WayCompared,
)

FIELD_NAMES: dict[str, Text] = {
    "id": Text("Kennung", "identifier"),
    "title": Text("Titel", "title"),
    "description": Text("Beschreibung", "description"),
    "for_whom": Text("Für wen", "for whom"),
    "field": Text("Handlungsfeld", "field of action"),
    "service_area": Text("Bereich der Daseinsvorsorge", "service area"),
    "measure_class": Text("Art der Maßnahme", "class of measure"),
    "lead_unit": Text("Federführung", "lead unit"),
    "state": Text("Stand", "state"),
    "state_reason": Text("Grund für den Stand", "reason for the state"),
    "contributions": Text("Beiträge zu Zielen", "contributions to goals"),
    "modes": Text("Umsetzungsarten", "modes"),
    "participants": Text("Beteiligte", "participants"),
    "is_mandatory": Text("Pflichtaufgabe", "mandatory task"),
    "legal_basis": Text("Rechtsgrundlage", "legal basis"),
    "release": Text("Frühester Beginn", "earliest start"),
    "deadline": Text("Frist", "deadline"),
    "requires": Text("Voraussetzungen", "prerequisites"),
    "helps": Text("Hilft", "helps"),
    "gates": Text("Sperren", "gates"),
    "analogue_access": Text("Weg ohne Internet", "analogue way in"),
    "risks": Text("Risiken", "risks"),
    "indicator": Text("Kennzahl", "indicator"),
    "evidence": Text("Belege", "evidence"),
    "asked_as": Text("Gefragt als", "asked as"),
    "element": Text("Element aus dem Katalog", "catalogue element"),
    "product_account": Text("Produktkonto", "product account"),
    "fixed_start": Text("Fester Beginn", "fixed start"),
    "fixed_mode": Text("Feste Umsetzungsart", "fixed mode"),
    "examination": Text("Prüfauftrag", "examination"),
    "waits": Text("Erst einige Zeit nach", "only some time after"),
    "any_of": Text("Erst wenn eine von diesen fertig ist", "only when one of these is finished"),
    "wanted": Text("Gewünscht bis", "wanted by"),
    "states": Text("Stände", "states"),
    "ways": Text("Vergleich der Wege", "comparison of ways"),
}
"""Every field of a measure that a condition may name, in the words of a profile."""

_YES = ("ja", "yes", "true")
_NO = ("nein", "no", "false")


class UndecidableConditionError(InvalidValueError):
    """A condition that no measure can answer."""


def is_met(condition: Condition, *, measure: Measure) -> bool:
    """Whether the claim holds for this measure.

    `filled`: a text is filled if its German is, a list if it has an entry, a yes/no field if it says yes. `equals`
    compares the whole German text, the value of a choice, or yes/no. `contains` asks for an entry of a list (goals and
    modes by their id) or for a part of a text, capital letters aside. Raises `UndecidableConditionError` for an
    unknown field and for a test or value that does not suit it: a rule that can never hold would pass unnoticed.
    """
    if condition.field not in FIELD_NAMES:
        _refuse(condition, "Dieses Feld hat eine Maßnahme nicht.", "A measure has no such field.", FIELD_NAMES)
    value = getattr(measure, condition.field)
    match condition.test:
        case ConditionTest.FILLED:
            return bool(value) if isinstance(value, bool | tuple) else bool(_words(value).strip())
        case ConditionTest.EQUALS:
            return _equals(condition, value)
        case ConditionTest.CONTAINS:
            return _contains(condition, value)


def sentence(condition: Condition, *, holds: bool) -> Text:
    """The claim, or its opposite, as a sentence."""
    name = FIELD_NAMES[condition.field]
    no_de, no_en = ("", "") if holds else ("nicht ", "not ")
    match condition.test:
        case ConditionTest.FILLED:
            return Text(f"„{name.de}“ ist {no_de}ausgefüllt.", f"“{name.en}” is {no_en}filled in.")
        case ConditionTest.EQUALS:
            return Text(f"„{name.de}“ ist {no_de}„{condition.value}“.", f"“{name.en}” is {no_en}“{condition.value}”.")
        case ConditionTest.CONTAINS:
            does = "contains" if holds else "does not contain"
            return Text(
                f"„{name.de}“ enthält „{condition.value}“{' nicht' if not holds else ''}.",
                f"“{name.en}” {does} “{condition.value}”.",
            )


def _equals(condition: Condition, value: object) -> bool:
    if isinstance(value, tuple):
        _refuse(condition, "Eine Liste ist nicht gleich einem Wert.", "A list equals no single value.", ("contains",))
    if isinstance(value, bool):
        if condition.value.casefold() not in (*_YES, *_NO):
            _refuse(condition, "Das Feld sagt ja oder nein.", "The field says yes or no.", ("ja", "nein"))
        return value is (condition.value.casefold() in _YES)
    if isinstance(value, StrEnum):
        choices = tuple(choice.value for choice in type(value))
        if condition.value not in choices:
            _refuse(condition, "Diesen Wert gibt es hier nicht.", "There is no such value here.", choices)
    return _words(value) == condition.value


def _contains(condition: Condition, value: object) -> bool:
    if isinstance(value, bool | StrEnum):
        _refuse(condition, "Das Feld hat nur einen Wert.", "The field has a single value.", ("equals", "filled"))
    if not condition.value:
        _refuse(condition, "Enthält was?", "Contains what?", ("value",))
    if isinstance(value, tuple):
        return condition.value in [_entry(entry) for entry in value]
    return condition.value.casefold() in _words(value).casefold()


def _words(value: object) -> str:
    if isinstance(value, Text):
        return value.de
    if isinstance(value, Examination):
        return value.question.de
    if isinstance(value, Wanted):
        return value.by
    return "" if value is None else str(value)


def _entry(entry: object) -> str:
    if isinstance(entry, Contribution):
        return entry.goal
    if isinstance(entry, Wait):
        return entry.activity
    if isinstance(entry, tuple):
        return "|".join(entry)
    if isinstance(entry, DatedState | WayCompared):
        return entry.state.value if isinstance(entry, DatedState) else entry.way.value
    return entry.id if isinstance(entry, Mode) else str(entry)


def _refuse(condition: Condition, de: str, en: str, possible: tuple[str, ...] | dict[str, Text]) -> NoReturn:
    claim = f"{condition.field} {condition.test} {condition.value}".strip()
    raise UndecidableConditionError(
        condition.field,
        Text(f"Bedingung „{claim}“: {de}", f"Condition “{claim}”: {en}"),
        Text(f"Möglich: {', '.join(possible)}.", f"Possible: {', '.join(possible)}."),
    )
