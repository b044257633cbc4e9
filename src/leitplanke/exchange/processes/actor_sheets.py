"""Actors as an Excel workbook, out and back in. What comes in adds and changes; it never removes."""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

import xlsxwriter

from leitplanke.exchange.measure_sheets.grid import Book, Grid, refused
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting.templates import GROUPS
from leitplanke.participation.process import Actor, Level, new_id

T = TypeVar("T")

MOST_ACTORS: Final = 300
LEVELS: Final[Mapping[Level, Text]] = {
    Level.LOW: Text("gering", "low"),
    Level.MIDDLE: Text("mittel", "middle"),
    Level.HIGH: Text("hoch", "high"),
}
COLUMNS: Final[Mapping[str, Text]] = {
    "name": Text("Rolle oder Organisation", "Role or organisation"),
    "group": Text("Gruppe", "Group"),
    "interest": Text("Interesse", "Interest"),
    "influence": Text("Einfluss", "Influence"),
    "invited_by": Text("Wer lädt ein", "Who invites"),
    "reached_by": Text("Wie erreichbar", "How reached"),
    "note": Text("Bemerkung", "Note"),
}
_NOTICE: Final = (
    "Nur Rollen und Organisationen, keine Privatpersonen, keine Adressen. Eine Zeile je Akteur; "
    "Interesse und Einfluss: gering, mittel, hoch."
)
_EPOCH: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook knows no time zone
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class ActorIntake:
    """What a sheet makes of the actors: all of them afterwards, and which are new or changed."""

    actors: tuple[Actor, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]


def actor_workbook(actors: Iterable[Actor]) -> bytes:
    """The actors, one a row, with drop-downs; without actors it is the template."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": "Akteure", "created": _EPOCH})
        page = book.add_worksheet("Akteure")
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        page.write_row(0, 0, [words.de for words in COLUMNS.values()], bold)
        page.freeze_panes(1, 1)
        page.set_column(0, 0, 40, wrapped)
        page.set_column(1, 3, 22, wrapped)
        page.set_column(4, 6, 32, wrapped)
        for row, actor in enumerate(actors, 1):
            page.write_row(row, 0, _cells(actor), wrapped)
        _offer(page, 1, [group.name.de for group in GROUPS])
        for column in (2, 3):
            _offer(page, column, [words.de for words in LEVELS.values()])
        page.write_comment(0, 0, _NOTICE)
    return out.getvalue()


def read_actors(book: Book, *, file: str, known: Iterable[Actor]) -> ActorIntake:
    """The actors after a sheet: one with a name that is known changes, others come after. Raises `FaultyInputError`."""
    grid, head, places = _head(book.sheet(""), file)
    found = {actor.name.casefold(): actor for actor in known}
    before, seen, faults = dict(found), dict[str, int](), list[Fault]()
    taken = {actor.id for actor in found.values()}
    for number, cells in grid.rows:
        entries = {name: cells[at].strip() if at < len(cells) else "" for name, at in places.items()}
        if number <= head or not any(entries.values()):
            continue
        key = entries["name"].casefold()
        try:
            _require_new(key, seen, number)
            old = found.get(key)
            actor = _actor(entries, old.id if old else new_id(entries["name"], taken))
        except InvalidValueError as error:
            column = COLUMNS.get(error.field, Text(error.field)).de
            faults.append(Fault(file, number, column, error.problem, error.remedy))
            continue
        found[key] = actor
        taken.add(actor.id)
    if faults:
        raise FaultyInputError(tuple(faults))
    if len(found) > MOST_ACTORS:
        words = Text(f"Das wären {len(found)} Akteure.", f"These would be {len(found)} actors.")
        raise refused(file, words, Text(f"Höchstens {MOST_ACTORS}.", f"At most {MOST_ACTORS}."))
    return ActorIntake(
        tuple(found.values()),
        added=tuple(found[key].name for key in found if key not in before),
        changed=tuple(found[key].name for key in before if found[key] != before[key]),
    )


def _cells(actor: Actor) -> list[str]:
    groups = {group.id: group.name.de for group in GROUPS}
    shown = (LEVELS[actor.interest].de, LEVELS[actor.influence].de)
    return [actor.name, groups[actor.group], *shown, actor.invited_by, actor.reached_by, actor.note]


def _offer(page: xlsxwriter.worksheet.Worksheet, column: int, choices: list[str]) -> None:
    page.data_validation(1, column, MOST_ACTORS, column, {"validate": "list", "source": choices})


def _head(grid: Grid, file: str) -> tuple[Grid, int, dict[str, int]]:
    """The row with the names of the columns, wherever it stands; a column that nobody knows is said, not dropped."""
    names = {told.casefold(): name for name, words in COLUMNS.items() for told in (name, words.de, words.en)}
    for number, cells in grid.rows:
        places = {
            names[cell.strip().casefold()]: at for at, cell in enumerate(cells) if cell.strip().casefold() in names
        }
        if {"name", "group", "interest", "influence"} <= places.keys():
            unknown = [cell for cell in cells if cell.strip() and cell.strip().casefold() not in names]
            _require_known(unknown, file, number)
            return grid, number, places
    wanted = ", ".join(words.de for words in COLUMNS.values())
    raise refused(
        file,
        Text("Die Zeile mit den Spaltennamen fehlt.", "The row with the names of columns is missing."),
        Text(f"Beginnen Sie mit der Vorlage. Spalten: {wanted}.", f"Begin with the template. Columns: {wanted}."),
    )


def _require_known(unknown: list[str], file: str, number: int) -> None:
    if unknown:
        told = ", ".join(unknown)
        words = Text(f"Diese Spalten kennt die Akteurskarte nicht: {told}.", f"Unknown columns: {told}.")
        remedy = Text("Löschen Sie sie, oder nutzen Sie „Bemerkung“.", "Delete them, or use “Note”.")
        raise refused(file, words, remedy, row=number)


def _require_new(key: str, seen: dict[str, int], number: int) -> None:
    if key and key in seen:
        raise InvalidValueError(
            "name",
            Text(f"Dieser Name steht schon in Zeile {seen[key]}.", f"This name stands in row {seen[key]} as well."),
            Text("Streichen Sie eine der Zeilen.", "Remove one of the rows."),
        )
    seen[key] = number


def _actor(entries: Mapping[str, str], identifier: str) -> Actor:
    groups = {told.casefold(): one.id for one in GROUPS for told in (one.id, one.name.de, one.name.en)}
    return Actor(
        id=identifier,
        name=entries["name"],
        group=_one_of(entries["group"], groups, "group", [one.name for one in GROUPS]),
        interest=_level(entries, "interest"),
        influence=_level(entries, "influence"),
        invited_by=entries.get("invited_by", ""),
        reached_by=entries.get("reached_by", ""),
        note=entries.get("note", ""),
    )


def _level(entries: Mapping[str, str], field: str) -> Level:
    levels = {told.casefold(): level for level, words in LEVELS.items() for told in (level, words.de, words.en)}
    return _one_of(entries[field], levels, field, list(LEVELS.values()))


def _one_of(typed: str, known: Mapping[str, T], field: str, words: list[Text]) -> T:
    if typed.casefold() in known:
        return known[typed.casefold()]
    raise InvalidValueError(
        field,
        Text(f"„{typed}“ gibt es hier nicht.", f"“{typed}” does not exist here."),
        Text(
            f"Möglich sind: {', '.join(one.de for one in words)}.",
            f"Possible: {', '.join(one.told('en') for one in words)}.",
        ),
    )
