"""One language's edition of the report: the documents, their names, the voice, the anchors."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from leitplanke.evidence.model import EvidenceReport, Finding, FindingKind
from leitplanke.kernel.town import TownProfile
from leitplanke.monitoring.model import MeasureProgress, Progress
from leitplanke.report.charts import TimeAxis
from leitplanke.report.names import Names
from leitplanke.report.voice import Voice
from leitplanke.report.words import STATE
from leitplanke.roadmap.model import Assignment, Roadmap
from leitplanke.strategy.model import Measure, MeasureState, Strategy


@dataclass(frozen=True, slots=True)
class Documents:
    """The public documents of one run. `digests` are SHA-256 by document name."""

    profile: TownProfile
    evidence: EvidenceReport
    strategy: Strategy
    roadmap: Roadmap
    progress: Progress
    digests: dict[str, str]


@dataclass(frozen=True)
class Edition:
    """The documents, told in one language."""

    documents: Documents
    names: Names
    voice: Voice

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
    def findings(self) -> dict[str, Finding]:
        """Published findings by id."""
        return {finding.id: finding for finding in self.documents.evidence.findings}

    @cached_property
    def causes(self) -> dict[str, tuple[str, ...]]:
        """The trace backwards: what each thing is because of."""
        causes: dict[str, list[str]] = defaultdict(list)
        for link in self.documents.strategy.trace:
            causes[link.leads_to].append(link.because_of)
        return {effect: tuple(because) for effect, because in causes.items()}

    @cached_property
    def _tables(self) -> frozenset[str]:
        evidence = self.documents.evidence
        return frozenset(table.id for table in (*evidence.tables, *evidence.themes) if table.domain is None)

    @cached_property
    def _clusters(self) -> frozenset[str]:
        return frozenset(self.names.by_kind["cluster"])

    def anchor(self, kind: str, identifier: str = "") -> str:
        """The id of a place on the page; both editions live in one file, so it begins with the language."""
        return "-".join(part for part in (self.voice.language.value, kind, identifier) if part)

    def link(self, kind: str, identifier: str) -> Markup:
        """The name of a thing as a link to its place: measures, guardrails and goals have one."""
        name = self.voice.text(self.names.get(kind, identifier))
        if identifier not in self.names.by_kind[kind]:
            return name
        return Markup('<a href="#{}">{}</a>').format(self.anchor(kind, identifier), name)

    def finding_link(self, finding_id: str) -> Markup | None:
        """A finding's statement, linked to the figure that shows it; None if it is not published."""
        finding = self.findings.get(finding_id)
        if finding is None:
            return None
        statement = self.voice.text(finding.statement)
        place = self._place(finding)
        return statement if place is None else Markup('<a href="#{}">{}</a>').format(place, statement)

    def short_finding_link(self, finding_id: str) -> Markup | None:
        """Who, what, how many, linked to the figure that tells everything else; None if it is not published."""
        finding = self.findings.get(finding_id)
        place = None if finding is None else self._place(finding)
        if finding is None or finding.share is None or place is None:
            return self.finding_link(finding_id)
        question = finding.id.split(".")[1]
        words = Markup("{}: {} ({})").format(
            self.audience(finding.audience),
            self.voice.quoted(self.names.options(question, finding.options)),
            self.voice.percent(finding.share),
        )
        return Markup('<a href="#{}">{}</a>').format(place, words)

    def _place(self, finding: Finding) -> str | None:
        if finding.kind is FindingKind.CLUSTER:
            return self.anchor("cluster", finding.id) if finding.id in self._clusters else None
        return self.anchor("t", finding.table) if finding.table in self._tables else None

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
            return badge("late", self.voice.say("Verzögert", "Late"))
        return badge(state.value, self.voice.text(STATE[state]))

    def unit(self, unit_id: str) -> Markup:
        """The name of an organisational unit."""
        return self.voice.text(self.names.get("unit", unit_id))

    def audience(self, audience_id: str) -> Markup:
        """The name of an audience."""
        return self.voice.text(self.names.get("audience", audience_id))


def badge(css: str, words: str) -> Markup:
    """A short word on coloured ground."""
    return Markup('<span class="badge {}">{}</span>').format(css, words)
