"""What an expression comes to, given answers.

Values are truth, numbers and texts. Nothing raises: what has no value (a root of −1, a division by zero, a number that
is none) is the empty text, which is false. Two values that both read as numbers compare as numbers, so the code "2"
equals 2; others as text, so days in ISO 8601 compare by date. Nothing is less or more than the empty text.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import re2

from leitplanke.participation.model import (
    GIVEN,
    OTHER,
    Answer,
    Expression,
    ItemAnswer,
    Operator,
    Question,
    QuestionKind,
    Questionnaire,
)

Value = str | float | bool
NOTHING = ""
YES = "Y"  # the value of an option or item that was chosen
MOST_LETTERS = 10_000


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an expression is judged: the answers so far, the language in which options are told, the day.

    `this` is what a rule judges. `memory` keeps computed values, so that each is computed once.
    """

    questionnaire: Questionnaire
    answers: Mapping[str, Answer]
    today: date
    language: str = "de"
    this: Value = NOTHING
    memory: dict[str, Value] = field(default_factory=dict, compare=False)


def is_true(expression: Expression | None, scene: Scene) -> bool:
    """Whether a condition holds; no condition always does."""
    return expression is None or truth(value_of(expression, scene))


def value_of(expression: Expression, scene: Scene) -> Value:
    """The value of an expression."""
    operator, terms = expression.operator, expression.terms
    if operator is Operator.IF:
        return value_of(terms[1] if is_true(terms[0], scene) else terms[2], scene)
    if operator is Operator.ALL:
        return all(is_true(term, scene) for term in terms)
    if operator is Operator.ANY:
        return any(is_true(term, scene) for term in terms)
    if operator in _LOOKS:
        return _LOOKS[operator](expression, scene)
    return _FUNCTIONS[operator]([value_of(term, scene) for term in terms])


def truth(value: Value) -> bool:
    """Empty and 0 are false."""
    return value != NOTHING if isinstance(value, str) else bool(value)


def number_of(value: Value) -> float | None:
    """The value as a finite number, if it is one."""
    if isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and ("_" in value or not value.isascii()):  # float() takes more than people write
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def text_of(value: Value) -> str:
    """The value as it stands in a text: whole numbers without decimals."""
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, str):
        return value
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def answer_value(question: Question, answer: Answer | None, part: str = "") -> Value:
    """What was answered, as a code, number or text; for a part of a choice `Y` or nothing, for "other" its text."""
    if answer is None or answer.missing is not None:
        return NOTHING
    if part == OTHER and question.other is not None:
        return answer.other
    if part:
        return _item_value(answer, part) if question.items else _part_value(question, answer, part)
    if question.kind is QuestionKind.CONSENT:
        return YES if GIVEN in answer.options else NOTHING
    return float(answer.number) if answer.number is not None else answer.text or " ".join(answer.options)


def _part_value(question: Question, answer: Answer, part: str) -> Value:
    if question.kind is QuestionKind.RANK and part.isdecimal() and part not in question.option_ids:
        place = int(part)
        return answer.options[place - 1] if 0 < place <= len(answer.options) else NOTHING
    if part not in answer.options:
        return NOTHING
    return float(answer.points[answer.options.index(part)]) if answer.points else YES


def _item_value(answer: Answer, part: str) -> Value:
    """The value of an item, or of one cell `item.column`."""
    item, _, column = part.partition(".")
    found: ItemAnswer | None = next((one for one in answer.items if (one.item, one.column) == (item, column)), None)
    if found is None and column:  # a checked cell
        return YES if any(one.item == item and column in one.options for one in answer.items) else NOTHING
    if found is None or found.missing is not None:
        return NOTHING
    return float(found.number) if found.number is not None else found.text or " ".join(found.options)


def _answer(expression: Expression, scene: Scene) -> Value:
    computed = next((one for one in scene.questionnaire.computed if one.id == expression.question), None)
    if computed is not None:
        if computed.id not in scene.memory:
            scene.memory[computed.id] = value_of(computed.value, scene)
        return scene.memory[computed.id]
    question = scene.questionnaire.question(expression.question)
    return answer_value(question, scene.answers.get(question.id), expression.part)


def _shown(expression: Expression, scene: Scene) -> Value:
    value = _answer(expression, scene)
    if any(one.id == expression.question for one in scene.questionnaire.computed):
        return value
    question = scene.questionnaire.question(expression.question)
    labels = {option.id: option.text.told(scene.language) for option in question.options}
    answer = scene.answers.get(question.id)
    if OTHER in (answer.options if answer else ()) and question.other is not None and answer is not None:
        labels[OTHER] = answer.other or question.other.told(scene.language)
    if value == YES and expression.part in labels:
        return labels[expression.part]
    codes = text_of(value).split(" ")
    return ", ".join(labels[code] for code in codes) if all(code in labels for code in codes) else value


def _chosen(expression: Expression, scene: Scene) -> Value:
    answer = scene.answers.get(expression.question)
    return answer is not None and (
        expression.part in (*answer.options, answer.missing)
        or any(expression.part in (one.item, *one.options) for one in answer.items)
    )


def _answered(expression: Expression, scene: Scene) -> Value:
    return _answer(expression, scene) != NOTHING or (
        not expression.part and bool(getattr(scene.answers.get(expression.question), "items", ()))
    )


def _choices(expression: Expression, scene: Scene) -> Value:
    answer = scene.answers.get(expression.question)
    return float(len(answer.options) or len(answer.items)) if answer is not None else 0.0


_LOOKS: dict[Operator, Callable[[Expression, Scene], Value]] = {
    Operator.VALUE: lambda expression, _: expression.value if expression.value is not None else NOTHING,
    Operator.ANSWER: _answer,
    Operator.SHOWN: _shown,
    Operator.CHOSEN: _chosen,
    Operator.ANSWERED: _answered,
    Operator.CHOICES: _choices,
    Operator.THIS: lambda _, scene: scene.this,
    Operator.TODAY: lambda _, scene: scene.today.isoformat(),
}


def _equal(terms: Sequence[Value]) -> bool:
    left, right = terms
    numbers = number_of(left), number_of(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    return numbers[0] == numbers[1] if None not in numbers else text_of(left) == text_of(right)


def _compared(holds: Callable[[int], bool]) -> Callable[[Sequence[Value]], Value]:
    def compare(terms: Sequence[Value]) -> Value:
        left, right = map(text_of, terms)
        if not left or not right:
            return False
        one, other = number_of(terms[0]), number_of(terms[1])
        if one is not None and other is not None:
            return holds((one > other) - (one < other))
        return holds((left > right) - (left < right))

    return compare


def _on_numbers(compute: Callable[..., float | complex]) -> Callable[[Sequence[Value]], Value]:
    """A function of numbers; the empty text if a term is none, or the result is no finite number."""

    def computed(terms: Sequence[Value]) -> Value:
        numbers = [number_of(term) for term in terms]
        if None in numbers:
            return NOTHING
        try:
            found = compute(*numbers)
        except (ArithmeticError, ValueError):
            return NOTHING
        return float(found) if not isinstance(found, complex) and math.isfinite(found) else NOTHING

    return computed


def _difference(terms: Sequence[Value]) -> Value:
    """The difference of two numbers; of two days how many lie between them."""
    if all(isinstance(term, str) and len(term) == len("2026-01-31") for term in terms):
        try:
            later, earlier = (date.fromisoformat(str(term)) for term in terms)
        except ValueError:
            pass
        else:
            return float((later - earlier).days)
    return _on_numbers(lambda one, other: one - other)(terms)


def _on_filled(compute: Callable[[list[float]], float], empty: Value) -> Callable[[Sequence[Value]], Value]:
    """A function of those terms that are numbers."""

    def computed(terms: Sequence[Value]) -> Value:
        numbers = [number for term in terms if (number := number_of(term)) is not None]
        return float(compute(numbers)) if numbers else empty

    return computed


def _on_texts(compute: Callable[..., Value]) -> Callable[[Sequence[Value]], Value]:
    def computed(terms: Sequence[Value]) -> Value:
        found = compute(*map(text_of, terms))
        return found[:MOST_LETTERS] if isinstance(found, str) else found

    return computed


def _part(terms: Sequence[Value]) -> Value:
    text, first = text_of(terms[0]), int(number_of(terms[1]) or 0)
    length = number_of(terms[2]) if len(terms) > 2 else None
    first = max(first + len(text), 0) if first < 0 else first
    return text[first:] if length is None else text[first : max(first + int(length), first)]


def _round(number: float, decimals: float = 0) -> float:
    """Half away from zero, as people round."""
    shift = 10.0 ** int(max(min(decimals, 12), -12))
    return math.copysign(math.floor(abs(number) * shift + 0.5) / shift, number)


def matches(text: str, pattern: str) -> bool:
    """Whether the whole text is as the pattern wants, in linear time; a pattern that RE2 refuses matches nothing."""
    try:
        return re2.fullmatch(pattern, text) is not None
    except re2.error:
        return False


def _finds(text: str, pattern: str) -> bool:
    try:
        return re2.search(pattern, text) is not None
    except re2.error:
        return False


_FUNCTIONS: dict[Operator, Callable[[Sequence[Value]], Value]] = {
    Operator.NOT: lambda terms: not truth(terms[0]),
    Operator.FIRST: lambda terms: next((term for term in terms if text_of(term)), NOTHING),
    Operator.EQUAL: _equal,
    Operator.UNEQUAL: lambda terms: not _equal(terms),
    Operator.LESS: _compared(lambda sign: sign < 0),
    Operator.AT_MOST: _compared(lambda sign: sign <= 0),
    Operator.MORE: _compared(lambda sign: sign > 0),
    Operator.AT_LEAST: _compared(lambda sign: sign >= 0),
    Operator.ADD: _on_numbers(lambda *numbers: sum(numbers)),
    Operator.SUBTRACT: _difference,
    Operator.MULTIPLY: _on_numbers(lambda *numbers: math.prod(numbers)),
    Operator.DIVIDE: _on_numbers(lambda one, other: one / other),
    Operator.REMAINDER: _on_numbers(math.fmod),
    Operator.POWER: _on_numbers(lambda one, other: one**other),
    Operator.SUM: _on_filled(math.fsum, 0.0),
    Operator.COUNT: lambda terms: float(sum(bool(text_of(term)) for term in terms)),
    Operator.LOWEST: _on_filled(min, NOTHING),
    Operator.HIGHEST: _on_filled(max, NOTHING),
    Operator.ROUND: _on_numbers(_round),
    Operator.FLOOR: _on_numbers(math.floor),
    Operator.CEILING: _on_numbers(math.ceil),
    Operator.TRUNCATE: _on_numbers(math.trunc),
    Operator.ABSOLUTE: _on_numbers(abs),
    Operator.ROOT: _on_numbers(math.sqrt),
    Operator.IS_NUMBER: lambda terms: number_of(terms[0]) is not None,
    Operator.JOIN: _on_texts(lambda *texts: "".join(texts)),
    Operator.LENGTH: lambda terms: float(len(text_of(terms[0]))),
    Operator.CONTAINS: _on_texts(lambda text, part: part in text),
    Operator.BEGINS: _on_texts(str.startswith),
    Operator.ENDS: _on_texts(str.endswith),
    Operator.MATCHES: _on_texts(matches),
    Operator.FINDS: _on_texts(_finds),
    Operator.LOWER: _on_texts(str.lower),
    Operator.UPPER: _on_texts(str.upper),
    Operator.TRIM: _on_texts(str.strip),
    Operator.PART: _part,
    Operator.REPLACE: _on_texts(lambda text, what, by: text.replace(what, by) if what else text),
}
