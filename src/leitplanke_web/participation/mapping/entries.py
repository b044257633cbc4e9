"""What respondents typed and ticked, as forms carry it, and the core's answers made of it.

The fields of a question are named `q:QUESTION`, `q:QUESTION:PART` and so on; values stay as they were typed until
somebody asks for the answer. So a form can always be shown again as it was left.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    GIVEN,
    OTHER,
    Answer,
    Cells,
    DateForm,
    ItemAnswer,
    Missing,
    Question,
    QuestionKind,
)

Entries = Mapping[str, list[str]]

_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,9})?")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,9})?")  # 1.500 is fifteen hundred to a German
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_LINES = re.compile(r"\r\n?")
_NO_NUMBER = Text("Das ist keine Zahl.", "This is no number.")
_WRITTEN_BESIDE = Text(
    "Sie haben etwas dazugeschrieben und eine andere Antwort gewählt. Bitte entscheiden Sie sich für eines.",
    "You wrote something and chose another answer. Please decide for one of them.",
)
_BOTH = Text(
    "Wählen Sie entweder eine Antwort oder „Weiß nicht“ oder „Keine Angabe“.",
    "Choose either an answer or “don't know” and “prefer not to say”.",
)


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """The answer that was typed, None if nothing was; `problem` if it cannot be one."""

    answer: Answer | None
    problem: Text | None = None


class _UnreadableError(Exception):
    def __init__(self, problem: Text) -> None:
        super().__init__(problem.en)
        self.problem = problem


def field_name(question: str, *parts: str) -> str:
    """How a form names a field of a question."""
    return ":".join(("q", question, *parts))


def fields_of(entries: Entries, questions: Iterable[str]) -> dict[str, list[str]]:
    """What was typed into the fields of these questions."""
    heads = {field_name(question) for question in questions}
    return {name: list(values) for name, values in entries.items() if ":".join(name.split(":")[:2]) in heads}


def merged(before: Entries, typed: Entries, questions: Iterable[str]) -> dict[str, list[str]]:
    """The entries after a page with these questions was sent: of other questions those from before."""
    shown = tuple(questions)
    replaced = fields_of(before, shown)
    kept = {name: list(values) for name, values in before.items() if name not in replaced}
    return kept | fields_of(typed, shown)


def read_answer(question: Question, entries: Entries) -> ReadAnswer:
    """The answer to a question, in the order in which its options were shown where that was random."""
    try:
        answer = _READERS[question.kind](_Fields(question, entries))
    except _UnreadableError as error:
        return ReadAnswer(None, error.problem)
    if answer is not None and question.is_shuffled and answer.missing is None:
        shown = question.item_ids or question.option_ids
        answer = replace(answer, order=shown)
    return ReadAnswer(answer)


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of one question."""

    question: Question
    entries: Entries

    def all(self, *parts: str) -> list[str]:
        values = self.entries.get(field_name(self.question.id, *parts), ())
        return [value for value in values if value and (parts or value not in set(Missing))]

    def one(self, *parts: str) -> str:
        """The single value; two for one radio button are nobody's choice."""
        values = self.all(*parts)
        if len(values) > 1:
            raise _UnreadableError(Text("Bitte wählen Sie nur eines.", "Please choose only one."))
        return values[0] if values else ""

    def words(self, *parts: str) -> str:
        return _LINES.sub("\n", self.one(*parts)).strip()

    def number(self, *parts: str) -> float | None:
        typed = self.one(*parts).strip().replace("\N{MINUS SIGN}", "-")
        if not typed:
            return None
        if _THOUSANDS.fullmatch(typed):
            typed = typed.replace(".", "")
        if not typed.isascii() or not _DECIMAL.fullmatch(typed):
            raise _UnreadableError(_NO_NUMBER)
        return float(typed.replace(",", "."))

    @property
    def missing(self) -> Missing | None:
        same_group = self.entries.get(field_name(self.question.id), ())  # radio buttons exclude each other
        found = [value for value in (*same_group, *self.all("missing")) if value in set(Missing)]
        return Missing(found[0]) if found else None

    def answer(self, *, is_given: bool, **content: object) -> Answer | None:
        """The answer, a reason why there is none, or None; not two of these."""
        if is_given and self.missing is not None:
            raise _UnreadableError(_BOTH)
        if is_given:
            return Answer(self.question.id, **content)  # type: ignore[arg-type]  # each reader knows its kind
        return None if self.missing is None else Answer(self.question.id, missing=self.missing)


def _choice(fields: _Fields) -> Answer | None:
    options, other = tuple(fields.all()), fields.words("other")
    if other and OTHER not in options:  # whoever writes there means it, ticked or not
        if options and fields.question.kind is QuestionKind.SINGLE:
            raise _UnreadableError(_WRITTEN_BESIDE)
        options = (*options, OTHER)
    return fields.answer(is_given=bool(options), options=options, other=other)


def _points(fields: _Fields) -> Answer | None:
    given = {option: fields.number(option) for option in fields.question.option_ids}
    if any(number is not None and not number.is_integer() for number in given.values()):
        raise _UnreadableError(Text("Bitte nur ganze Punkte.", "Whole points only, please."))
    points = {option: int(number) for option, number in given.items() if number}
    return fields.answer(is_given=bool(points), options=tuple(points), points=tuple(points.values()))


def _text(fields: _Fields) -> Answer | None:
    words = fields.words()
    return fields.answer(is_given=bool(words), text=words)


def _number(fields: _Fields) -> Answer | None:
    number = fields.number()
    return fields.answer(is_given=number is not None, number=number)


def _date(fields: _Fields) -> Answer | None:
    words = fields.words()
    text = iso_day(words) if fields.question.form is DateForm.DAY else words
    return fields.answer(is_given=bool(text), text=text)


def iso_day(typed: str) -> str:
    """A day as Germans type it as ISO 8601 writes it; anything else as it is."""
    german = _GERMAN_DAY.fullmatch(typed)
    return f"{german[3]}-{german[2]:0>2}-{german[1]:0>2}" if german else typed


def _consent(fields: _Fields) -> Answer | None:
    return fields.answer(is_given=fields.one() == GIVEN, options=(GIVEN,))


def _nothing(_fields: _Fields) -> Answer | None:
    return None


def _rows(fields: _Fields, read: Callable[[_Fields, str], Iterator[ItemAnswer]]) -> Answer | None:
    items = tuple(cell for item in fields.question.item_ids for cell in read(fields, item))
    return fields.answer(is_given=bool(items), items=items)


def _one_per_item(fields: _Fields, item: str) -> Iterator[ItemAnswer]:
    chosen = fields.one(item)
    if chosen in set(Missing):
        yield ItemAnswer(item, missing=Missing(chosen))
    elif chosen:
        yield ItemAnswer(item, options=(chosen,))


def _some_per_item(fields: _Fields, item: str) -> Iterator[ItemAnswer]:
    if chosen := tuple(dict.fromkeys(fields.all(item))):
        yield ItemAnswer(item, options=chosen)


def _numbers_per_item(fields: _Fields, item: str) -> Iterator[ItemAnswer]:
    for column in fields.question.option_ids or ("",):
        number = fields.number(item, *filter(None, (column,)))
        if number is not None:
            yield ItemAnswer(item, number=number, column=column)


def _texts_per_item(fields: _Fields, item: str) -> Iterator[ItemAnswer]:
    for column in fields.question.option_ids or ("",):
        if words := fields.words(item, *filter(None, (column,))):
            yield ItemAnswer(item, text=words, column=column)


def _matrix(fields: _Fields) -> Answer | None:
    return _rows(fields, _CELLS[fields.question.cells])


def _statements(fields: _Fields) -> Answer | None:
    return _rows(fields, _one_per_item)


def _best_worst(fields: _Fields) -> Answer | None:
    found = []
    for one in fields.question.sets:
        pair = (fields.one(one.id, "best"), fields.one(one.id, "worst"))
        if all(pair) and pair[0] != pair[1]:
            found.append(ItemAnswer(one.id, options=pair))
        elif any(pair):
            problem = Text(
                "Bitte wählen Sie das Wichtigste und ein anderes als das Unwichtigste.",
                "Please choose the most important one and another one as the least important.",
            )
            raise _UnreadableError(problem)
    return fields.answer(is_given=bool(found), items=tuple(found))


_CELLS = {
    Cells.CHOICE: _one_per_item,
    Cells.CHECK: _some_per_item,
    Cells.NUMBER: _numbers_per_item,
    Cells.TEXT: _texts_per_item,
}
_READERS: dict[QuestionKind, Callable[[_Fields], Answer | None]] = {
    QuestionKind.SINGLE: _choice,
    QuestionKind.MULTIPLE: _choice,
    QuestionKind.TOP: _choice,
    QuestionKind.RANK: _choice,
    QuestionKind.POINTS: _points,
    QuestionKind.TEXT: _text,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.SCALE: _number,
    QuestionKind.RATING: _number,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.MATRIX: _matrix,
    QuestionKind.STATEMENTS: _statements,
    QuestionKind.BEST_WORST: _best_worst,
    QuestionKind.INFORMATION: _nothing,
    QuestionKind.CONSENT: _consent,
}
