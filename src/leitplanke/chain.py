"""The stages in order: the Python form of `leitplanke run`.

Values in, values out: `run` takes a town and answers with the five handover documents, the report and the table, as
bytes. It touches no file and reads no clock; whoever wants times listens to the stages.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import leitplanke
from leitplanke.evidence.cube import AnswerColumns, Cube
from leitplanke.evidence.engines.embedded import count_answers
from leitplanke.evidence.model import EvidenceReport
from leitplanke.evidence.report import report_evidence
from leitplanke.exchange.answer_tables import Surveyed
from leitplanke.exchange.documents import DOCUMENTS, Document, digest, from_bytes, to_bytes
from leitplanke.exchange.json_values import as_written
from leitplanke.exchange.town import Town
from leitplanke.exchange.town_writer import town_sources
from leitplanke.kernel.dates import month_of
from leitplanke.kernel.faults import require
from leitplanke.kernel.progress import Listener, StageDone, StageStarted, StageWorked
from leitplanke.kernel.provenance import Provenance, Source
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Progress
from leitplanke.monitoring.progress import report_progress
from leitplanke.participation.model import ParticipationRecord
from leitplanke.report.html import render_report
from leitplanke.report.table import roadmap_csv
from leitplanke.roadmap.model import Problem, Roadmap
from leitplanke.roadmap.nearness import Near
from leitplanke.roadmap.problem import build_problem
from leitplanke.roadmap.problem_names import names_given
from leitplanke.roadmap.roadmap import make_roadmap
from leitplanke.roadmap.solve import Stop
from leitplanke.strategy.derive import derive_strategy
from leitplanke.strategy.model import Strategy, Verdict

CONFIDENTIAL_FILES = frozenset(kind.file_name for kind in DOCUMENTS.values() if kind.is_confidential)

# Which of the town's files enter at which stage: the provenance of a document names only what it was made from.
_ENTERS = {
    "participation": ("town.toml", "questionnaire.toml", "frames.csv", "answers_", "workshops.json"),
    "evidence": ("town.toml", "population_", "codebook.toml", "codings.csv"),
    "strategy": (
        *("town.toml", "strategy.toml", "measures.csv", "modes.csv", "staffing.csv", "payments.csv"),
        *("relations.csv", "choices.csv", "examinations.csv", "checks.csv", "gates.csv"),
    ),
    "roadmap": ("town.toml", "units.csv", "capacity.csv", "budgets.csv", "grants.csv", "reference.csv"),
    "progress": ("town.toml", "status.csv", "replies.csv"),
}


# The earlier documents that each stage reads.
_MADE_FROM = {
    "participation": (),
    "evidence": ("participation.json",),
    "strategy": ("evidence.json",),
    "roadmap": ("strategy.json",),
    "progress": ("evidence.json", "strategy.json", "roadmap.json"),
}


@dataclass(frozen=True, slots=True)
class PublishedRoadmap:
    """A published roadmap as it was written, of which at most so many measures may change (see `nearness.Near`)."""

    content: bytes
    most_changes: int


@dataclass(frozen=True, slots=True)
class ChainResult:
    """Everything that the chain made. `files` maps names to bytes, in the order in which they came to be."""

    participation: ParticipationRecord
    evidence: EvidenceReport
    strategy: Strategy
    roadmap: Roadmap
    progress: Progress
    files: dict[str, bytes]


def run(
    town: Town,
    *,
    seed: int = 1,
    published: Sequence[bytes] = (),
    near: PublishedRoadmap | None = None,
    stop: Stop | None = None,
    listen: Listener = lambda _event: None,
) -> ChainResult:
    """Run the whole chain on one town.

    Args:
        town: the checked input, see `leitplanke.exchange.town_folder.read_town`.
        seed: for everything random; the same town, seed and version give the same bytes.
        published: evidence reports of the town that were published before, in their order: what would tell of few
            people beside them stays as it was (docs/methods/versions.md).
        near: the published roadmap that the new one stays near to (docs/methods/stability.md); by default none.
        stop: when the roadmap's search ends; by default after a fixed amount of work. With `seconds` two runs may
            differ.
        listen: is told about every stage as it starts, works and ends.

    Raises:
        leitplanke.roadmap.model.RoadmapConflictError: no roadmap keeps all demands; names a minimal set of them.
        leitplanke.roadmap.solve.UndecidedError: the work agreed on found neither a roadmap nor such a set.
        leitplanke.kernel.faults.InvalidValueError: the strategy cannot be derived from this town, or the town cannot be
            written as a folder, whose hashes the documents name.
    """
    work = _Work(town=town, sources=town_sources(town), seed=seed, listen=listen)
    participation = work.stage("participation", lambda origin: _record(town, origin))
    evidence = work.stage("evidence", lambda origin: _evidence(town, participation, origin, published))
    strategy = work.stage("strategy", lambda origin: derive_strategy(evidence, draft=town.draft, provenance=origin))
    roadmap = work.stage("roadmap", lambda origin: _roadmap(town, strategy, origin, near, stop or Stop(), listen))
    progress = work.stage("progress", lambda origin: _progress(town, evidence, strategy, roadmap, origin))
    work.add_readable(evidence=evidence, strategy=strategy, roadmap=roadmap, progress=progress)
    return ChainResult(participation, evidence, strategy, roadmap, progress, work.files)


def run_evidence(
    town: Town | Surveyed,
    *,
    seed: int = 1,
    published: Sequence[bytes] = (),
    count: Callable[[AnswerColumns], Cube] = count_answers,
    listen: Listener = lambda _event: None,
) -> dict[str, bytes]:
    """The first two stages of `run`, of a town or of a table of answers alone (`exchange.answer_tables`).

    The bytes of both documents by file name; `count` groups the answers.
    """
    sources = town.sources if isinstance(town, Surveyed) else town_sources(town)
    work = _Work(town=town, sources=sources, seed=seed, listen=listen)
    participation = work.stage("participation", lambda origin: _record(town, origin))
    work.stage("evidence", lambda origin: _evidence(town, participation, origin, published, count))
    return work.files


def town_problem(town: Town, *, seed: int = 1) -> Problem:
    """The planning problem that `run` solves for this town, with its names. Raises as `run`."""
    work = _Work(town=town, sources=town_sources(town), seed=seed, listen=lambda _event: None)
    participation = work.stage("participation", lambda origin: _record(town, origin))
    evidence = work.stage("evidence", lambda origin: _evidence(town, participation, origin, ()))
    strategy = work.stage("strategy", lambda origin: derive_strategy(evidence, draft=town.draft, provenance=origin))
    problem = build_problem(strategy, resources=town.resources, profile=town.profile)
    return replace(problem, names=names_given(town.draft, evidence.audience_names))


_Document = TypeVar("_Document", bound=Document)


@dataclass(slots=True)
class _Work:
    """The bytes made so far, so that each document can name the one that it was made from."""

    town: Town | Surveyed
    sources: tuple[Source, ...]
    seed: int
    listen: Listener
    files: dict[str, bytes] = field(default_factory=dict)

    def stage(self, name: str, make: Callable[[Provenance], _Document]) -> _Document:
        """Make one handover document, keep its bytes, and pass on what they say.

        The next stage works on the document as written (12 significant digits), so that whoever repeats it from the
        file gets the same result.
        """
        self.listen(StageStarted(name))
        made = make(self._provenance(name))
        data = to_bytes(made)
        document = _as_read(made, data)
        self.files[DOCUMENTS[name].file_name] = data
        self.listen(StageDone(name, _outcome(document), digest(data)))
        return document

    def add_readable(
        self, *, evidence: EvidenceReport, strategy: Strategy, roadmap: Roadmap, progress: Progress
    ) -> None:
        """Add what people read: the report and the table."""
        self.listen(StageStarted("report"))
        page = render_report(
            profile=self.town.profile,
            evidence=evidence,
            strategy=strategy,
            roadmap=roadmap,
            progress=progress,
            digests={name: digest(data) for name, data in self.files.items()},
        ).encode()
        self.files["report.html"] = page
        self.files["roadmap.csv"] = roadmap_csv(evidence=evidence, strategy=strategy, roadmap=roadmap)
        outcome = Text(f"report.html mit {len(page) // 1024} KiB", f"report.html of {len(page) // 1024} KiB")
        self.listen(StageDone("report", outcome, digest(page)))

    def _provenance(self, stage: str) -> Provenance:
        earlier = [Source(name, digest(data)) for name, data in self.files.items() if name in _MADE_FROM[stage]]
        is_table = isinstance(self.town, Surveyed)  # all that it was read from enters both stages
        files = [one for one in self.sources if is_table or one.name.startswith(_ENTERS[stage])]
        profile = self.town.profile
        return Provenance(
            document=stage,
            schema_version=DOCUMENTS[stage].schema_version,
            program_version=leitplanke.__version__,
            town=profile.id,
            town_name=profile.name.de,
            is_fictitious=profile.is_fictitious,
            as_of=profile.as_of,
            seed=self.seed,
            made_from=(*earlier, *files),
        )


def _as_read(made: _Document, data: bytes) -> _Document:
    """The document that `data` says. The record holds every answer: its values know what reading makes of them."""
    return as_written(made) if isinstance(made, ParticipationRecord) else from_bytes(type(made), data)


def _record(town: Town | Surveyed, origin: Provenance) -> ParticipationRecord:
    return ParticipationRecord(
        provenance=origin,
        questionnaire=town.questionnaire,
        frames=town.frames,
        responses=town.responses,
        workshops=town.workshops,
    )


def _evidence(
    town: Town | Surveyed,
    record: ParticipationRecord,
    origin: Provenance,
    published: Sequence[bytes],
    count: Callable[[AnswerColumns], Cube] = count_answers,
) -> EvidenceReport:
    """Reports that were published before are sources of this one if anything in it stays as they have it."""
    report = report_evidence(
        record,
        populations=town.populations,
        themes=town.themes,
        codings=town.codings,
        priority_question=town.priority_question,
        provenance=origin,
        published=tuple(_of_this_town(EvidenceReport, one, origin) for one in published),
        count=count,
    )
    if not report.kept:
        return report
    sources = (Source(f"published_{number}.json", digest(one)) for number, one in enumerate(published, start=1))
    return replace(report, provenance=replace(origin, made_from=(*origin.made_from, *sources)))


def _of_this_town(kind: type[_Document], content: bytes, origin: Provenance) -> _Document:
    """A document that the town published before."""
    found = from_bytes(kind, content)
    require(
        holds=found.provenance.town == origin.town,
        field="published",
        problem=Text(
            f"Ein veröffentlichtes Dokument ist von {found.provenance.town}, nicht von {origin.town}.",
            f"A published document is of {found.provenance.town}, not of {origin.town}.",
        ),
        remedy=Text("Nennen Sie die Dokumente dieser Stadt.", "Name the documents of this town."),
    )
    return found


def _roadmap(
    town: Town,
    strategy: Strategy,
    origin: Provenance,
    near: PublishedRoadmap | None,
    stop: Stop,
    listen: Listener,
) -> Roadmap:
    """The roadmap that it stays near to is one of its sources."""
    if near is not None:
        source = Source("published_roadmap.json", digest(near.content))
        origin = replace(origin, made_from=(*origin.made_from, source))
    return make_roadmap(
        strategy,
        resources=town.resources,
        profile=town.profile,
        stop=stop,
        seed=origin.seed,
        provenance=origin,
        near=None if near is None else Near(_of_this_town(Roadmap, near.content, origin), near.most_changes),
        on_progress=lambda step: listen(StageWorked("roadmap", step.done, step.total, step.gap)),
    )


def _progress(
    town: Town, evidence: EvidenceReport, strategy: Strategy, roadmap: Roadmap, origin: Provenance
) -> Progress:
    return report_progress(
        roadmap,
        strategy=strategy,
        evidence=evidence,
        status_rows=town.status_rows,
        replies=town.replies,
        as_of=month_of(town.profile.as_of),
        provenance=origin,
    )


def _outcome(document: Document) -> Text:
    """What came out of a stage, in a few words."""
    match document:
        case ParticipationRecord():
            answers, rooms = len(document.responses), len(document.workshops)
            return Text(f"{answers} Antworten, {rooms} Werkstätten", f"{answers} responses, {rooms} workshops")
        case EvidenceReport():
            found, hidden = len(document.findings), len(document.not_published)
            return Text(f"{found} Erkenntnisse, {hidden} geschützt", f"{found} findings, {hidden} protected")
        case Strategy():
            rules, measures = len(document.draft.guardrails), len(document.draft.measures)
            broken = sum(check.verdict is Verdict.VIOLATED for check in document.checks)
            return Text(
                f"{rules} Leitplanken, {measures} Maßnahmen, {broken} {'Verstoß' if broken == 1 else 'Verstöße'}",
                f"{rules} guardrails, {measures} measures, {broken} {'violation' if broken == 1 else 'violations'}",
            )
        case Roadmap():
            planned, left = len(document.assignments), len(document.omissions)
            near = document.nearness
            changed = Text("") if near is None else Text(f"{near.changes} geändert, ", f"{near.changes} changed, ")
            below = f"{document.gap:.1%}"
            return Text(
                f"{changed.de}{planned} geplant, {left} nicht; {below.replace('.', ',').replace('%', ' %')} unter der "
                "Obergrenze",
                f"{changed.en}{planned} planned, {left} not; {below} below the upper bound",
            )
        case _:
            late, silent = len(document.late), len(document.open_replies)
            return Text(f"{late} verspätet, {silent} Rückmeldungen offen", f"{late} late, {silent} replies open")
