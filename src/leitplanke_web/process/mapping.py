"""Words of the process, and where what was made is found."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.process import Handling, MaterialKind, PhaseState
from leitplanke_web.design.navigation import address_of
from leitplanke_web.towns.models import Town

STATES: Final[Mapping[PhaseState, str | Promise]] = {
    PhaseState.PAST: _("abgeschlossen"),
    PhaseState.HERE: _("Wir sind hier"),
    PhaseState.AHEAD: _("kommt noch"),
}
KINDS: Final[Mapping[MaterialKind, str | Promise]] = {
    MaterialKind.SURVEY: _("Umfrage"),
    MaterialKind.WORKSHOP: _("Werkstatt"),
    MaterialKind.DISCUSSION: _("Diskussion"),
    MaterialKind.LETTER: _("Brief"),
}
# Where what was made is found: the name of the address, and its part that names the thing.
PLACES: Final[Mapping[MaterialKind, tuple[str, str]]] = {
    MaterialKind.SURVEY: ("participation:questionnaire", "questionnaire"),
    MaterialKind.WORKSHOP: ("workshops:workshop", "workshop"),
    MaterialKind.DISCUSSION: ("discussion:staff_discussion", "discussion"),
    MaterialKind.LETTER: ("process:letter", "letter"),
}
HANDLINGS: Final[Mapping[Handling, tuple[str | Promise, str | Promise]]] = {
    Handling.INVOLVE: (
        _("Eng einbeziehen"),
        _("Ihnen ist es wichtig, und ohne sie geht es nicht: an Entwürfen beteiligen, früh fragen."),
    ),
    Handling.WIN: (
        _("Gewinnen"),
        _("Ohne sie geht es nicht, aber es ist ihnen noch nicht wichtig: zeigen, was für sie daran hängt."),
    ),
    Handling.STRENGTHEN: (
        _("Stärken"),
        _("Es betrifft sie, und ihre Stimme wird leicht überhört: aufsuchen, Wege ohne Internet, Antwort geben."),
    ),
    Handling.INFORM: (_("Auf dem Laufenden halten"), _("Sagen, was geschieht, und die Tür offen lassen.")),
}


def place_of(town: Town, kind: MaterialKind, ref: str) -> str:
    """Where it is; empty where the installation has no such page."""
    if kind not in PLACES:
        return ""
    name, part = PLACES[kind]
    return address_of(name, town=town.pk, **{part: ref})
