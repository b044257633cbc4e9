"""What all papers share: the documents that they are told from, and names in one language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from leitplanke.evidence.model import EvidenceReport, Finding
from leitplanke.kernel.texts import Language, Text
from leitplanke.report.parts import Grid, plain
from leitplanke.report.results.content import Block, Bullets, Document, Figures, Heading, Paragraph
from leitplanke.report.voice import Voice
from leitplanke.report.words import VERDICT
from leitplanke.roadmap.model import Assignment, Roadmap
from leitplanke.strategy.guardrails import blocking_checks
from leitplanke.strategy.model import EvidenceKind, GuardrailCheck, Measure, ResolvedEvidence, Strategy


@dataclass(frozen=True, slots=True)
class Sources:
    """The public documents that a paper is told from, and the SHA-256 of their files by name; {}: nothing is told."""

    strategy: Strategy
    evidence: EvidenceReport
    roadmap: Roadmap
    digests: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Telling:
    """The documents, told in one language. `prefers_plain`: German, in plain language where the town wrote it."""

    sources: Sources
    language: Language
    prefers_plain: bool = False

    @cached_property
    def voice(self) -> Voice:
        """How it is told."""
        return Voice(self.language, self.sources.roadmap.currency, prefers_plain=self.prefers_plain)

    @cached_property
    def names(self) -> dict[str, dict[str, Text]]:
        """Names by kind and identifier."""
        draft = self.sources.strategy.draft
        return {
            "overall_goal": {one.id: one.title for one in draft.overall_goals},
            "goal": {one.id: one.title for one in draft.goals},
            "field": {one.id: one.title for one in draft.fields},
            "service_area": {one.id: one.name for one in draft.service_areas},
            "guardrail": {one.id: one.rule for one in draft.guardrails},
            "gate": {one.id: one.name for one in draft.gates},
            "measure": {one.id: one.title for one in draft.measures},
            "unit": self.sources.roadmap.unit_names,
            "audience": self.sources.evidence.audience_names,
        }

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """Published findings by id."""
        return {one.id: one for one in self.sources.evidence.findings}

    @cached_property
    def lines(self) -> dict[str, Assignment]:
        """Roadmap lines by measure."""
        return {one.measure: one for one in self.sources.roadmap.assignments}

    @cached_property
    def evidence_of(self) -> dict[str, tuple[ResolvedEvidence, ...]]:
        """What a guardrail rests on, by guardrail."""
        return {one.guardrail: one.evidence for one in self.sources.strategy.guardrail_evidence}

    @cached_property
    def unsettled(self) -> tuple[GuardrailCheck, ...]:
        """Violations and open checks of measures that are not rejected."""
        strategy = self.sources.strategy
        return blocking_checks(strategy.checks, measures=strategy.draft.measures)

    def name(self, kind: str, identifier: str) -> Markup:
        """The name of a thing; its identifier where it has none, as a unit that is only described."""
        return self.voice.text(self.names[kind].get(identifier, Text(identifier)))

    def document(self, title: Markup, subtitle: Markup, blocks: Iterable[Block]) -> Document:
        """A paper, with what every paper says: that a town is invented, and which files it was made from."""
        voice, origin = self.voice, self.sources.strategy.provenance
        notice = voice.say(
            "Erfundene Kommune: Alle Zahlen sind erfunden.", "Fictitious town: all figures are invented."
        )
        return Document(
            language=self.language,
            title=title,
            notice=notice if origin.is_fictitious else Markup(""),
            subtitle=subtitle,
            blocks=(*blocks, *self._provenance()),
        )

    def evidence_line(self, one: ResolvedEvidence) -> Markup:
        """One piece of evidence: a law, a finding, or that the finding may not be published."""
        voice, note = self.voice, one.link.note
        told = voice.text(note) if note.de else Markup("")
        if one.link.kind is EvidenceKind.LAW:
            return voice.say("Gesetz: {ref}. {note}", "Law: {ref}. {note}", ref=one.link.ref, note=told)
        finding = self.findings.get(one.finding)
        if finding is None:
            return voice.say(
                "Eine Erkenntnis, die zum Schutz der Befragten nicht veröffentlicht ist.",
                "A finding that is not published, to protect those who answered.",
            )
        return Markup("{} {}").format(voice.text(finding.statement), told)

    def check_line(self, check: GuardrailCheck) -> Markup:
        """A measure that violates a guardrail or has to be checked, and why."""
        verdict, reason = self.voice.text(VERDICT[check.verdict]), self.voice.text(check.reason)
        return Markup("{} ({}). {}").format(self.name("measure", check.measure), verdict, reason)

    def when(self, measure: Measure) -> Markup:
        """From when to when the roadmap has the measure."""
        line = self.lines.get(measure.id)
        if line is None:
            return self.voice.say("nicht im Fahrplan", "not in the roadmap")
        start, end = (self.voice.month_short(one) for one in (line.start, line.end))
        return plain(f"{start} – {end}")

    def bullets(self, items: Iterable[Markup]) -> Iterator[Block]:
        """A list, unless it is empty."""
        given = tuple(items)
        if given:
            yield Bullets(given)

    def _provenance(self) -> Iterator[Block]:
        if not self.sources.digests:
            return
        voice, origin = self.voice, self.sources.strategy.provenance
        made_from = [*self.sources.digests.items(), *((one.name, one.sha256) for one in origin.made_from)]
        caption = voice.say(
            "Leitplanke {version}, Startwert {seed}: woraus dieses Dokument gemacht ist",
            "Leitplanke {version}, seed {seed}: what this document was made from",
            version=origin.program_version,
            seed=origin.seed,
        )
        head = (voice.say("Dokument", "Document"), plain("SHA-256"))
        yield Heading(1, voice.say("Herkunft", "Provenance"))
        yield Paragraph(
            voice.say(
                "Jeder Satz dieses Dokuments folgt aus diesen Dateien. Wer sie hat, kann alles nachrechnen.",
                "Every sentence of this document follows from these files. Whoever has them can compute it all again.",
            ),
            is_quiet=True,
        )
        rows = tuple((plain(name), plain(sha256)) for name, sha256 in dict(made_from).items())
        yield Figures(Grid(caption, head, rows))
