"""How much ink a box has, and what that means (docs/methods/tick-marks.md)."""

from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from leitplanke.exchange.paper.layout import CORNER_INSET_MM, CORNER_SIZE_MM, Box
from leitplanke.exchange.paper.pictures import Gray
from leitplanke.exchange.paper.straighten import DOTS_PER_MM

EMPTY_BELOW: Final = 0.006
TICKED_FROM: Final = 0.07
FILLED_FROM: Final = 0.80
BESIDE_FROM: Final = 0.012  # of the strips beside an empty box
WRITTEN_FROM: Final = 0.004
_INK: Final = 0.25  # of the way from paper to print: a pencil is that dark
_FRAME_MM: Final = 0.35
_INSIDE_MM: Final = 0.55  # kept from the frame, for what blurs into the box
_BLUR_MM: Final = 0.4  # beyond the frame
_BESIDE_MM: Final = 1.0
_SHIFT_MM: Final = 0.6  # how far a box may lie from its place: paper stretches, feeders slip

Darkness = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ReadBox:
    """A box of a scan. `ink` is the share of its inside that is dark.

    `is_set`: ticked, or written in. `is_doubtful`: a person has to look; nothing doubtful is accepted unseen.
    """

    box: Box
    ink: float
    is_set: bool
    is_doubtful: bool


def read_boxes(page: Gray, boxes: tuple[Box, ...]) -> tuple[ReadBox, ...]:
    """Every box of a straight page."""
    dark = _darkness(page)
    return tuple(_ticked(box, dark) if box.value else _written(box, dark) for box in boxes)


def _darkness(page: Gray) -> Darkness:
    """0 where there is paper, 1 where it is as black as the corner marks; specks of one dot are gone."""
    calm = cv2.medianBlur(page, 3).astype(np.float32)
    ink = min(float(np.median(part)) for part in _corner_parts(calm))
    paper = cv2.resize(calm, None, fx=1 / 64, fy=1 / 64, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(paper, np.ones((3, 3), dtype=np.uint8))
    ground = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    found = (ground - calm) / np.maximum(ground - ink, 1.0)
    return np.asarray(np.clip(found, 0.0, 1.0), dtype=np.float32)


def _corner_parts(page: Darkness) -> list[Darkness]:
    near, far = (round(edge * DOTS_PER_MM) for edge in (CORNER_INSET_MM + 1, CORNER_INSET_MM + CORNER_SIZE_MM - 1))
    ends = (slice(near, far), slice(-far, -near))
    return [page[rows, columns] for rows in ends for columns in ends]


def _ticked(box: Box, dark: Darkness) -> ReadBox:
    down, right = _shift(box, dark)
    inside = _cut(box, dark, _FRAME_MM + _INSIDE_MM, down, right)
    ink = float((inside > _INK).mean())
    is_clear = TICKED_FROM <= ink < FILLED_FROM or (ink < EMPTY_BELOW and _beside(box, dark, down, right) < BESIDE_FROM)
    is_set = EMPTY_BELOW <= ink < FILLED_FROM  # a full box was ticked by mistake, as the sheet tells people
    return ReadBox(box, round(ink, 4), is_set, not is_clear)


def _beside(box: Box, dark: Darkness, down: int, right: int) -> float:
    """The ink just left, right and above the frame, where nothing is printed: a tick that missed its box."""
    near, wide = (round(edge * DOTS_PER_MM) for edge in (_BLUR_MM, _BLUR_MM + _BESIDE_MM))
    whole = _cut(box, dark, 0.0, down, right, margin=wide)
    above, left, after = whole[: wide - near], whole[:-wide, : wide - near], whole[:-wide, near - wide :]
    return max(float((part > _INK).mean()) for part in (above, left, after))


def _written(box: Box, dark: Darkness) -> ReadBox:
    ink = float((_cut(box, dark, _FRAME_MM + 2 * _INSIDE_MM, 0, 0) > _INK).mean())
    return ReadBox(box, round(ink, 4), is_set=ink >= WRITTEN_FROM, is_doubtful=False)


def _shift(box: Box, dark: Darkness) -> tuple[int, int]:
    """How far the printed frame lies from where it should, in dots: where a frame of its size matches best."""
    most = round(_SHIFT_MM * DOTS_PER_MM)
    around = _cut(box, dark, 0.0, 0, 0, margin=most)
    height, width = (size - 2 * most for size in around.shape)
    frame = np.zeros((height, width), dtype=np.float32)
    cv2.rectangle(frame, (0, 0), (width - 1, height - 1), (1.0,), round(_FRAME_MM * DOTS_PER_MM))
    match = cv2.matchTemplate(around, frame, cv2.TM_CCORR)
    down, right = np.unravel_index(int(match.argmax()), match.shape)
    return int(down) - most, int(right) - most


def _cut(box: Box, dark: Darkness, inset: float, down: int, right: int, *, margin: int = 0) -> Darkness:
    top, left = (round((edge + inset) * DOTS_PER_MM) for edge in (box.y, box.x))
    bottom = round((box.y + box.height - inset) * DOTS_PER_MM)
    end = round((box.x + box.width - inset) * DOTS_PER_MM)
    rows = slice(max(top + down - margin, 0), bottom + down + margin)
    return dark[rows, max(left + right - margin, 0) : end + right + margin]
