"""Pieces of the report for whoever shows it on pages of their own: one implementation for the file and for the web.

`edition_of` makes an edition once per language; it may be kept and shared. `fragment` renders one piece without its
heading, `section` a whole section with it, `plan_lines` a filtered page of the roadmap, `measure_page` one measure.
All answers are `Markup`: whatever people wrote is escaped. Put them inside an element with the class `parts`.

`h` is the level of the first heading inside a fragment, so that headings go down one at a time on every page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.edition import Documents, Edition, EvidenceAlone, EvidenceEdition
from leitplanke.report.links import Links
from leitplanke.report.names import names_of, names_of_evidence
from leitplanke.report.sections import (
    diagnosis,
    first,
    glance,
    goals,
    guardrails,
    measure,
    people,
    plan,
    progress,
    provenance,
    questions,
    voices,
    waiting,
)
from leitplanke.report.sections.filters import PlanFilter
from leitplanke.report.sections.lines import EVERYTHING, WHOLE, Slice, lines
from leitplanke.report.voice import Voice

Build = Callable[[Edition], object | None]
BuildOfEvidence = Callable[[EvidenceEdition], object | None]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the report: its id, its title, and what builds its view."""

    id: str
    title: Text
    build: Build


@dataclass(frozen=True, slots=True)
class Shown:
    """A section that has something to show in one edition."""

    id: str
    anchor: str
    title: Markup
    view: object


SECTIONS = (
    Section("glance", Text("Auf einen Blick", "At a glance"), glance.build),
    Section("people", Text("Wer hat mitgemacht?", "Who took part?"), people.build),
    Section("first", Text("Was zuerst?", "What comes first?"), first.build),
    Section("questions", Text("Was Sie sonst gesagt haben", "What else you said"), questions.build),
    Section("voices", Text("In Ihren Worten", "In your words"), voices.build),
    Section("guardrails", Text("Leitplanken", "Guardrails"), guardrails.build),
    Section("goals", Text("Strategie", "Strategy"), goals.build),
    Section("plan", Text("Fahrplan", "Roadmap"), plan.build),
    Section("progress", Text("Was daraus wurde", "What became of it"), progress.build),
    Section("provenance", Text("Methode und Herkunft", "Method and provenance"), provenance.build),
)
SECTION_IDS = frozenset(section.id for section in SECTIONS)
_PARTS: Mapping[str, tuple[str, Build]] = {
    "glance.tiles": ("sections/tiles.html", glance.build),
    "goals.aims": ("sections/goals.html", goals.without_matrix),
    "goals.serving": ("sections/goals/serving.html", goals.without_matrix),
    "goals.weights": ("sections/goals/weights.html", goals.without_matrix),
    "goals.matrix": ("sections/goals/matrix.html", goals.matrix),
    "plan.quality": ("sections/plan/quality.html", plan.quality),
    "progress.status": ("sections/progress/status.html", progress.build),
    "progress.replies": ("sections/progress/replies.html", progress.build),
    "plan.waiting": ("sections/plan/waiting.html", waiting.build),
    "plan.resources": ("sections/plan/resources.html", plan.resources),
    **{section.id: (f"sections/{section.id}.html", section.build) for section in SECTIONS},
}
FRAGMENTS = tuple(_PARTS)
_OF_EVIDENCE: Mapping[str, BuildOfEvidence] = {
    "people": people.build,
    "first": first.build,
    "questions": questions.build,
    "voices": voices.build,
    "diagnosis": diagnosis.build,
}
EVIDENCE_FRAGMENTS = tuple(_OF_EVIDENCE)


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page of roadmap lines: `found` match the filter, of `total` in the roadmap."""

    body: Markup
    found: int
    total: int


def edition_of(documents: Documents, *, language: Language, links: Links, prefers_plain: bool = False) -> Edition:
    """The documents, told in one language. `prefers_plain`: in German, plain language where the town wrote it."""
    names = names_of(evidence=documents.evidence, strategy=documents.strategy, roadmap=documents.roadmap)
    voice = Voice(language, documents.roadmap.currency, prefers_plain=prefers_plain)
    return Edition(documents, names, voice, links)


def evidence_edition(evidence: EvidenceReport, *, language: Language, links: Links) -> EvidenceEdition:
    """The evidence report alone, told in one language."""
    return EvidenceEdition(EvidenceAlone(evidence), names_of_evidence(evidence), Voice(language), links)


def evidence_fragment(edition: EvidenceEdition, fragment_id: str, *, h: int = 3) -> Markup:
    """One of `EVIDENCE_FRAGMENTS`, for which nothing but the evidence is needed; otherwise as `fragment`."""
    return render(edition, f"sections/{fragment_id}.html", view=_OF_EVIDENCE[fragment_id](edition), h=h)


def fragment(edition: Edition, fragment_id: str, *, h: int = 3) -> Markup:
    """One of `FRAGMENTS`, empty where the documents have nothing for it; KeyError if there is none of this id."""
    template, build = _PARTS[fragment_id]
    return render(edition, template, view=build(edition), h=h)


def section(edition: Edition, section_id: str, *, h: int = 3) -> Markup:
    """A whole section with its id and its heading (one level above `h`); empty where there is nothing to show."""
    shown = shown_sections(edition, only=frozenset({section_id}))
    return Markup("").join(
        _render("section.html", edition=edition, v=edition.voice, section=one, s=one.view, h=h) for one in shown
    )


def section_title(edition: Edition, section_id: str) -> Markup:
    """The title of a section; KeyError if there is none of this id."""
    return edition.voice.text({one.id: one.title for one in SECTIONS}[section_id])


def plan_lines(edition: Edition, *, chosen: PlanFilter = EVERYTHING, part: Slice = WHOLE, h: int = 3) -> PlanPage:
    """How many lines match, in a sentence, and the lines by horizon."""
    view = lines(edition, chosen=chosen, part=part)
    body = Markup("").join(
        render(edition, f"sections/plan/{name}.html", view=view, h=h) for name in ("counts", "lines")
    )
    return PlanPage(body, view.found, view.total)


def measure_page(edition: Edition, measure_id: str, *, h: int = 2) -> Markup:
    """One measure without its title; KeyError if there is none of this id."""
    return render(edition, "sections/measure.html", view=measure.build(edition, measure_id), h=h)


def shown_sections(edition: Edition, *, only: frozenset[str] = SECTION_IDS) -> tuple[Shown, ...]:
    """The sections that have something to show, in the order of the report."""
    built = ((one, one.build(edition)) for one in SECTIONS if one.id in only)
    return tuple(
        Shown(one.id, edition.anchor(one.id), edition.voice.text(one.title), view)
        for one, view in built
        if view is not None
    )


def render(edition: EvidenceEdition, template: str, *, view: object | None, h: int) -> Markup:
    """A view in its template; nothing where there is no view."""
    return Markup("") if view is None else _render(template, edition=edition, v=edition.voice, s=view, h=h)


def _render(template: str, **context: object) -> Markup:
    return Markup(environment().get_template(template).render(**context))  # noqa: S704 - our own autoescaped templates


@cache
def environment() -> Environment:
    """The templates, autoescaped."""
    return Environment(
        loader=PackageLoader("leitplanke.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
