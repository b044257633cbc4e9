"""The code book of a questionnaire: as a page without scripts, and the same page as PDF/UA."""

from leitplanke.exchange.surveys.answer_files import label_of
from leitplanke.exchange.surveys.flat import columns_of
from leitplanke.kernel.texts import Language
from leitplanke.participation.model import Questionnaire
from leitplanke.participation.wording import MISSING
from leitplanke.report.paper.pdf import laid_out, page_of, pdf_bytes

_WORDS = {
    Language.DE: {
        "title": "Codebuch", "variable": "Variable", "holds": "Inhalt", "codes": "Werte", "version": "Fassung",
        "not_asked": "leer: nicht gefragt", "page": "Seite", "of": "von",
        "kinds": {"flag": "0 oder 1", "number": "Zahl", "text": "Text", "date": "Datum"},
    },
    Language.EN: {
        "title": "Code book", "variable": "variable", "holds": "holds", "codes": "values", "version": "version",
        "not_asked": "empty: not asked", "page": "page", "of": "of",
        "kinds": {"flag": "0 or 1", "number": "number", "text": "text", "date": "date"},
    },
}  # fmt: skip
_TEMPLATE = "codebook.html"


def codebook_html(questionnaire: Questionnaire, language: Language) -> bytes:
    """Every variable with its question, codes and ways of not answering, as one page that needs nothing else."""
    return page_of(_TEMPLATE, fonts="", **_contents(questionnaire, language)).encode()


def codebook_pdf(questionnaire: Questionnaire, language: Language) -> bytes:
    """The same on A4, as PDF/UA. Raises `MissingPangoError`."""
    return pdf_bytes(laid_out(_TEMPLATE, **_contents(questionnaire, language)))


def _contents(questionnaire: Questionnaire, language: Language) -> dict[str, object]:
    questions = [(question, columns_of(question)) for question in questionnaire.questions]
    return {
        "questionnaire": questionnaire,
        "questions": [(question, columns) for question, columns in questions if columns],
        "language": language.value,
        "missing": MISSING,
        "label_of": lambda column: label_of(column, language),
        "told": lambda text: text.told(language),
        "words": _WORDS[language],
    }
