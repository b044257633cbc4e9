"""CSV that opens in German Excel: the one way in which tables leave; `located.read_sheet` is the one way in."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from leitplanke.exchange.located import STARTS_FORMULA
from leitplanke.kernel.texts import Text
from leitplanke.roadmap.model import Assignment, Horizon, Omission, Roadmap, YearAmount
from leitplanke.strategy.model import Measure, MeasureState, Strategy

CsvField = str | int | Decimal | None

FICTITIOUS = Text("Erfundene Kommune: Alle Angaben sind erfunden.", "Fictitious town: all figures are invented.")
_BYTE_ORDER_MARK = "\ufeff"
_STATES = {
    MeasureState.IDEA: "Idee",
    MeasureState.UNDER_EXAMINATION: "in Prüfung",
    MeasureState.DECIDED: "beschlossen",
    MeasureState.RUNNING: "läuft",
    MeasureState.BLOCKED: "blockiert",
    MeasureState.DONE: "fertig",
    MeasureState.REJECTED: "abgelehnt",
}
_HORIZONS = {Horizon.SHORT: "kurzfristig", Horizon.MEDIUM: "mittelfristig", Horizon.LONG: "langfristig"}


def write_csv(header: Sequence[str], rows: Iterable[Sequence[CsvField]]) -> bytes:
    """A table in UTF-8 with byte order mark, `;`, CRLF and decimal comma.

    Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers (int, Decimal) do not.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([_field(name) for name in header])
    writer.writerows([_field(value) for value in row] for row in rows)
    return (_BYTE_ORDER_MARK + buffer.getvalue()).encode()


def amount(cents: int) -> Decimal:
    """Cents as an amount with two decimals."""
    return Decimal(cents).scaleb(-2)


def roadmap_csv(roadmap: Roadmap, strategy: Strategy, *, reason_text: Callable[[Assignment | Omission], str]) -> bytes:
    """The roadmap in German, one row per measure: the planned ones by start, then what was left out, each with why."""
    measures = {measure.id: measure for measure in strategy.draft.measures}
    years = [budget.year for budget in roadmap.budgets]
    frame = _Words(roadmap, strategy)
    planned = sorted(roadmap.assignments, key=lambda assignment: (assignment.start, assignment.measure))
    left_out = sorted(roadmap.omissions, key=lambda omission: omission.measure)
    rows = [frame.planned(measures[line.measure], line, years, reason_text(line)) for line in planned]
    rows += [frame.left_out(measures[line.measure], years, reason_text(line)) for line in left_out]
    return write_csv(_header(years), rows)


class _Words:
    """Names of fields, areas and units, and the notice of a fictitious town."""

    def __init__(self, roadmap: Roadmap, strategy: Strategy) -> None:
        self._fields = {field.id: field.title.de for field in strategy.draft.fields}
        self._areas = {area.id: area.name.de for area in strategy.draft.service_areas}
        self._units = {unit: name.de for unit, name in roadmap.unit_names.items()}
        self._notice = FICTITIOUS.de if roadmap.provenance.is_fictitious else ""

    def planned(self, measure: Measure, line: Assignment, years: Sequence[int], reason: str) -> list[CsvField]:
        """The row of a measure that is in the roadmap."""
        mode = measure.mode(line.mode).name.de
        unit = self._units.get(line.lead_unit, line.lead_unit)
        when: list[CsvField] = ["ja", mode, unit, line.start, line.end, _HORIZONS[line.horizon]]
        return [*self._profile(measure), *when, *_money(line.money, years), reason, self._notice]

    def left_out(self, measure: Measure, years: Sequence[int], reason: str) -> list[CsvField]:
        """The row of a measure that is not in the roadmap."""
        unit = self._units.get(measure.lead_unit, measure.lead_unit)
        when: list[CsvField] = ["nein", None, unit, None, None, None]
        return [*self._profile(measure), *when, *([None] * (2 * len(years))), reason, self._notice]

    def _profile(self, measure: Measure) -> list[CsvField]:
        field = self._fields.get(measure.field, measure.field)
        area = self._areas.get(measure.service_area, measure.service_area)
        return [measure.id, measure.title.de, field, area, _STATES[measure.state]]


def _header(years: Sequence[int]) -> list[str]:
    profile = ["kennung", "titel", "handlungsfeld", "bereich", "stand"]
    when = ["im_fahrplan", "umsetzungsart", "federführung", "beginn", "ende", "horizont"]
    money = [f"{kind}_{year}" for year in years for kind in ("investiv", "konsumtiv")]
    return [*profile, *when, *money, "begründung", "hinweis"]


def _money(amounts: Sequence[YearAmount], years: Sequence[int]) -> list[CsvField]:
    by_year = {line.year: (amount(line.investive_cents), amount(line.consumptive_cents)) for line in amounts}
    return [part for year in years for part in by_year.get(year, (amount(0), amount(0)))]


def _field(value: CsvField) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(STARTS_FORMULA) else value
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)
