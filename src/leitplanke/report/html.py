"""The readable result of the whole chain: one file, two languages, nothing from any other host."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.texts import Language, Text
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import Progress
from leitplanke.report.edition import Documents, Edition
from leitplanke.report.names import names_of
from leitplanke.report.sections import (
    first,
    glance,
    goals,
    guardrails,
    people,
    plan,
    progress,
    provenance,
    questions,
    voices,
)
from leitplanke.report.voice import Voice
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.model import Strategy

FONT_WEIGHTS = (400, 600)


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its template, its title, and what builds its view."""

    id: str
    title: Text
    build: Callable[[Edition], object | None]


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


def render_report(
    *,
    profile: TownProfile,
    evidence: EvidenceReport,
    strategy: Strategy,
    roadmap: Roadmap,
    progress: Progress,
    digests: dict[str, str],
) -> str:
    """The page as text. Deterministic: same documents, same bytes. Everything that people wrote is escaped."""
    documents = Documents(profile, evidence, strategy, roadmap, progress, digests)
    names = names_of(evidence=evidence, strategy=strategy, roadmap=roadmap)
    editions = [Edition(documents, names, Voice(language, roadmap.currency)) for language in Language]
    style = style_sheet()
    policy = b64encode(sha256(style.encode()).digest()).decode()
    return _environment().get_template("page.html").render(
        profile=profile,
        style=Markup(style),  # noqa: S704 - our own style sheet
        policy=policy,
        editions=[(edition, _shown(edition)) for edition in editions],
    )


@cache
def style_sheet() -> str:
    """The style sheet with the fonts inside, so that no request leaves the page."""
    assets = files("leitplanke.report") / "assets"
    faces = "".join(
        "@font-face{font-family:'Fira Sans';font-style:normal;font-display:swap;"
        f"font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{b64encode((assets / 'fonts' / f'fira-sans-latin-{weight}-normal.woff2').read_bytes()).decode()}"
        ") format('woff2')}\n"
        for weight in FONT_WEIGHTS
    )
    return faces + (assets / "report.css").read_text(encoding="utf-8")


def _shown(edition: Edition) -> tuple[Shown, ...]:
    built = ((section, section.build(edition)) for section in SECTIONS)
    return tuple(
        Shown(section.id, edition.anchor(section.id), edition.voice.text(section.title), view)
        for section, view in built
        if view is not None
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("leitplanke.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
