"""A population table from the file of a register office or the census importer; see docs/census-margins.md.

Two forms are read: a row per combination (a column per trait, and `count`), as in a town folder; and the margins file
of `leitplanke import census` (variable, category, total) where it holds one margin, crossed or not.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from leitplanke.evidence.model import PopulationCell, PopulationTable
from leitplanke.exchange.census_tables import CROSSED
from leitplanke.exchange.forms import COUNT
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Question

MARGIN_COLUMNS = ("variable", "category", "total")
MOST_ROWS = 20_000
MOST_COUNT = 100_000_000
MOST_FAULTS = 20
_DELIMITERS = ";,\t"

Names = Mapping[str, str]  # of categories by what a file may call them: the id itself, its words in German or English
Margins = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a file does not say of itself. `margins` None: every trait is a margin of its own."""

    audience: str
    source: Text
    as_of: date
    margins: Margins | None = None


def read_population_file(
    data: bytes, *, name: str, traits: Sequence[Question], described: Described
) -> PopulationTable:
    """The table; `traits` are the questions about the person that the audience is asked.

    Raises `FaultyInputError` with up to `MOST_FAULTS` faults by row and column.
    """
    header, rows = _rows(data, name)
    known = {question.id: _names(question) for question in traits}
    if tuple(header) == MARGIN_COLUMNS:
        header, rows = _as_table(rows, name)
    ids = {variable.casefold(): variable for variable in known}
    header = [ids.get(column.casefold(), column) for column in header]
    variables = _variables(header, known, name)
    faults: list[Fault] = []
    cells: dict[tuple[str, ...], int] = {}
    for line, fields in rows:
        cell = _cell(line, fields, header, known, name, faults)
        if cell is not None:
            categories, count = cell
            if categories in cells:
                faults.append(Fault(name, line, variables[0], *_DOUBLE))
            cells[categories] = count
        if len(faults) >= MOST_FAULTS:
            break
    if not faults and not sum(cells.values()):
        faults.append(Fault(name, None, COUNT, *_NOBODY))
    if faults:
        raise FaultyInputError(tuple(faults))
    return _built(variables, cells, name, described)


def template(traits: Sequence[Question]) -> list[list[str]]:
    """Header and every combination of the traits' categories, to be filled in."""
    rows: list[list[str]] = [[]]
    for question in traits:
        rows = [[*row, option] for row in rows for option in question.option_ids]
    return [[*(question.id for question in traits), COUNT], *([*row, ""] for row in rows[:MOST_ROWS])]


def _built(
    variables: tuple[str, ...], cells: Mapping[tuple[str, ...], int], name: str, described: Described
) -> PopulationTable:
    try:
        return PopulationTable(
            audience=described.audience,
            variables=variables,
            margins=described.margins or tuple((variable,) for variable in variables),
            cells=tuple(PopulationCell(categories, count) for categories, count in cells.items()),
            source=described.source,
            as_of=described.as_of,
        )
    except InvalidValueError as refused:
        raise FaultyInputError((Fault(name, None, refused.field, refused.problem, refused.remedy),)) from refused


def _rows(data: bytes, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise FaultyInputError((Fault(name, None, "", *_NO_TEXT),))
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        found = [(reader.line_num, [field.strip() for field in row]) for row in reader if any(map(str.strip, row))]
    except csv.Error as refused:
        raise FaultyInputError((Fault(name, None, "", *_NO_TEXT),)) from refused
    if len(found) < 2:
        raise FaultyInputError((Fault(name, None, "", *_EMPTY),))
    if len(found) > MOST_ROWS:
        raise FaultyInputError((Fault(name, MOST_ROWS, "", *_LONG),))
    header = [column.casefold() for column in found[0][1]]
    return header, found[1:]


def _as_table(rows: list[tuple[int, list[str]]], name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The rows of a margins file as those of a table: age*sex, a18_29*f, 12 become age, sex, count."""
    margins = dict.fromkeys(fields[0] for _, fields in rows)
    if len(margins) != 1:
        listed = ", ".join(list(margins)[:5])
        raise FaultyInputError((Fault(name, None, "variable", *_several(listed)),))
    variables = [part.strip() for part in next(iter(margins)).split(CROSSED)]
    table = []
    for line, fields in rows:
        categories = [part.strip() for part in (fields[1] if len(fields) > 1 else "").split(CROSSED)]
        table.append((line, [*categories, *fields[2:3]]))
    return [*variables, COUNT], table


def _variables(header: list[str], known: Mapping[str, Names], name: str) -> tuple[str, ...]:
    faults = [
        Fault(name, 1, column, *_unknown_column(column, known))
        for column in header
        if column != COUNT and column not in known
    ]
    if COUNT not in header:
        faults.append(Fault(name, 1, COUNT, *_NO_COUNT))
    if len(set(header)) < len(header):
        faults.append(Fault(name, 1, "", *_DOUBLE_COLUMN))
    variables = tuple(column for column in header if column != COUNT)
    if not variables:
        faults.append(Fault(name, 1, "", *_unknown_column("", known)))
    if faults:
        raise FaultyInputError(tuple(faults))
    return variables


def _cell(
    line: int, fields: list[str], header: list[str], known: Mapping[str, Names], name: str, faults: list[Fault]
) -> tuple[tuple[str, ...], int] | None:
    if len(fields) != len(header):
        faults.append(Fault(name, line, "", *_width(len(fields), len(header))))
        return None
    before, categories, count = len(faults), [], 0
    for column, text in zip(header, fields, strict=True):
        if column == COUNT:
            plain = text.replace(".", "").replace("\u00a0", "").replace(" ", "") or "0"
            if not plain.isascii() or not plain.isdigit() or int(plain) > MOST_COUNT:
                faults.append(Fault(name, line, COUNT, *_no_count(text)))
            else:
                count = int(plain)
            continue
        found = known[column].get(text.casefold())
        if found is None:
            faults.append(Fault(name, line, column, *_unknown_category(text, column, known[column])))
        else:
            categories.append(found)
    return (tuple(categories), count) if len(faults) == before else None


def _names(question: Question) -> Names:
    words = {
        text.casefold(): option.id for option in question.options for text in (option.text.de, option.text.en) if text
    }
    return {**words, **{option.id.casefold(): option.id for option in question.options}}


_NO_TEXT = (
    Text("Die Datei ist keine Tabelle als Text.", "The file is no table in plain text."),
    Text("Speichern Sie sie als CSV (UTF-8).", "Save it as CSV (UTF-8)."),
)
_EMPTY = (
    Text("Es gibt keine Zeile mit Zahlen.", "There is no row with numbers."),
    Text("Die erste Zeile nennt die Spalten, jede weitere eine Gruppe.", "First the columns, then a row per group."),
)
_LONG = (
    Text(f"Mehr als {MOST_ROWS} Zeilen.", f"More than {MOST_ROWS} rows."),
    Text("Kreuzen Sie weniger Merkmale.", "Cross fewer traits."),
)
_DOUBLE = (
    Text("Diese Gruppe steht schon weiter oben.", "This group stands further up already."),
    Text("Zählen Sie sie zusammen.", "Add the two up."),
)
_DOUBLE_COLUMN = (
    Text("Eine Spalte steht doppelt.", "A column stands twice."),
    Text("Streichen Sie eine davon.", "Delete one of them."),
)
_NOBODY = (
    Text("Alle Zahlen sind 0.", "All numbers are 0."),
    Text("Tragen Sie ein, wie viele Menschen es in jeder Gruppe gibt.", "Enter how many people each group has."),
)
_NO_COUNT = (
    Text("Die Spalte „count“ fehlt.", "The column “count” is missing."),
    Text("Sie nennt, wie viele Menschen es in der Gruppe gibt.", "It says how many people the group has."),
)


def _several(listed: str) -> tuple[Text, Text]:
    return (
        Text(f"Die Datei enthält mehrere Randverteilungen: {listed}.", f"The file holds several margins: {listed}."),
        Text(
            "Hier wird eine gekreuzte Tabelle gebraucht: leitplanke import census … --crossed, oder eine Tabelle des "
            "Melderegisters mit einer Spalte je Merkmal.",
            "One crossed table is needed: leitplanke import census … --crossed, or a table of the register with a "
            "column per trait.",
        ),
    )


def _unknown_column(column: str, known: Mapping[str, Names]) -> tuple[Text, Text]:
    listed = ", ".join((*known, COUNT))
    return (
        Text(f"„{column[:40]}“ ist kein Merkmal, nach dem gefragt wird.", f"“{column[:40]}” is no trait asked."),
        Text(f"Erlaubte Spalten: {listed}.", f"Columns that may stand here: {listed}."),
    )


def _unknown_category(text: str, column: str, known: Names) -> tuple[Text, Text]:
    listed = ", ".join(dict.fromkeys(known.values()))
    return (
        Text(f"„{text[:40]}“ ist keine Antwort auf {column}.", f"“{text[:40]}” is no answer to {column}."),
        Text(f"Erlaubt sind: {listed}.", f"Allowed are: {listed}."),
    )


def _width(found: int, wanted: int) -> tuple[Text, Text]:
    return (
        Text(f"Die Zeile hat {found} Felder statt {wanted}.", f"The row has {found} fields instead of {wanted}."),
        Text("Prüfen Sie Trennzeichen und Anführungszeichen.", "Check delimiters and quotes."),
    )


def _no_count(text: str) -> tuple[Text, Text]:
    return (
        Text(f"„{text[:40]}“ ist keine Anzahl von Menschen.", f"“{text[:40]}” is no number of people."),
        Text("Schreiben Sie eine ganze Zahl ab 0, zum Beispiel 1234.", "Write a whole number from 0, such as 1234."),
    )
