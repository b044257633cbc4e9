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
    ("discussion:discussions", _("Mitreden")),
    ("portal:results", _("Ergebnisse")),
    ("portal:strategy", _("Strategie")),
    ("portal:roadmap", _("Fahrplan")),
    ("portal:became", _("Was daraus wurde")),
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


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the staff's work and its pages, in the order in which data flows; the first page stands for all.

    What lies in the apps `of`, or is called so, belongs here too where no page of the menu leads to it by its address.
    """

    words: str | Promise
    pages: Names
    of: tuple[str, ...] = ()
    only: str = ""  # the role that sees it; empty: every role


@dataclass(frozen=True, slots=True)
class ShownArea:
    """An area as the menu shows it: a link, and the links of its pages."""

    link: Link
    pages: tuple[Link, ...]


AREAS = (
    Area(_("Übersicht"), (("portal:overview", _("Übersicht")),)),
    Area(
        _("Beteiligung"),
        (
            ("process:process", _("Prozess")),
            ("participation:staff_survey", _("Umfrage")),
            ("discussion:staff_discussions", _("Diskussionen")),
            ("workshops:workshops", _("Werkstätten")),
            ("monitoring:replies", _("Rückmeldungen")),
        ),
        of=("process", "participation", "discussion", "workshops", "monitoring"),
    ),
    Area(
        _("Ergebnisse"),
        (("evidence:results", _("Zahlen")), ("evidence:coding", _("Freie Texte"))),
        of=("evidence",),
    ),
    Area(
        _("Strategie"),
        (
            ("strategy:goals", _("Ziele")),
            ("strategy:guardrails", _("Leitplanken")),
            ("strategy:services", _("Leistungen")),
            ("strategy:measures", _("Maßnahmen")),
            ("strategy:conditions", _("Beschlüsse und Auswahl")),
            ("strategy:priorities", _("Prioritäten")),
        ),
        of=("strategy",),
    ),
    Area(
        _("Fahrplan"),
        (
            ("roadmap:capacities", _("Personal und Geld")),
            ("portal:runs", _("Läufe")),
            ("portal:robustness", _("Belastbarkeit")),
            ("portal:repair", _("Wenn etwas passiert")),
        ),
        of=("roadmap", "portal:compare"),
    ),
    Area(_("Veröffentlichen"), (("portal:publish", _("Veröffentlichen")),), of=("portal:withdraw",)),
    Area(
        _("Stadt"),
        (
            ("towns:details", _("Angaben der Stadt")),
            ("towns:members", _("Mitglieder")),
            ("towns:log", _("Protokoll")),
        ),
        of=("towns",),
        only="administrator",
    ),
)


def links(request: HttpRequest, names: Names, town: str) -> tuple[Link, ...]:
    """The links that the installation has, the one that leads to this page marked."""
    found = ((name, words, address_of(name, town=town)) for name, words in names)
    return tuple(
        Link(str(words), address, _current(request.path, address, is_root=name in ROOTS))
        for name, words, address in found
        if address
    )


def areas(request: HttpRequest, town: str, *, role: str) -> tuple[ShownArea, ...]:
    """The staff's menu: the areas that the role sees, this page's own one marked and with its pages."""
    seen = ((area, links(request, area.pages, town)) for area in AREAS if area.only in {"", role})
    shown = [(area, pages) for area, pages in seen if pages]
    here = next((area for area, pages in shown if any(page.current for page in pages)), None)
    if here is None and (match := request.resolver_match) is not None:
        here = next((area for area, _pages in shown if {match.namespace, match.view_name} & set(area.of)), None)
    return tuple(_shown(area, pages, is_here=area is here) for area, pages in shown)


def _shown(area: Area, pages: tuple[Link, ...], *, is_here: bool) -> ShownArea:
    current = ("page" if len(pages) == 1 and pages[0].current == "page" else "true") if is_here else ""
    return ShownArea(Link(str(area.words), pages[0].address, current), pages if is_here and len(pages) > 1 else ())


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
