"""What an answer holds, against what its question (as shown) allows."""

import math
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, time

from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.fault_codes import AnswerFault, AnswerFaultCode
from leitplanke.participation.model import (
    GIVEN,
    OTHER,
    REFUSED,
    STATEMENT_OPTIONS,
    Answer,
    Bounds,
    Cells,
    DateForm,
    ItemAnswer,
    Question,
    QuestionKind,
)
from leitplanke.participation.numbers import number_words
from leitplanke.participation.piping import without_pipes

Code = AnswerFaultCode
MOST_LETTERS_SHORT = 250
MOST_LETTERS = 5_000
MOST_POINTS = 1_000_000
_FILLED = {
    QuestionKind.TEXT: "text",
    QuestionKind.SHORT_TEXT: "text",
    QuestionKind.DATE: "text",
    QuestionKind.NUMBER: "number",
    QuestionKind.SCALE: "number",
    QuestionKind.RATING: "number",
    QuestionKind.MATRIX: "items",
    QuestionKind.STATEMENTS: "items",
    QuestionKind.BEST_WORST: "items",
}
_DATES = {
    DateForm.DAY: (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
    DateForm.MONTH: (re.compile(r"[0-9]{4}-[0-9]{2}"), lambda text: date.fromisoformat(f"{text}-01")),
    DateForm.YEAR: (re.compile(r"[0-9]{4}"), lambda text: date.fromisoformat(f"{text}-01-01")),
    DateForm.TIME: (re.compile(r"[0-9]{2}:[0-9]{2}"), time.fromisoformat),
    DateForm.MOMENT: (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}"), datetime.fromisoformat),
}


def content_faults(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    """Every fault of an answer that is not missing; rules are judged elsewhere."""
    wanted = _FILLED.get(question.kind, "options")
    has_points = question.kind is QuestionKind.POINTS
    is_filled = answer.number is not None if wanted == "number" else bool(getattr(answer, wanted))
    if not is_filled or question.kind is QuestionKind.INFORMATION or bool(answer.points) != has_points:
        yield _fault(question, Code.WRONG_KIND)
    else:
        yield from _CHECKS[question.kind](question, answer)


def _fault(question: Question, code: AnswerFaultCode, item: str = "", words: Text | None = None) -> AnswerFault:
    return AnswerFault(question.id, code, words or _WORDS[code], item)


def _choice(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    offered = {*question.option_ids, *([OTHER] if question.other is not None else [])}
    if len(set(answer.options)) < len(answer.options):
        yield _fault(question, Code.TWICE)
    if not offered.issuperset(answer.options):
        yield _fault(question, Code.UNKNOWN_OPTION)
    yield from _count(question, answer)
    alone = next((one for one in question.options if one.is_exclusive and one.id in answer.options), None)
    if alone is not None and len(answer.options) > 1:
        yield _fault(question, Code.TOO_MANY, words=_stands_alone(alone.text))
    if bool(answer.other) != (OTHER in answer.options and question.other is not None):
        yield _fault(question, Code.OTHER_WITHOUT_TEXT)
    if any(not 0 <= points <= MOST_POINTS for points in answer.points):
        yield _fault(question, Code.OUT_OF_RANGE)
    yield from _letters(question, answer.other, MOST_LETTERS_SHORT)


def _stands_alone(option: Text) -> Text:
    de, en = (without_pipes(option.told(tag), "…") for tag in ("de", "en"))
    return Text(f"„{de}“ passt nicht zu anderen Antworten.", f"“{en}” does not go with other answers.")


def _count(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    most = 1 if question.kind is QuestionKind.SINGLE else question.max_choices
    if most is not None and len(answer.options) > most:
        words = Text(f"Bitte wählen Sie höchstens {most}.", f"Please choose at most {most}.")
        yield _fault(question, Code.TOO_MANY, words=words)
    if len(answer.options) < (question.min_choices or 0):
        words = Text(f"Bitte wählen Sie mindestens {question.min_choices}.", f"Please choose {question.min_choices}.")
        yield _fault(question, Code.TOO_FEW, words=words)


def _consent(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    if answer.options not in {(GIVEN,), (REFUSED,)}:
        yield _fault(question, Code.UNKNOWN_OPTION)
    elif question.is_mandatory and answer.options != (GIVEN,):
        yield _fault(question, Code.NOT_GIVEN)


def _text(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    yield from _letters(question, answer.text, most_letters(question))
    if question.kind is QuestionKind.SHORT_TEXT and "\n" in answer.text:
        yield _fault(question, Code.BAD_LETTER)


def most_letters(question: Question) -> int:
    """How long a text may be that answers the question, or stands in one of its lines."""
    return question.max_length or (MOST_LETTERS if question.kind is QuestionKind.TEXT else MOST_LETTERS_SHORT)


def _letters(question: Question, text: str, most: int, item: str = "") -> Iterator[AnswerFault]:
    if len(text) > most:
        words = Text(f"Der Text ist zu lang. Erlaubt sind {most} Zeichen.", f"At most {most} letters are allowed.")
        yield _fault(question, Code.TOO_LONG, item, words)
    if any((letter < " " and letter not in "\n\r\t") or "\ud800" <= letter <= "\udfff" for letter in text):
        yield _fault(question, Code.BAD_LETTER, item)


def _number(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    assert answer.number is not None
    if not _is_within(question.bounds, answer.number, is_whole=question.kind is not QuestionKind.NUMBER):
        yield _fault(question, Code.OUT_OF_RANGE, words=_range_words(question.bounds))


def _is_within(bounds: Bounds | None, number: float, *, is_whole: bool = False) -> bool:
    if is_whole and not float(number).is_integer():
        return False
    if bounds is None:
        return True
    if (bounds.lowest is not None and number < bounds.lowest) or (
        bounds.highest is not None and number > bounds.highest
    ):
        return False
    if bounds.step is None:
        return True
    steps = (number - (bounds.lowest or 0)) / bounds.step
    return math.isclose(steps, round(steps), abs_tol=1e-9)


def _range_words(bounds: Bounds | None) -> Text:
    low, high = (bounds.lowest, bounds.highest) if bounds else (None, None)
    ends = tuple(_in_both(end) for end in (low, high) if end is not None)
    if not ends:
        return Text("Diese Zahl ist hier nicht möglich.", "This number is not possible here.")
    if len(ends) == 1:
        de, en = ("höchstens", "at most") if low is None else ("mindestens", "at least")
        return Text(f"Erlaubt ist {de} {ends[0].de}.", f"Allowed is {en} {ends[0].en}.")
    whole = Text("eine ganze Zahl von ", "a whole number from ") if bounds and bounds.step == 1 else Text("", "")
    first, last = ends
    return Text(f"Erlaubt ist {whole.de}{first.de} bis {last.de}.", f"Allowed is {whole.en}{first.en} to {last.en}.")


def _in_both(value: float) -> Text:
    return Text(number_words(value, Language.DE), number_words(value, Language.EN))


def _date(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    if not is_date(answer.text, question.form):
        yield _fault(question, Code.NO_DATE)


def is_date(text: str, form: DateForm) -> bool:
    """Whether a date is written in this form of ISO 8601."""
    pattern, read = _DATES[form]
    try:
        return pattern.fullmatch(text) is not None and read(text) is not None
    except ValueError:
        return False


def _items(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    for one in answer.items:
        if one.item not in question.item_ids:
            yield _fault(question, Code.UNKNOWN_ITEM, one.item)
        elif one.missing is not None:
            if one.missing not in question.offers:
                yield _fault(question, Code.NOT_OFFERED, one.item)
        else:
            yield from _cell(question, one)
    answered = {one.item for one in answer.items if one.missing is None}
    if question.is_mandatory and question.cells in {Cells.CHOICE, Cells.NUMBER, Cells.TEXT}:
        unanswered = [item for item in question.item_ids if item not in {one.item for one in answer.items}]
        yield from (_fault(question, Code.MISSING, item) for item in unanswered)
    if len(answered) < (question.min_choices or 0):
        yield _fault(question, Code.TOO_FEW)


def _cell(question: Question, one: ItemAnswer) -> Iterator[AnswerFault]:
    is_statement = question.kind is QuestionKind.STATEMENTS
    cells = Cells.CHOICE if is_statement else question.cells
    offered = STATEMENT_OPTIONS if is_statement else question.option_ids
    if cells in {Cells.CHOICE, Cells.CHECK}:
        if not one.options or one.column:
            yield _fault(question, Code.WRONG_KIND, one.item)
        elif not set(offered).issuperset(one.options):
            yield _fault(question, Code.UNKNOWN_OPTION, one.item)
        elif cells is Cells.CHOICE and len(one.options) > 1:
            yield _fault(question, Code.TOO_MANY, one.item)
    elif bool(question.options) != bool(one.column) or (one.column and one.column not in question.option_ids):
        yield _fault(question, Code.UNKNOWN_OPTION, one.item)
    elif cells is Cells.TEXT:
        if not one.text:
            yield _fault(question, Code.WRONG_KIND, one.item)
        yield from _letters(question, one.text, most_letters(question), one.item)
    elif one.number is None:
        yield _fault(question, Code.WRONG_KIND, one.item)
    elif not _is_within(question.bounds, one.number):
        yield _fault(question, Code.OUT_OF_RANGE, one.item, _range_words(question.bounds))


def _best_worst(question: Question, answer: Answer) -> Iterator[AnswerFault]:
    sets = {one.id: one.options for one in question.sets}
    for one in answer.items:
        if one.item not in sets:
            yield _fault(question, Code.UNKNOWN_ITEM, one.item)
        elif one.missing is None and (len(one.options) != 2 or one.column):
            yield _fault(question, Code.TOO_FEW, one.item)
        elif not set(sets[one.item]).issuperset(one.options):
            yield _fault(question, Code.UNKNOWN_OPTION, one.item)
    if question.is_mandatory:
        done = {one.item for one in answer.items}
        yield from (_fault(question, Code.MISSING, name) for name in sets if name not in done)


_CHECKS: dict[QuestionKind, Callable[[Question, Answer], Iterator[AnswerFault]]] = {
    **dict.fromkeys((QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TOP, QuestionKind.RANK), _choice),
    QuestionKind.POINTS: _choice,
    QuestionKind.TEXT: _text,
    QuestionKind.SHORT_TEXT: _text,
    QuestionKind.NUMBER: _number,
    QuestionKind.SCALE: _number,
    QuestionKind.RATING: _number,
    QuestionKind.DATE: _date,
    QuestionKind.MATRIX: _items,
    QuestionKind.STATEMENTS: _items,
    QuestionKind.BEST_WORST: _best_worst,
    QuestionKind.CONSENT: _consent,
}
_WORDS = {
    Code.WRONG_KIND: Text("Diese Angabe passt nicht zur Frage.", "This does not fit the question."),
    Code.UNKNOWN_OPTION: Text("Diese Antwort gibt es hier nicht.", "There is no such answer here."),
    Code.UNKNOWN_ITEM: Text("Diese Zeile gibt es hier nicht.", "There is no such row here."),
    Code.TWICE: Text("Eine Antwort ist doppelt angegeben.", "An answer is given twice."),
    Code.TOO_MANY: Text("Das sind zu viele Antworten.", "These are too many answers."),
    Code.TOO_FEW: Text("Hier fehlt noch etwas.", "Something is missing here."),
    Code.MISSING: Text("Bitte beantworten Sie auch diese Zeile.", "Please answer this row as well."),
    Code.NOT_OFFERED: Text("Diese Antwort wird hier nicht angeboten.", "This answer is not offered here."),
    Code.OTHER_WITHOUT_TEXT: Text(
        "Zu „Anderes“ gehört ein Text, und nur dazu.", "“Other” needs a text, and nothing else has one."
    ),
    Code.OUT_OF_RANGE: Text("Diese Zahl ist hier nicht möglich.", "This number is not possible here."),
    Code.NO_DATE: Text("Das ist kein Datum, wie es hier gebraucht wird.", "This is no date as it is needed here."),
    Code.BAD_LETTER: Text(
        "Der Text enthält ein Zeichen, das nicht erlaubt ist.", "The text contains a letter that is not allowed."
    ),
    Code.NOT_GIVEN: Text("Ohne Ihre Zustimmung geht es nicht weiter.", "Without your consent we cannot go on."),
}
