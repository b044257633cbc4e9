"""Pictures as telephones make them, with the place in them."""

import io

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

PLACE = b"GPSPLACE"
DEVICE = b"TelefonXY"


def jpeg(*, width: int = 300, height: int = 200, colour: str = "steelblue") -> bytes:
    """A JPEG lying on its side, with place, device and comment in it."""
    exif = Image.Exif()
    exif[0x0110] = DEVICE.decode()
    exif[0x0112] = 6  # turn by 90 degrees
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (IFDRational(50), IFDRational(8), IFDRational(17))
    place[0x1B] = PLACE
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG", exif=exif, comment=PLACE)
    return out.getvalue()


def png() -> bytes:
    """A PNG with a transparent ground and a text."""
    from PIL.PngImagePlugin import PngInfo  # noqa: PLC0415 - beside its use

    told = PngInfo()
    told.add_text("Location", PLACE.decode())
    out = io.BytesIO()
    Image.new("RGBA", (40, 30), (200, 0, 0, 0)).save(out, "PNG", pnginfo=told)
    return out.getvalue()
