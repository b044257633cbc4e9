"""The rows of an XLSForm with their columns in one spelling, whatever the author wrote."""

import re
from dataclasses import dataclass, field

from pyxform.xls2json_backends import get_xlsform

from leitplanke.exchange.surveys.archives import require_no_bomb
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text

UNNAMED = "default"
_TRANSLATED = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})
_SPELLINGS = {
    "relevance": "relevant", "bind:relevant": "relevant", "bind:constraint": "constraint",
    "bind:jr:constraintmsg": "constraint_message", "constraintmsg": "constraint_message",
    "constraint message": "constraint_message", "bind:required": "required", "bind:jr:requiredmsg": "required_message",
    "bind:readonly": "readonly", "read_only": "readonly", "read only": "readonly", "bind:calculate": "calculation",
    "calculate": "calculation", "bind:type": "type", "control:appearance": "appearance", "caption": "label",
    "list name": "list_name", "list_name": "list_name", "value": "name", "choice filter": "choice_filter",
    "repeat_count": "repeat_count", "jr:count": "repeat_count", "control:jr:count": "repeat_count",
    "guidance hint": "guidance_hint",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. `texts`: column → language → text, `fields`: every other column."""

    line: int
    fields: dict[str, str]
    texts: dict[str, dict[str, str]]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "").strip()


@dataclass(slots=True)
class Sheets:
    """The sheets of a form, and the names of those that say nothing to us."""

    survey: list[SheetRow] = field(default_factory=list)
    choices: list[SheetRow] = field(default_factory=list)
    external: list[SheetRow] = field(default_factory=list)
    settings: list[SheetRow] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def read_sheets(data: bytes, *, file: str) -> Sheets:
    """The sheets in `data`. Raises `FaultyInputError` for what is no workbook with a survey."""
    if data[:2] == b"PK":
        require_no_bomb(data, file=file)
    try:
        book = get_xlsform(data)
    except Exception as error:  # on a broken file its readers raise whatever they come across
        problem = Text(f"Die Tabelle ist nicht lesbar: {error}.", f"The workbook cannot be read: {error}.")
        raise _fault(file, problem) from error
    if not book.survey:
        raise _fault(file, Text("Das Blatt „survey“ fehlt.", "The sheet “survey” is missing."))
    used = {"survey", "choices", "external_choices", "settings"}
    return Sheets(
        _rows(book.survey),
        _rows(book.choices),
        _rows(book.external_choices),
        _rows(book.settings),
        [name for name in book.sheet_names or () if name.lower() not in used and len(book.sheet_names or ()) > 1],
    )


def _fault(file: str, problem: Text) -> FaultyInputError:
    remedy = Text("Prüfen Sie die Datei in Ihrer Tabellenkalkulation.", "Check the file in your spreadsheet program.")
    return FaultyInputError((Fault(file, None, "", problem, remedy),))


def _rows(raw: object) -> list[SheetRow]:
    rows = raw if isinstance(raw, list | tuple) else []
    return [_row(line, row) for line, row in enumerate(rows, start=2) if row]


def _row(line: int, raw: dict[str, object]) -> SheetRow:
    row = SheetRow(line, {}, {})
    for column, value in raw.items():
        text = "" if value is None else str(value)
        name, language = _column(str(column))
        if name in _TRANSLATED:
            row.texts.setdefault(name, {})[language] = text
        else:
            row.fields.setdefault(name, text)
    return row


def _column(header: str) -> tuple[str, str]:
    """`label::Deutsch (de)` is label in Deutsch (de); old forms write one colon."""
    spelled = re.sub(r"\s*::?\s*", ":", header.strip())
    lower = spelled.lower()
    if lower in _SPELLINGS:
        return _SPELLINGS[lower], UNNAMED
    head, _, language = spelled.rpartition(":")
    head = _SPELLINGS.get(head.lower(), head.lower())
    if head in _TRANSLATED and language:
        return head, language.strip()
    return lower, UNNAMED
