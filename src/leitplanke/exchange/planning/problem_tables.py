"""A planning problem as tables: a folder of CSV files or the sheets of one workbook, with all relations.

What each table holds: `docs/planning-tables.md`. Amounts are German (`1.234,56`); lists are separated by commas, the
months of a profile by blanks.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from graphlib import CycleError
from typing import TypeVar

from leitplanke.exchange.fields import RowReader, hundredths, identifier, plain, whole, yes_no
from leitplanke.exchange.located import Record, Sheet, read_sheet
from leitplanke.exchange.places import FaultLog, Place
from leitplanke.exchange.planning.plan_table import COLUMNS as PLAN_COLUMNS
from leitplanke.exchange.planning.plan_table import plan_lines
from leitplanke.kernel.dates import Month, month, months_between
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.money import split_evenly
from leitplanke.kernel.relations import Choice, RelationKind, Wait, WaitKind
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import (
    Activity,
    ActivityMode,
    FiscalYear,
    FixedStart,
    Pot,
    Problem,
    Release,
    ReleaseKind,
    Stability,
    Unit,
)

Value = TypeVar("Value")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "problem": ("first_month", "months", "tail_months", "investive_carries_over", "consumptive_carries_over"),
    "units": ("unit", "name", "from", "fte"),
    "years": ("year", "investive", "consumptive"),
    "audiences": ("audience", "weight_percent"),
    "measures": (
        "measure",
        "is_mandatory",
        "deadline",
        "release",
        "due",
        "lateness",
        "fixed_start",
        "fixed_mode",
        "requires",
        "benefit",
    ),
    "modes": ("measure", "mode", "months", "investive", "consumptive", "running_per_year"),
    "staffing": ("measure", "mode", "unit", "fte"),
    "draws": ("measure", "mode", "pot", "amount"),
    "relations": ("measure", "kind", "others", "months"),
    "choices": ("choice", "members", "least", "most"),
    "pots": ("pot", "name", "amount", "first", "last", "share_percent"),
    "fairness": ("least_percent",),
    "stability": ("most_changes", "keeping", "shift"),
    "published": PLAN_COLUMNS,
}
_OPTIONAL = frozenset({"staffing", "draws", "relations", "choices", "pots", "fairness", "stability", "published"})


def csv_of(rows: list[list[str]]) -> str:
    """A sheet of a workbook as the table that it would be as a file."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue()


def read_problem_tables(texts: Mapping[str, str], *, ending: str) -> Problem:
    """The problem in these tables by name; `ending` follows the name where a fault is told.

    Raises `FaultyInputError` with every fault, its table, row and column.
    """
    log = FaultLog()
    tables = {name: _records(name, texts.get(name), ending, log) for name in COLUMNS if name != "published"}
    published = read_sheet(f"published{ending}", texts["published"], log) if "published" in texts else None
    for name in sorted(set(texts) - set(COLUMNS)):
        log.add(
            Place(f"{name}{ending}"),
            Text("Diese Tabelle gehört nicht dazu.", "This table does not belong here."),
            Text(f"Es gibt: {', '.join(COLUMNS)}.", f"There are: {', '.join(COLUMNS)}."),
        )
    log.raise_if_any(_rank(ending))
    found = _Reader(tables, published, log, ending).problem()
    log.raise_if_any(_rank(ending))
    assert found is not None
    return found


def _rank(ending: str) -> Callable[[str], tuple[int, str]]:
    order = {f"{name}{ending}": place for place, name in enumerate(COLUMNS)}
    return lambda file: (order.get(file, len(order)), file)


def _records(name: str, text: str | None, ending: str, log: FaultLog) -> list[Record]:
    """The rows of a table; a fault is noted where it is missing or lacks columns."""
    if text is None:
        if name not in _OPTIONAL:
            log.add(
                Place(f"{name}{ending}"),
                Text("Die Tabelle fehlt.", "The table is missing."),
                Text(f"Spalten: {'; '.join(COLUMNS[name])}.", f"Columns: {'; '.join(COLUMNS[name])}."),
            )
        return []
    sheet = read_sheet(f"{name}{ending}", text, log)
    if sheet is None:
        return []
    wrong = sorted(set(COLUMNS[name]) ^ set(sheet.header))
    if wrong or len(set(sheet.header)) < len(sheet.header):
        log.add(
            Place(sheet.file, 1),
            Text(f"Die Spalten stimmen nicht: {', '.join(wrong)}.", f"The columns are not right: {', '.join(wrong)}."),
            Text(f"Es sind: {'; '.join(COLUMNS[name])}.", f"They are: {'; '.join(COLUMNS[name])}."),
        )
        return []
    return list(sheet.records())


class _Reader:
    """From rows to the problem; every fault is noted where it stands."""

    def __init__(self, tables: Mapping[str, list[Record]], published: Sheet | None, log: FaultLog, ending: str) -> None:
        self._tables, self._published, self._log, self._ending = tables, published, log, ending
        self._first: Month | None = None
        self._months = 0

    def problem(self) -> Problem | None:
        """None with faults noted."""
        rows = self._tables["problem"]
        if len(rows) != 1:
            self._log.add(
                Place(f"problem{self._ending}"),
                Text("Hier steht genau eine Zeile.", "There is exactly one row here."),
                Text("Ein Problem je Ordner oder Mappe.", "One problem per folder or workbook."),
            )
            return None
        head = RowReader(rows[0], self._log)
        self._first = head.required("first_month", partial(month, field="first_month"))
        self._months = head.required("months", whole)
        tail = head.optional("tail_months", whole, 12)
        carried = [head.optional(f"{kind}_carries_over", yes_no, False) for kind in ("investive", "consumptive")]
        if not head.is_sound or not 1 <= self._months <= _MOST_MONTHS:
            if head.is_sound:
                self._log.add(rows[0].place("months"), _NO_HORIZON, _HORIZON)
            return None
        for table, column in (("years", "year"), ("audiences", "audience"), ("measures", "measure"), ("pots", "pot")):
            self._require_once(table, column)
        audiences, stability = self._each("audiences", _audience), self._stability()
        least = self._each("fairness", _least_percent)
        years, pots, choices = self._each("years", _year), self._each("pots", self._pot), self._each("choices", _choice)
        units = self._units()
        activities = self._activities([audience for audience, _ in audiences])
        if self._log.faults:
            return None
        made = self._log.attempt(
            rows[0],
            lambda: Problem(
                first_month=self._first or Month(""),
                months=self._months,
                units=units,
                years=tuple(sorted(years, key=lambda one: one.year)),
                activities=activities,
                exclusions=(),
                audiences=tuple(audience for audience, _ in audiences),
                weights_percent=tuple(weight for _, weight in audiences),
                tail_months=tail,
                pots=tuple(pots),
                investive_carries_over=carried[0],
                consumptive_carries_over=carried[1],
                choices=tuple(choices),
                stability=stability,
            ),
        )
        return made if made is None or not least else self._with_fairness(made, least)

    def _with_fairness(self, problem: Problem, least: list[int]) -> Problem | None:
        """What every audience could get is counted from the problem itself."""
        from leitplanke.roadmap.fairness import with_fairness  # noqa: PLC0415 - solver libraries behind it

        row = self._tables["fairness"][0]
        if len(least) > 1:
            self._log.add(self._tables["fairness"][1].place("least_percent"), _TWICE, _ONE_ROW)
            return None
        try:
            return self._log.attempt(row, lambda: with_fairness(problem, least[0]))
        except CycleError:
            return problem  # told with its circle by whoever reads the problem

    def _stability(self) -> Stability | None:
        """The published plan, if there is one, with how many measures may differ and what staying counts."""
        published = [] if self._published is None else [self._published]
        first = self._first or Month("")
        lines = tuple(line for sheet in published for line in plan_lines(sheet, self._log, first_month=first))
        rows = self._tables["stability"]
        if len(rows) > 1:
            self._log.add(rows[1].place("most_changes"), _TWICE, _ONE_ROW)
        if not rows:
            return None
        row = RowReader(rows[0], self._log)
        most = row.optional("most_changes", whole, None)
        keeping, shift = row.optional("keeping", whole, 0), row.optional("shift", whole, 0)
        return row.build(lambda: Stability(lines, most, keeping, shift))

    def _require_once(self, table: str, column: str) -> None:
        """No two rows about the same."""
        seen: set[str] = set()
        for record in self._tables[table]:
            value = record.fields[column]
            if value in seen:
                words = Text(f"„{value}“ steht zweimal in der Tabelle.", f"“{value}” is in the table twice.")
                self._log.add(record.place(column), words, _ONE_EACH)
            seen.add(value)

    def _each(self, table: str, read: Callable[[RowReader], Value | None]) -> list[Value]:
        found = (read(RowReader(record, self._log)) for record in self._tables[table])
        return [one for one in found if one is not None]

    def _index(self, row: RowReader, column: str) -> int | None:
        value = row.month(column)
        return None if value is None or self._first is None else months_between(self._first, value)

    def _pot(self, row: RowReader) -> Pot | None:
        pot, amount = row.required("pot", identifier), row.required("amount", hundredths)
        name = row.text("name") or row.text("pot")
        first, last = self._index(row, "first"), self._index(row, "last")
        share = row.optional("share_percent", whole, None)
        return row.build(lambda: Pot(pot, Text(name), amount, first, last, share))

    def _units(self) -> tuple[Unit, ...]:
        """A row holds from its month on until the next one of the same unit."""
        steps: dict[str, list[tuple[int, int]]] = defaultdict(list)
        names: dict[str, str] = {}
        rows: dict[str, Record] = {}
        for record in self._tables["units"]:
            row = RowReader(record, self._log)
            unit, fte = row.required("unit", identifier), row.required("fte", hundredths)
            start = self._index(row, "from") or 0
            if row.is_sound:
                steps[unit].append((start, fte))
                names[unit] = row.text("name") or names.get(unit, unit)
                rows.setdefault(unit, record)
        units = []
        for unit, changes in steps.items():
            in_order = sorted(changes)
            capacity = tuple(
                next((fte for start, fte in reversed(in_order) if start <= at), 0) for at in range(self._months)
            )
            units.append(self._log.attempt(rows[unit], partial(Unit, unit, Text(names[unit]), capacity)))
        return tuple(unit for unit in units if unit is not None)

    def _activities(self, audiences: list[str]) -> tuple[Activity, ...]:
        parts = _Parts(self._tables, self._log)
        return tuple(self._each("measures", partial(self._activity, parts, audiences)))

    def _activity(self, parts: "_Parts", audiences: list[str], row: RowReader) -> Activity | None:
        measure = row.required("measure", identifier)
        benefit = dict(row.weighted_items("benefit") or ())
        strangers = sorted(set(benefit) - set(audiences))
        if strangers:
            row.is_sound = False
            self._log.add(
                row.record.place("benefit"),
                Text(f"Zielgruppen ohne Gewicht: {', '.join(strangers)}.", f"No weight: {', '.join(strangers)}."),
                Text("Tragen Sie sie in audiences ein.", "Enter them in audiences."),
            )
        self._require_known(row, "requires")
        release, fixed_start = self._index(row, "release"), self._index(row, "fixed_start")
        fixed_mode = row.text("fixed_mode")
        modes = parts.modes.get(measure, [])
        is_sound_mode = fixed_start is None or fixed_mode in {mode.id for mode in modes}
        if not modes or not is_sound_mode:
            row.is_sound = False
            self._log.add(
                row.record.place("fixed_mode" if modes else "measure"),
                Text(f"{measure} hat keine solche Umsetzungsart.", f"{measure} has no such mode."),
                Text("Ergänzen Sie die Zeile in modes.", "Add the row to modes."),
            )
        make = partial(
            Activity,
            id=measure,
            modes=tuple(modes),
            benefit=tuple(benefit.get(audience, 0) for audience in audiences),
            prerequisites=row.items("requires"),
            releases=() if not release or release < 0 else (Release(release, ReleaseKind.TOWN, measure),),
            deadline=self._index(row, "deadline"),
            is_mandatory=row.optional("is_mandatory", yes_no, False),
            fixed=None if fixed_start is None else FixedStart(fixed_mode, fixed_start),
            waits=tuple(parts.waits.get(measure, ())),
            any_of=tuple(parts.any_of.get(measure, ())),
            due=self._index(row, "due"),
            lateness=row.optional("lateness", whole, 0),
        )
        return row.build(make)

    def _require_known(self, row: RowReader, column: str) -> None:
        """A measure waits for measures alone: anything else is a slip of the pen, and would leave it out in silence."""
        known = {record.fields["measure"] for record in self._tables["measures"]}
        for name in sorted(set(row.items(column)) - known):
            row.is_sound = False
            self._log.add(
                row.record.place(column),
                Text(f"„{name}“ gibt es nicht.", f"There is no “{name}”."),
                Text("Berichtigen Sie die Kennung.", "Mend the identifier."),
            )


class _Parts:
    """What stands in tables of its own, by measure."""

    def __init__(self, tables: Mapping[str, list[Record]], log: FaultLog) -> None:
        self.modes: dict[str, list[ActivityMode]] = defaultdict(list)
        self.waits: dict[str, list[Wait]] = defaultdict(list)
        self.any_of: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        self._staff: dict[tuple[str, str], list[tuple[str, tuple[int, ...]]]] = defaultdict(list)
        self._draws: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
        measures = {record.fields["measure"] for record in tables["measures"]}
        modes: set[tuple[str, ...]] = {(one.fields["measure"], one.fields["mode"]) for one in tables["modes"]}
        units: set[tuple[str, ...]] = {(record.fields["unit"],) for record in tables["units"]}
        pots: set[tuple[str, ...]] = {(record.fields["pot"],) for record in tables["pots"]}
        for record in tables["staffing"]:
            row = RowReader(record, log)
            unit, fte = row.required("unit", plain), row.required("fte", _profile)
            known = row.is_sound and _is_known(row, units, ("unit",), where="units")
            if known and _is_known(row, modes, ("measure", "mode")):
                self._staff[record.fields["measure"], record.fields["mode"]].append((unit, fte))
        for record in tables["draws"]:
            row = RowReader(record, log)
            pot, amount = row.required("pot", plain), row.required("amount", hundredths)
            known = row.is_sound and _is_known(row, pots, ("pot",), where="pots")
            if known and _is_known(row, modes, ("measure", "mode")):
                self._draws[record.fields["measure"], record.fields["mode"]].append((pot, amount))
        for record in tables["modes"]:
            row = RowReader(record, log)
            made = self._mode(row)
            if made is not None and _is_known(row, {(one,) for one in measures}, ("measure",)):
                self.modes[record.fields["measure"]].append(made)
        for record in tables["relations"]:
            row = RowReader(record, log)
            if _is_known(row, {(one,) for one in measures}, ("measure",)):
                self._relation(row, measures)

    def _mode(self, row: RowReader) -> ActivityMode | None:
        measure, mode = row.required("measure", plain), row.required("mode", identifier)
        duration = row.required("months", whole)
        nothing: tuple[int, ...] = (0,)
        amounts = [row.optional(kind, _profile, nothing) for kind in ("investive", "consumptive")]
        running = row.optional("running_per_year", hundredths, 0)
        staff = self._staff.get((measure, mode), ())

        def make() -> ActivityMode:
            investive, consumptive = (_by_month(one, duration) for one in amounts)
            constant = tuple((unit, profile[0]) for unit, profile in staff if len(profile) == 1)
            varying = tuple((unit, profile) for unit, profile in staff if len(profile) > 1)
            draws = tuple(self._draws.get((measure, mode), ()))
            return ActivityMode(mode, duration, constant, investive, consumptive, running, draws, varying)

        return row.build(make)

    def _relation(self, row: RowReader, measures: set[str]) -> None:
        measure, kind = row.required("measure", plain), row.choice("kind", RelationKind)
        others, months = row.items("others"), row.optional("months", whole, 0)
        if not row.is_sound:
            return
        strangers = sorted(set(others) - measures)
        if strangers or not others:
            row.log.add(
                row.record.place("others"),
                Text(f"Diese Maßnahmen gibt es nicht: {', '.join(strangers)}.", f"Unknown: {', '.join(strangers)}."),
                Text("Nennen Sie Kennungen aus measures.", "Name identifiers of measures."),
            )
        elif kind is RelationKind.ANY_OF:
            self.any_of[measure].append(others)
        else:
            made = (row.build(partial(Wait, other, WaitKind(str(kind)), months)) for other in others)
            self.waits[measure].extend(wait for wait in made if wait is not None)


def _is_known(
    row: RowReader, known: set[tuple[str, ...]], columns: tuple[str, ...], *, where: str = "measures oder modes"
) -> bool:
    """Whether the row belongs to something that there is; a fault is noted if not."""
    wanted = tuple(row.record.fields[column] for column in columns)
    if wanted in known:
        return True
    name = ", ".join(wanted)
    row.log.add(
        row.record.place(columns[0]),
        Text(f"„{name}“ steht in keiner Tabelle.", f"“{name}” is in no table."),
        Text(f"Ergänzen Sie {where}.", f"Add it to {where.replace('oder', 'or')}."),
    )
    return False


def _audience(row: RowReader) -> tuple[str, int] | None:
    audience, weight = row.required("audience", identifier), row.required("weight_percent", whole)
    return (audience, weight) if row.is_sound else None


def _least_percent(row: RowReader) -> int | None:
    least = row.required("least_percent", whole)
    return least if row.is_sound else None


def _year(row: RowReader) -> FiscalYear | None:
    year = row.required("year", whole)
    investive, consumptive = row.required("investive", hundredths), row.required("consumptive", hundredths)
    return row.build(lambda: FiscalYear(year, investive, consumptive))


def _choice(row: RowReader) -> Choice | None:
    choice, members = row.required("choice", identifier), row.items("members")
    least, most = row.optional("least", whole, 0), row.required("most", whole)
    return row.build(lambda: Choice(choice, members, least, most))


def _profile(text: str) -> tuple[int, ...]:
    """One amount, or one for each month."""
    return tuple(hundredths(part) for part in text.split())


def _by_month(amounts: tuple[int, ...], duration: int) -> tuple[int, ...]:
    """One amount is spread evenly in whole cents."""
    if len(amounts) > 1 or not 0 < duration <= _MOST_MONTHS:
        if duration == 0 and amounts == (0,):
            return ()
        if len(amounts) != duration:
            raise InvalidValueError("months", _NO_FIT, _FIT)
        return amounts
    return split_evenly(amounts[0], duration)


_MOST_MONTHS = 1_200
_NO_HORIZON = Text("Das ist kein Fahrplan.", "That is no roadmap.")
_HORIZON = Text(f"Erlaubt sind 1 bis {_MOST_MONTHS} Monate.", f"1 to {_MOST_MONTHS} months are allowed.")
_TWICE = Text("Hier steht höchstens eine Zeile.", "There is one row here at most.")
_ONE_EACH = Text("Nehmen Sie eine der beiden Zeilen heraus.", "Take one of the two rows out.")
_ONE_ROW = Text("Nehmen Sie die anderen heraus.", "Take the others out.")
_NO_FIT = Text("Das Geld passt nicht zur Dauer.", "The money does not fit the duration.")
_FIT = Text("Ein Betrag, oder einer je Monat.", "One amount, or one per month.")
