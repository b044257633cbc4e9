"""Photos of a wall: made anew from their points alone, so that nothing of camera, place or time comes along."""

import io
import warnings
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from leitplanke.kernel.faults import InvalidValueError, require
from leitplanke.kernel.texts import Text

MOST_BYTES: Final = 12 * 1024 * 1024
LONGEST_SIDE: Final = 2000  # enough to read cards on A4, and small enough to be kept
_MOST_PIXELS: Final = 60_000_000  # more than any telephone's camera saves by default
_FORMATS: Final = ("JPEG", "PNG")
_QUALITY: Final = 82


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG that we made ourselves."""

    content: bytes
    width: int
    height: int


def clean_photo(data: bytes) -> Photo:
    """The picture turned as it was taken, at most 2000 points long. Raises `InvalidValueError` for anything else.

    A new file is written from the points: no EXIF, no place, no time, no thumbnail, no name of a device (tests look).
    """
    require(
        holds=len(data) <= MOST_BYTES,
        field="photo",
        problem=Text("Das Foto ist zu groß.", "The photo is too large."),
        remedy=Text(f"Höchstens {MOST_BYTES // 2**20} MB.", f"At most {MOST_BYTES // 2**20} MB."),
    )
    try:
        picture = _opened(data)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _unreadable() from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", picture.size, "white")
    bare.paste(picture, mask=picture.getchannel("A") if "A" in picture.getbands() else None)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Photo(out.getvalue(), *bare.size)


def _opened(data: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        found: Image.Image = Image.open(io.BytesIO(data), formats=_FORMATS)
        if found.width * found.height > _MOST_PIXELS:
            raise _unreadable()
        turned = ImageOps.exif_transpose(found)
        assert turned is not None
        return turned.convert("RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB")


def _unreadable() -> InvalidValueError:
    return InvalidValueError(
        "photo",
        Text("Das ist kein lesbares Foto.", "This is no readable photo."),
        Text("Möglich sind JPEG und PNG mit höchstens 60 Millionen Punkten.", "JPEG or PNG, at most 60 megapixels."),
    )
