"""The roadmap's table as a workbook; apart from `report.table`, because slow libraries write it."""

from decimal import Decimal

from leitplanke.evidence.model import EvidenceReport
from leitplanke.exchange.surveys.spreadsheets import Cell, Sheet, workbook
from leitplanke.exchange.tables import CsvField
from leitplanke.report.table import roadmap_table
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy


def roadmap_xlsx(*, evidence: EvidenceReport, strategy: Strategy, roadmap: Roadmap) -> bytes:
    """The table of `report.table.roadmap_csv`, with amounts as numbers; the same documents give the same bytes."""
    header, rows = roadmap_table(evidence=evidence, strategy=strategy, roadmap=roadmap)
    return workbook((Sheet("Fahrplan", tuple(header), [[_cell(field) for field in row] for row in rows]),))


def _cell(field: CsvField) -> Cell:
    return float(field) if isinstance(field, Decimal) else field
