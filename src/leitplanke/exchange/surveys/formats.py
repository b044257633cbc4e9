"""Which program a file comes from, found from its bytes, and what reads it."""

from enum import StrEnum

from leitplanke.exchange.surveys.archives import member_names, read_member
from leitplanke.exchange.surveys.limesurvey.structure import survey_of
from leitplanke.exchange.surveys.limesurvey.survey import imported_survey
from leitplanke.exchange.surveys.limesurvey.tab_separated import decoded, survey_of_tsv
from leitplanke.exchange.surveys.limesurvey.xml_tables import read_tables
from leitplanke.exchange.surveys.losses import Imported, ImportLog, Part
from leitplanke.exchange.surveys.xlsform.form import imported_form
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text


class SurveyFormat(StrEnum):
    """A kind of file that a questionnaire comes in."""

    LIMESURVEY_XML = "limesurvey-xml"
    LIMESURVEY_ARCHIVE = "limesurvey-archive"
    LIMESURVEY_TSV = "limesurvey-tsv"
    XLSFORM = "xlsform"


def survey_format(data: bytes, *, file: str) -> SurveyFormat:
    """The format, by what the file holds, whatever it is called. Raises `FaultyInputError` if it is none of them."""
    if data[:4] == b"PK\x03\x04":
        names = member_names(data, file=file)
        return SurveyFormat.LIMESURVEY_ARCHIVE if any(name.endswith(".lss") for name in names) else SurveyFormat.XLSFORM
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":  # the container of old Excel files
        return SurveyFormat.XLSFORM
    start = decoded(data[:4_000]).lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return SurveyFormat.LIMESURVEY_XML
    head = start.split("\n", 1)[0].lower()
    if "class" in head and "\t" in head:
        return SurveyFormat.LIMESURVEY_TSV
    if "survey" in start.lower() and ("|" in head or "," in head):
        return SurveyFormat.XLSFORM
    problem = Text("Dieses Format ist unbekannt.", "This format is unknown.")
    remedy = Text(
        "Gelesen werden .lss, .lsg, .lsq, .lsa, LimeSurveys .txt und XLSForm (.xlsx, .xls, .csv).",
        "Read are .lss, .lsg, .lsq, .lsa, LimeSurvey's .txt and XLSForm (.xlsx, .xls, .csv).",
    )
    raise FaultyInputError((Fault(file, None, "", problem, remedy),))


def read_survey(data: bytes, *, file: str) -> Imported:
    """The questionnaire in a file of any of these formats, with every loss. Raises `FaultyInputError`."""
    found = survey_format(data, file=file)
    if found is SurveyFormat.XLSFORM:
        return imported_form(data, file=file)
    if found is SurveyFormat.LIMESURVEY_TSV:
        return imported_survey(survey_of_tsv(data, file=file), source=found)
    log = ImportLog()
    if found is SurveyFormat.LIMESURVEY_ARCHIVE:
        data = _structure_in(data, file, log)
    return imported_survey(survey_of(read_tables(data, file=file)), source=found, log=log)


def _structure_in(data: bytes, file: str, log: ImportLog) -> bytes:
    names = member_names(data, file=file)
    for name in names:
        if not name.endswith((".lss", ".lsr")):
            words = Text("Teilnehmende und Zeiten werden nicht gelesen.", "Participants and times are not read.")
            log.lose(Part.SETTING, name, words)
        elif name.endswith(".lsr"):
            words = Text("Antworten: leitplanke survey responses.", "Answers: leitplanke survey responses.")
            log.change(Part.SETTING, name, words)
    return read_member(data, next(name for name in names if name.endswith(".lss")), file=file)
