"""Photos are made anew: nothing of camera, place or time comes along."""

import io

import pytest
from PIL import Image

from factories.photos import DEVICE, PLACE, jpeg, png
from leitplanke.exchange.photos import LONGEST_SIDE, MOST_BYTES, clean_photo
from leitplanke.kernel.faults import InvalidValueError


def test_place_device_and_comment_are_gone_and_the_picture_stands_upright() -> None:
    data = jpeg(width=300, height=200)
    assert DEVICE in data
    assert PLACE in data  # else the test would look for what was never there

    photo = clean_photo(data)

    with Image.open(io.BytesIO(photo.content)) as found:
        told = (found.format, found.size, dict(found.getexif()), sorted(found.info))
    assert told == ("JPEG", (200, 300), {}, ["jfif", "jfif_density", "jfif_unit", "jfif_version"])
    assert [word for word in (DEVICE, PLACE, b"Exif", b"http") if word in photo.content] == []
    assert (photo.width, photo.height) == (200, 300)


def test_transparent_png_becomes_a_jpeg_on_white_without_its_text() -> None:
    photo = clean_photo(png())

    with Image.open(io.BytesIO(photo.content)) as found:
        assert found.convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    assert PLACE not in photo.content


def test_large_photo_is_made_smaller_and_keeps_its_proportions() -> None:
    photo = clean_photo(jpeg(width=4000, height=3000))

    assert (photo.width, photo.height) == (LONGEST_SIDE * 3 // 4, LONGEST_SIDE)


def _bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


_SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
_REFUSED = {
    "empty": b"",
    "text": b"no photo",
    "svg": _SVG,
    "cut": jpeg()[:200],
    "gif": b"GIF89a",
    "broken": b"\xff\xd8\xff\xe0" + b"\0" * 100,
    "bomb": _bomb(),
    "too many bytes": b"\xff" * (MOST_BYTES + 1),
}


@pytest.mark.parametrize("data", _REFUSED.values(), ids=_REFUSED)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(InvalidValueError) as refused:
        clean_photo(data)

    assert refused.value.field == "photo"
