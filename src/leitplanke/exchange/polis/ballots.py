"""The votes: `votes.csv` with one vote per row, or `participants-votes.csv` with one person per row."""

from dataclasses import dataclass, field

from leitplanke.exchange.foreign_sheets import ForeignSheet
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.kernel.texts import Text

VOTES = {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1}
_REMEDY = Text("1 stimmt zu, 0 enthält sich, -1 lehnt ab.", "1 agrees, 0 passes, -1 disagrees.")


@dataclass(slots=True)
class Ballots:
    """Votes one by one in the order in which they count: who, on what, how. `groups`: Polis' own by participant."""

    people: list[str] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    in_file_order: bool = False

    def state(self) -> dict[tuple[str, str], int]:
        """The last vote of everybody on everything."""
        return dict(zip(zip(self.people, self.statements, strict=True), self.values, strict=True))


def read_votes(sheet: ForeignSheet, log: FaultLog) -> Ballots:
    """One vote per row, by time if every row tells it, otherwise as they stand; a later one replaces an earlier one."""
    at_who = sheet.need(log, "voter-id", "participant", "participant-id", "pid")
    at_what = sheet.need(log, "comment-id", "statement-id", "tid")
    at_vote = sheet.need(log, "vote", "value")
    if at_who is None or at_what is None or at_vote is None:
        return Ballots()
    at_time = sheet.position("timestamp", "time", "created")
    times = [fields[at_time].strip() for _, fields in sheet.rows] if at_time is not None else []
    is_timed = bool(times) and all(time.isdecimal() for time in times)
    order = sorted(range(len(times)), key=lambda i: int(times[i])) if is_timed else range(len(sheet.rows))
    ballots = Ballots(in_file_order=not is_timed)
    faults = []
    for index in order:
        row, fields = sheet.rows[index]
        value = VOTES.get(fields[at_vote].strip())
        if value is None or not fields[at_who].strip() or not fields[at_what].strip():
            faults.append((row, fields[at_vote].strip()))
        else:
            ballots.people.append(fields[at_who].strip())
            ballots.statements.append(fields[at_what].strip())
            ballots.values.append(value)
    for row, given in sorted(faults):
        _note_vote(Place(sheet.file, row, "vote"), given, log)
    return ballots


def read_participants(sheet: ForeignSheet, log: FaultLog) -> Ballots:
    """One person per row; the columns whose names are numbers hold the votes on the statements of these ids."""
    at_who = sheet.need(log, "participant", "voter-id", "participant-id", "pid")
    columns = [(at, name) for at, name in enumerate(sheet.header) if name.isdecimal()]
    if at_who is None or not _has_columns(sheet, columns, log):
        return Ballots()
    at_group = sheet.position("group-id", "group")
    ballots, seen = Ballots(), dict[str, int]()
    for row, fields in sheet.rows:
        who = fields[at_who].strip()
        if not _is_new(who, row, seen, Place(sheet.file, row, "participant"), log):
            continue
        for at, name in columns:
            if (cell := fields[at]) and (cell := cell.strip()):
                if (value := VOTES.get(cell)) is None:
                    _note_vote(Place(sheet.file, row, name), cell, log)
                else:
                    ballots.people.append(who)
                    ballots.statements.append(name)
                    ballots.values.append(value)
        if at_group is not None and (group := fields[at_group].strip()):
            ballots.groups[who] = group
    return ballots


def _has_columns(sheet: ForeignSheet, columns: list[tuple[int, str]], log: FaultLog) -> bool:
    names = [name for _, name in columns]
    doubled = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if not columns or doubled:
        log.add(
            Place(sheet.file, 1, ", ".join(doubled)),
            Text("Die Spalte steht doppelt.", "The column stands twice.")
            if doubled
            else Text("Es gibt keine Spalte mit Stimmen.", "There is no column with votes."),
            Text(
                "Jede Aussage hat eine Spalte, die wie ihre comment-id heißt.",
                "Every statement has one column, named like its comment-id.",
            ),
        )
    return bool(columns) and not doubled


def _is_new(who: str, row: int, seen: dict[str, int], place: Place, log: FaultLog) -> bool:
    if who and who not in seen:
        seen[who] = row
        return True
    problem = (
        Text(f"{who} steht schon in Zeile {seen[who]}.", f"{who} stands in row {seen[who]} already.")
        if who
        else Text("Die Kennung fehlt.", "The identifier is missing.")
    )
    log.add(place, problem, Text("Jede Person hat eine Zeile.", "Every person has one row."))
    return False


def _note_vote(place: Place, value: str, log: FaultLog) -> None:
    problem = (
        Text(f"„{value}“ ist keine Stimme.", f"“{value}” is no vote.")
        if value not in VOTES
        else Text("Person oder Aussage fehlt.", "The person or the statement is missing.")
    )
    log.add(place, problem, _REMEDY)
