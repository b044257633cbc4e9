"""The public page of the whole way of a thing: what it rests on and what became of it, as a picture and as a list."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from markupsafe import Markup

from leitplanke.kernel.texts import Text
from leitplanke.report.edition import Edition
from leitplanke.report.graphs import graph_drawing
from leitplanke.report.whole_trace import ALL_LINES, ALL_MEASURES, KINDS, TraceNode, WholeTrace, trace_of
from leitplanke_web.portal.queries.editions import NAME_OF_KIND, Reading, edition_of, kept_page
from leitplanke_web.portal.views.conditional import public_page
from leitplanke_web.portal.views.public import RESULTS, ROADMAP, STRATEGY, crumbs_of, drawn, in_frame
from leitplanke_web.towns.models import Town

HEADINGS = {
    "finding": Text("Was gesagt wurde", "What was said"),
    "guardrail": Text("Leitplanken", "Guardrails"),
    "overall_goal": Text("Ziele der ganzen Stadt", "Goals of the town as a whole"),
    "goal": Text("Digitalziele", "Digital goals"),
    "measure": Text("Maßnahmen", "Measures"),
    "roadmap": Text("Fahrplan", "Roadmap"),
    "reply": Text("Rückmeldungen", "Replies"),
}
_KINDS = {name: kind for kind, name in NAME_OF_KIND.items()}
_PARENTS = {"finding": RESULTS, "measure": ROADMAP}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing on the way: its number, its words as a link to its place, what it rests on by number, its own way."""

    number: int
    words: Markup
    note: Markup
    causes: tuple[int, ...]
    way: str
    is_start: bool


@public_page
def whole_way(
    request: HttpRequest,
    *,
    town: Town,  # noqa: ARG001 - as every page
    reading: Reading | None,
    way: str,
    thing: str,
) -> HttpResponse:
    """The way of a finding, a guardrail, a goal or a measure; 404 for an unknown one, also before a publication."""
    if reading is None or way not in _KINDS:
        raise Http404
    edition, start = edition_of(reading), f"{_KINDS[way]}:{thing}"
    documents = edition.documents
    try:
        found = trace_of(
            start,
            strategy=documents.strategy,
            evidence=documents.evidence,
            roadmap=documents.roadmap,
            replies=documents.progress.replies,
        )
    except KeyError as error:
        raise Http404 from error
    content = kept_page(reading, ("trace", found.start), lambda: drawn("trace", edition, _shown(edition, found)))
    crumbs = (*crumbs_of(_PARENTS.get(_KINDS[way], STRATEGY), reading, is_last=False), (_("Der ganze Weg"), None))
    title = edition.voice.text(found.title).striptags()
    return in_frame(request, reading=reading, title=title, content=content, crumbs=crumbs)


def _shown(edition: Edition, found: WholeTrace) -> dict[str, object]:
    voice = edition.voice
    numbers = {node.id: number for number, node in enumerate(found.nodes, start=1)}
    causes: dict[str, list[int]] = {}
    for cause, effect in found.links:
        causes.setdefault(effect, []).append(numbers[cause])
    steps: dict[str, list[Step]] = {}
    for node in found.nodes:
        steps.setdefault(node.kind, []).append(
            Step(
                number=numbers[node.id],
                words=_linked(edition, node),
                note=Markup("") if node.kind == "roadmap" else voice.text(node.note),
                causes=tuple(sorted(causes.get(node.id, ()))),
                way="" if node.id == found.start else edition.links.way_of(*_parts(node.id)),
                is_start=node.id == found.start,
            )
        )
    return {
        "title": voice.text(found.title),
        "kind": voice.text(KINDS[_parts(found.start)[0]]),
        "drawing": graph_drawing(found.layout(), _labels(edition, found, numbers)),
        "groups": [(voice.text(HEADINGS[kind]), some) for kind, some in steps.items()],
        "missing": [voice.text(one) for one in found.missing],
    }


def _labels(edition: Edition, found: WholeTrace, numbers: dict[str, int]) -> dict[str, str]:
    """What stands in the boxes: the number in the list, then the words."""
    voice = edition.voice
    kinds = [node.kind for node in found.nodes]
    many = voice.plural(kinds.count("measure"), ("Maßnahme", "Maßnahmen"), ("measure", "measures"))
    lines = voice.say("Ihre Zeiten im Fahrplan", "Their months in the roadmap")
    told = {node.id: f"{numbers[node.id]} {node.words.in_language(voice.language)}" for node in found.nodes}
    return told | {ALL_MEASURES: many.striptags(), ALL_LINES: lines.striptags()}


def _linked(edition: Edition, node: TraceNode) -> Markup:
    """The words of a thing as a link to the place where it stands."""
    kind, identifier = _parts(node.id)
    words = edition.voice.text(node.words)
    if kind == "finding":
        return edition.finding_link(identifier) or words
    if kind == "roadmap":
        return Markup("{}: {}").format(edition.link("measure", identifier), words)
    return words if kind == "reply" else edition.link(kind, identifier)


def _parts(node: str) -> tuple[str, str]:
    kind, _sep, identifier = node.partition(":")
    return kind, identifier
