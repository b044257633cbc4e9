"""The PROJECTS section."""

from collections import Counter

from leitplanke.exchange.pabulib.amounts import read_cents, read_whole
from leitplanke.exchange.pabulib.identifiers import identifiers
from leitplanke.exchange.pabulib.meta import amount_fault
from leitplanke.exchange.pabulib.model import Project
from leitplanke.exchange.pabulib.sections import Row, Section
from leitplanke.exchange.places import FaultLog
from leitplanke.kernel.texts import Text

_HIGHEST_SELECTED = 3


def read_projects(section: Section, log: FaultLog) -> tuple[Project, ...]:
    """The projects in the file's order; rows with a fault are left out and noted in `log`."""
    if not require_columns(section, ("project_id", "cost"), log):
        return ()
    originals = [row.fields.get("project_id", "").strip() for row in section.rows]
    ids = identifiers((original for original in originals if original), prefix="project")
    times = Counter(originals)
    projects = [
        _project(row, original, ids.get(original, ""), log, is_double=times[original] > 1)
        for row, original in zip(section.rows, originals, strict=True)
    ]
    if not projects:
        log.add(
            section.place("project_id"),
            Text("Es gibt keine Projekte.", "There are no projects."),
            Text("Eine Abstimmung braucht mindestens eines.", "A vote needs at least one."),
        )
    return tuple(project for project in projects if project is not None)


def require_columns(section: Section, needed: tuple[str, ...], log: FaultLog) -> bool:
    """Whether the section has all columns in `needed`; each one that is missing is a fault."""
    missing = [column for column in needed if column not in section.columns]
    for column in missing:
        log.add(
            section.place(column, below=1),
            Text(f"Die Spalte {column} fehlt.", f"The column {column} is missing."),
            Text("Ergänzen Sie die Spalte.", "Add the column."),
        )
    return not missing


def _project(row: Row, original: str, own_id: str, log: FaultLog, *, is_double: bool) -> Project | None:
    cost = read_cents(row.text("cost"))
    if not original or is_double:
        log.add(
            row.place("project_id"),
            Text(
                f"Die Kennung „{original}“ ist leer oder doppelt.", f"The identifier “{original}” is empty or double."
            ),
            Text("Jedes Projekt braucht seine eigene Kennung.", "Every project needs an identifier of its own."),
        )
    if cost is None:
        log.add(row.place("cost"), *amount_fault(row.text("cost")))
    selected = _selected(row, log)
    if not original or cost is None:
        return None
    return Project(
        id=own_id,
        original_id=original,
        title=row.text("name"),
        description=row.text("description"),
        cost_cents=cost,
        categories=row.items("category"),
        beneficiaries=row.items("beneficiaries") or row.items("target"),
        votes=read_whole(row.text("votes")),
        selected=selected,
    )


def _selected(row: Row, log: FaultLog) -> int | None:
    text = row.text("selected")
    number = read_whole(text)
    if text and (number is None or number > _HIGHEST_SELECTED):
        log.add(
            row.place("selected"),
            Text(f"„{text}“ ist kein Ergebnis.", f"“{text}” is no outcome."),
            Text("Erlaubt sind 0, 1, 2, 3 oder leer.", "0, 1, 2, 3 or empty are allowed."),
        )
    return number
