"""Where one can go from a page: names of addresses and their words.

This app knows no other one. It links what the installation has an address for, so a page never breaks over a link.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

Names = Sequence[tuple[str, str | Promise]]

PUBLIC = (
    ("portal:start", _("Start")),
    ("portal:results", _("Ergebnisse")),
    ("portal:strategy", _("Strategie")),
    ("portal:roadmap", _("Fahrplan")),
    ("portal:became", _("Was daraus wurde")),
)
STAFF = (
    ("portal:overview", _("Übersicht")),
    ("participation:staff_survey", _("Umfrage")),
    ("strategy:measures", _("Maßnahmen")),
    ("roadmap:capacities", _("Personal und Geld")),
    ("portal:runs", _("Läufe")),
    ("portal:publish", _("Veröffentlichen")),
)
ADMINISTRATION = (
    ("towns:details", _("Angaben der Stadt")),
    ("towns:members", _("Mitglieder")),
    ("towns:log", _("Protokoll")),
)
FOOT = (
    ("portal:accessibility", _("Barrierefreiheit")),
    ("portal:privacy", _("Datenschutz")),
    ("portal:imprint", _("Impressum")),
)
LANGUAGES = {"de": "Deutsch", "en": "English"}
ROOTS = frozenset({"portal:start", "portal:overview"})
_ANY = "~"  # stands in no identifier, and as it is in an address


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a navigation; `current` is the value of aria-current, empty where one is not."""

    words: str
    address: str
    current: str = ""


def links(request: HttpRequest, names: Names, town: str) -> tuple[Link, ...]:
    """The links that the installation has, the one that leads to this page marked."""
    found = ((name, words, address_of(name, town=town)) for name, words in names)
    return tuple(
        Link(str(words), address, _current(request.path, address, is_root=name in ROOTS))
        for name, words, address in found
        if address
    )


def address_of(name: str, /, **parts: str | int) -> str:
    """The address with this name, empty where the installation has none."""
    try:
        return reverse(name, kwargs=parts)
    except NoReverseMatch:
        return ""


def addresses_of(name: str, *, by: str, **parts: str) -> Callable[[str], str]:
    """The addresses with this name by the identifier in their part `by`: looked up once for all rows of a list."""
    before, _, after = address_of(name, **parts, **{by: _ANY}).partition(_ANY)
    return lambda identifier: before and f"{before}{identifier}{after}"


def other_language(request: HttpRequest) -> tuple[str, Link]:
    """Code and link of the same page in the other language."""
    code = "de" if get_language() == "en" else "en"
    return code, Link(LANGUAGES[code], translate_url(request.get_full_path(), code))


def _current(path: str, address: str, *, is_root: bool) -> str:
    if path == address:
        return "page"
    return "true" if not is_root and path.startswith(address) else ""
