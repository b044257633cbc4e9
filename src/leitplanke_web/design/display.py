"""How a reader wants pages to look: a cookie that exists only if somebody chose, and says nothing else."""

from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest, HttpResponse

COOKIE = "darstellung"
_YEAR = 365 * 24 * 60 * 60


class TextSize(StrEnum):
    """How large the text is."""

    NORMAL = "normal"
    LARGE = "large"
    LARGER = "larger"
    LARGEST = "largest"


class Contrast(StrEnum):
    """How strongly text and lines stand out."""

    NORMAL = "normal"
    HIGH = "high"


class Theme(StrEnum):
    """Light or dark, or what the device asks for."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Display:
    """What a reader chose."""

    text: TextSize = TextSize.NORMAL
    contrast: Contrast = Contrast.NORMAL
    theme: Theme = Theme.DEVICE


def display_of(request: HttpRequest) -> Display:
    """The reader's choice, or how pages look without one; a cookie that makes no sense is none."""
    parts = request.COOKIES.get(COOKIE, "").split(".")
    try:
        text, contrast, theme = parts
        return Display(TextSize(text), Contrast(contrast), Theme(theme))
    except ValueError:
        return Display()


def remember(response: HttpResponse, display: Display, *, is_secure: bool) -> None:
    """Keep the choice for a year. The choice of nothing special deletes the cookie."""
    if display == Display():
        response.delete_cookie(COOKIE, samesite="Lax")
        return
    value = f"{display.text}.{display.contrast}.{display.theme}"
    response.set_cookie(COOKIE, value, max_age=_YEAR, secure=is_secure, httponly=True, samesite="Lax")
