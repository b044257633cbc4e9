"""The evidence report as PDF and as a Word file."""

import io
import zipfile

import docx
import pikepdf
import pypdfium2
import pytest

from factories.every_answer import every_answer
from factories.participation import POPULATION, PROVENANCE
from leitplanke.cli import main
from leitplanke.cli.codes import DONE, FAULTY_INPUT
from leitplanke.evidence.report import report_evidence
from leitplanke.exchange.documents import digest, to_bytes
from leitplanke.kernel.texts import Language
from leitplanke.report.results.content import Bullets, Figures, Heading, document_of
from leitplanke.report.results.pdf import results_pdf
from leitplanke.report.results.word import results_docx
from pdf_ua import faults


@pytest.fixture(scope="module")
def report():
    return report_evidence(
        every_answer(), populations=(POPULATION,), themes=(), priority_question="order", provenance=PROVENANCE
    )


@pytest.fixture(scope="module")
def document(report):
    return document_of(report, language=Language.DE, sha256=digest(to_bytes(report)))


@pytest.fixture(scope="module")
def pdf(document):
    return results_pdf(document)


def test_document_tells_every_published_share_once_per_table(report, document):
    told = [block for block in document.blocks if isinstance(block, Figures)]
    shares = [share for block in told for share in block.shares]

    expected = [cell.share for table in report.tables if table.domain is None for cell in table.cells]
    assert sorted(share for share in shares if share in expected)[-5:] == sorted(expected)[-5:]
    assert set(expected) <= set(shares)


def test_document_says_how_to_read_who_is_missing_and_where_it_comes_from(report, document):
    headings = [block.words.striptags() for block in document.blocks if isinstance(block, Heading)]
    items = " ".join(
        item.striptags() for block in document.blocks if isinstance(block, Bullets) for item in block.items
    )
    last = document.blocks[-1]

    assert headings[0] == "So lesen Sie die Zahlen"
    assert headings[-1] == "Methode und Herkunft"
    assert "Was weniger als 10 Personen gesagt haben" in items
    assert "Aus einer offenen Befragung wird keine Zufallsstichprobe" in items
    assert isinstance(last, Figures)
    assert ("evidence.json", digest(to_bytes(report))) in [tuple(map(str, row)) for row in last.grid.rows]


def test_pdf_passes_the_gate_and_says_the_same(document, pdf):
    with pypdfium2.PdfDocument(pdf) as pages:
        text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in pages)

    assert faults(pdf) == []
    assert all(block.words.striptags()[:20] in text for block in document.blocks if isinstance(block, Heading))


def test_pdf_has_a_bookmark_per_heading(document, pdf):
    with pikepdf.open(io.BytesIO(pdf)) as found, found.open_outline() as outline:
        count = sum(1 for _ in _below(outline.root))

    assert count == 1 + sum(isinstance(block, Heading) for block in document.blocks)


def test_word_file_has_headings_tables_and_language(document, report):
    content = results_docx(document, as_of=report.provenance.as_of)
    word = docx.Document(io.BytesIO(content))

    headings = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert headings == [block.words.striptags() for block in document.blocks if isinstance(block, Heading)]
    assert len(word.tables) == sum(isinstance(block, Figures) for block in document.blocks)
    assert all(one._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader") for one in word.tables)  # noqa: SLF001 - as it is read
    assert word.core_properties.language == "de-DE"
    assert word.core_properties.title == document.title.striptags()


def test_word_file_is_the_same_bytes_again(document, report):
    one, other = (results_docx(document, as_of=report.provenance.as_of) for _ in range(2))

    assert one == other
    assert {entry.date_time[0] for entry in zipfile.ZipFile(io.BytesIO(one)).infolist()} == {1980}


def test_report_in_the_terminal_writes_both(report, tmp_path):
    source, pdf, word = (tmp_path / name for name in ("evidence.json", "r.pdf", "r.docx"))
    source.write_bytes(to_bytes(report))

    code = main(["report", str(source), "--pdf", str(pdf), "--docx", str(word), "--in", "en"])

    assert code == DONE
    assert faults(pdf.read_bytes()) == []
    assert "what you said" in docx.Document(str(word)).paragraphs[0].text


def test_report_in_the_terminal_asks_what_to_write(report, tmp_path, capsys):
    source = tmp_path / "evidence.json"
    source.write_bytes(to_bytes(report))

    assert main(["report", str(source)]) == FAULTY_INPUT
    assert "--pdf, --docx" in capsys.readouterr().err


def _below(items):
    for item in items:
        yield item
        yield from _below(item.children)
