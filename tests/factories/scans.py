"""Pages of a printed sheet as pictures, and ticks on them."""

import cv2
import numpy as np
import pypdfium2

DOTS_PER_MM = 150 / 25.4


def page_pictures(pdf: bytes) -> list[np.ndarray]:
    """Every page at 150 dots per inch, in shades of grey."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [np.array(np.squeeze(page.render(scale=150 / 72, grayscale=True).to_numpy())) for page in document]


def tick(page: np.ndarray, box) -> None:
    """A cross in a box."""
    ends = [(box.x + 1, box.y + 1, box.x + box.width - 1, box.y + box.height - 1),
            (box.x + 1, box.y + box.height - 1, box.x + box.width - 1, box.y + 1)]  # fmt: skip
    for line in ends:
        left, top, right, bottom = (round(edge * DOTS_PER_MM) for edge in line)
        cv2.line(page, (left, top), (right, bottom), (40,), 2)


def fill(page: np.ndarray, box) -> None:
    """A box painted over."""
    edges = [round(edge * DOTS_PER_MM) for edge in (box.x, box.y, box.x + box.width, box.y + box.height)]
    cv2.rectangle(page, edges[:2], edges[2:], (20,), -1)


def turned(page: np.ndarray, degrees: float) -> np.ndarray:
    """The page as a feeder takes it in."""
    height, width = page.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(page, matrix, (width, height), borderValue=(255,))


def box_of(layout, question, value, *parts):
    """The box with this meaning."""
    return next(one for one in layout.boxes if (one.question, one.parts, one.value) == (question, parts, value))
