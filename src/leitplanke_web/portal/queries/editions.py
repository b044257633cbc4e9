"""Published versions as people read them: in one language, with addresses of this portal.

An edition never changes, and neither does a page that is made of nothing else: both are kept in memory.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation

from leitplanke.kernel.texts import Language
from leitplanke.report.edition import Edition
from leitplanke.report.fragments import edition_of as told
from leitplanke.report.links import OnPages, Place
from leitplanke.report.sections.filters import PlanChoices, PlanFilter, plan_choices
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.kept import Kept
from leitplanke_web.portal.queries.published import documents_of

MOST_EDITIONS = 16
MOST_CHOICES = 512
MOST_CHARACTERS_OF_PAGES = 24_000_000
PAGE_OF_FRAGMENT = {
    "glance": "start",
    "people": "results",
    "first": "results",
    "questions": "results_questions",
    "voices": "results_voices",
    "provenance": "results_method",
    "guardrails": "guardrails",
    "goals": "strategy",
    "plan": "roadmap",
    "plan.lines": "roadmap",
    "plan.waiting": "roadmap_waiting",
    "plan.resources": "roadmap_resources",
    "progress": "became",
}
# What a thing of the trace is called in addresses.
NAME_OF_KIND = {
    "finding": "erkenntnis",
    "guardrail": "leitplanke",
    "overall_goal": "gesamtziel",
    "goal": "ziel",
    "measure": "massnahme",
}
_SOME_MEASURE = "0"

_editions: Kept[Edition] = Kept(room=MOST_EDITIONS, size=lambda _edition: 1)
_choices: Kept[PlanChoices] = Kept(room=MOST_CHOICES, size=lambda _choices: 1)
_pages: Kept[str] = Kept(room=MOST_CHARACTERS_OF_PAGES, size=len)


@dataclass(frozen=True, slots=True)
class Reading:
    """A published version in one language. `is_numbered`: read under its number, as an older version, say."""

    publication: Publication
    language: Language
    is_numbered: bool

    @property
    def key(self) -> tuple[Hashable, ...]:
        """Equal for equal content, whatever became of the database in between."""
        publication = self.publication
        digests = tuple(sorted(publication.digests.items()))
        return (publication.town_id, publication.number, publication.profile, digests, self.language, self.is_numbered)

    @property
    def parts(self) -> dict[str, str | int]:
        """What every address of this version names."""
        parts: dict[str, str | int] = {"town": self.publication.town_id}
        return parts | {"version": self.publication.number} if self.is_numbered else parts


def edition_of(reading: Reading) -> Edition:
    """The edition, kept."""
    return _editions.get(reading.key, lambda: _told(reading))


def kept_page(reading: Reading, name: Hashable, make: Callable[[], str]) -> str:
    """A page's content: `make` is called only where it is not kept, and may use nothing but the reading."""
    return _pages.get((*reading.key, name), make)


def choices_of(reading: Reading, chosen: PlanFilter) -> PlanChoices:
    """What there is to choose from beside `chosen`. Free words are not kept: there is no end to them."""
    edition = edition_of(reading)
    if chosen.words:
        return plan_choices(edition, chosen)
    return _choices.get((*reading.key, chosen), lambda: plan_choices(edition, chosen))


def _told(reading: Reading) -> Edition:
    links = OnPages(_page_of(reading), trace_of=_trace_of(reading))
    return told(documents_of(reading.publication), language=reading.language, links=links)


def _trace_of(reading: Reading) -> Callable[[str, str], str]:
    with translation.override(reading.language.value):
        ways = {
            kind: reverse("portal:trace", kwargs={**reading.parts, "way": name, "thing": _SOME_MEASURE})
            for kind, name in NAME_OF_KIND.items()
        }
    begins = {kind: way.removesuffix(f"{_SOME_MEASURE}/") for kind, way in ways.items()}
    return lambda kind, identifier: f"{begins[kind]}{identifier}/" if kind in begins else ""


def _page_of(reading: Reading) -> Callable[[Place], str]:
    with translation.override(reading.language.value):
        pages = {
            fragment: reverse(f"portal:{page}", kwargs=reading.parts) for fragment, page in PAGE_OF_FRAGMENT.items()
        }
        one = reverse("portal:measure", kwargs=reading.parts | {"measure": _SOME_MEASURE})
    measures = one.removesuffix(f"{_SOME_MEASURE}/")
    return lambda place: f"{measures}{place.identifier}/" if place.fragment == "measure" else pages[place.fragment]
