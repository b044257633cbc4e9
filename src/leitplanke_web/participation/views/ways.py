"""Ways in which a response comes: what their pages say and offer, and the mode that the response carries.

A kiosk's responses are `online` ones: people answer by themselves on a screen, and so few come from one device that a
mode of its own would name them (docs/decisions/0021).
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.model import ResponseMode


@dataclass(frozen=True, slots=True)
class Way:
    """One way. On a kiosk nothing is kept; in an interview somebody of the town reads aloud and ticks."""

    mode: ResponseMode
    words: str | Promise = ""
    is_kiosk: bool = False
    is_interview: bool = False


ONLINE: Final = Way(ResponseMode.ONLINE)
KIOSK: Final = Way(ResponseMode.ONLINE, is_kiosk=True)
INTERVIEWS: Final = {
    "telefon": Way(ResponseMode.TELEPHONE, _("Gespräch am Telefon"), is_interview=True),
    "zuhause": Way(ResponseMode.HOME_VISIT, _("Gespräch zu Hause"), is_interview=True),
}
