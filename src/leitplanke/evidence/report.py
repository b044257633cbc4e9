"""The evidence report: from the confidential record to what may be public."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leitplanke.evidence.asked import MISSING_TEXTS, THEMES, all_asked
from leitplanke.evidence.calibration import population_of, weights_of
from leitplanke.evidence.centres import with_centre
from leitplanke.evidence.codings import Coding
from leitplanke.evidence.columns import AudienceLayout, frame_cubes, lay_out
from leitplanke.evidence.cube import AnswerColumns, Cube, FrameCube
from leitplanke.evidence.domains import domain_tables
from leitplanke.evidence.engines.embedded import count_answers
from leitplanke.evidence.estimates import Estimator
from leitplanke.evidence.findings import missing_findings, table_findings, workshop_findings
from leitplanke.evidence.model import (
    AudiencePriorities,
    EvidenceReport,
    EvidenceRules,
    Finding,
    PopulationTable,
    ResponseReport,
    Table,
    Theme,
)
from leitplanke.evidence.preferences import preference_tables
from leitplanke.evidence.priorities import audience_priorities, primary
from leitplanke.evidence.response_report import response_report
from leitplanke.evidence.tables import choices_per_person, question_table
from leitplanke.evidence.themes import Codebook
from leitplanke.evidence.unfolding import Unfolded, unfold
from leitplanke.evidence.versions import keep_published
from leitplanke.evidence.workshops import workshop_result
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import ParticipationRecord, Question, QuestionKind


@dataclass(frozen=True, slots=True)
class _Words:
    """The texts of everything that can be published."""

    audiences: dict[str, Text]
    questions: dict[str, Text]
    options: dict[str, Text]
    question_names: dict[str, Text]


@dataclass(frozen=True, slots=True)
class _AudienceEvidence:
    """What one audience said."""

    responses: tuple[ResponseReport, ...]
    tables: tuple[Table, ...]
    themes: tuple[Table, ...]
    spoken_for: str | None
    priorities: tuple[AudiencePriorities, ...]


def report_evidence(  # noqa: PLR0913 - what enters the stage, each by its name
    record: ParticipationRecord,
    *,
    populations: tuple[PopulationTable, ...],
    themes: tuple[Theme, ...],
    priority_question: str,
    provenance: Provenance,
    codings: Iterable[Coding] = (),
    published: Sequence[EvidenceReport] = (),
    rules: EvidenceRules = EvidenceRules(),  # noqa: B008 - EvidenceRules is frozen
    count: Callable[[AnswerColumns], Cube] = count_answers,
) -> EvidenceReport:
    """Everything that may be told: shares, means, themes, priorities and workshops, with nothing small in them.

    Themes are those that people gave by `codings`, of texts that nobody coded those of the words in them.
    Beside the reports that were `published` before, in their order, no difference tells of few people (`versions`).
    `count` groups the answers: by the embedded engine unless told (`evidence.engines`); every engine counts the same.
    Raises `RakingError` if answers cannot be weighted to the margins, `InvalidValueError` if a question is named
    `mode` or `themes`.
    """
    unfolded = unfold(record)
    record = unfolded.record
    asked = {audience.id: all_asked(record, audience.id, themes) for audience in record.questionnaire.audiences}
    codebook = Codebook.of(themes, record.questionnaire, codings)
    columns, layouts = lay_out(record, asked=asked, populations=populations, codebook=codebook)
    cube = count(columns)
    checked = _checked_tenths(record, codebook)
    evidence = [
        _audience_evidence(cube, layout, unfolded, populations, priority_question, checked, rules) for layout in layouts
    ]
    words = _words(record, asked)
    workshops = tuple(workshop_result(workshop, rules) for workshop in record.workshops)
    findings = (
        *(finding for part in evidence for finding in _findings(part, words)),
        *(finding for workshop in workshops for finding in workshop_findings(workshop)),
    )
    responses = tuple(response for part in evidence for response in part.responses)
    report = EvidenceReport(
        provenance=provenance,
        rules=rules,
        audience_names=words.audiences,
        question_texts=words.questions,
        option_texts=words.options,
        theme_names={theme.id: theme.name for theme in themes},
        priority_question=priority_question,
        responses=responses,
        tables=tuple(table for part in evidence for table in part.tables),
        priorities=tuple(priority for part in evidence for priority in part.priorities),
        themes=tuple(table for part in evidence for table in part.themes),
        workshops=workshops,
        findings=findings,
        not_published=missing_findings(findings, asked=_told(record, asked), workshops=workshops),
        frames_too_small=_too_small(record, responses),
        question_names=words.question_names,
        agreements={one.id: one.agreement for one in record.questionnaire.questions if one.agreement is not None},
    )
    choices = {question.id: choices_per_person(question) for told in asked.values() for question in told}
    return keep_published(report, published, choices=choices) if published else report


def _audience_evidence(
    cube: Cube,
    layout: AudienceLayout,
    unfolded: Unfolded,
    populations: tuple[PopulationTable, ...],
    priority_question: str,
    checked: Mapping[str, int],
    rules: EvidenceRules,
) -> _AudienceEvidence:
    told = [frame for frame in frame_cubes(cube, layout) if frame.size >= rules.minimum_cell]
    broken_down = priority_question if layout.is_open else None
    responses: list[ResponseReport] = []
    tables: list[Table] = []
    for frame in told:
        estimator = Estimator(weights_of(frame, populations))
        population = population_of(frame.frame.audience, populations)
        responses.append(response_report(frame, estimator.weights, population=population, rules=rules))
        tables += _tables(frame, estimator, unfolded, broken_down, rules)
    speaker = primary(told, rules)
    spoken_for = speaker.frame.id if speaker is not None else None
    first = [t for t in tables if (t.question, t.frame, t.domain) == (priority_question, spoken_for, None)]
    return _AudienceEvidence(
        responses=tuple(responses),
        tables=tuple(table for table in tables if table.question != THEMES),
        themes=tuple(
            replace(table, checked_tenths=checked.get(table.frame, 0)) for table in tables if table.question == THEMES
        ),
        spoken_for=spoken_for,
        priorities=tuple(audience_priorities(table) for table in first),
    )


def _tables(
    cube: FrameCube, estimator: Estimator, unfolded: Unfolded, broken_down: str | None, rules: EvidenceRules
) -> list[Table]:
    """Every opinion's table, and after that of the question `broken_down` its breakdowns; best and worst at the end."""
    tables: list[Table] = []
    for question in cube.questions:
        if question.about_person:
            continue
        table = question_table(cube, question, estimator, rules)
        if table is not None:
            tables.append(with_centre(table, cube, unfolded.scales.get(question.id), estimator, rules))
        if question.id == broken_down:
            tables += domain_tables(cube, question, rules)
    record = unfolded.record
    return [*tables, *preference_tables(cube, record.questionnaire.questions, record.responses, rules)]


def _checked_tenths(record: ParticipationRecord, codebook: Codebook) -> dict[str, int]:
    """By frame: of ten texts, of how many a person decided, rounded down."""
    checked, texts = Counter[str](), Counter[str]()
    if codebook.checked:
        for response in record.responses:
            by_person, written = codebook.count_checked(response)
            checked[response.frame] += by_person
            texts[response.frame] += written
    return {frame: 10 * checked[frame] // written for frame, written in texts.items() if written}


def _findings(evidence: _AudienceEvidence, words: _Words) -> list[Finding]:
    """From the tables of the frame that speaks for the audience; breakdowns are no findings of their own."""
    return [
        finding
        for table in (*evidence.tables, *evidence.themes)
        if table.frame == evidence.spoken_for and table.domain is None
        for finding in table_findings(
            table,
            audience=words.audiences[table.audience],
            question_texts=words.questions,
            option_texts=words.options,
        )
    ]


def _told(record: ParticipationRecord, asked: dict[str, tuple[Question, ...]]) -> dict[str, tuple[Question, ...]]:
    """What was asked, with the questions of best and worst, which are not counted as choices."""
    apart = [question for question in record.questionnaire.questions if question.kind is QuestionKind.BEST_WORST]
    return {
        audience: (*questions, *(one for one in apart if audience in one.audiences))
        for audience, questions in asked.items()
    }


def _words(record: ParticipationRecord, asked: dict[str, tuple[Question, ...]]) -> _Words:
    questions = {q.id: q for audience in _told(record, asked).values() for q in audience}
    options = {
        f"{question.id}.{option}": text
        for question in questions.values()
        for option, text in (
            *((option.id, option.text) for option in question.options),
            *((missing.value, text) for missing, text in MISSING_TEXTS.items()),
        )
    }
    return _Words(
        {audience.id: audience.name for audience in record.questionnaire.audiences},
        {question.id: question.text for question in questions.values()},
        options,
        {question.id: question.name for question in questions.values() if question.name.de},
    )


def _too_small(record: ParticipationRecord, responses: tuple[ResponseReport, ...]) -> tuple[Text, ...]:
    told = {(response.audience, response.frame) for response in responses}
    return tuple(frame.name for frame in record.frames if (frame.audience, frame.id) not in told)
