"""The whole trace of one thing, both ways: what it rests on, and what became of it; what is missing says so.

See docs/methods/trace.md. Every end is a published finding or cluster, never one person's answer.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from leitplanke.evidence.model import EvidenceReport, Finding, FindingKind
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Language, Text
from leitplanke.monitoring.model import Reply, ReplyKind
from leitplanke.report.numbers import month_name
from leitplanke.report.words import STRENGTH, VERDICT
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.findings import findings_by_reference
from leitplanke.strategy.model import Measure, Strategy
from leitplanke.strategy.prerequisites import GraphLayout, lay_out
from leitplanke.strategy.trace import because_of, leads_to

# In the order in which one leads to the next.
KINDS = {
    "finding": Text("Erkenntnis", "finding"),
    "guardrail": Text("Leitplanke", "guardrail"),
    "overall_goal": Text("Übergeordnetes Ziel", "overall goal"),
    "goal": Text("Ziel", "goal"),
    "measure": Text("Maßnahme", "measure"),
    "roadmap": Text("Fahrplan", "roadmap"),
    "reply": Text("Rückmeldung", "reply"),
}
MOST_DRAWN = 16  # measures in a picture; more stand in it as their number
ALL_MEASURES, ALL_LINES = "measure:", "roadmap:"


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One thing in a trace; `note` says how it is linked."""

    id: str
    kind: str
    words: Text
    note: Text = Text("")  # noqa: RUF009 - Text is frozen


@dataclass(frozen=True, slots=True)
class WholeTrace:
    """What the thing `start` rests on and what follows from it, in the order of `KINDS`, nearest first in each kind.

    `links` are `(because_of, leads_to)`; `missing` says which are not there.
    """

    start: str
    title: Text
    nodes: tuple[TraceNode, ...]
    links: tuple[tuple[str, str], ...]
    missing: tuple[Text, ...]

    def layout(self) -> GraphLayout:
        """Where the things stand in a picture, causes on the left; many measures are one box, and so are their lines.

        The boxes that stand for many are called `ALL_MEASURES` and `ALL_LINES`.
        """
        box = {node.id: node.id for node in self.nodes}
        measures = [node.id for node in self.nodes if node.kind == "measure"]
        if len(measures) > MOST_DRAWN:
            box |= {one: one if one == self.start else ALL_MEASURES for one in measures}
            box |= {node.id: ALL_LINES for node in self.nodes if node.kind == "roadmap"}
        causes: dict[str, list[str]] = {one: [] for one in box.values()}
        for cause, effect in self.links:
            if box[cause] not in causes[box[effect]]:
                causes[box[effect]].append(box[cause])
        return lay_out(causes)


def trace_of(
    start: str,
    *,
    strategy: Strategy,
    evidence: EvidenceReport,
    roadmap: Roadmap | None = None,
    replies: Sequence[Reply] | None = None,
) -> WholeTrace:
    """The trace of a published finding, a guardrail, a goal or a measure: `finding:…`; KeyError if there is none.

    Without roadmap or replies, because nobody computed or read them yet, their links are missing.
    """
    words = _words(strategy, evidence)
    kind, _, own = start.partition(":")
    if kind == "finding":  # a merged one answers to the names of its parts
        start = f"finding:{findings_by_reference(evidence)[own].id}"
    title = words[start]
    behind, ahead = because_of(strategy.trace, start), leads_to(strategy.trace, start)
    sides = ({start, *behind}, {start, *ahead})
    links = [
        (one.because_of, one.leads_to)
        for one in strategy.trace
        if any({one.because_of, one.leads_to} <= side for side in sides)
    ]
    measures = [one for one in strategy.draft.measures if f"measure:{one.id}" in sides[1]]
    planned = _lines(roadmap)
    lines = [
        TraceNode(f"roadmap:{one.id}", "roadmap", planned[one.id], one.title) for one in measures if one.id in planned
    ]
    answered = tuple(_replies(start, {start, *behind, *ahead}, replies or (), evidence))
    notes = _notes(strategy, start)
    known = (*behind, start, *ahead)
    nodes = (TraceNode(one, one.partition(":")[0], words[one], notes.get(one, Text(""))) for one in known)
    order = list(KINDS)
    return WholeTrace(
        start,
        title,
        tuple(sorted((*nodes, *lines, *(node for _, node in answered)), key=lambda node: order.index(node.kind))),
        (
            *links,
            *((f"measure:{one.id}", f"roadmap:{one.id}") for one in measures if one.id in planned),
            *((cause, node.id) for cause, node in answered),
        ),
        tuple(_missing(start, behind, ahead, strategy, evidence))
        + tuple(_unplanned([one for one in measures if one.id not in planned], roadmap))
        + (() if replies is None or _is_answered(start, replies, evidence) else (_SILENCE[start.partition(":")[0]],)),
    )


def _words(strategy: Strategy, evidence: EvidenceReport) -> dict[str, Text]:
    draft = strategy.draft
    return {
        **{f"finding:{one.id}": one.statement for one in evidence.findings},
        **{f"guardrail:{one.id}": one.rule for one in draft.guardrails},
        **{f"overall_goal:{one.id}": one.title for one in draft.overall_goals},
        **{f"goal:{one.id}": one.title for one in draft.goals},
        **{f"measure:{one.id}": one.title for one in draft.measures},
    }


def _notes(strategy: Strategy, start: str) -> dict[str, Text]:
    """How strongly, and how it stands: what a link to or from `start` says beside that it is there."""
    checks = [(f"guardrail:{one.guardrail}", f"measure:{one.measure}", one.verdict) for one in strategy.checks]
    verdicts = {measure if rule == start else rule: said for rule, measure, said in checks if start in {rule, measure}}
    strengths = {
        (f"goal:{part.goal}", f"measure:{one.id}"): part.strength
        for one in strategy.draft.measures
        for part in one.contributions
    } | {
        (f"overall_goal:{part.overall_goal}", f"goal:{one.id}"): part.strength
        for one in strategy.draft.goals
        for part in one.serves
    }
    return {
        **{node: VERDICT[verdict] for node, verdict in verdicts.items()},
        **{
            (cause if effect == start else effect): STRENGTH[strength]
            for (cause, effect), strength in strengths.items()
            if start in {cause, effect}
        },
    }


def _lines(roadmap: Roadmap | None) -> dict[str, Text]:
    """What the roadmap says of each measure that it knows."""
    if roadmap is None:
        return {}
    left = {one.measure: Text("Nicht im Fahrplan", "Not in the roadmap") for one in roadmap.omissions}
    return left | {one.measure: _span(one.start, one.end) for one in roadmap.assignments}


def _span(first: Month, last: Month) -> Text:
    german, english = ((month_name(first, one), month_name(last, one)) for one in (Language.DE, Language.EN))
    return Text(f"Von {german[0]} bis {german[1]}", f"From {english[0]} to {english[1]}")


def _replies(
    start: str, known: Collection[str], replies: Iterable[Reply], evidence: EvidenceReport
) -> Iterator[tuple[str, TraceNode]]:
    """What was answered to those who said something, each with what it names.

    All that name `start` or answer it, and those that say what became a guardrail where both lie in the trace.
    """
    statements = {one.id: one.statement for one in evidence.findings}
    for reply in replies:
        named, said = _named(reply), f"finding:{reply.to}"
        is_on_the_way = reply.kind is ReplyKind.GUARDRAIL and {named, said} <= set(known)
        if start in {named, said} or is_on_the_way:
            cause = named if named in known else start
            yield cause, TraceNode(f"reply:{reply.to}", "reply", reply.reason, statements.get(reply.to, Text("")))


def _named(reply: Reply) -> str:
    """What a reply says something became."""
    return f"guardrail:{reply.ref}" if reply.kind is ReplyKind.GUARDRAIL else f"measure:{reply.ref}"


_SILENCE = {
    "measure": Text("Keine Rückmeldung nennt die Maßnahme.", "No reply to contributions names the measure."),
    "finding": Text("Eine Rückmeldung dazu steht noch aus.", "A reply to this is still missing."),
}


def _is_answered(start: str, replies: Iterable[Reply], evidence: EvidenceReport) -> bool:
    """Whether everything that asks for a reply has one: measures, clusters and themes."""
    kind, _, own = start.partition(":")
    if kind == "measure":
        return any(_named(reply) == start for reply in replies)
    found = {one.id: one for one in evidence.findings}.get(own) if kind == "finding" else None
    if found is None or found.kind not in {FindingKind.CLUSTER, FindingKind.THEME}:
        return True
    return any(reply.to == own for reply in replies)


def _missing(
    start: str, behind: Collection[str], ahead: Collection[str], strategy: Strategy, evidence: EvidenceReport
) -> Iterator[Text]:
    kind, _, own = start.partition(":")
    if kind == "measure":
        yield from _behind_measure(own, behind, strategy, evidence)
    elif not ahead:
        yield _LEADS_NOWHERE[kind]
    yield from _without_causes((start, *behind), strategy)


_LEADS_NOWHERE = {
    "finding": Text("Keine Leitplanke und keine Maßnahme beruht darauf.", "No guardrail and no measure rests on it."),
    "guardrail": Text("Für keine Maßnahme gilt die Leitplanke.", "The guardrail applies to no measure."),
    "overall_goal": Text("Kein Digitalziel dient ihm.", "No digital goal serves it."),
    "goal": Text("Keine Maßnahme trägt zu dem Ziel bei.", "No measure contributes to the goal."),
}


def _behind_measure(own: str, behind: Collection[str], strategy: Strategy, evidence: EvidenceReport) -> Iterator[Text]:
    kinds = {one.partition(":")[0] for one in behind}
    if "finding" not in kinds:
        yield Text("Keine veröffentlichte Aussage aus der Beteiligung.", "No published finding of what people said.")
    measure = {one.id: one for one in strategy.draft.measures}[own]
    published: dict[str, Finding] = findings_by_reference(evidence)
    for _ in [reference for reference in measure.evidence if reference not in published]:
        yield Text(
            "Ein Beleg ist zum Schutz der Befragten nicht veröffentlicht.",
            "A piece of evidence is not published, to protect those who answered.",
        )
    if "guardrail" not in kinds:
        yield Text("Keine Leitplanke betrifft die Maßnahme.", "No guardrail applies to the measure.")
    if "goal" not in kinds:
        yield Text("Die Maßnahme dient keinem genannten Ziel.", "The measure serves no named goal.")


def _unplanned(measures: Sequence[Measure], roadmap: Roadmap | None) -> Iterator[Text]:
    """Measures of which the roadmap says nothing."""
    if measures and roadmap is None:
        yield Text("Der Fahrplan ist noch nicht gerechnet.", "The roadmap is not computed yet.")
        return
    for one in measures:
        yield Text(
            f"Der Fahrplan kennt die Maßnahme „{one.title.de}“ nicht.",
            f"The roadmap does not know the measure “{one.title.en or one.title.de}”.",
        )


def _without_causes(nodes: Iterable[str], strategy: Strategy) -> Iterator[Text]:
    """Guardrails and goals among the nodes that rest on nothing published."""
    effects = {one.leads_to for one in strategy.trace}
    laws = {entry.guardrail for entry in strategy.guardrail_evidence if any(not one.finding for one in entry.evidence)}
    rules = {f"guardrail:{one.id}": one.rule for one in strategy.draft.guardrails}
    titles = {f"goal:{one.id}": one.title for one in strategy.draft.goals}
    for one in nodes:
        if one in effects:
            continue
        if one in rules:
            why = Text(" (nur ein Gesetz oder Unveröffentlichtes)", " (a law or something unpublished only)")
            added = why if one.partition(":")[2] in laws else Text("")
            yield Text(
                f"Die Leitplanke „{rules[one].de}“ beruht auf keiner veröffentlichten Erkenntnis{added.de}.",
                f"The guardrail “{rules[one].en or rules[one].de}” rests on no published finding{added.en}.",
            )
        if one in titles:
            title = titles[one]
            yield Text(
                f"Das Ziel „{title.de}“ dient keinem übergeordneten Ziel.",
                f"The goal “{title.en or title.de}” serves no overall goal.",
            )
