"""One language's edition of the report: the documents, their names, the voice, the links.

An edition may be kept and shared between threads: it is frozen, and what it looks up once (`cached_property`) comes out
the same whoever looks first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from markupsafe import Markup

from leitplanke.evidence.model import EvidenceReport, Finding, FindingKind, Table
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import MeasureProgress, Progress
from leitplanke.report.charts import TimeAxis
from leitplanke.report.links import Links, Place
from leitplanke.report.names import Names
from leitplanke.report.voice import Voice
from leitplanke.report.words import LATE, STATE
from leitplanke.roadmap.model import Assignment, Omission, Roadmap
from leitplanke.strategy.model import GuardrailCheck, Measure, MeasureState, ResolvedEvidence, Strategy

T = TypeVar("T")

FRAGMENT_OF = {
    "measure": "measure",
    "guardrail": "guardrails",
    "goal": "goals",
    "overall_goal": "goals",
    "cluster": "voices",
}


@dataclass(frozen=True, slots=True)
class Documents:
    """The public documents of one run. `digests` are SHA-256 by document name."""

    profile: TownProfile
    evidence: EvidenceReport
    strategy: Strategy
    roadmap: Roadmap
    progress: Progress
    digests: dict[str, str]


@dataclass(frozen=True, slots=True)
class EvidenceAlone:
    """What there is before a strategy was made."""

    evidence: EvidenceReport


class WithEvidence(Protocol):
    """Documents with an evidence report among them."""

    @property
    def evidence(self) -> EvidenceReport:
        """Handover 2."""
        ...


@dataclass(frozen=True)
class EvidenceEdition:
    """The evidence report, told in one language: all that is needed where nothing was decided yet."""

    documents: WithEvidence
    names: Names
    voice: Voice
    links: Links

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """Published findings by id."""
        return {finding.id: finding for finding in self.documents.evidence.findings}

    @cached_property
    def _tables(self) -> dict[str, Place]:
        """The place of every table that is shown."""
        evidence = self.documents.evidence
        answers = {
            table.id: Place("first" if table.question == evidence.priority_question else "questions", "t", table.id)
            for table in evidence.tables
            if table.domain is None
        }
        themes = {table.id: Place("voices", "t", table.id) for table in evidence.themes if table.domain is None}
        return answers | themes

    def anchor(self, fragment: str, kind: str = "", identifier: str = "") -> str:
        """The id of an element."""
        return self.links.id_of(Place(fragment, kind, identifier))

    def href(self, fragment: str, kind: str = "", identifier: str = "") -> str:
        """The address of an element."""
        return self.links.href(Place(fragment, kind, identifier))

    def link(self, kind: str, identifier: str) -> Markup:
        """The name of a thing as a link to its place: measures, guardrails, both kinds of goals and clusters."""
        name = self.voice.text(self.names.get(kind, identifier))
        if identifier not in self.names.by_kind[kind]:
            return name
        return self._linked(Place(FRAGMENT_OF[kind], kind, identifier), name)

    def finding_link(self, finding_id: str) -> Markup | None:
        """A finding's statement, linked to the figure that shows it; None if it is not published."""
        finding = self.findings.get(finding_id)
        if finding is None:
            return None
        return self._linked(self._place(finding), self.voice.text(finding.statement))

    def short_finding_link(self, finding_id: str) -> Markup | None:
        """Who, what, how many, linked to the figure that tells everything else; None if it is not published.

        The question is named unless it is the one about priorities, whose answers speak for themselves.
        """
        finding = self.findings.get(finding_id)
        place = None if finding is None else self._place(finding)
        if finding is None or finding.share is None or place is None:
            return self.finding_link(finding_id)
        question = finding.id.split(".")[1]
        words = Markup("{}{}: {} ({})").format(
            self.audience(finding.audience),
            self._on(finding, question),
            self.voice.quoted(self.names.options(question, finding.options)),
            self.voice.percent(finding.share),
        )
        return self._linked(place, words)

    def _on(self, finding: Finding, question: str) -> Markup:
        if finding.kind is not FindingKind.ANSWER or question == self.documents.evidence.priority_question:
            return Markup("")
        name = self.voice.text(self.names.get("question", question))
        return self.voice.say(" zu „{name}“", " on “{name}”", name=name)

    def _place(self, finding: Finding) -> Place | None:
        if finding.kind is FindingKind.CLUSTER:
            is_shown = finding.id in self.names.by_kind["cluster"]
            return Place(FRAGMENT_OF["cluster"], "cluster", finding.id) if is_shown else None
        return self._tables.get(finding.table)

    def _linked(self, place: Place | None, words: Markup) -> Markup:
        return words if place is None else Markup('<a href="{}">{}</a>').format(self.links.href(place), words)

    def audience(self, audience_id: str) -> Markup:
        """The name of an audience."""
        return self.voice.text(self.names.get("audience", audience_id))

    def way(self, kind: str, identifier: str, words: Markup) -> Markup:
        """A link to the whole way of a thing of the trace; empty where nobody made one."""
        address = self.links.way_of(kind, identifier)
        return Markup('<a href="{}">{}</a>').format(address, words) if address else Markup("")

    def ways_from(self, findings: Iterable[str]) -> tuple[Markup, ...]:  # noqa: ARG002 - nothing was decided yet
        """Links to the ways of those of the findings from which something followed."""
        return ()

    def ways_from_table(self, table: Table) -> tuple[Markup, ...]:
        """The same for the findings that a table shows."""
        return self.ways_from(one.id for one in self.documents.evidence.findings if one.table == table.id)


@dataclass(frozen=True)
class Edition(EvidenceEdition):
    """The documents, told in one language."""

    documents: Documents

    @cached_property
    def axis(self) -> TimeAxis:
        """The months of the plan."""
        return TimeAxis(self.documents.roadmap.first_month, self.documents.roadmap.months)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Measure profiles by id."""
        return {measure.id: measure for measure in self.documents.strategy.draft.measures}

    @cached_property
    def assignments(self) -> dict[str, Assignment]:
        """Roadmap lines by measure."""
        return {assignment.measure: assignment for assignment in self.documents.roadmap.assignments}

    @cached_property
    def progress_of(self) -> dict[str, MeasureProgress]:
        """Progress by measure."""
        return {progress.measure: progress for progress in self.documents.progress.measures}

    @cached_property
    def causes(self) -> dict[str, tuple[str, ...]]:
        """The trace backwards: what each thing is because of."""
        return _grouped((link.leads_to, link.because_of) for link in self.documents.strategy.trace)

    @cached_property
    def effects(self) -> dict[str, tuple[str, ...]]:
        """The trace forwards: what each thing leads to."""
        return _grouped((link.because_of, link.leads_to) for link in self.documents.strategy.trace)

    @cached_property
    def omissions(self) -> dict[str, Omission]:
        """What is not in the roadmap, by measure."""
        return {omission.measure: omission for omission in self.documents.roadmap.omissions}

    @cached_property
    def checks_of_measure(self) -> dict[str, tuple[GuardrailCheck, ...]]:
        """Checks by measure, in the order of the document."""
        return _grouped((check.measure, check) for check in self.documents.strategy.checks)

    @cached_property
    def checks_of_guardrail(self) -> dict[str, tuple[GuardrailCheck, ...]]:
        """Checks by guardrail, in the order of the document."""
        return _grouped((check.guardrail, check) for check in self.documents.strategy.checks)

    @cached_property
    def evidence_of(self) -> dict[str, tuple[ResolvedEvidence, ...]]:
        """What a guardrail rests on, by guardrail."""
        return {entry.guardrail: entry.evidence for entry in self.documents.strategy.guardrail_evidence}

    def ways_from(self, findings: Iterable[str]) -> tuple[Markup, ...]:
        """Links to the ways of those of the findings from which something followed."""
        leading = [one for one in findings if one in self.findings and f"finding:{one}" in self.effects]
        links = (self.way("finding", one, self._what_was_said(self.findings[one])) for one in leading)
        return tuple(link for link in links if link)

    def _what_was_said(self, finding: Finding) -> Markup:
        """The answer, theme or cluster alone, for a list below the figure that tells the rest."""
        if finding.kind is FindingKind.CLUSTER:
            return self.voice.text(self.names.get("cluster", finding.id))
        if not finding.options:
            return self.voice.text(finding.statement)
        question = finding.id.removeprefix(f"{finding.audience}.").rpartition(".")[0]
        return self.voice.text(self.names.options(question, finding.options))

    def state(self, measure_id: str) -> MeasureState:
        """The latest known state of a measure."""
        progress = self.progress_of.get(measure_id)
        return progress.state if progress is not None else self.measures[measure_id].state

    def one_off_cents(self, measure_id: str) -> int:
        """What the measure costs once, less the grant: in its planned mode, else in the cheapest."""
        measure, line = self.measures[measure_id], self.assignments.get(measure_id)
        modes = measure.modes if line is None else (measure.mode(line.mode),)
        return min(mode.investive_cents + mode.consumptive_cents - mode.grant_cents for mode in modes)

    def is_late(self, measure_id: str) -> bool:
        """Whether the measure is reported late."""
        return measure_id in self.documents.progress.late

    def state_badge(self, measure_id: str) -> Markup:
        """The state as a badge: word and colour; late ones say so."""
        state = self.state(measure_id)
        if self.is_late(measure_id) and state is not MeasureState.DONE:
            return badge("late", self.voice.text(LATE))
        return badge(state.value, self.voice.text(STATE[state]))

    def unit(self, unit_id: str) -> Markup:
        """The name of an organisational unit."""
        return self.voice.text(self.names.get("unit", unit_id))


def badge(css: str, words: str) -> Markup:
    """A short word on coloured ground."""
    return Markup('<span class="badge {}">{}</span>').format(css, words)


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
