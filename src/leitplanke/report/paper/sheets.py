"""The questionnaire on paper: A4 in 14 or 20 points, to print or to fill in on a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from leitplanke.exchange.paper.layout import Box, PaperLayout, PaperSize, digest_of
from leitplanke.kernel.bidi import direction_of
from leitplanke.kernel.texts import PLAIN, Language, Text
from leitplanke.participation.codes import shown_code
from leitplanke.participation.paper import PaperSection, Place, on_paper, printed
from leitplanke.report.numbers import day_name
from leitplanke.report.paper.pdf import laid_out, pdf_bytes
from leitplanke.report.paper.stamps import stamp

if TYPE_CHECKING:
    from datetime import date

    from weasyprint import Document

    from leitplanke.participation.model import Questionnaire

_POINTS: Final = {PaperSize.NORMAL: 14, PaperSize.LARGE: 20}
_PIXEL_MM: Final = 25.4 / 96  # CSS pixels, in which anchors are counted


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends a sheet out and gets it back; what is not known is empty and is not printed.

    `until` is the last day on which it is handed in, `place` where, a line each; at `privacy` stands all about data
    protection. `note` says that a town is invented.
    """

    town: Text = Text("")  # noqa: RUF009 - Text is frozen
    until: date | None = None
    place: tuple[str, ...] = ()
    privacy: str = ""
    note: Text = Text("")  # noqa: RUF009 - likewise


UNKNOWN: Final = Sender()


@dataclass(frozen=True, slots=True)
class PrintedSheets:
    """A file to print and the layout that reading its scans needs."""

    pdf: bytes
    layout: PaperLayout


def print_sheets(
    questionnaire: Questionnaire,
    *,
    audience: str,
    sheets: tuple[str, ...],
    size: PaperSize,
    language: str = "de",
    sender: Sender = UNKNOWN,
) -> PrintedSheets:
    """One sheet for each number, in one file.

    Every number must be a code of `participation.codes`. Raises `MissingPangoError`.
    """
    document = sheet_document(questionnaire, audience, size, language, sender, fillable="")
    layout = sheet_layout(document, questionnaire, audience, size, language)
    pdf = pdf_bytes(document, copies=len(sheets), finish=lambda pdf: stamp(pdf, layout, sheets))
    return PrintedSheets(pdf, layout)


def fillable_sheet(
    questionnaire: Questionnaire,
    *,
    audience: str,
    sheet: str,
    language: str = "de",
    sender: Sender = UNKNOWN,
) -> PrintedSheets:
    """One sheet that is filled in on a screen, in the boxes of a form, and printed then."""
    document = sheet_document(questionnaire, audience, PaperSize.NORMAL, language, sender, fillable=shown_code(sheet))
    layout = sheet_layout(document, questionnaire, audience, PaperSize.NORMAL, language)
    return PrintedSheets(pdf_bytes(document, finish=lambda pdf: stamp(pdf, layout, (sheet,))), layout)


def sheet_document(
    questionnaire: Questionnaire, audience: str, size: PaperSize, language: str, sender: Sender, *, fillable: str
) -> Document:
    """The laid-out sheet.

    Its pages are of an even number, so that printed on both sides of the paper no sheet begins on another's back.
    """
    sections = on_paper(questionnaire, audience)
    is_german = language in {"de", PLAIN}
    # What is ours is written in two languages; without any language the document is refused as it would be anywhere.
    frame = "de" if is_german else "en" if language else ""
    values = {
        "sections": sections,
        "ids": {place: name for name, place in _named(sections)},
        "title": questionnaire.title,
        "audience": next(one.name for one in questionnaire.audiences if one.id == audience),
        "introduction": questionnaire.introduction,
        "closing": questionnaire.closing,
        "sender": sender,
        "until": None if sender.until is None else day_name(sender.until, Language.DE if is_german else Language.EN),
        "points": _POINTS[size],
        "lang": frame,
        "fillable": fillable,
        "told": lambda text: printed(text).told(_tag(text, language, frame)),
        "speech": lambda text: _speech(text, language, frame),
        "ours": lambda de, en: de if is_german else en,
    }
    document = laid_out("sheet.html", is_padded=False, **values)
    return laid_out("sheet.html", is_padded=True, **values) if len(document.pages) % 2 else document


def _speech(text: Text, language: str, frame: str) -> Markup:
    """The attributes `lang` and `dir` of a text as it is told, where its language is not that of the page."""
    tag = _tag(text, language, frame)
    spoken = "de" if tag == PLAIN else tag
    return Markup("") if spoken == frame else Markup(' lang="{}" dir="{}"').format(spoken, direction_of(spoken))


def _tag(text: Text, language: str, frame: str) -> str:
    """The language in which a text is told: the one asked for, that of the page, German, or any."""
    written = text.by_language()
    return next((tag for tag in (language, frame, "de") if tag in written), next(iter(written), frame))


def sheet_layout(
    document: Document, questionnaire: Questionnaire, audience: str, size: PaperSize, language: str
) -> PaperLayout:
    """Where the boxes of a laid-out sheet stand."""
    places = dict(_named(on_paper(questionnaire, audience)))
    boxes = tuple(
        _box(places[name], number, edges)
        for number, page in enumerate(document.pages, 1)
        for name, edges in page.anchors.items()
        if name in places
    )
    digest = digest_of(questionnaire)
    return PaperLayout(questionnaire.version, digest, audience, language, size, len(document.pages), boxes)


def _named(sections: tuple[PaperSection, ...]) -> list[tuple[str, Place]]:
    """Every place with the id that it has in the page."""
    places = (place for section in sections for question in section.questions for place in question.all_places())
    written = [one for place in places for one in (place, *([place.other_line] if place.other_parts else []))]
    return [(f"b{number}", place) for number, place in enumerate(written)]


def _box(place: Place, page: int, edges: tuple[float, float, float, float]) -> Box:
    left, top, right, bottom = (round(edge * _PIXEL_MM, 2) for edge in edges)
    width, height = round(right - left, 2), round(bottom - top, 2)
    return Box(place.question, place.parts, place.value, page, left, top, width, height)
