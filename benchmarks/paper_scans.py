"""Scans of sheets that nobody printed: `python benchmarks/paper_scans.py [SHEETS] [SEED]`.

Draws each page as a printer would, ticks boxes as people do, turns it by up to 3 degrees or upside down as feeders do,
and makes the noisy grey picture of 150 dots per inch that a scanner would deliver. The answers are known, so the ticks
that reading proposes can be counted. What is compared is what a person would see: a wrong tick that is not marked as
doubtful is the one thing that must not happen.
"""

import sys
import time
from dataclasses import dataclass
from random import Random

import cv2
import numpy as np
import pypdfium2

from leitplanke.exchange.paper.layout import Box, PaperSize
from leitplanke.exchange.paper.pictures import Gray, png_bytes
from leitplanke.exchange.paper.scan import ReadSheet, read_scan
from leitplanke.kernel.texts import Text
from leitplanke.participation.best_worst import balanced_sets
from leitplanke.participation.codes import new_code
from leitplanke.participation.model import (
    Audience,
    Bounds,
    Item,
    Missing,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
)
from leitplanke.report.paper.sheets import PrintedSheets, print_sheets

SHEETS, SEED = 200, 1
MARK = 0.995
_PRINT_DPI, _SCAN_DPI = 300, 150
_TURN = 3.0
_DOTS = _PRINT_DPI / 25.4
_AREAS = ("kita", "bus", "bath", "bikes", "office", "school")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Over all sheets: boxes, those ticked by people, wrong ones, wrong ones not marked, doubtful ones, seconds."""

    sheets: int
    pages: int
    boxes: int
    ticks: int
    wrong: int
    unmarked: int
    doubtful: int
    unread: int
    seconds: float

    @property
    def right(self) -> float:
        """The share of boxes whose proposal is what the person meant."""
        return 1 - self.wrong / self.boxes


def main(sheets: int, seed: int) -> int:
    """Print the figures; 1 if a mark is missed."""
    found = measure(sheets, seed)
    print(f"{found.sheets} sheets, {found.pages} pages, {found.boxes} boxes, {found.ticks} ticked")
    print(f"right: {found.right:.3%} (mark {MARK:.1%}); wrong and not marked: {found.unmarked} (mark 0)")
    print(f"doubtful: {found.doubtful / found.boxes:.2%}; pages unread: {found.unread}")
    print(f"seconds a page: {found.seconds / found.pages:.2f}")
    return int(found.right < MARK or found.unmarked > 0 or found.unread > 0)


def measure(sheets: int, seed: int) -> Outcome:
    """Print, fill in, scan and read so many sheets."""
    random, noise = Random(seed), np.random.default_rng(seed)  # noqa: S311 - the same scans again
    numbers = tuple(new_code(random) for _ in range(sheets))
    layouts = [
        print_sheets(questionnaire(), audience="citizens", sheets=numbers[half::2], size=size)
        for half, size in enumerate(PaperSize)
    ]
    counts = dict.fromkeys(("pages", "boxes", "ticks", "wrong", "unmarked", "doubtful", "unread"), 0)
    seconds = 0.0
    for half, printed in enumerate(layouts):
        for place, number in enumerate(numbers[half::2]):
            pages, meant = filled_in(printed, place, random, noise)
            started = time.perf_counter()
            readings = [read_scan(png_bytes(page), questionnaire(), (printed.layout,), file="scan") for page in pages]
            seconds += time.perf_counter() - started
            counts["pages"] += len(pages)
            counts["unread"] += sum(len(one.faults) for one in readings)
            found = [sheet for one in readings for sheet in one.sheets]
            assert {one.sheet for one in found} <= {number}
            _count(counts, found, meant)
    return Outcome(sheets=sheets, seconds=seconds, **counts)


def _count(counts: dict[str, int], found: list[ReadSheet], meant: set[Box]) -> None:
    for one in (one for sheet in found for one in sheet.boxes if one.box.value):
        is_wrong = one.is_set != (one.box in meant)
        counts["boxes"] += 1
        counts["ticks"] += one.box in meant
        counts["wrong"] += is_wrong
        counts["unmarked"] += is_wrong and not one.is_doubtful
        counts["doubtful"] += one.is_doubtful


def filled_in(
    printed: PrintedSheets, place: int, random: Random, noise: np.random.Generator
) -> tuple[list[Gray], set[Box]]:
    """The scanned pages of the sheet with this place in the file, and the boxes that its person meant."""
    layout, meant, pages = printed.layout, set[Box](), []
    with pypdfium2.PdfDocument(printed.pdf) as document:
        for number in range(1, layout.pages + 1):
            drawn = document[place * layout.pages + number - 1].render(scale=_PRINT_DPI / 72, grayscale=True)
            page = np.array(np.squeeze(drawn.to_numpy()))
            meant |= _tick(page, layout.on_page(number), random)
            pages.append(_scanned(page, random, noise))
    return pages, meant


def _tick(page: Gray, boxes: tuple[Box, ...], random: Random) -> set[Box]:
    """Tick about one box in each group; some people first tick another one and fill that box to take it back."""
    groups: dict[tuple[str, tuple[str, ...]], list[Box]] = {}
    for box in boxes:
        groups.setdefault((box.question, box.parts), []).append(box)
    meant = set()
    for group in groups.values():
        if not group[0].value:
            _scribble(page, group[0], random)
        elif random.random() < 0.85:
            first, *others = random.sample(group, len(group))
            _mark(page, first, random)
            meant.add(first)
            if others and random.random() < 0.02:
                _fill(page, others[0], random)
    return meant


def _mark(page: Gray, box: Box, random: Random) -> None:
    """A cross, a check mark or a single stroke, in pen or pencil, not always inside the box."""
    size = box.width * _DOTS
    middle = ((box.x + box.width / 2) * _DOTS + random.gauss(0, size / 12),
              (box.y + box.height / 2) * _DOTS + random.gauss(0, size / 12))  # fmt: skip
    reach = size * random.uniform(0.32, 0.62)
    shade = random.choice((10, 30, 60, 90, 120))  # ball pen, ink, blue, pencil
    width = random.choice((3, 4, 5, 6))
    style = random.random()
    strokes: tuple[tuple[tuple[float, float], tuple[float, float]], ...]
    if style < 0.75:
        strokes = (((-1, -1), (1, 1)), ((-1, 1), (1, -1)))
    elif style < 0.93:
        strokes = (((-0.9, 0), (-0.2, 0.9)), ((-0.2, 0.9), (1.2, -1.1)))
    else:
        strokes = (((-1, 1), (1, -1)),)
    for start, end in strokes:
        ends = [tuple(round(middle[axis] + point[axis] * reach * random.uniform(0.8, 1.15)) for axis in (0, 1))
                for point in (start, end)]  # fmt: skip
        cv2.line(page, ends[0], ends[1], (shade,), width, cv2.LINE_AA)


def _fill(page: Gray, box: Box, random: Random) -> None:
    corners = [(round(left * _DOTS), round(top * _DOTS)) for left, top in
               ((box.x + 0.2, box.y + 0.2), (box.x + box.width - 0.2, box.y + box.height - 0.2))]  # fmt: skip
    cv2.rectangle(page, corners[0], corners[1], (random.choice((10, 40, 70)),), -1)


def _scribble(page: Gray, box: Box, random: Random) -> None:
    """Something like writing."""
    points = [(round((box.x + 2 + step * 1.1) * _DOTS), round((box.y + box.height * random.uniform(0.25, 0.8)) * _DOTS))
              for step in range(random.randint(0, int(box.width / 2.5)))]  # fmt: skip
    if len(points) > 1:
        cv2.polylines(page, [np.array(points, dtype=np.int32)], isClosed=False, color=(40,), thickness=3)


def _scanned(page: Gray, random: Random, noise: np.random.Generator) -> Gray:
    """The page as a scanner sees it."""
    height, width = (round(size * _SCAN_DPI / _PRINT_DPI) for size in page.shape)
    angle = random.uniform(-_TURN, _TURN)
    matrix = cv2.getRotationMatrix2D((page.shape[1] / 2, page.shape[0] / 2), angle, random.uniform(0.985, 1.005))
    matrix[:, 2] += np.array([random.uniform(-8, 8), random.uniform(-8, 8)])
    ground = random.choice((255, 235, 200))
    size = (page.shape[1], page.shape[0])
    turned = cv2.warpAffine(page, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(ground,))
    small = cv2.resize(turned, (width, height), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), random.uniform(0.3, 0.8))
    paper, ink = random.uniform(215, 252), random.uniform(10, 60)
    grey = ink + small.astype(np.float32) * (paper - ink) / 255
    grey += np.linspace(0, random.uniform(-18, 18), width)[None, :]  # the lamp is not the same everywhere
    grey += noise.normal(0, random.uniform(2, 12), grey.shape)
    specks = noise.random(grey.shape) < random.choice((0, 0.0002, 0.0005))
    grey[specks] = 40
    clean = np.clip(grey, 0, 255).astype(np.uint8)
    pressed = cv2.imencode(".jpg", clean, [cv2.IMWRITE_JPEG_QUALITY, random.randint(55, 90)])[1]
    seen = np.asarray(cv2.imdecode(pressed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    return np.ascontiguousarray(np.rot90(seen, 2)) if random.random() < 0.15 else seen


def questionnaire() -> Questionnaire:
    """Every kind of question that is ticked, and one that is written."""
    options = tuple(Option(one, Text(f"Digitale Angebote für {one}")) for one in _AREAS)
    steps = tuple(Option(f"s{step}", Text(words)) for step, words in enumerate(("gar nicht", "wenig", "etwas", "sehr")))
    items = tuple(Item(f"i{number}", Text(f"Das Rathaus soll Sache Nummer {number} angehen.")) for number in range(7))

    def asked(name: str, kind: QuestionKind, **details: object) -> Question:
        return Question(name, kind, Text(f"Wie sehen Sie die Sache {name}?"), ("citizens",), **details)  # type: ignore[arg-type]  # each kind has its own

    offers, rounds = (Missing.DONT_KNOW,), balanced_sets(_AREAS, size=3, count=4, seed=1)
    return Questionnaire(
        "scans",
        Text("Erfundene Umfrage"),
        (Audience("citizens", Text("Bürgerinnen und Bürger")),),
        (
            asked("single", QuestionKind.SINGLE, options=options, offers=offers, other=Text("anders, nämlich")),
            asked("several", QuestionKind.MULTIPLE, options=options),
            asked("top", QuestionKind.TOP, options=options, max_choices=3),
            asked("scale", QuestionKind.SCALE, bounds=Bounds(0, 10)),
            asked("stars", QuestionKind.RATING, bounds=Bounds(1, 5)),
            asked("grid", QuestionKind.MATRIX, options=steps, items=items, offers=offers),
            asked("claims", QuestionKind.STATEMENTS, items=items),
            asked("best", QuestionKind.BEST_WORST, options=options, sets=rounds),
            asked("words", QuestionKind.TEXT),
        ),
    )


if __name__ == "__main__":
    arguments = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(arguments + [SHEETS, SEED][len(arguments) :])))
