"""The document as PDF/UA-1 (ISO 14289-1): tables are tables, bars are decoration beside their numbers."""

from leitplanke.kernel.texts import Language
from leitplanke.report.charts import percent_of
from leitplanke.report.paper.pdf import laid_out, pdf_bytes
from leitplanke.report.results.content import Document


def results_pdf(document: Document) -> bytes:
    """The document laid out on A4. Raises `MissingPangoError`, `FaultyPdfError`."""
    pages = laid_out(
        "results.html",
        document=document,
        blocks=[(type(block).__name__, block) for block in document.blocks],
        bar_words="Balken" if document.language is Language.DE else "Bar",
        percent=percent_of,
    )
    return pdf_bytes(pages)
