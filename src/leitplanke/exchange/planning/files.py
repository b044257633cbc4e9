"""Which form a file has, by its name and first sign, and what is in it."""

from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from leitplanke.exchange.documents import from_bytes
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.planning.documents import read_plan_json, read_problem_json
from leitplanke.exchange.planning.network import problem_of
from leitplanke.exchange.planning.patterson import read_patterson
from leitplanke.exchange.planning.plan_table import read_plan_table
from leitplanke.exchange.planning.problem_tables import csv_of, read_problem_tables
from leitplanke.exchange.planning.psplib import read_psplib
from leitplanke.exchange.surveys.spreadsheets import read_sheets, read_workbook
from leitplanke.kernel.dates import Month, months_between
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Named, PlannedStart, Problem, Roadmap

MOST_BYTES = 200_000_000
_MOST_SHOWN = 10
_MOST_BEFORE_KIND = 2_000


def read_problem(data: bytes, *, name: str) -> Problem:
    """The problem in a file: a workbook of tables, `.rcp`, JSON (begins with a brace), else PSPLIB or MMLIB.

    Raises `FaultyInputError`.
    """
    if _is_workbook(data, name):
        problem = _workbook_problem(data, name)
        _require_no_circle(problem, name)
        return problem
    text = _text(data, name)
    is_json = text.lstrip()[:1] == "{" or name.lower().endswith(".json")
    problem = read_problem_json(text.encode(), name) if is_json else _read_network(text, name)
    _require_known_predecessors(problem, name)
    _require_no_circle(problem, name)
    return problem


def _read_network(text: str, name: str) -> Problem:
    log = FaultLog()
    read = read_patterson if name.lower().endswith(".rcp") else read_psplib
    try:
        network = read(text, name=name, log=log)
        log.raise_if_any(lambda file: (0, file))
        assert network is not None
        return problem_of(network)
    except InvalidValueError as error:
        raise FaultyInputError((Fault(name, None, error.field, error.problem, error.remedy),)) from error


def read_plan(data: bytes, *, name: str, first_month: Month, names: tuple[Named, ...] = ()) -> tuple[PlannedStart, ...]:
    """The plan in a file: JSON, workbook or table; `first_month` and `names` are those of its problem.

    Raises `FaultyInputError`.
    """
    text = _first_sheet(data, name) if _is_workbook(data, name) else _text(data, name)
    if text.lstrip()[:1] == "{" or name.lower().endswith(".json"):
        return _lines_of_roadmap(text.encode(), first_month) or read_plan_json(text.encode(), name).lines
    return read_plan_table(text, name, first_month=first_month, names=names)


def _lines_of_roadmap(data: bytes, first_month: Month) -> tuple[PlannedStart, ...]:
    """The lines of handover 4; none if it is another document."""
    if b'"document": "roadmap"' not in data[:_MOST_BEFORE_KIND]:
        return ()
    roadmap = from_bytes(Roadmap, data)
    return tuple(
        PlannedStart(line.measure, line.mode, months_between(first_month, line.start))
        for line in sorted(roadmap.assignments, key=lambda line: line.measure)
    )


def problem_at(path: Path) -> Problem:
    """The problem in a folder of tables, or in a file. Raises `FaultyInputError`, and `OSError` if it is not there."""
    if not path.is_dir():
        return read_problem(path.read_bytes(), name=path.name)
    texts = {file.stem: _text(file.read_bytes(), file.name) for file in sorted(path.glob("*.csv"))}
    problem = read_problem_tables(texts, ending=".csv")
    _require_no_circle(problem, "measures.csv, relations.csv")
    return problem


def _first_sheet(data: bytes, name: str) -> str:
    """The first sheet of a workbook as the table that it would be as CSV."""
    return csv_of(read_workbook(data, file=name))


def _workbook_problem(data: bytes, name: str) -> Problem:
    sheets = {sheet: csv_of(rows) for sheet, rows in read_sheets(data, file=name).items()}
    return read_problem_tables(sheets, ending=f" ({name})")


def _require_known_predecessors(problem: Problem, name: str) -> None:
    """A measure waits only for what the problem knows, were it as an exclusion: anything else is a slip of the pen."""
    known = {one.id for one in problem.activities} | {one.activity for one in problem.exclusions}
    faults = [
        Fault(
            name,
            None,
            "prerequisites",
            Text(
                f"{one.id} wartet auf {needed}, das es nicht gibt.", f"{one.id} waits for {needed}, which is unknown."
            ),
            Text("Berichtigen Sie die Kennung.", "Mend the identifier."),
        )
        for one in problem.activities
        for needed in one.predecessors
        if needed not in known
    ]
    if faults:
        raise FaultyInputError(tuple(faults))


def _require_no_circle(problem: Problem, name: str) -> None:
    try:
        TopologicalSorter({one.id: one.predecessors for one in problem.activities}).prepare()
    except CycleError as error:
        circle = " → ".join(reversed(error.args[1][:_MOST_SHOWN]))
        words = Text(f"Die Voraussetzungen gehen im Kreis: {circle}.", f"Prerequisites go round in a circle: {circle}.")
        remedy = Text("Nehmen Sie eine davon heraus.", "Take one of them out.")
        raise FaultyInputError((Fault(name, None, "prerequisites", words, remedy),)) from error


def _is_workbook(data: bytes, name: str) -> bool:
    """By its first signs; a file that is called one and is none is told to be damaged."""
    return data[:2] == _ZIP or name.lower().endswith(".xlsx")


def _text(data: bytes, name: str) -> str:
    if len(data) > MOST_BYTES:
        raise FaultyInputError((Fault(name, None, "", _TOO_LARGE, _SMALLER),))
    try:
        return data.decode("utf-16" if data[:2] in _UTF_16 else "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")  # old tables of Windows, libraries older than UTF-8


_ZIP = b"PK"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # as some programs of Windows save text
_TOO_LARGE = Text("Die Datei ist zu groß.", "The file is too large.")
_SMALLER = Text("Erlaubt sind 200 MB.", "200 MB are allowed.")
