"""The code book says every variable, as a page and on paper, and nothing in it runs."""

from dataclasses import replace

import pypdfium2
import pytest

from factories.questionnaires import EVERY_KIND
from leitplanke.exchange.surveys.flat import columns_of
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.paper.codebook import codebook_html, codebook_pdf

NAMES = [column.name for question in EVERY_KIND.questions for column in columns_of(question)]


def test_page_escapes_and_needs_nothing_else():
    evil = replace(EVERY_KIND, title=Text("<script>alert(1)</script>"))

    page = codebook_html(evil, Language.DE).decode()

    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page
    assert "url(" not in page
    assert [name for name in NAMES if f'<th scope="row">{name}</th>' not in page] == []


@pytest.mark.parametrize(("language", "title"), [(Language.DE, "Codebuch: "), (Language.EN, "Code book: ")])
def test_pdf_has_every_variable_title_and_language(language, title):
    with pypdfium2.PdfDocument(codebook_pdf(EVERY_KIND, language)) as document:
        words = "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
        told = document.get_metadata_dict()["Title"]

    assert [name for name in NAMES if name not in words.replace("\ufffe", "")] == []
    assert told == f"{title}{EVERY_KIND.title.told(language)}"
