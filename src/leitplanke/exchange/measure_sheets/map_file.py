"""A mapping as TOML: written as a proposal, corrected by a person, read with every fault named."""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, ValidationError

from leitplanke.exchange.located import read_toml
from leitplanke.exchange.measure_sheets.grid import refused
from leitplanke.exchange.measure_sheets.mapping import Defaults as DefaultValues
from leitplanke.exchange.measure_sheets.mapping import SheetMapping, TownNames, chosen_columns
from leitplanke.exchange.measure_sheets.table import Table
from leitplanke.exchange.measure_sheets.targets import TARGETS
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.toml_text import toml
from leitplanke.kernel.dates import Month
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import MeasureClass

_CORRECT = Text("Verbessern Sie die Zuordnung.", "Correct the mapping.")


class _Column(BaseModel):
    model_config = ConfigDict(extra="ignore")
    heading: str
    target: str


class _Defaults(BaseModel):
    model_config = ConfigDict(extra="forbid")
    field: str
    service_area: str
    lead_unit: str
    decided_by: str
    decision_due: str
    duration_months: int
    measure_class: MeasureClass


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sheet: str
    defaults: _Defaults
    columns: list[_Column]


def mapping_toml(mapping: SheetMapping) -> bytes:
    """The mapping to be corrected: every column with its target, how well it fits and examples; possible targets."""
    defaults = mapping.defaults
    head = [
        "# Zu welchem Feld jede Spalte wird (target). confidence: wie gut die Überschrift passt, in Prozent.",
        *(f"#   {target.id:16} {target.name.de}" for target in TARGETS),
        "",
    ]
    body = toml(
        {"sheet": mapping.sheet},
        {
            "defaults": {
                "field": defaults.field,
                "service_area": defaults.service_area,
                "lead_unit": defaults.lead_unit,
                "decided_by": defaults.decided_by,
                "decision_due": defaults.decision_due,
                "duration_months": defaults.duration_months,
                "measure_class": defaults.measure_class.value,
            },
            "columns": tuple(
                {
                    "heading": one.heading,
                    "target": one.target,
                    "confidence": one.confidence,
                    "examples": one.examples,
                }
                for one in mapping.columns
            ),
        },
    )
    return "\n".join(head).encode() + b"\n" + body


def read_mapping(data: bytes, *, file: str, table: Table, names: TownNames) -> SheetMapping:
    """The mapping that a file holds, for this table. Raises `FaultyInputError` that names what does not fit."""
    log = FaultLog()
    try:
        node = read_toml(file, data.decode("utf-8-sig"), log)
    except UnicodeDecodeError as error:
        words = Text("Die Datei ist nicht in UTF-8 gespeichert.", "The file is not saved as UTF-8.")
        raise refused(file, words, _CORRECT) from error
    log.raise_if_any(lambda name: (0, name))
    assert node is not None
    try:
        found = _File.model_validate(node.raw)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(str(part) for part in first["loc"])
        raise refused(
            file, Text("Der Wert fehlt oder passt nicht.", first["msg"] + "."), _CORRECT, column=column
        ) from error
    return _mapping(found, file, table, names)


def sheet_name(data: bytes, *, file: str) -> str:
    """Which sheet a mapping is for."""
    node = read_toml(file, data.decode("utf-8-sig", errors="replace"), FaultLog())
    raw = node.raw if node is not None else {}
    return str(raw.get("sheet", ""))


def _mapping(found: _File, file: str, table: Table, names: TownNames) -> SheetMapping:
    targets: dict[int, str] = {}
    places: dict[str, list[int]] = {}
    for column in table.columns:
        places.setdefault(column.heading, []).append(column.place)
    for wish in found.columns:
        if not places.get(wish.heading):
            words = Text(f"Die Spalte „{wish.heading}“ gibt es nicht.", f"There is no column “{wish.heading}”.")
            raise refused(file, words, _CORRECT, column="columns.heading")
        targets[places[wish.heading].pop(0)] = wish.target
    _require_known(found.defaults, file, names)
    given = found.defaults
    try:
        defaults = DefaultValues(
            field=given.field,
            service_area=given.service_area,
            lead_unit=given.lead_unit,
            decided_by=given.decided_by,
            decision_due=Month(given.decision_due),
            duration_months=given.duration_months,
            measure_class=given.measure_class,
        )
        return SheetMapping(found.sheet, chosen_columns(table, targets), defaults)
    except InvalidValueError as error:
        raise refused(file, error.problem, error.remedy, column=error.field) from error


def _require_known(given: _Defaults, file: str, names: TownNames) -> None:
    known: Mapping[str, Mapping[str, Text]] = {
        "field": names.fields,
        "service_area": names.service_areas,
        **({"lead_unit": names.units} if names.units else {}),
    }
    for name, options in known.items():
        if getattr(given, name) not in options:
            words = Text(f"„{getattr(given, name)}“ ist unbekannt.", f"“{getattr(given, name)}” is unknown.")
            remedy = Text(f"Bekannt: {', '.join(options)}.", f"Known: {', '.join(options)}.")
            raise refused(file, words, remedy, column=f"defaults.{name}")
