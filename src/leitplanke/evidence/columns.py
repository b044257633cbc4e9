"""From responses to integer columns, in one pass: what the engine groups."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from leitplanke.evidence.asked import MODE, THEMES, WRITTEN, person_variables, possible_answers
from leitplanke.evidence.cube import MISSING_CODE, AnswerColumns, Cube, FrameCube, IntArray
from leitplanke.evidence.model import PopulationTable
from leitplanke.evidence.themes import Codebook
from leitplanke.participation.model import (
    Answer,
    Frame,
    Missing,
    ParticipationRecord,
    Question,
    QuestionKind,
    Recruitment,
    Response,
)


@dataclass(frozen=True, slots=True)
class AudienceLayout:
    """Where the answers of one audience stand in the cube: its cells and items follow those of the audience before.

    `cells` (cells × 1 + variables) holds the position of the frame and of each variable's category.
    """

    frames: tuple[Frame, ...]
    questions: tuple[Question, ...]
    variables: tuple[str, ...]
    items: dict[tuple[str, str], int]
    cells: IntArray
    first_cell: int

    @property
    def is_open(self) -> bool:
        """Whether nobody was drawn or invited by a list: then nothing can be weighted, and breakdowns are told."""
        return _all_open(self.frames)


@dataclass(slots=True)
class _Lines:
    """The columns while they grow."""

    item: list[int] = field(default_factory=list)
    person: list[int] = field(default_factory=list)
    points: list[int] = field(default_factory=list)


def lay_out(
    record: ParticipationRecord,
    *,
    asked: dict[str, tuple[Question, ...]],
    populations: tuple[PopulationTable, ...],
    codebook: Codebook,
) -> tuple[AnswerColumns, tuple[AudienceLayout, ...]]:
    """The answers of all audiences as columns, and where each audience stands in them."""
    parts: list[AnswerColumns] = []
    layouts: list[AudienceLayout] = []
    next_item = next_cell = 0
    for audience, responses in _responses_by_audience(record).items():
        questions = asked[audience]
        frames = tuple(frame for frame in record.frames if frame.audience == audience)
        items = _number_items(questions, next_item)
        variables = _cell_variables(questions, frames, populations)
        lines, persons = _read(responses, questions, items, codebook, frames, variables)
        cells, cell_of_person = np.unique(persons, axis=0, return_inverse=True)
        parts.append(_columns(lines, cell_of_person.reshape(-1) + next_cell))
        layouts.append(AudienceLayout(frames, questions, variables, items, cells, next_cell))
        next_item, next_cell = next_item + len(items), next_cell + len(cells)
    return _joined(parts), tuple(layouts)


def frame_cubes(cube: Cube, layout: AudienceLayout) -> tuple[FrameCube, ...]:
    """The cube of each frame of one audience, in the order of the frames; frames without responses are left out."""
    cubes = []
    for position, frame in enumerate(layout.frames):
        start, stop = (int(edge) for edge in np.searchsorted(layout.cells[:, 0], (position, position + 1)))
        if start < stop:
            cubes.append(_frame_cube(cube, layout, frame, start, stop))
    return tuple(cubes)


def _frame_cube(cube: Cube, layout: AudienceLayout, frame: Frame, start: int, stop: int) -> FrameCube:
    """`base` comes from the one question that everybody answers: the way of answering."""
    part = FrameCube(
        frame=frame,
        questions=layout.questions,
        variables=layout.variables,
        categories=layout.cells[start:stop, 1:],
        base=np.zeros(stop - start, dtype=np.int64),
        items=layout.items,
        first_cell=layout.first_cell + start,
        cube=cube,
    )
    part.base[:] = part.people(MODE, part.question(MODE).option_ids)
    return part


def _responses_by_audience(record: ParticipationRecord) -> dict[str, list[Response]]:
    by_audience: dict[str, list[Response]] = {audience.id: [] for audience in record.questionnaire.audiences}
    for response in record.responses:
        by_audience[response.audience].append(response)
    return {audience: responses for audience, responses in by_audience.items() if responses}


def _number_items(questions: tuple[Question, ...], first: int) -> dict[tuple[str, str], int]:
    pairs = [(question.id, answer) for question in questions for answer in possible_answers(question)]
    return {pair: first + position for position, pair in enumerate(pairs)}


def _cell_variables(
    questions: tuple[Question, ...], frames: tuple[Frame, ...], populations: tuple[PopulationTable, ...]
) -> tuple[str, ...]:
    """What spans the cells: the margins if a frame can be weighted, everything about the person if all are open."""
    known = person_variables(questions)
    if _all_open(frames):
        return known
    audience = frames[0].audience
    needed = {
        name for table in populations if table.audience == audience for margin in table.margins for name in margin
    }
    return tuple(variable for variable in known if variable in needed)


def _all_open(frames: tuple[Frame, ...]) -> bool:
    return all(frame.recruitment is Recruitment.OPEN for frame in frames)


def _read(
    responses: list[Response],
    questions: tuple[Question, ...],
    items: dict[tuple[str, str], int],
    codebook: Codebook,
    frames: tuple[Frame, ...],
    variables: tuple[str, ...],
) -> tuple[_Lines, IntArray]:
    """The lines of all responses, and per person the frame and the categories that span the cells."""
    lines = _Lines()
    alike: dict[str, dict[_Given, list[tuple[int, int]]]] = {question.id: {} for question in questions}
    frame_codes = {frame.id: position for position, frame in enumerate(frames)}
    categories = {q.id: {option: code for code, option in enumerate(q.option_ids)} for q in questions}
    persons = []
    for person, response in enumerate(responses):
        answers = {answer.question: answer for answer in response.answers}
        for question in questions:
            known, given = alike[question.id], _given(question, answers, response, codebook)
            if given not in known:
                known[given] = [(items[question.id, option], points) for option, points in _with_points(given)]
            for item, points in known[given]:
                lines.item.append(item)
                lines.person.append(person)
                lines.points.append(points)
        row = [_category(variable, answers, response, categories[variable]) for variable in variables]
        persons.append([frame_codes[response.frame], *row])
    return lines, np.array(persons, dtype=np.int64)


_Given = tuple[tuple[str, ...], tuple[int, ...]]


def _given(question: Question, answers: dict[str, Answer], response: Response, codebook: Codebook) -> _Given:
    """The options that one person gave to one question, with their points; a missing answer counts as an option."""
    if question.id == MODE:
        return (response.mode,), ()
    if question.id == THEMES:
        return tuple(codebook.themes_of(response)) if codebook.texts_of(response) else (Missing.NO_ANSWER,), ()
    answer = answers.get(question.id)
    if answer is not None and answer.text:
        return (WRITTEN,), ()
    if answer is None or not answer.options:
        return (answer.missing if answer is not None and answer.missing is not None else Missing.NO_ANSWER,), ()
    if question.kind is QuestionKind.RANK:
        most = question.max_choices or len(question.options)
        return answer.options, tuple(range(most, 0, -1))[: len(answer.options)]
    return answer.options, answer.points


def _with_points(given: _Given) -> Iterable[tuple[str, int]]:
    options, points = given
    return zip(options, points or (0,) * len(options), strict=False)


def _category(variable: str, answers: dict[str, Answer], response: Response, codes: dict[str, int]) -> int:
    if variable == MODE:
        return codes[response.mode.value]
    answer = answers.get(variable)
    return codes[answer.options[0]] if answer is not None and answer.options else MISSING_CODE


def _columns(lines: _Lines, cell_of_person: IntArray) -> AnswerColumns:
    person = np.array(lines.person, dtype=np.int64)
    return AnswerColumns(
        np.array(lines.item, dtype=np.int64), cell_of_person[person], np.array(lines.points, dtype=np.int64)
    )


def _joined(parts: list[AnswerColumns]) -> AnswerColumns:
    empty = np.zeros(0, dtype=np.int64)
    return AnswerColumns(
        *(np.concatenate([empty, *(getattr(part, name) for part in parts)]) for name in ("item", "cell", "points"))
    )
