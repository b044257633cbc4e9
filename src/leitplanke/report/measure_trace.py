"""The whole trace of one measure, both ways: what it rests on, and what became of it; what is missing says so.

See docs/methods/trace.md. Every end is a published finding or cluster, never one person's answer.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from leitplanke.evidence.model import EvidenceReport
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply, ReplyKind
from leitplanke.report.words import STRENGTH, VERDICT
from leitplanke.roadmap.model import Roadmap
from leitplanke.strategy.findings import findings_by_reference
from leitplanke.strategy.model import Measure, Strategy
from leitplanke.strategy.prerequisites import GraphLayout, lay_out
from leitplanke.strategy.trace import because_of

KINDS = {
    "finding": Text("Erkenntnis", "finding"),
    "guardrail": Text("Leitplanke", "guardrail"),
    "overall_goal": Text("Übergeordnetes Ziel", "overall goal"),
    "goal": Text("Ziel", "goal"),
    "measure": Text("Maßnahme", "measure"),
    "roadmap": Text("Fahrplan", "roadmap"),
    "reply": Text("Rückmeldung", "reply"),
}


@dataclass(frozen=True, slots=True)
class TraceNode:
    """One thing in the trace of a measure; `note` says how it is linked."""

    id: str
    kind: str
    words: Text
    note: Text = Text("")  # noqa: RUF009 - Text is frozen


@dataclass(frozen=True, slots=True)
class MeasureTrace:
    """What a measure rests on and what follows from it, the links `(because_of, leads_to)`, and what is missing."""

    measure: str
    title: Text
    nodes: tuple[TraceNode, ...]
    links: tuple[tuple[str, str], ...]
    missing: tuple[Text, ...]

    def layout(self) -> GraphLayout:
        """Where the things stand in a picture, causes on the left."""
        causes: dict[str, list[str]] = {node.id: [] for node in self.nodes}
        for cause, effect in self.links:
            causes[effect].append(cause)
        return lay_out(causes)


def trace_measure(
    measure_id: str,
    *,
    strategy: Strategy,
    evidence: EvidenceReport,
    roadmap: Roadmap | None = None,
    replies: Iterable[Reply] | None = None,
) -> MeasureTrace:
    """The trace of a measure of the strategy; KeyError if there is none of this id.

    Without roadmap or replies, because nobody computed or read them yet, their links are missing.
    """
    measure = {one.id: one for one in strategy.draft.measures}[measure_id]
    own = f"measure:{measure.id}"
    behind = because_of(strategy.trace, own)
    known = {own, *behind}
    links = [(one.because_of, one.leads_to) for one in strategy.trace if {one.because_of, one.leads_to} <= known]
    ahead, answered = tuple(_roadmap(measure, roadmap)), tuple(_replies(measure, known, replies or (), evidence))
    is_answered = replies is None or any(cause == own for cause, _ in answered)
    words = _words(strategy, evidence)
    notes = _notes(strategy, measure)
    nodes = [
        TraceNode(one, one.partition(":")[0], words.get(one, Text(one)), notes.get(one, Text(""))) for one in behind
    ]
    return MeasureTrace(
        measure.id,
        measure.title,
        (*nodes, TraceNode(own, "measure", measure.title), *ahead, *(node for _, node in answered)),
        (*links, *((own, node.id) for node in ahead), *((cause, node.id) for cause, node in answered)),
        tuple(_missing(measure, behind, links, strategy, evidence, roadmap, is_answered=is_answered)),
    )


def _words(strategy: Strategy, evidence: EvidenceReport) -> dict[str, Text]:
    draft = strategy.draft
    return {
        **{f"finding:{one.id}": one.statement for one in evidence.findings},
        **{f"guardrail:{one.id}": one.rule for one in draft.guardrails},
        **{f"overall_goal:{one.id}": one.title for one in draft.overall_goals},
        **{f"goal:{one.id}": one.title for one in draft.goals},
    }


def _notes(strategy: Strategy, measure: Measure) -> dict[str, Text]:
    verdicts = {
        f"guardrail:{one.guardrail}": VERDICT[one.verdict] for one in strategy.checks if one.measure == measure.id
    }
    return {**verdicts, **{f"goal:{one.goal}": STRENGTH[one.strength] for one in measure.contributions}}


def _roadmap(measure: Measure, roadmap: Roadmap | None) -> Iterator[TraceNode]:
    if roadmap is None:
        return
    for line in roadmap.assignments:
        if line.measure == measure.id:
            words = Text(f"Von {line.start} bis {line.end}", f"From {line.start} to {line.end}")
            yield TraceNode(f"roadmap:{measure.id}", "roadmap", words)
    for left in roadmap.omissions:
        if left.measure == measure.id:
            yield TraceNode(f"roadmap:{measure.id}", "roadmap", Text("Nicht im Fahrplan", "Not in the roadmap"))


def _replies(
    measure: Measure, known: Collection[str], replies: Iterable[Reply], evidence: EvidenceReport
) -> Iterator[tuple[str, TraceNode]]:
    """What was answered to those who said something, each with what it names: the measure, or a guardrail behind it."""
    statements = {one.id: one.statement for one in evidence.findings}
    for reply in replies:
        names = f"guardrail:{reply.ref}" if reply.kind is ReplyKind.GUARDRAIL else f"measure:{reply.ref}"
        is_own = names == f"measure:{measure.id}"
        if is_own or (reply.kind is ReplyKind.GUARDRAIL and {names, f"finding:{reply.to}"} <= set(known)):
            yield names, TraceNode(f"reply:{reply.to}", "reply", reply.reason, statements.get(reply.to, Text("")))


def _missing(
    measure: Measure,
    behind: tuple[str, ...],
    links: list[tuple[str, str]],
    strategy: Strategy,
    evidence: EvidenceReport,
    roadmap: Roadmap | None,
    *,
    is_answered: bool,
) -> Iterator[Text]:
    kinds = {one.partition(":")[0] for one in behind}
    if "finding" not in kinds:
        yield Text("Keine veröffentlichte Aussage aus der Beteiligung.", "No published finding of what people said.")
    published = findings_by_reference(evidence)
    for _ in [reference for reference in measure.evidence if reference not in published]:
        yield Text(
            "Ein Beleg ist zum Schutz der Befragten nicht veröffentlicht.",
            "A piece of evidence is not published, to protect those who answered.",
        )
    if "guardrail" not in kinds:
        yield Text("Keine Leitplanke betrifft die Maßnahme.", "No guardrail applies to the measure.")
    if "goal" not in kinds:
        yield Text("Die Maßnahme dient keinem genannten Ziel.", "The measure serves no named goal.")
    yield from _without_causes(behind, links, strategy)
    if roadmap is None:
        yield Text("Der Fahrplan ist noch nicht gerechnet.", "The roadmap is not computed yet.")
    elif not list(_roadmap(measure, roadmap)):
        yield Text("Der Fahrplan kennt die Maßnahme nicht.", "The roadmap does not know the measure.")
    if not is_answered:
        yield Text("Keine Rückmeldung nennt die Maßnahme.", "No reply to contributions names the measure.")


def _without_causes(behind: tuple[str, ...], links: list[tuple[str, str]], strategy: Strategy) -> Iterator[Text]:
    effects = {effect for _, effect in links}
    laws = {entry.guardrail for entry in strategy.guardrail_evidence if any(not one.finding for one in entry.evidence)}
    titles = {f"goal:{one.id}": one.title for one in strategy.draft.goals}
    for one in behind:
        kind, _, identifier = one.partition(":")
        if one in effects:
            continue
        if kind == "guardrail":
            why = Text(" (nur ein Gesetz oder Unveröffentlichtes)", " (a law or something unpublished only)")
            added = why if identifier in laws else Text("")
            yield Text(
                f"Leitplanke {identifier} beruht auf keiner veröffentlichten Erkenntnis{added.de}.",
                f"Guardrail {identifier} rests on no published finding{added.en}.",
            )
        if kind == "goal":
            title = titles[one]
            yield Text(
                f"Das Ziel „{title.de}“ dient keinem übergeordneten Ziel.",
                f"The goal “{title.en or title.de}” serves no overall goal.",
            )
