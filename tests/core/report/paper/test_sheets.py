import re
import sys
import unicodedata
import zlib
from datetime import date
from random import Random

import pypdfium2
import pytest

from factories.every_kind import every_kind
from leitplanke.exchange.paper.layout import PaperSize
from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import new_code, shown_code
from leitplanke.participation.translating import translated
from leitplanke.report.paper.pdf import FaultyPdfError, MissingPangoError
from leitplanke.report.paper.sheets import Sender, fillable_sheet, print_sheets
from pdf_ua import faults


def _unpacked(pdf):
    """The file with its compressed parts readable."""
    streams = re.findall(rb"stream\r?\n(.*?)\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(zlib.decompressobj().decompress(one) for one in streams if one[:1] == b"x")


def _text(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_range() for page in document]


def test_every_sheet_has_all_pages_in_an_even_number(printed, sheet_numbers):
    pages = _text(printed.pdf)

    assert printed.layout.pages % 2 == 0
    assert len(pages) == len(sheet_numbers) * printed.layout.pages
    assert [page for page in pages if "Seite 1 von" in page] == pages[:: printed.layout.pages]


def test_sheet_says_it_is_accessible_and_has_language_and_title(printed):
    assert faults(printed.pdf) == []
    with pypdfium2.PdfDocument(printed.pdf) as document:
        assert document.get_metadata_dict()["Title"] == "Alle Arten von Fragen"


def test_sheet_in_arabic_says_so_and_is_read_like_any_other(sheet_numbers):
    value = every_kind()
    arabic = translated(value, language="ar", texts={path: "ما الذي يهمّك؟" for path, _ in value.texts()})
    found = print_sheets(arabic, audience="citizens", sheets=sheet_numbers[:1], size=PaperSize.NORMAL, language="ar")

    assert b"/Lang (en)" in _unpacked(found.pdf)  # what is ours
    assert "How to fill in this sheet" in _text(found.pdf)[0]
    assert "Don't know" in "".join(_text(found.pdf)).replace("’", "'")
    assert "AL" in map(unicodedata.bidirectional, _text(found.pdf)[0])
    assert {box.question for box in found.layout.boxes} == {
        one.id for one in value.questions if one.id != "information"
    }


def test_document_that_would_not_be_accessible_is_refused(sheet_numbers):
    with pytest.raises(FaultyPdfError, match="lang"):
        print_sheets(every_kind(), audience="citizens", sheets=sheet_numbers, size=PaperSize.NORMAL, language="")


def test_same_numbers_give_the_same_layout_and_another_size_another(printed, sheet_numbers):
    large = print_sheets(
        every_kind(),
        audience="citizens",
        sheets=sheet_numbers[:1],
        size=PaperSize.LARGE,
        language="en",
        sender=Sender(
            town=Text("Erlenbach"),
            until=date(2026, 9, 30),
            place=("Town hall", "Am Markt 1", "12345 Erlenbach"),
            privacy="https://example.org/privacy",
            note=Text("Erfunden", "Invented"),
        ),
    )
    first = " ".join(_text(large.pdf)[0].split())

    assert large.layout.pages > printed.layout.pages
    assert large.layout.fingerprint != printed.layout.fingerprint
    assert "Invented" in first
    assert "Please hand in the sheet until 30 September 2026: Town hall, Am Markt 1, 12345 Erlenbach." in first
    assert "https://example.org/privacy" in "".join("".join(_text(large.pdf)).split())


def test_fillable_sheet_has_a_field_in_every_box_and_tells_its_number():
    number = new_code(Random(1))

    sheet = fillable_sheet(every_kind(), audience="citizens", sheet=number)

    with pypdfium2.PdfDocument(sheet.pdf) as document:
        assert document.get_formtype() == pypdfium2.raw.FORMTYPE_ACRO_FORM
    assert _unpacked(sheet.pdf).count(b"/FT /Btn") == sum(bool(box.value) for box in sheet.layout.boxes)
    assert shown_code(number) in _text(sheet.pdf)[0]
    first = " ".join(_text(sheet.pdf)[0].split())
    assert "nicht per E-Mail" in first
    assert "Klicken oder tippen Sie in ein Kästchen" in first
    assert "Kreuzen Sie an:" not in first
    assert "Malen Sie" not in first


def test_machine_without_pango_is_told_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library')")
    for name in [one for one in sys.modules if one.split(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(MissingPangoError, match="apt-get install libpango"):
        fillable_sheet(every_kind(), audience="citizens", sheet=new_code(Random(1)))
