"""The roadmap as a table in German, for the spreadsheet in which a town hall works."""

from collections.abc import Sequence

from leitplanke.evidence.model import EvidenceReport
from leitplanke.exchange.tables import CsvField, amount, write_csv
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.names import Names, names_of
from leitplanke.report.reasons import reason_text
from leitplanke.report.voice import Voice
from leitplanke.report.words import HORIZON, STATE
from leitplanke.roadmap.model import Assignment, Omission, Roadmap, YearAmount
from leitplanke.strategy.model import Measure, Strategy

FICTITIOUS = Text("Erfundene Kommune: Alle Angaben sind erfunden.", "Fictitious town: all figures are invented.")


def roadmap_csv(*, evidence: EvidenceReport, strategy: Strategy, roadmap: Roadmap) -> bytes:
    """The table as CSV."""
    return write_csv(*roadmap_table(evidence=evidence, strategy=strategy, roadmap=roadmap))


def roadmap_table(
    *, evidence: EvidenceReport, strategy: Strategy, roadmap: Roadmap
) -> tuple[list[str], list[list[CsvField]]]:
    """Header and rows, one per measure: the planned ones by start, then what was left out, each with why."""
    measures = {measure.id: measure for measure in strategy.draft.measures}
    rows = _Rows(names_of(evidence=evidence, strategy=strategy, roadmap=roadmap), roadmap)
    planned = sorted(roadmap.assignments, key=lambda line: (line.start, line.measure))
    left_out = sorted(roadmap.omissions, key=lambda line: line.measure)
    return rows.header, [
        *(rows.planned(measures[line.measure], line) for line in planned),
        *(rows.left_out(measures[line.measure], line) for line in left_out),
    ]


class _Rows:
    """Rows in the order of `header`."""

    def __init__(self, names: Names, roadmap: Roadmap) -> None:
        self._names = names
        self._voice = Voice(Language.DE, roadmap.currency)
        self._years = [budget.year for budget in roadmap.budgets]
        self._notice = FICTITIOUS.de if roadmap.provenance.is_fictitious else ""

    @property
    def header(self) -> list[str]:
        profile = ["kennung", "titel", "handlungsfeld", "bereich", "stand"]
        when = ["im_fahrplan", "umsetzungsart", "federführung", "beginn", "ende", "horizont"]
        money = [f"{kind}_{year}" for year in self._years for kind in ("investiv", "konsumtiv")]
        return [*profile, *when, *money, "begründung", "hinweis"]

    def planned(self, measure: Measure, line: Assignment) -> list[CsvField]:
        mode, unit = measure.mode(line.mode).name.de, self._names.get("unit", line.lead_unit).de
        when: list[CsvField] = ["ja", mode, unit, line.start, line.end, HORIZON[line.horizon].de]
        return [*self._profile(measure), *when, *self._money(line.money), self._why(line), self._notice]

    def left_out(self, measure: Measure, line: Omission) -> list[CsvField]:
        when: list[CsvField] = ["nein", None, self._names.get("unit", measure.lead_unit).de, None, None, None]
        return [*self._profile(measure), *when, *([None] * (2 * len(self._years))), self._why(line), self._notice]

    def _profile(self, measure: Measure) -> list[CsvField]:
        field, area = self._names.get("field", measure.field), self._names.get("service_area", measure.service_area)
        return [measure.id, measure.title.de, field.de, area.de, STATE[measure.state].de]

    def _money(self, amounts: Sequence[YearAmount]) -> list[CsvField]:
        by_year = {line.year: (amount(line.investive_cents), amount(line.consumptive_cents)) for line in amounts}
        return [part for year in self._years for part in by_year.get(year, (amount(0), amount(0)))]

    def _why(self, line: Assignment | Omission) -> str:
        return reason_text(line, voice=self._voice, names=self._names)
