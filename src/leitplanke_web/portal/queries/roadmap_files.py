"""A roadmap as files for the programs in which a town hall goes on working: tables, calendars, project plans."""

from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.planning.roadmap_files import ROADMAP_FILES, export_roadmap
from leitplanke.report.edition import Documents
from leitplanke.report.table import roadmap_csv

TABLES = ("roadmap.csv", "roadmap.xlsx")
NAMES = (*TABLES, *ROADMAP_FILES)
WORDS = {
    "roadmap.csv": _("Der ganze Fahrplan als Tabelle (CSV)"),
    "roadmap.xlsx": _("Der ganze Fahrplan für Excel und LibreOffice (XLSX)"),
    "roadmap.ics": _("Für den Kalender (iCalendar)"),
    "roadmap.xml": _("Für Microsoft Project, ProjectLibre und andere (XML)"),
    "roadmap-openproject.json": _("Für OpenProject (JSON)"),
}


def roadmap_file(documents: Documents, name: str) -> bytes:
    """One of `NAMES`; KeyError for any other."""
    evidence, strategy, roadmap = documents.evidence, documents.strategy, documents.roadmap
    if name == "roadmap.csv":
        return roadmap_csv(evidence=evidence, strategy=strategy, roadmap=roadmap)
    if name == "roadmap.xlsx":
        from leitplanke.report.table_workbook import roadmap_xlsx  # noqa: PLC0415 - a slow library behind it

        return roadmap_xlsx(evidence=evidence, strategy=strategy, roadmap=roadmap)
    return export_roadmap(strategy, roadmap, name=name)
