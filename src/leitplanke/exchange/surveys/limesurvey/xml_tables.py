"""LimeSurvey's XML: tables of rows of fields. Entities and document types are refused, nothing outside is opened."""

from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import Locator

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text

MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with the line in which it begins."""

    line: int
    fields: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


@dataclass(slots=True)
class Tables:
    """All tables of a file by name, and what stands beside them."""

    kind: str = ""
    version: str = ""
    languages: list[str] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def table(self, name: str) -> list[Row]:
        """The rows of a table; none if the file has no such table."""
        return self.rows.get(name, [])


def read_tables(data: bytes, *, file: str) -> Tables:
    """The tables in `data`. Raises `FaultyInputError` for what is no such XML, with its line."""
    if len(data) > MOST_BYTES:
        raise _fault(file, None, Text("Die Datei ist zu groß.", "The file is too large."))
    handler = _Handler()
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(handler)
    try:
        parser.parse(BytesIO(data))
    except DefusedXmlException as error:
        problem = Text("Die Datei enthält XML-Entitäten oder eine DTD.", "The file holds XML entities or a DTD.")
        raise _fault(file, handler.line, problem) from error
    except (SAXException, ValueError) as error:
        raise _fault(file, handler.line, Text("Das ist kein gültiges XML.", "This is no valid XML.")) from error
    if handler.root != "document":
        raise _fault(file, 1, Text("Das ist keine Datei von LimeSurvey.", "This is no file of LimeSurvey."))
    return handler.tables


def _fault(file: str, line: int | None, problem: Text) -> FaultyInputError:
    remedy = Text(
        "Exportieren Sie die Umfrage in LimeSurvey noch einmal.", "Export the survey in LimeSurvey once more."
    )
    return FaultyInputError((Fault(file, line, "", problem, remedy),))


class _Handler(ContentHandler):
    """document / TABLE / rows / row / FIELD."""

    def __init__(self) -> None:
        super().__init__()
        self.tables = Tables()
        self.root = ""
        self._path: list[str] = []
        self._text: list[str] = []
        self._fields: dict[str, str] = {}
        self._row_line = 0
        self._locator: Locator | None = None

    @property
    def line(self) -> int | None:
        return self._locator.getLineNumber() if self._locator is not None else None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - the name that SAX calls
        self._locator = locator

    def startElement(self, name: str, _attrs: object) -> None:  # noqa: N802 - likewise
        self.root = self.root or name
        self._path.append(name)
        self._text.clear()
        if self._path[2:] == ["rows", "row"]:
            self._fields, self._row_line = {}, self.line or 0

    def characters(self, content: str) -> None:
        self._text.append(content)

    def endElement(self, _name: str) -> None:  # noqa: N802 - likewise
        text = "".join(self._text)
        match self._path:
            case [_, "LimeSurveyDocType"]:
                self.tables.kind = text.strip()
            case [_, "DBVersion"]:
                self.tables.version = text.strip()
            case [_, "languages", "language"]:
                self.tables.languages.append(text.strip())
            case [_, table, "rows", "row"]:
                self.tables.rows.setdefault(table, []).append(Row(self._row_line, self._fields))
            case [_, _, "rows", "row", column]:
                self._fields[column] = text
        self._path.pop()
        self._text.clear()
