"""The pages of a scan as grey pictures: PDF as office scanners write it, TIFF, PNG, JPEG."""

import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text

Gray = NDArray[np.uint8]

MOST_SCANNED_PAGES: Final = 400
_MOST_PIXELS: Final = 40_000_000  # A4 at 600 dots per inch has 35 million
_FORMATS: Final = ("PNG", "JPEG", "TIFF")
_DOTS_PER_INCH: Final = 200  # in which the pages of a PDF are drawn
_POINTS_PER_INCH: Final = 72
_JPEG_QUALITY: Final = 60


def scanned_pages(data: bytes, *, file: str) -> Iterator[Gray]:
    """Page after page, unpacked one at a time. Raises `FaultyInputError` for anything that is no readable scan."""
    try:
        pages = _of_pdf(data) if data[:1024].lstrip().startswith(b"%PDF") else _of_picture(data)
        for number, page in enumerate(pages, 1):
            if number > MOST_SCANNED_PAGES:
                raise _refusal(file, *_TOO_MANY)
            yield page
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, pypdfium2.PdfiumError) as error:
        raise _refusal(file, *_UNREADABLE) from error


def png_bytes(picture: Gray) -> bytes:
    """A picture as PNG."""
    done, encoded = cv2.imencode(".png", picture)
    assert done
    return encoded.tobytes()


def jpeg_bytes(picture: Gray) -> bytes:
    """A picture as JPEG, small enough to be kept for a while and still to be read."""
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
    assert done
    return encoded.tobytes()


def _of_pdf(data: bytes) -> Iterator[Gray]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            width, height = page.get_size()
            scale = _DOTS_PER_INCH / _POINTS_PER_INCH
            _require_small(width * scale, height * scale)
            yield np.ascontiguousarray(np.squeeze(page.render(scale=scale, grayscale=True).to_numpy()))


def _of_picture(data: bytes) -> Iterator[Gray]:
    with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):  # our own bound is lower
        picture = Image.open(BytesIO(data), formats=_FORMATS)
    for page in ImageSequence.Iterator(picture):
        _require_small(*page.size)
        yield np.asarray(page.convert("L"))


def _require_small(width: float, height: float) -> None:
    if width * height > _MOST_PIXELS or min(width, height) < 1:
        raise ValueError(width, height)


def _refusal(file: str, problem: Text, remedy: Text) -> FaultyInputError:
    return FaultyInputError((Fault(file, None, "", problem, remedy),))


_UNREADABLE = (
    Text("Das ist kein Scan, der sich lesen lässt.", "This is no scan that can be read."),
    Text(
        "Scannen Sie in Graustufen mit 150 bis 300 dpi als PDF, TIFF, PNG oder JPEG.",
        "Scan in shades of grey with 150 to 300 dpi as PDF, TIFF, PNG or JPEG.",
    ),
)
_TOO_MANY = (
    Text(f"Der Scan hat mehr als {MOST_SCANNED_PAGES} Seiten.", f"The scan has more than {MOST_SCANNED_PAGES} pages."),
    Text("Teilen Sie ihn auf.", "Split it."),
)
