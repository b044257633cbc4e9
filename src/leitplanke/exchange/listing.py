"""The files of a town folder: which there are, and what is in them."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Generic, TypeVar

from leitplanke.exchange.fields import RowReader
from leitplanke.exchange.forms import TableForm
from leitplanke.exchange.located import Node, Sheet, read_json, read_sheet, read_toml
from leitplanke.exchange.places import FaultLog, Located, Place
from leitplanke.kernel.texts import Text

T = TypeVar("T")

FileContent = bytes | OSError  # the error of a file that is there and cannot be read

TOWN = "town.toml"
DETAILS = "details.toml"
VERSIONS = "versions.json"
SERVICES = "services.csv"
PROCESS = "process.json"
DISCUSSIONS = "discussions.json"
UNUSED = frozenset({DETAILS, VERSIONS, SERVICES, PROCESS, DISCUSSIONS})  # no document is made from these
UNLISTED = frozenset({TOWN, *UNUSED})
NEEDED = ("questionnaire.toml", "frames.csv", "strategy.toml", "measures.csv", "modes.csv", "budgets.csv")
KNOWN = (
    TOWN, DETAILS, VERSIONS, SERVICES, PROCESS, DISCUSSIONS, "questionnaire.toml", "frames.csv", "answers_*.csv",
    "population_*.csv", "codebook.toml", "codings.csv", "workshops.json", "strategy.toml", "gates.csv",
    "measures.csv", "modes.csv", "staffing.csv", "payments.csv", "relations.csv", "choices.csv", "examinations.csv",
    "states.csv", "ways.csv", "checks.csv", "units.csv", "capacity.csv", "budgets.csv", "grants.csv",
    "reference.csv", "status.csv", "replies.csv",
)  # fmt: skip
PRIORITIES = "priorities"  # the folder in a town folder that docs/priorities-folder.md describes
PRIORITY_FILES = ("alternatives.csv", "criteria.csv", "scores.csv", "weights.csv", "limits.csv", "decision.csv")
_COMPLETE = Text("Ergänzen Sie die Datei.", "Add the file.")
_A_ROW = Text("Ergänzen Sie mindestens eine Zeile.", "Add at least one row.")


@dataclass(frozen=True, slots=True)
class Rows(Generic[T]):
    """The sound rows of a table. `known`: first key of every row, faulty ones too; None if the file is unreadable."""

    found: tuple[Located[T], ...]
    known: frozenset[str] | None
    sheet: Sheet | None = None


@dataclass(slots=True)
class TownFiles:
    """Reads the listed files of a town, each once, and notes what is wrong with them."""

    contents: Mapping[str, FileContent]
    log: FaultLog
    listed: tuple[str, ...] = ()

    def text(self, name: str) -> str | None:
        """The content of a file, or None with a fault noted."""
        content = self.contents.get(name, FileNotFoundError())
        match content:
            case bytes():
                return _decoded(name, content, self.log)
            case FileNotFoundError():
                self.log.add(Place(name), Text("Die Datei fehlt.", "The file is missing."), _COMPLETE)
            case IsADirectoryError():
                problem = Text("Hier steht ein Ordner statt einer Datei.", "There is a folder in place of a file.")
                self.log.add(Place(name), problem, Text("Legen Sie die Datei an.", "Create the file."))
            case _:
                problem = Text(f"Nicht lesbar: {content.strerror}.", f"Not readable: {content.strerror}.")
                self.log.add(Place(name), problem, Text("Prüfen Sie die Rechte.", "Check the permissions."))
        return None

    def toml(self, name: str) -> Node | None:
        """The content of a TOML file, or None with faults noted."""
        text = self.text(name)
        return None if text is None else read_toml(name, text, self.log)

    def json(self, name: str) -> Node | None:
        """The content of a JSON file, or None with faults noted."""
        text = self.text(name)
        return None if text is None else read_json(name, text, self.log)

    def sheet(self, form: TableForm, optional: tuple[str, ...] = ()) -> Sheet | None:
        """A table with the columns of `form` and perhaps optional ones, or None with faults noted."""
        text = self.text(form.file)
        sheet = None if text is None else read_sheet(form.file, text, self.log)
        if sheet is None or not _has_columns(sheet, form.needed, (*form.optional, *optional), self.log):
            return None
        return sheet

    def rows(
        self,
        form: TableForm,
        make: Callable[[RowReader], T | None],
    ) -> Rows[T]:
        """The rows of a table as values. A file that is neither listed nor an unlisted one that is there has none."""
        if form.file not in self.listed and not (form.file in UNUSED and form.file in self.contents):
            return Rows((), frozenset())
        sheet = self.sheet(form)
        if sheet is None:
            return Rows((), None)
        if form.file in NEEDED and not sheet.rows:
            self.log.add(Place(form.file), Text("Die Tabelle hat keine Zeilen.", "The table has no rows."), _A_ROW)
            return Rows((), None)
        if not form.shares_keys:
            note_doubles(sheet, form.keys, self.log)
        made = [(make(RowReader(record, self.log)), record) for record in sheet.records()]
        found = tuple(Located(value, record) for value, record in made if value is not None)
        return Rows(found, frozenset(record.fields[form.keys[0]] for _, record in made), sheet)


def load_folder(folder: Path) -> dict[str, FileContent]:
    """What a town folder may have, of what is in the folder."""
    return {path.name: _loaded(path) for path in folder.iterdir() if is_known(path.name)}


def load_priorities(folder: Path) -> dict[str, FileContent]:
    """What a priorities folder may have, of what is in the folder."""
    return {name: _loaded(folder / name) for name in PRIORITY_FILES if (folder / name).exists()}


def load_inner_priorities(folder: Path) -> dict[str, FileContent]:
    """What the priorities folder in a town folder has, as `priorities/NAME`; nothing if there is none."""
    return {f"{PRIORITIES}/{name}": data for name, data in load_priorities(folder / PRIORITIES).items()}


def known_files(names: Iterable[str]) -> tuple[str, ...]:
    """The names that a file of a town folder may have, in the order of `KNOWN`."""
    return tuple(sorted(filter(is_known, names), key=rank))


def is_known(name: str) -> bool:
    """Whether a town folder may have a file of this name."""
    return any(fnmatchcase(name, pattern) for pattern in KNOWN) and "/" not in name and "\\" not in name


def rank(name: str) -> tuple[int, str]:
    """Where a file stands among all files."""
    places = [index for index, pattern in enumerate(KNOWN) if fnmatchcase(name, pattern)]
    return (places[0] if places else len(KNOWN), name)


def check_listing(files: TownFiles, listed: list[tuple[str, Place]]) -> None:
    """Note listed names that no town folder has or that stand twice, needed ones not listed, known ones not listed."""
    names = [name for name, _ in listed]
    for index, (name, place) in enumerate(listed):
        if not is_known(name) or name in UNLISTED:
            problem = Text(f"„{name}“ ist kein Dateiname einer Kommune.", f"“{name}” is no file of a town folder.")
            files.log.add(place, problem, likely(name, tuple(one for one in KNOWN if one not in UNLISTED)))
        elif name in names[:index]:
            problem = Text(f"„{name}“ steht doppelt.", f"“{name}” stands twice.")
            files.log.add(place, problem, Text("Streichen Sie einen Eintrag.", "Remove one entry."))
    for name in NEEDED:
        if name not in names:
            problem = Text(f"Die Datei {name} wird gebraucht.", f"The file {name} is needed.")
            files.log.add(Place(TOWN, None, "files"), problem, Text("Nennen Sie sie in files.", "List it in files."))
    for name in known_files(files.contents):
        if name not in names and name not in UNLISTED.union(NEEDED):
            problem = Text("Die Datei liegt im Ordner, steht aber nicht in files.", "The file is there but not listed.")
            remedy = Text("Nennen Sie sie in town.toml oder entfernen Sie sie.", "List it in town.toml or remove it.")
            files.log.add(Place(name), problem, remedy)


def likely(wrong: str, known: tuple[str, ...] | list[str] | frozenset[str]) -> Text:
    """The remedy for a name that does not exist: the likely one, or those that there are."""
    ordered = sorted(known)
    close = difflib.get_close_matches(wrong, ordered, n=1, cutoff=0.6)
    if close:
        return Text(f"Meinten Sie „{close[0]}“?", f"Did you mean “{close[0]}”?")
    shown = ", ".join(ordered[:12]) + (" …" if len(ordered) > 12 else "")
    return (
        Text(f"Bekannt sind: {shown}.", f"Known are: {shown}.") if shown else Text("Es gibt keine.", "There are none.")
    )


def note_doubles(sheet: Sheet, keys: tuple[str, ...], log: FaultLog) -> None:
    """Note every row whose `keys` stood in an earlier row."""
    places = [sheet.header.index(key) for key in keys]
    first: dict[tuple[str, ...], int] = {}
    for row, fields in sheet.rows:
        value = tuple(fields[place] for place in places)
        earlier = first.setdefault(value, row)
        if earlier != row and any(value):
            named = " / ".join(value)
            problem = Text(f"„{named}“ steht schon in Zeile {earlier}.", f"“{named}” stands in row {earlier} already.")
            log.add(Place(sheet.file, row, keys[-1]), problem, Text("Jede Zeile nur einmal.", "Every row only once."))


def _loaded(path: Path) -> FileContent:
    try:
        return path.read_bytes()
    except OSError as error:
        return error


def _decoded(name: str, data: bytes, log: FaultLog) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        problem = Text("Die Datei ist nicht in UTF-8 gespeichert.", "The file is not saved as UTF-8.")
        remedy = Text("Speichern Sie in Excel als „CSV UTF-8“.", "Save it as “CSV UTF-8” in Excel.")
        log.add(Place(name, row), problem, remedy)
        return None
    if "\0" in text:
        row = text[: text.index("\0")].count("\n") + 1
        problem = Text("Die Zeile enthält ein NUL-Zeichen.", "The row contains a NUL character.")
        log.add(Place(name, row), problem, Text("Entfernen Sie es.", "Remove it."))
        return None
    return text


def _has_columns(sheet: Sheet, columns: tuple[str, ...], optional: tuple[str, ...], log: FaultLog) -> bool:
    place = Place(sheet.file, 1)
    if len(sheet.header) == 1 and len(columns) > 1 and any(mark in sheet.header[0] for mark in ",\t"):
        problem = Text("Die Felder sind nicht durch ; getrennt.", "The fields are not separated by ;.")
        log.add(place, problem, Text("Speichern Sie mit ; als Trennzeichen.", "Save it with ; as separator."))
        return False
    missing = [column for column in columns if column not in sheet.header]
    unknown = [column for column in sheet.header if column not in columns and column not in optional]
    doubled = sorted({column for column in sheet.header if sheet.header.count(column) > 1 and column not in unknown})
    for column in unknown:
        close = difflib.get_close_matches(column, missing, n=1, cutoff=0.6)
        missing = [name for name in missing if name not in close]
        remedy = likely(column, close) if close else Text("Entfernen Sie die Spalte.", "Remove the column.")
        log.add(place.at(column), Text(f"Die Spalte „{column}“ ist unbekannt.", f"Unknown column “{column}”."), remedy)
    for column in missing:
        problem = Text(f"Die Spalte „{column}“ fehlt.", f"The column “{column}” is missing.")
        log.add(place.at(column), problem, Text("Ergänzen Sie sie.", "Add it."))
    for column in doubled:
        problem = Text(f"Die Spalte „{column}“ steht doppelt.", f"The column “{column}” stands twice.")
        log.add(place.at(column), problem, Text("Entfernen Sie eine.", "Remove one."))
    return not (missing or unknown or doubled)
