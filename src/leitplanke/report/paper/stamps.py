"""What a machine reads on every page of a sheet, drawn onto pages that were laid out once for all sheets.

Corner marks, QR mark and the sheet number in figures are drawn as areas, marked as artifacts: a screen reader has the
number in the text of a sheet that is filled in on a screen.
"""

from functools import cache
from importlib.resources import files
from itertools import product
from typing import Final

import pydyf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from leitplanke.exchange.paper.layout import (
    CORNER_INSET_MM,
    CORNER_SIZE_MM,
    MARK_RIGHT_MM,
    MARK_TOP_MM,
    MODULE_MM,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
    PaperLayout,
)
from leitplanke.exchange.paper.marks import MODULES, PageMark
from leitplanke.participation.codes import shown_code

_POINT_MM: Final = 25.4 / 72
_LETTER_MM: Final = 4.6  # the height of an em: 13 points
_NUMBER_TOP_MM: Final = 21.0
_BESIDE_MARK_MM: Final = 4.0


def stamp(pdf: pydyf.PDF, layout: PaperLayout, sheets: tuple[str, ...], *, before: int = 0) -> None:
    """Draw the marks of these sheets onto a document that holds the layout's pages once for each of them.

    `before` pages of something else stand before each sheet and get none.
    """
    pages = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/Page"]
    numbers = range(1 - before, layout.pages + 1)
    for page, (sheet, number) in zip(pages, product(sheets, numbers), strict=True):
        if number < 1:
            continue
        drawn = pydyf.Stream([_drawing(PageMark(layout.fingerprint, sheet, number))], compress=True)
        pdf.add_object(drawn)
        page["Contents"] = pydyf.Array([drawn.reference, page["Contents"]])


def _drawing(mark: PageMark) -> bytes:
    """Content in millimetres from the upper left corner, as the layout counts."""
    scale = 1 / _POINT_MM
    flipped = f"/Artifact BMC q {scale:.6f} 0 0 {-scale:.6f} 0 {PAGE_HEIGHT_MM * scale:.4f} cm 0 g"
    parts = (flipped, _corners(), _modules(mark), _number(shown_code(mark.sheet)), "Q EMC")
    return "\n".join(parts).encode()


def _corners() -> str:
    size, inset = CORNER_SIZE_MM, CORNER_INSET_MM
    lefts, tops = (inset, PAGE_WIDTH_MM - inset - size), (inset, PAGE_HEIGHT_MM - inset - size)
    return " ".join(f"{left} {top} {size} {size} re f" for left, top in product(lefts, tops))


def _modules(mark: PageMark) -> str:
    left, top = MARK_RIGHT_MM - MODULES * MODULE_MM, MARK_TOP_MM
    black = (
        f"{left + column * MODULE_MM:.2f} {top + row * MODULE_MM:.2f} {MODULE_MM} {MODULE_MM} re"
        for row, modules in enumerate(mark.modules())
        for column, is_black in enumerate(modules)
        if is_black
    )
    return " ".join(black) + " f"


def _number(text: str) -> str:
    """The sheet number, its right end beside the mark."""
    glyphs, per_em = _glyphs()
    scale = _LETTER_MM / per_em
    left = MARK_RIGHT_MM - MODULES * MODULE_MM - _BESIDE_MARK_MM - scale * sum(glyphs[one][1] for one in text)
    drawn = [f"q {scale:.6f} 0 0 {-scale:.6f} {left:.3f} {_NUMBER_TOP_MM} cm"]
    for letter in text:
        outline, width = glyphs[letter]
        drawn += [outline, f"f 1 0 0 1 {width} 0 cm"]
    return " ".join((*drawn, "Q"))


@cache
def _glyphs() -> tuple[dict[str, tuple[str, int]], int]:
    """Outline and width of every letter of a code, and the units in an em."""
    path = files("leitplanke.report") / "assets" / "fonts" / "fira-sans-latin-600-normal.woff2"
    with path.open("rb") as file:
        font = TTFont(file)
        glyphs, names = font.getGlyphSet(), font.getBestCmap()
        found = {}
        for letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ-":
            pen = _PathPen(glyphs)
            glyphs[names[ord(letter)]].draw(pen)
            found[letter] = (" ".join(pen.path), round(glyphs[names[ord(letter)]].width))
        return found, font["head"].unitsPerEm


class _PathPen(BasePen):  # type: ignore[misc]  # fontTools ships no types
    """Draws a glyph as PDF path operators (ISO 32000-1, 8.5.2)."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.path: list[str] = []

    def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - fontTools' name
        self.path.append("{:g} {:g} m".format(*point))

    def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - likewise
        self.path.append("{:g} {:g} l".format(*point))

    def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802 - likewise
        self.path.append("{:g} {:g} {:g} {:g} {:g} {:g} c".format(*(number for point in points for number in point)))

    def _closePath(self) -> None:  # noqa: N802 - likewise
        self.path.append("h")
