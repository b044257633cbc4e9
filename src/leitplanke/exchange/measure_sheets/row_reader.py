"""Reads the cells of one row, each by what its column is mapped to, and keeps account of all of them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from leitplanke.exchange.measure_sheets.amounts import Reading, read_fte, read_money, read_yes_no, yearly_in_one_off
from leitplanke.exchange.measure_sheets.fates import CellFate
from leitplanke.exchange.measure_sheets.mapping import ColumnChoice, TownNames, best_name
from leitplanke.exchange.measure_sheets.targets import LISTED, MONEY, MONTHS, TARGET
from leitplanke.exchange.measure_sheets.times import read_month, read_span
from leitplanke.kernel.dates import Month, months_between
from leitplanke.kernel.texts import Text

MOST_TITLE = 300
_NAMED = ("field", "service_area", "lead_unit")
_YEARS = re.compile(r"\bjahr", re.IGNORECASE)

_NOTHING = Text("nichts eingetragen", "nothing entered")
_UNKNOWN_NAME = Text("hier unter diesem Namen nicht bekannt", "not known here by this name")
_OUTSIDE = Text("liegt außerhalb des Planungszeitraums", "lies outside the time of the plan")
_NEITHER = Text("weder ja noch nein", "neither yes nor no")
_NO_UNITS = Text("die Stadt hat noch keine Einheiten mit Personal", "the town has no units with staff yet")
_NO_SUCH = Text("nicht jede Voraussetzung ist hier bekannt", "not every prerequisite is known here")
_SHORTENED = Text("gekürzt; der ganze Titel steht in der Beschreibung", "shortened; the description holds it whole")
_OWN_NUMBER = Text("als Kennung nicht möglich oder vergeben", "not possible as an identifier, or in use")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a row refers to: the town's names, and the identifiers of the sheet's own rows by what they are called."""

    names: TownNames
    by_number: Mapping[str, str]
    by_title: Mapping[str, Text]


@dataclass(slots=True)
class RowCells:
    """The account of one row. `values` holds what was read by target, `said` what the examination has to mention."""

    around: Surroundings
    identifier: str
    values: dict[str, object] = field(default_factory=dict)
    taken: list[CellFate] = field(default_factory=list)
    unclear: list[CellFate] = field(default_factory=list)
    left: list[CellFate] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def read(self, choice: ColumnChoice, cell: str) -> None:
        """Read one filled cell."""
        target = choice.target
        if target == LISTED:
            self.left.append(CellFate(choice.name, target, cell))
        elif target in MONEY:
            self._money(choice, cell)
        elif target in MONTHS:
            self._month(choice, cell)
        elif target in _NAMED:
            self._named(choice, cell)
        else:
            _SPECIAL.get(target, RowCells._words)(self, choice, cell)

    def doubt(self, choice: ColumnChoice, cell: str, why: Text, *, read: Text = Text("")) -> None:  # noqa: B008 - frozen
        """A cell that is not certain, or not taken: its own words go to the examination."""
        self.unclear.append(CellFate(choice.name, choice.target, cell, read, why))
        told = f" → {read.de}" if read.de else ""
        self.said.append(f"{TARGET[choice.target].name.de}, laut Tabelle „{cell}“{told} ({why.de})")

    def take(self, choice: ColumnChoice, cell: str, read: Text) -> None:
        """A cell that is certain."""
        self.taken.append(CellFate(choice.name, choice.target, cell, read))

    def _words(self, choice: ColumnChoice, cell: str) -> None:
        before = self.values.get(choice.target)
        self.values[choice.target] = f"{before}\n{cell}" if before else cell
        self.take(choice, cell, Text(cell, cell))

    def _note(self, choice: ColumnChoice, cell: str) -> None:
        self.said.append(f"{choice.name}: {cell}")
        self.take(choice, cell, Text("Hinweis bei den Annahmen", "note with the assumptions"))

    def _title(self, choice: ColumnChoice, cell: str) -> None:
        line = " ".join(cell.split())
        if len(line) <= MOST_TITLE:
            self.values["title"] = line
            self.take(choice, cell, Text(line, line))
            return
        self.values["title"] = f"{line[: MOST_TITLE - 1]}…"
        self.values["whole_title"] = cell
        self.unclear.append(CellFate(choice.name, "title", cell, Text(str(self.values["title"])), _SHORTENED))

    def _id(self, choice: ColumnChoice, cell: str) -> None:
        if cell == self.identifier:
            self.take(choice, cell, Text(cell, cell))
        else:
            self.doubt(choice, cell, _OWN_NUMBER, read=Text(self.identifier, self.identifier))

    def _named(self, choice: ColumnChoice, cell: str) -> None:
        names = self.around.names
        known = {"field": names.fields, "service_area": names.service_areas, "lead_unit": names.units}[choice.target]
        found = cell if choice.target == "lead_unit" and not known else best_name(cell, known)
        if found is None:
            self.doubt(choice, cell, _UNKNOWN_NAME)
        else:
            self.values[choice.target] = found
            self.take(choice, cell, known.get(found, Text(found)))

    def _participants(self, choice: ColumnChoice, cell: str) -> None:
        parts = dict.fromkeys(part.strip() for part in re.split(r"[,;\n]+", cell) if part.strip())
        before = self.values.get("participants", ())
        assert isinstance(before, tuple)
        self.values["participants"] = tuple(dict.fromkeys((*before, *parts)))
        self.take(choice, cell, Text(", ".join(parts)))

    def _is_mandatory(self, choice: ColumnChoice, cell: str) -> None:
        said = read_yes_no(cell)
        if said is None:
            self.doubt(choice, cell, _NEITHER)
            return
        self.values["is_mandatory"] = said
        self.take(choice, cell, Text("ja", "yes") if said else Text("nein", "no"))

    def _money(self, choice: ColumnChoice, cell: str) -> None:
        reading = read_money(cell, factor=choice.factor)
        self._amount(choice, cell, reading if choice.target == "running" else yearly_in_one_off(reading), "€")

    def _fte(self, choice: ColumnChoice, cell: str) -> None:
        if not self.around.names.units:
            self.doubt(choice, cell, _NO_UNITS)
            return
        self._amount(choice, cell, read_fte(cell), "VZÄ")

    def _amount(self, choice: ColumnChoice, cell: str, reading: Reading, unit: str) -> None:
        read = _NOTHING if reading.hundredths is None else _told(reading.hundredths, unit)
        if reading.hundredths is not None:
            self.values[choice.target] = reading.hundredths
        if reading.doubts:
            known = read if reading.hundredths is not None else Text("")
            self.doubt(choice, cell, _joined(reading.doubts), read=known)
        else:
            self.take(choice, cell, read)

    def _month(self, choice: ColumnChoice, cell: str) -> None:
        reading = read_month(cell, is_end=choice.target != "release")
        if reading.month is None:
            if reading.doubts:
                self.doubt(choice, cell, _joined(reading.doubts))
            else:
                self.take(choice, cell, _NOTHING)
        elif choice.target != "decision_due" and not self._is_in_plan(reading.month):
            self.doubt(choice, cell, _OUTSIDE)
        else:
            self.values[choice.target] = reading.month
            read = Text(reading.month, reading.month)
            if reading.doubts:
                self.doubt(choice, cell, _joined(reading.doubts), read=read)
            else:
                self.take(choice, cell, read)

    def _is_in_plan(self, found: Month) -> bool:
        return 0 <= months_between(self.around.names.plan_from, found) < self.around.names.plan_months

    def _duration(self, choice: ColumnChoice, cell: str) -> None:
        reading = read_span(cell, is_in_years=bool(_YEARS.search(choice.heading)))
        if reading.months is None:
            if reading.doubts:
                self.doubt(choice, cell, _joined(reading.doubts))
            else:
                self.take(choice, cell, _NOTHING)
            return
        self.values["duration_months"] = reading.months
        read = Text(f"{reading.months} Monate", f"{reading.months} months")
        if reading.doubts:
            self.doubt(choice, cell, _joined(reading.doubts), read=read)
        else:
            self.take(choice, cell, read)

    def _requires(self, choice: ColumnChoice, cell: str) -> None:
        parts = [part.strip() for part in re.split(r"[,;\n]+", cell) if part.strip(" -–")]
        found = [self._measure_called(part) for part in parts]
        known = tuple(dict.fromkeys(one for one in found if one is not None and one != self.identifier))
        self.values["requires"] = known
        read = Text(", ".join(known))
        if None in found or self.identifier in found:
            self.doubt(choice, cell, _NO_SUCH, read=read)
        else:
            self.take(choice, cell, read if known else _NOTHING)

    def _measure_called(self, words: str) -> str | None:
        return self.around.by_number.get(words.casefold()) or best_name(words, self.around.by_title)


_SPECIAL: Mapping[str, Callable[[RowCells, ColumnChoice, str], None]] = {
    "title": RowCells._title,  # noqa: SLF001 - its own methods, by target
    "id": RowCells._id,  # noqa: SLF001 - likewise
    "participants": RowCells._participants,  # noqa: SLF001 - likewise
    "is_mandatory": RowCells._is_mandatory,  # noqa: SLF001 - likewise
    "fte": RowCells._fte,  # noqa: SLF001 - likewise
    "duration_months": RowCells._duration,  # noqa: SLF001 - likewise
    "requires": RowCells._requires,  # noqa: SLF001 - likewise
    "note": RowCells._note,  # noqa: SLF001 - likewise
}


def _told(hundredths: int, unit: str) -> Text:
    """An amount in words: 50.000,00 €."""
    english = f"{hundredths / 100:,.2f}"
    return Text(f"{english.translate(str.maketrans(',.', '.,'))} {unit}", f"{english} {unit.replace('VZÄ', 'FTE')}")


def _joined(doubts: tuple[Text, ...]) -> Text:
    return Text("; ".join(one.de for one in doubts), "; ".join(one.en for one in doubts))
