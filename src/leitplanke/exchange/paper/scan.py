"""Reading scans of printed sheets: what is proposed, how sure that is, and what could not be read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from leitplanke.exchange.paper.layout import Box, PaperLayout
from leitplanke.exchange.paper.pictures import Gray, scanned_pages
from leitplanke.exchange.paper.straighten import DOTS_PER_MM, marked, straightened
from leitplanke.exchange.paper.ticks import ReadBox, read_boxes
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Cells, Question, QuestionKind, Questionnaire

_ABOVE_MM: Final = 6.0
_BELOW_MM: Final = 3.0
_MARGIN_MM: Final = 18.0


@dataclass(frozen=True, slots=True)
class ScanFault:
    """A page, counted from 1 in its file, that was not read."""

    page: int
    problem: Text


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One filled-in sheet. `missing` are pages that were not in the scan; a picture of each question stands by its id.

    A question over two pages has two pictures.
    """

    layout: PaperLayout
    sheet: str
    boxes: tuple[ReadBox, ...]
    missing: tuple[int, ...]
    pictures: Mapping[str, tuple[Gray, ...]]

    def entries(self) -> dict[tuple[str, tuple[str, ...]], list[str]]:
        """The ticks that are proposed, by question and part: what a form with these boxes ticked would send."""
        found: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
        for one in self.boxes:
            if one.is_set and one.box.value:
                found[one.box.question, one.box.parts].append(one.box.value)
        return dict(found)

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The questions at which a person has to look: doubtful ticks, writing to be typed, pages that are missing."""
        lost = set(self.missing)
        found = [one.box.question for one in self.boxes if one.is_doubtful or (one.is_set and not one.box.value)]
        return tuple(dict.fromkeys(found + [box.question for box in self.layout.boxes if box.page in lost]))


@dataclass(frozen=True, slots=True)
class ScanReading:
    """What a file held."""

    sheets: tuple[ReadSheet, ...]
    faults: tuple[ScanFault, ...]


def read_scan(data: bytes, questionnaire: Questionnaire, layouts: Iterable[PaperLayout], *, file: str) -> ScanReading:
    """The sheets in a scan, in any order of pages and sheets.

    Args:
        data: PDF, TIFF, PNG or JPEG.
        questionnaire: What was asked.
        layouts: Those in which it was printed.
        file: How messages name the data.

    Raises:
        FaultyInputError: No scan at all.
        InvalidValueError: A layout belongs to another questionnaire.

    """
    known = {layout.fingerprint: layout for layout in layouts}
    for layout in known.values():
        layout.require_of(questionnaire)
    pages: dict[tuple[str, str], dict[int, tuple[Gray, tuple[ReadBox, ...]]]] = defaultdict(dict)
    faults = []
    for number, picture in enumerate(scanned_pages(data, file=file), 1):
        straight = straightened(picture)
        found = None if straight is None else marked(straight)
        if found is None:
            faults.append(ScanFault(number, _NO_CORNERS if straight is None else _NO_MARK))
            continue
        mark, page = found
        printed = known.get(mark.fingerprint)
        if printed is None or mark.page > printed.pages:
            faults.append(ScanFault(number, _OTHER_SURVEY))
        elif mark.page in pages[mark.fingerprint, mark.sheet]:
            faults.append(ScanFault(number, _TWICE))
        else:
            pages[mark.fingerprint, mark.sheet][mark.page] = page, read_boxes(page, printed.on_page(mark.page))
    sheets = (_sheet(known[layout], sheet, found, questionnaire) for (layout, sheet), found in pages.items() if found)
    return ScanReading(tuple(sheets), tuple(faults))


def _sheet(
    layout: PaperLayout,
    sheet: str,
    pages: Mapping[int, tuple[Gray, tuple[ReadBox, ...]]],
    questionnaire: Questionnaire,
) -> ReadSheet:
    boxes = [one for number in sorted(pages) for one in pages[number][1]]
    missing = tuple(number for number in range(1, layout.pages + 1) if number not in pages and layout.on_page(number))
    pictures: dict[str, list[Gray]] = defaultdict(list)
    for number in sorted(pages):
        by_question: dict[str, list[Box]] = defaultdict(list)
        for box in layout.on_page(number):
            by_question[box.question].append(box)
        for question, placed in by_question.items():
            pictures[question].append(_picture(pages[number][0], placed))
    return ReadSheet(
        layout,
        sheet,
        _doubt_contradictions(boxes, questionnaire),
        missing,
        {question: tuple(found) for question, found in pictures.items()},
    )


def _doubt_contradictions(boxes: list[ReadBox], questionnaire: Questionnaire) -> tuple[ReadBox, ...]:
    """Two ticks where one is allowed, or too many: which of them is meant, only a person can see."""
    ticks: dict[tuple[str, tuple[str, ...]], int] = defaultdict(int)
    for one in boxes:
        if one.is_set and one.box.value:
            ticks[one.box.question, one.box.parts] += 1
    crowded = {
        group for group, count in ticks.items() if count > _most_ticks(questionnaire.question(group[0]), group[1])
    }
    return tuple(
        replace(one, is_doubtful=True) if one.box.value and (one.box.question, one.box.parts) in crowded else one
        for one in boxes
    )


def _most_ticks(question: Question, parts: tuple[str, ...]) -> int:
    """How many boxes of one group may be ticked."""
    several = question.kind in {QuestionKind.MULTIPLE, QuestionKind.TOP}
    if (several or question.cells is Cells.CHECK) and parts != ("missing",):
        return question.max_choices or len(question.options) + 1
    return 1


def _picture(page: Gray, boxes: list[Box]) -> Gray:
    """The strip of the page in which these boxes stand, over its whole width, in half the size."""
    top = max(0.0, min(box.y for box in boxes) - _ABOVE_MM)
    bottom = max(box.y + box.height for box in boxes) + _BELOW_MM
    rows = slice(round(top * DOTS_PER_MM), round(bottom * DOTS_PER_MM), 2)
    return page[rows, round(_MARGIN_MM * DOTS_PER_MM) : -round(_MARGIN_MM * DOTS_PER_MM) : 2]


_NO_CORNERS = Text(
    "Die schwarzen Quadrate in den Ecken fehlen. Scannen Sie das ganze Blatt, gerade auf drei Grad.",
    "The black squares in the corners are missing. Scan the whole page, straight within three degrees.",
)
_NO_MARK = Text(
    "Die Marke oben rechts lässt sich nicht lesen. Geben Sie diesen Bogen von Hand ein.",
    "The mark at the upper right cannot be read. Type this sheet in by hand.",
)
_OTHER_SURVEY = Text("Das ist ein Bogen einer anderen Umfrage.", "This is a sheet of another survey.")
_TWICE = Text(
    "Diese Seite ist schon da; die zweite bleibt ungelesen.", "This page is there already; the second stays unread."
)
