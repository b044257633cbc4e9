"""Best and worst choices as a table, and a design of sets as one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from pydantic import TypeAdapter

from leitplanke.evidence.maxdiff import BestWorstChoices, BestWorstResult, SetDesign
from leitplanke.evidence.maxdiff.choices import MOST_ITEMS, NOBODY
from leitplanke.evidence.survey.categories import faults_among
from leitplanke.exchange.foreign_sheets import ForeignSheet, read_foreign_sheet
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.tables import write_csv
from leitplanke.kernel.texts import Text

_ITEM_COLUMN = re.compile(r"item-?\d+")
_BETWEEN = re.compile(r"\s*[|,]\s*")


@dataclass(slots=True)
class _Rows:
    """Sound rows: person, items shown, best, worst. `unanswered` counts rows in which best or worst is empty."""

    told: list[tuple[str, tuple[str, ...], str, str]] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)  # the first row of each item
    unanswered: int = 0


def read_best_worst(file: str, data: bytes) -> tuple[BestWorstChoices, tuple[Text, ...]]:
    """The choices in a CSV file, and what is worth a note.

    One row per set that was answered, with the columns `person`, `best`, `worst` and either `shown` (items with | or ,
    between them) or one column per item shown (`item-1`, `item-2`, …). Raises `FaultyInputError` with every fault.
    """
    log = FaultLog()
    sheet = read_foreign_sheet(file, data, log)
    rows = _Rows() if sheet is None else _read_rows(sheet, log)
    times = Counter(chain.from_iterable(shown for _, shown, _, _ in rows.told))
    items = tuple(times)
    for fault in faults_among("shown", times):
        log.add(Place(file, rows.places[fault.value]).at("shown"), fault.problem, fault.remedy)
    if not log.faults and not rows.told:
        log.add(
            Place(file),
            Text("Es gibt keine Antworten.", "There are no answers."),
            Text("Jede Zeile nennt person, shown, best und worst.", "Every row names person, shown, best and worst."),
        )
    if len(items) > MOST_ITEMS:
        log.add(
            Place(file),
            Text(f"{len(items)} verschiedene Dinge.", f"{len(items)} different items."),
            Text(f"Höchstens {MOST_ITEMS}; prüfen Sie die Schreibweise.", f"At most {MOST_ITEMS}; check the spelling."),
        )
    log.raise_if_any(lambda name: (0, name))
    notes: tuple[Text, ...] = ()
    if rows.unanswered:
        notes = (
            Text(
                f"{rows.unanswered} Zeilen ohne bestes oder schlechtestes zählen nicht.",
                f"{rows.unanswered} rows without a best or worst do not count.",
            ),
        )
    return _choices(rows, items), notes


def result_json(result: BestWorstResult) -> bytes:
    """The result as JSON."""
    return TypeAdapter(BestWorstResult).dump_json(result, indent=2) + b"\n"


def design_csv(design: SetDesign) -> bytes:
    """One row per set, in the order in which to ask."""
    width = max(len(shown) for version in design.versions for shown in version)
    rows: Iterator[tuple[str | int, ...]] = (
        (version, number, *shown)
        for version, sets in enumerate(design.versions, start=1)
        for number, shown in enumerate(sets, start=1)
    )
    return write_csv(("version", "set", *(f"item-{i}" for i in range(1, width + 1))), rows)


def _read_rows(sheet: ForeignSheet, log: FaultLog) -> _Rows:
    at_person = sheet.need(log, "person", "participant", "respondent")
    at_best, at_worst = sheet.need(log, "best", "most"), sheet.need(log, "worst", "least")
    columns = [at for at, name in enumerate(sheet.header) if _ITEM_COLUMN.fullmatch(name)]
    at_shown = sheet.position("shown") if columns else sheet.need(log, "shown")
    rows = _Rows()
    if at_person is None or at_best is None or at_worst is None or (at_shown is None and not columns):
        return rows
    for row, fields in sheet.rows:
        person, best, worst = (fields[at].strip() for at in (at_person, at_best, at_worst))
        cells = _BETWEEN.split(fields[at_shown].strip()) if at_shown is not None else [fields[at] for at in columns]
        shown = tuple(cell.strip() for cell in cells if cell.strip())
        if not best or not worst:
            rows.unanswered += 1
        elif _is_sound(Place(sheet.file, row), person, shown, best, worst, log):
            rows.told.append((person, shown, best, worst))
            for item in shown:
                rows.places.setdefault(item, row)
    return rows


def _is_sound(place: Place, person: str, shown: tuple[str, ...], best: str, worst: str, log: FaultLog) -> bool:
    faults = len(log.faults)
    if not person:
        log.add(
            place.at("person"),
            Text("Die Person fehlt.", "The person is missing."),
            Text("Irgendeine Kennung genügt.", "Any identifier will do."),
        )
    if len(shown) < 2 or len(set(shown)) < len(shown):
        log.add(
            place.at("shown"),
            Text("Weniger als zwei, oder eines doppelt.", "Fewer than two, or one of them twice."),
            Text("Nennen Sie jedes gezeigte einmal.", "Name every item shown once."),
        )
    for column, named in (("best", best), ("worst", worst)):
        if named not in shown:
            log.add(
                place.at(column),
                Text(f"„{named}“ wurde nicht gezeigt.", f"“{named}” was not shown."),
                Text(
                    f"Genau eines von: {', '.join(shown)}. Gleichstände gibt es nicht.",
                    f"Exactly one of: {', '.join(shown)}. There are no ties.",
                ),
            )
    if best == worst:
        log.add(
            place.at("worst"),
            Text(f"„{best}“ ist zugleich das beste.", f"“{best}” is the best as well."),
            Text(
                "Lassen Sie beide leer, wenn jemand nicht wählen wollte.",
                "Leave both empty if somebody did not choose.",
            ),
        )
    return len(log.faults) == faults


def _choices(rows: _Rows, items: tuple[str, ...]) -> BestWorstChoices:
    persons = tuple(dict.fromkeys(person for person, _, _, _ in rows.told))
    who, what = ({name: i for i, name in enumerate(names)} for names in (persons, items))
    width = max(len(shown) for _, shown, _, _ in rows.told)
    filled = [[*(what[item] for item in shown), *[NOBODY] * (width - len(shown))] for _, shown, _, _ in rows.told]
    return BestWorstChoices(
        persons=persons,
        items=items,
        person=np.array([who[person] for person, _, _, _ in rows.told]),
        shown=np.array(filled),
        best=np.array([what[best] for _, _, best, _ in rows.told]),
        worst=np.array([what[worst] for _, _, _, worst in rows.told]),
    )
