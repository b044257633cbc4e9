"""A scanned page laid straight: every dot put where its printing had it (docs/methods/tick-marks.md).

The four marks fix a projective map (Hartley, Zisserman: Multiple View Geometry, 2nd edition 2004, section 4.1), so that
rotation, scale and a tilted sheet of a photograph are undone at once.
"""

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from leitplanke.exchange.paper.layout import (
    CORNER_INSET_MM,
    CORNER_SIZE_MM,
    MARK_RIGHT_MM,
    MARK_TOP_MM,
    MODULE_MM,
    PAGE_HEIGHT_MM,
    PAGE_WIDTH_MM,
)
from leitplanke.exchange.paper.marks import MODULES, PageMark, read_mark
from leitplanke.exchange.paper.pictures import Gray

DOTS_PER_MM: Final = 8
Points = NDArray[np.float32]

_FARTHEST_MM: Final = 40.0  # a corner mark from the picture's corner, at 3 degrees and with a margin around the page
_SIDES: Final = (0.7, 1.45)  # of the expected side of a mark, turned and blurred
_FILLED: Final = 0.7  # of its bounding box; a mark turned by 3 degrees fills 0.9, the ring of a QR code 0.5
_UNEQUAL: Final = 0.05  # opposite sides of the page may differ by so much: a tilt
_QUIET: Final = 4  # modules around a QR code


def straightened(page: Gray) -> Gray | None:
    """The page upright or upside down, `DOTS_PER_MM` dots to the millimetre; None if its corner marks are not found."""
    upright = np.rot90(page) if page.shape[1] > page.shape[0] else page
    corners = _corners(np.ascontiguousarray(upright))
    if corners is None:
        return None
    matrix = cv2.getPerspectiveTransform(corners, _expected())
    size = (round(PAGE_WIDTH_MM * DOTS_PER_MM), round(PAGE_HEIGHT_MM * DOTS_PER_MM))
    smooth = cv2.warpPerspective(upright, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(255,))
    return np.asarray(smooth, dtype=np.uint8)


def marked(straight: Gray) -> tuple[PageMark, Gray] | None:
    """What the page's mark says, and the page the right way up; None if there is no mark of ours."""
    for page in (straight, np.ascontiguousarray(np.rot90(straight, 2))):
        mark = _read(page)
        if mark is not None:
            return mark, page
    return None


def _corners(page: Gray) -> Points | None:
    """The middles of the marks, clockwise from the upper left; one that is missing follows from the others."""
    candidates = _squares(page)
    height, width = page.shape
    dots = width / PAGE_WIDTH_MM
    found = [_nearest(candidates, np.array(corner), _FARTHEST_MM * dots) for corner in _picture_corners(width, height)]
    missing = [place for place, point in enumerate(found) if point is None]
    if len(missing) > 1:
        return None
    if missing:
        place = missing[0]
        before, opposite, after = (found[(place + step) % 4] for step in (-1, 2, 1))
        assert before is not None
        assert after is not None
        assert opposite is not None
        found[place] = before + after - opposite
    corners = np.array(found, dtype=np.float32)
    return corners if _is_page(corners) else None


def _picture_corners(width: int, height: int) -> tuple[tuple[int, int], ...]:
    return (0, 0), (width, 0), (width, height), (0, height)


def _squares(page: Gray) -> Points:
    """The middles of everything black that could be a corner mark."""
    side = CORNER_SIZE_MM * page.shape[1] / PAGE_WIDTH_MM
    _, black = cv2.threshold(cv2.GaussianBlur(page, (5, 5), 0), 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, found, middles = cv2.connectedComponentsWithStats(black)
    widths, heights, areas = found[:, 2], found[:, 3], found[:, 4]
    fits = (widths > _SIDES[0] * side) & (widths < _SIDES[1] * side)
    fits &= (heights > _SIDES[0] * side) & (heights < _SIDES[1] * side)
    fits &= areas > _FILLED * widths * heights
    return np.asarray(middles[fits], dtype=np.float32)


def _nearest(points: Points, corner: NDArray[np.int_], farthest: float) -> Points | None:
    if not len(points):
        return None
    distances = np.hypot(*(points - corner).T)
    nearest = int(distances.argmin())
    return points[nearest] if distances[nearest] <= farthest else None


def _is_page(corners: Points) -> bool:
    """Whether the four lie as on a page: opposite sides alike, in the page's proportion."""
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    top, right, bottom, left = sides
    expected = _expected()
    proportion = (expected[2, 1] - expected[1, 1]) / (expected[1, 0] - expected[0, 0])
    alike = max(abs(top - bottom) / top, abs(left - right) / left)
    return bool(alike < _UNEQUAL and abs((left + right) / (top + bottom) / proportion - 1) < _UNEQUAL)


def _expected() -> Points:
    inset = CORNER_INSET_MM + CORNER_SIZE_MM / 2
    right, bottom = PAGE_WIDTH_MM - inset, PAGE_HEIGHT_MM - inset
    millimetres = np.array([(inset, inset), (right, inset), (right, bottom), (inset, bottom)], dtype=np.float32)
    return (millimetres * DOTS_PER_MM - 0.5).astype(np.float32)  # dots are counted from their middles


def _read(page: Gray) -> PageMark | None:
    """The mark, if any way of looking at it reads it; a decoder that misses one picture of a code may read the next."""
    for picture in _ways_to_look(page):
        try:
            text, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
        except cv2.error:  # its decoder gives up on some patterns that are no code in this way
            continue
        if (mark := read_mark(text)) is not None:
            return mark
    return None


def _ways_to_look(page: Gray) -> Iterator[Gray]:
    """Each module by its mean, because their places are known and single dots then do not matter; then as scanned."""
    top, side = round(MARK_TOP_MM * DOTS_PER_MM), round(MODULES * MODULE_MM * DOTS_PER_MM)
    left = round(MARK_RIGHT_MM * DOTS_PER_MM) - side
    means = cv2.resize(page[top : top + side, left : left + side], (MODULES, MODULES), interpolation=cv2.INTER_AREA)
    _, clean = cv2.threshold(means, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    around = cv2.copyMakeBorder(clean, *(_QUIET,) * 4, cv2.BORDER_CONSTANT, value=(255,))
    for scale in (8, 5):
        yield np.asarray(cv2.resize(around, None, fx=scale, fy=scale, interpolation=cv2.INTER_NEAREST), dtype=np.uint8)
    quiet = round(_QUIET * MODULE_MM * DOTS_PER_MM)
    seen = page[top - quiet : top + side + quiet, left - quiet : left + side + quiet]
    yield np.ascontiguousarray(seen)
    yield np.asarray(cv2.resize(seen, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
