"""Every question in the form of choices: a matrix becomes a question per row, a number or date the option with it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from leitplanke.evidence.asked import WRITTEN, asks_for_own_words
from leitplanke.evidence.periods import periods_of
from leitplanke.evidence.scales import Scale, scale_of
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    AGREE,
    DISAGREE,
    PASS,
    Agreement,
    Answer,
    Bounds,
    Cells,
    Item,
    ItemAnswer,
    Missing,
    Option,
    ParticipationRecord,
    Question,
    QuestionKind,
    Questionnaire,
)

_NUMBERS = frozenset({QuestionKind.SCALE, QuestionKind.RATING, QuestionKind.NUMBER})
_LONGEST = 64
MEAN = "mean"  # what the finding of a mean is called in place of an option
_AGREEMENT = Agreement((AGREE,), Text("stimmen zu", "agree"))
_STATEMENT_OPTIONS = (
    Option(AGREE, Text("stimme zu", "agree")),
    Option(PASS, Text("weder noch", "neither")),
    Option(DISAGREE, Text("stimme nicht zu", "disagree")),
)

Read = Callable[[Answer], Answer]


@dataclass(frozen=True, slots=True)
class Unfolded:
    """The record with choices in place of what can be counted as choices; `scales` of the questions about numbers."""

    record: ParticipationRecord
    scales: dict[str, Scale]


@dataclass(frozen=True, slots=True)
class _Part:
    """One question that was made from another, and how its answer is read from the other's."""

    question: Question
    read: Read
    scale: Scale | None = None


def unfold(record: ParticipationRecord) -> Unfolded:
    """The record in which matrices, statements, scales, numbers and dates are questions with options.

    The new questions are called `question-item` (and `-column`). Conditions and rules are left out: who was shown what
    is decided. A record without such questions stays as it is.
    """
    questions = record.questionnaire.questions
    if not any(question.kind in {*_NUMBERS, QuestionKind.DATE} or question.items for question in questions):
        return Unfolded(record, {})
    given = _given(record)
    taken = {question.id for question in questions}
    parts = {question.id: _parts(question, given.get(question.id, []), taken) for question in questions}
    questionnaire = Questionnaire(
        record.questionnaire.version,
        record.questionnaire.title,
        record.questionnaire.audiences,
        tuple(part for question in questions for part in _replaced(question, parts[question.id])),
    )
    alike: dict[Answer, tuple[Answer, ...]] = {}
    responses = tuple(
        replace(response, answers=tuple([one for answer in response.answers for one in _read(answer, parts, alike)]))
        for response in record.responses
    )
    scales = {part.question.id: part.scale for one in parts.values() for part in one or () if part.scale is not None}
    return Unfolded(replace(record, questionnaire=questionnaire, responses=responses), scales)


def citable_answers(questions: tuple[Question, ...]) -> frozenset[tuple[str, str]]:
    """Question and option of every finding that answers to these questions may lead to, means included.

    The classes of a number without ends, and the periods of dates, depend on the answers: nobody can cite them
    beforehand.
    """
    taken = {question.id for question in questions}
    parts = {question.id: _parts(question, [], taken) for question in questions}
    found = {
        (one.id, option)
        for question in questions
        for one in _replaced(question, parts[question.id])
        for option in one.option_ids
    }
    found |= {(question.id, WRITTEN) for question in questions if asks_for_own_words(question)}
    scales = [part for made in parts.values() for part in made or () if part.scale is not None]
    endless = {part.question.id for part in scales if part.scale is not None and part.scale.range is None}
    endless |= {question.id for question in questions if question.kind is QuestionKind.DATE}
    means = {(part.question.id, MEAN) for part in scales if part.question.id not in endless}
    return frozenset((question, option) for question, option in found | means if question not in endless)


def _given(record: ParticipationRecord) -> dict[str, list[Answer]]:
    given: dict[str, list[Answer]] = {}
    for response in record.responses:
        for answer in response.answers:
            given.setdefault(answer.question, []).append(answer)
    return given


def _replaced(question: Question, parts: tuple[_Part, ...] | None) -> tuple[Question, ...]:
    if parts is not None:
        return tuple(part.question for part in parts)
    options = tuple(replace(option, shown_if=None) for option in question.options)
    return (replace(question, options=options, shown_if=None, rules=()),)


def _read(
    answer: Answer, parts: dict[str, tuple[_Part, ...] | None], alike: dict[Answer, tuple[Answer, ...]]
) -> tuple[Answer, ...]:
    """What becomes of an answer; `alike` holds what became of equal ones."""
    made = parts.get(answer.question)
    if made is None:
        return (answer,)
    if answer not in alike:
        alike[answer] = tuple(part.read(answer) for part in made)
    return alike[answer]


def _parts(question: Question, given: list[Answer], taken: set[str]) -> tuple[_Part, ...] | None:
    """What becomes of a question; None if it stays as it is."""
    if question.kind in {*_NUMBERS, QuestionKind.DATE}:
        return ((_date if question.kind is QuestionKind.DATE else _number)(question, given),)
    if question.kind is QuestionKind.STATEMENTS:
        return tuple(_statement(question, item, taken) for item in question.items)
    if question.kind is not QuestionKind.MATRIX:
        return None
    if question.cells in {Cells.CHOICE, Cells.CHECK}:
        return tuple(_row(question, item, taken) for item in question.items)
    if question.cells is Cells.TEXT:
        return None  # a person's own words are no number
    columns = question.options or (None,)
    return tuple(_cell(question, item, column, given, taken) for item in question.items for column in columns)


def _number(question: Question, given: list[Answer]) -> _Part:
    numbers = [answer.number for answer in given if answer.number is not None]
    is_whole = question.kind is not QuestionKind.NUMBER
    scale = scale_of(question.bounds, numbers=numbers, is_whole=is_whole)
    made = _choice(question, question.id, question.text, scale.options())

    def read(answer: Answer) -> Answer:
        return _placed(made.id, scale, answer.number, answer.missing)

    return _Part(replace(made, ordered=True, name=question.name), read, scale)


def _date(question: Question, given: list[Answer]) -> _Part:
    periods = periods_of(question.form, [answer.text for answer in given if answer.text])
    made = _choice(question, question.id, question.text, periods.options())

    def read(answer: Answer) -> Answer:
        if not answer.text:
            return Answer(made.id, missing=answer.missing or Missing.NO_ANSWER)
        return Answer(made.id, (periods.option_of(answer.text),))

    return _Part(replace(made, ordered=True, name=question.name), read)


def _cell(question: Question, item: Item, column: Option | None, given: list[Answer], taken: set[str]) -> _Part:
    """A number in a row, or in one column of it."""
    place = (item.id, "" if column is None else column.id)
    found = (_item(answer, *place).number for answer in given)
    numbers = [number for number in found if number is not None]
    scale = scale_of(question.bounds or Bounds(), numbers=numbers, is_whole=False)
    names = (item.text,) if column is None else (item.text, column.text)
    made = _choice(
        question, _name(taken, question.id, *filter(None, place)), _joined(question.text, *names), scale.options()
    )

    def read(answer: Answer) -> Answer:
        one = _item(answer, *place)
        return _placed(made.id, scale, one.number, one.missing)

    return _Part(replace(made, ordered=True), read, scale)


def _row(question: Question, item: Item, taken: set[str]) -> _Part:
    """One of the options per row, or any of them."""
    kind = QuestionKind.SINGLE if question.cells is Cells.CHOICE else QuestionKind.MULTIPLE
    ends = (item.text,) if item.opposite is None else (item.text, item.opposite)
    text = _joined(question.text, *ends)
    options = tuple(replace(option, shown_if=None, audiences=()) for option in question.options)
    made = _choice(question, _name(taken, question.id, item.id), text, options, kind=kind)
    return _Part(replace(made, ordered=question.ordered and kind is QuestionKind.SINGLE), _of_item(made.id, item.id))


def _statement(question: Question, item: Item, taken: set[str]) -> _Part:
    """A statement is a scale of three; its text is told as a quotation."""
    english = item.text.en or item.text.de
    text = Text(f"„{item.text.de}“", f"“{english}”")
    made = _choice(question, _name(taken, question.id, item.id), text, _STATEMENT_OPTIONS)
    return _Part(replace(made, ordered=True, agreement=_AGREEMENT), _of_item(made.id, item.id))


def _of_item(question: str, item: str) -> Read:
    def read(answer: Answer) -> Answer:
        one = _item(answer, item, "")
        if one.options:
            return Answer(question, one.options)
        return Answer(question, missing=one.missing or Missing.NO_ANSWER)

    return read


def _item(answer: Answer, item: str, column: str) -> ItemAnswer:
    """What was answered to an item; that it is missing where it was left out."""
    for one in answer.items:
        if (one.item, one.column) == (item, column):
            return one
    return ItemAnswer(item, missing=answer.missing or Missing.NO_ANSWER)


def _placed(question: str, scale: Scale, number: float | None, missing: Missing | None) -> Answer:
    if number is None:
        return Answer(question, missing=missing or Missing.NO_ANSWER)
    return Answer(question, (scale.option_of(number),), (scale.points_of(number),))


def _choice(
    source: Question,
    name: str,
    text: Text,
    options: tuple[Option, ...],
    *,
    kind: QuestionKind = QuestionKind.SINGLE,
) -> Question:
    return Question(name, kind, text, source.audiences, options, about_person=source.about_person)


def _name(taken: set[str], *names: str) -> str:
    """An identifier that no question has; a long or taken one ends in a digest of the names."""
    name = "-".join(names)
    if len(name) > _LONGEST or name in taken:
        name = f"{name[:52]}-{sha256('.'.join(names).encode()).hexdigest()[:10]}"
    taken.add(name)
    return name


def _joined(question: Text, *ends: Text) -> Text:
    """The question with its row: a colon where the question does not end a sentence."""
    return Text(_in_one(question.de, [end.de for end in ends]), _in_one(question.en, [end.en for end in ends]))


def _in_one(question: str, ends: list[str]) -> str:
    if not question or not all(ends):
        return ""
    between = " " if question[-1] in ".?!:…" else ": "
    return f"{question}{between}{' – '.join(ends)}"
