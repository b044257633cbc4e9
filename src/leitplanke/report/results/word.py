"""The document as a Word file (ECMA-376): real headings, real tables with heading rows, the language stated."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from leitplanke.report.results.content import Bullets, Document, Figures, Heading, Paragraph, Picture

if TYPE_CHECKING:
    from datetime import date

    from docx.document import Document as WordDocument
    from docx.table import Table
    from markupsafe import Markup

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest day that an archive can name: same document, same bytes
_LANGUAGES: Final = {"de": "de-DE", "en": "en-GB"}


def results_docx(document: Document, *, as_of: date) -> bytes:
    """The document, dated `as_of`; same document, same bytes."""
    import docx  # noqa: PLC0415 - slow, and most commands do without

    word = docx.Document()
    _describe(word, document, as_of)
    word.add_heading(document.title.striptags(), 0)
    word.add_paragraph(document.subtitle.striptags(), style="Subtitle")
    if document.notice:
        word.add_paragraph().add_run(document.notice.striptags()).bold = True
    for block in document.blocks:
        match block:
            case Heading():
                word.add_heading(block.words.striptags(), block.level)
            case Paragraph():
                _paragraph(word, block)
            case Bullets():
                for item in block.items:
                    word.add_paragraph(item.striptags(), style="List Bullet")
            case Figures():
                _figures(word, block)
            case Picture():
                _picture(word, block)
    content = io.BytesIO()
    word.save(content)
    return _undated(content.getvalue())


def _describe(word: WordDocument, document: Document, as_of: date) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 - likewise
    from docx.shared import Cm, Pt  # noqa: PLC0415 - likewise

    properties = word.core_properties
    properties.title = document.title.striptags()
    properties.subject = document.subtitle.striptags()
    properties.author = "Leitplanke"
    properties.language = _LANGUAGES[document.language.value]
    properties.created = properties.modified = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGES[document.language.value])
    word.styles["Normal"].font.name = "Calibri"
    word.styles["Normal"].font.size = Pt(11)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)


def _paragraph(word: WordDocument, block: Paragraph) -> None:
    from docx.shared import Pt  # noqa: PLC0415 - likewise

    run = word.add_paragraph().add_run(block.words.striptags())
    if block.is_quiet:
        run.font.size = Pt(9)


def _figures(word: WordDocument, block: Figures) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - likewise
    from docx.oxml.ns import qn  # noqa: PLC0415 - likewise

    grid = block.grid
    caption = word.add_paragraph(grid.caption.striptags(), style="Caption")
    caption.paragraph_format.keep_with_next = True
    table = word.add_table(rows=1, cols=len(grid.head), style="Light List Accent 1")
    _describe_table(table, grid.caption)
    _fill(table, 0, grid.head)
    heading = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no public way to a repeated heading
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    heading.append(repeated)
    for row in grid.rows:
        table.add_row()
        _fill(table, len(table.rows) - 1, row)
    word.add_paragraph()


def _picture(word: WordDocument, block: Picture) -> None:
    """As wide as the text, with its words for screen readers and below for everybody."""
    from docx.shared import Cm  # noqa: PLC0415 - likewise

    shown = word.add_picture(io.BytesIO(block.content), width=Cm(16))
    shown._inline.docPr.set("descr", block.words.striptags())  # noqa: SLF001 - likewise
    word.add_paragraph(block.words.striptags(), style="Caption")


def _describe_table(table: Table, caption: Markup) -> None:
    """What a screen reader says of the table before it reads it."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - likewise
    from docx.oxml.ns import qn  # noqa: PLC0415 - likewise

    described = OxmlElement("w:tblCaption")
    described.set(qn("w:val"), caption.striptags())
    table._tbl.tblPr.append(described)  # noqa: SLF001 - likewise


def _fill(table: Table, row: int, cells: tuple[Markup, ...]) -> None:
    for cell, words in zip(table.rows[row].cells, cells, strict=True):
        cell.text = words.striptags()


def _undated(content: bytes) -> bytes:
    """The same archive with every file dated alike: it has to depend on the document alone."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
