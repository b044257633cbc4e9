"""The public pages of a town."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from leitplanke import __version__
from leitplanke.evidence.model import EvidenceRules
from leitplanke.kernel.texts import Language
from leitplanke.report.edition import Edition
from leitplanke.report.fragments import fragment, measure_page, section
from leitplanke.report.sections import glance, process, stories
from leitplanke.report.strategy_papers.papers import paper
from leitplanke.report.voice import Voice
from leitplanke.report.words import VERDICT
from leitplanke.strategy.model import Verdict
from leitplanke_web.design.navigation import address_of
from leitplanke_web.portal.queries.editions import Reading, edition_of, kept_page
from leitplanke_web.portal.queries.published import sources_of
from leitplanke_web.portal.views.conditional import View, public_page
from leitplanke_web.towns.models import Town

Words = str | Promise
Content = dict[str, object]
Crumbs = tuple[tuple[Words, str | None], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is made of nothing but a published version: its address, its title, what its template shows.

    `files` is what the same is called as PDF and Word file, if it is there to take along.
    """

    name: str
    title: Words
    build: Callable[[Edition], Content]
    parent: "Page | None" = None
    part_title: Words = ""
    files: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A page in the navigation between neighbours."""

    title: Words
    href: str
    is_here: bool


@require_safe
def towns(request: HttpRequest) -> HttpResponse:
    """All towns of the installation; where there is one, its start page."""
    found = list(Town.objects.order_by("id"))
    if len(found) == 1:
        return redirect("portal:start", town=found[0].pk)
    return render(request, "portal/public/towns.html", {"towns": found})


def shown(page: Page) -> View:
    """The view of a page."""

    @public_page
    def view(request: HttpRequest, *, town: Town, reading: Reading | None) -> HttpResponse:
        if reading is None:
            return nothing_yet(request, town)
        content = kept_page(reading, page.name, lambda: _content(page, reading))
        return in_frame(request, reading=reading, title=page.title, content=content, crumbs=crumbs_of(page, reading))

    return view


@public_page
def measure(
    request: HttpRequest,
    *,
    town: Town,  # noqa: ARG001 - as every page
    reading: Reading | None,
    measure: str,
) -> HttpResponse:
    """One measure; 404 for an unknown one, also before anything was published."""
    edition = None if reading is None else edition_of(reading)
    if reading is None or edition is None or measure not in edition.measures:
        raise Http404
    title = edition.voice.text(edition.measures[measure].title)
    content = kept_page(
        reading,
        ("measure", measure),
        lambda: drawn(
            "measure",
            edition,
            {
                "title": title,
                "body": measure_page(edition, measure),
                "trace_at": edition.links.way_of("measure", measure),
                "files": _files(f"measure-{measure}", reading),
            },
        ),
    )
    crumbs = (*crumbs_of(ROADMAP, reading, is_last=False), (title, None))
    return in_frame(request, reading=reading, title=title.striptags(), content=content, crumbs=crumbs)


def standing(name: str, title: Words) -> View:
    """The view of a page that every town has, published or not: accessibility, privacy, imprint."""

    @public_page
    def view(request: HttpRequest, *, town: Town, reading: Reading | None) -> HttpResponse:
        evidence = None if reading is None else edition_of(reading).documents.evidence
        profile = town.profile if reading is None else reading.publication.profile
        content = render_to_string(
            f"portal/public/{name}.html",
            {
                "profile": profile,
                "details": town.details,
                "as_of": None if reading is None else profile.as_of,
                "inhabitants": Voice(Language(request.LANGUAGE_CODE)).count(profile.inhabitants),
                "rules": EvidenceRules() if evidence is None else evidence.rules,
                "program_version": __version__,
            },
        )
        crumbs = ((_("Start"), reverse("portal:start", kwargs={"town": town.pk})), (title, None))
        return in_frame(request, reading=reading, title=title, content=content, crumbs=crumbs)

    return view


def nothing_yet(request: HttpRequest, town: Town) -> HttpResponse:
    """What people read before anything was published."""
    return render(request, "portal/public/nothing_yet.html", {"profile": town.profile})


def in_frame(
    request: HttpRequest, *, reading: Reading | None, title: Words, content: str, crumbs: Crumbs
) -> HttpResponse:
    """The page around its content, which our templates escaped when they made it."""
    return render(
        request,
        "portal/public/page.html",
        {
            "title": title,
            "content": mark_safe(content),  # noqa: S308 - rendered by our templates
            "crumbs": crumbs,
            "older": reading.publication if reading is not None and reading.is_numbered else None,
        },
    )


def _content(page: Page, reading: Reading) -> SafeString:
    edition = edition_of(reading)
    shown: Content = {"title": page.title, "parts": parts_of(page, reading), "files": _files(page.files, reading)}
    if page is GUARDRAILS:
        shown["exemption"] = _exemption(reading, edition)
    return drawn(page.name, edition, {**shown, **page.build(edition)})


def _exemption(reading: Reading, edition: Edition) -> Content | None:
    """Why a version was published although checks were open, and which ones; None where none was."""
    if not reading.publication.is_exempt:
        return None
    exemption = reading.publication.exemption  # neither ever changes
    reasons = {(one.measure, one.guardrail): one.reason for one in edition.documents.strategy.checks}
    points = [
        {
            "measure": edition.link("measure", one["measure"]),
            "guardrail": edition.link("guardrail", one["guardrail"]),
            "verdict": edition.voice.text(VERDICT[Verdict(one["verdict"])]),
            "reason": edition.voice.text(reasons[one["measure"], one["guardrail"]]),
        }
        for one in exemption.points
    ]
    return {"reason": exemption.reason, "points": points}


def _files(stem: str, reading: Reading) -> list[tuple[str, str]]:
    """What can be taken along, as words and address; nothing where the installation has no open data."""
    version: dict[str, str | int] = {"town": reading.publication.town_id, "version": reading.publication.number}
    kinds = (("PDF", "pdf"), ("Word", "docx")) if stem else ()
    found = ((words, address_of("open_data:version_file", **version, name=f"{stem}.{kind}")) for words, kind in kinds)
    return [(words, address) for words, address in found if address]


def crumbs_of(page: Page, reading: Reading, *, is_last: bool = True) -> Crumbs:
    """The way from the start page to a page; none on the start page itself."""
    if page is START:
        return () if is_last else ((page.title, reverse("portal:start", kwargs=reading.parts)),)
    here = None if is_last else reverse(f"portal:{page.name}", kwargs=reading.parts)
    return (*crumbs_of(page.parent or START, reading, is_last=False), (page.title, here))


def parts_of(page: Page, reading: Reading) -> tuple[Part, ...]:
    """The pages of the part of the portal that the page belongs to, itself among them."""
    family = next((one for one in (RESULTS_PAGES, STRATEGY_PAGES, ROADMAP_PAGES) if page in one), ())
    return tuple(
        Part(one.part_title or one.title, reverse(f"portal:{one.name}", kwargs=reading.parts), is_here=one is page)
        for one in family
    )


def drawn(name: str, edition: Edition, content: Content) -> SafeString:
    """The template of a page, with what every page of a version has."""
    return render_to_string(
        f"portal/public/{name}.html", {"edition": edition, "profile": edition.documents.profile, **content}
    )


def _start(edition: Edition) -> Content:
    evidence, voice = edition.documents.evidence, edition.voice
    progress = edition.documents.progress
    return {
        "question": edition.voice.text(edition.names.get("question", evidence.priority_question)),
        "has_survey": bool(evidence.responses),
        "answers": voice.count(sum(response.n for response in evidence.responses)),
        "steps": process.process(edition),
        "choices": glance.build(edition).choices,
        "tiles": fragment(edition, "glance.tiles"),
        "coming": process.coming(edition),
        "replies": len(progress.replies),
        "open_replies": len(progress.open_replies),
        "as_of": voice.day(edition.documents.profile.as_of),
        "results": edition.href("people").partition("#")[0],
        "roadmap": edition.href("plan.lines").partition("#")[0],
        "became": edition.href("progress").partition("#")[0],
    }


def _sections(*names: str) -> Callable[[Edition], Content]:
    return lambda edition: {"sections": [section(edition, name) for name in names]}


def _fragments(**names: str) -> Callable[[Edition], Content]:
    return lambda edition: {key: fragment(edition, name, h=2) for key, name in names.items()}


def _strategy(edition: Edition) -> Content:
    return {"strategy": stories.build(edition), "goals": fragment(edition, "goals.aims", h=2)}


def _paper(name: str) -> Callable[[Edition], Content]:
    def build(edition: Edition) -> Content:
        sources = replace(sources_of(edition.documents), digests={})  # these stand on a page of their own
        document = paper(name, sources, language=edition.voice.language)
        return {"document": document, "blocks": [(type(block).__name__, block) for block in document.blocks]}

    return build


START = Page("start", _("Start"), _start)
RESULTS = Page("results", _("Ergebnisse"), _sections("people", "first"), part_title=_("Wer, und was zuerst"))
QUESTIONS = Page("results_questions", _("Was Sie sonst gesagt haben"), _fragments(body="questions"), RESULTS)
VOICES = Page("results_voices", _("In Ihren Worten"), _fragments(body="voices"), RESULTS)
METHOD = Page("results_method", _("Methode und Herkunft"), _fragments(body="provenance", plan="plan.quality"), RESULTS)
STRATEGY = Page("strategy", _("Strategie"), _strategy, part_title=_("Ziele"))
GUARDRAILS = Page("guardrails", _("Leitplanken"), _fragments(body="guardrails"), STRATEGY, files="guardrails")
WEIGHTS = Page(
    "strategy_weights",
    _("Was wie viel zählt"),
    _fragments(serving="goals.serving", weights="goals.weights", matrix="goals.matrix"),
    STRATEGY,
)
STRATEGY_SHORT = Page(
    "strategy_short", _("Die Strategie in Kürze"), _paper("strategy"), STRATEGY, _("Kurzfassung"), "strategy"
)
STRATEGY_PLAIN = Page("strategy_plain", _("In Leichter Sprache"), _paper("plain"), STRATEGY, files="strategy-plain")
ROADMAP = Page("roadmap", _("Fahrplan"), lambda _edition: {}, part_title=_("Maßnahmen nach Zeit"))
WAITING = Page("roadmap_waiting", _("Was nicht im Fahrplan steht"), _fragments(body="plan.waiting"), ROADMAP)
RESOURCES = Page("roadmap_resources", _("Personal und Geld"), _fragments(body="plan.resources"), ROADMAP)
BECAME = Page("became", _("Was daraus wurde"), _fragments(replies="progress.replies", status="progress.status"))
RESULTS_PAGES = (RESULTS, QUESTIONS, VOICES, METHOD)
STRATEGY_PAGES = (STRATEGY, STRATEGY_SHORT, STRATEGY_PLAIN, GUARDRAILS, WEIGHTS)
ROADMAP_PAGES = (ROADMAP, WAITING, RESOURCES)
ACCESSIBILITY, PRIVACY, IMPRINT = _("Erklärung zur Barrierefreiheit"), _("Datenschutz"), _("Impressum")
