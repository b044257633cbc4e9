"""Conditions, computed values and rules as data: a small tree, no programming language.

No loops, no names that a tree could define, no effects: every tree ends, and a page can show it as a sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text

MOST_NODES = 2_000
MOST_LEVELS = 60


class Operator(StrEnum):
    """What a node of the tree says. Terms are its branches, in order."""

    VALUE = "value"  # a constant
    ANSWER = "answer"  # what was answered to a question, or to one item of it; a computed value; empty if nothing
    SHOWN = "shown"  # the same in the words that were shown
    CHOSEN = "chosen"  # whether this option or item of the question was chosen
    ANSWERED = "answered"  # whether there is an answer
    CHOICES = "choices"  # how many options were chosen, or items answered
    THIS = "this"  # the answer that a rule judges
    TODAY = "today"
    ALL = "all"
    ANY = "any"
    NOT = "not"
    IF = "if"  # condition, then, otherwise
    FIRST = "first"  # the first term that is not empty
    EQUAL = "equal"
    UNEQUAL = "unequal"
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"
    ADD = "add"
    SUBTRACT = "subtract"
    MULTIPLY = "multiply"
    DIVIDE = "divide"
    REMAINDER = "remainder"
    POWER = "power"
    SUM = "sum"
    COUNT = "count"  # how many terms are not empty
    LOWEST = "lowest"
    HIGHEST = "highest"
    ROUND = "round"  # number, decimals
    FLOOR = "floor"
    CEILING = "ceiling"
    TRUNCATE = "truncate"
    ABSOLUTE = "absolute"
    ROOT = "root"
    IS_NUMBER = "is_number"
    JOIN = "join"
    LENGTH = "length"
    CONTAINS = "contains"  # text, part
    BEGINS = "begins"
    ENDS = "ends"
    MATCHES = "matches"  # text, pattern: the whole text, in the syntax of RE2
    FINDS = "finds"  # the same anywhere in the text
    LOWER = "lower"
    UPPER = "upper"
    TRIM = "trim"
    PART = "part"  # text, first letter from 0, how many
    REPLACE = "replace"  # text, what, by what


_LEAVES = {
    Operator.VALUE, Operator.ANSWER, Operator.SHOWN, Operator.CHOSEN, Operator.ANSWERED, Operator.CHOICES,
    Operator.THIS, Operator.TODAY,
}  # fmt: skip
_ABOUT_A_QUESTION = {Operator.ANSWER, Operator.SHOWN, Operator.CHOSEN, Operator.ANSWERED, Operator.CHOICES}
_MANY = {
    Operator.ALL, Operator.ANY, Operator.FIRST, Operator.SUM, Operator.COUNT, Operator.LOWEST, Operator.HIGHEST,
    Operator.JOIN, Operator.ADD, Operator.MULTIPLY,
}  # fmt: skip
_ONE = {
    Operator.NOT, Operator.FLOOR, Operator.CEILING, Operator.TRUNCATE, Operator.ABSOLUTE, Operator.ROOT,
    Operator.IS_NUMBER, Operator.LENGTH, Operator.LOWER, Operator.UPPER, Operator.TRIM,
}  # fmt: skip
_THREE = {Operator.IF, Operator.REPLACE}


@dataclass(frozen=True, slots=True)
class Expression:
    """One node. `question` and `part` (an option or item) belong to those that look at an answer, `value` to VALUE."""

    operator: Operator
    terms: tuple["Expression", ...] = ()
    question: str = ""
    part: str = ""
    value: str | float | bool | None = None

    def __post_init__(self) -> None:
        as_float(self, "value")
        fewest, most = terms_of(self.operator)
        require(
            holds=fewest <= len(self.terms) and (most is None or len(self.terms) <= most),
            field="terms",
            problem=Text(f"„{self.operator}“ hat nicht so viele Teile.", f"“{self.operator}” takes other terms."),
            remedy=Text(f"Nötig: {fewest} bis {most or 'beliebig'}.", f"Needed: {fewest} to {most or 'any number'}."),
        )
        require(
            holds=bool(self.question) == (self.operator in _ABOUT_A_QUESTION)
            and (not self.part or bool(self.question))
            and (bool(self.part) or self.operator is not Operator.CHOSEN),
            field="question",
            problem=Text(f"Welche Frage meint „{self.operator}“?", f"Which question does “{self.operator}” mean?"),
            remedy=Text("Prüfen Sie question und part.", "Check question and part."),
        )
        require(
            holds=(self.value is not None) == (self.operator is Operator.VALUE),
            field="value",
            problem=Text("Nur eine Konstante hat einen Wert.", "Only a constant has a value."),
            remedy=Text("Prüfen Sie value.", "Check value."),
        )

    def nodes(self) -> Iterator["Expression"]:
        """This node and all below it."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.terms))

    @property
    def references(self) -> frozenset[str]:
        """The questions and computed values that it looks at."""
        return frozenset(node.question for node in self.nodes() if node.question)


def as_float(value: object, field: str) -> None:
    """Make a whole number in a field of a frozen value the float that reading gives: equal values have equal bytes."""
    number = getattr(value, field)
    if type(number) is int:
        object.__setattr__(value, field, float(number))


def terms_of(operator: Operator) -> tuple[int, int | None]:
    """How many terms an operator takes, at least and at most; None: any number."""
    if operator in _LEAVES:
        return 0, 0
    if operator in _MANY:
        return 1, None
    if operator in _ONE:
        return 1, 1
    if operator in _THREE:
        return 3, 3
    return (1, 2) if operator is Operator.ROUND else (2, 3) if operator is Operator.PART else (2, 2)


def constant(value: str | float | bool) -> Expression:  # noqa: FBT001 - a truth value is a value like any other here
    """A constant."""
    return Expression(Operator.VALUE, value=value)


def levels_of(expression: Expression) -> int:
    """How deep the tree is."""
    waiting, most = [(expression, 1)], 0
    while waiting:
        node, level = waiting.pop()
        most = max(most, level)
        waiting.extend((term, level + 1) for term in node.terms)
    return most


def require_small(expression: Expression, field: str) -> None:
    """A tree that a page can show and no machine is held up by."""
    require(
        holds=sum(1 for _ in expression.nodes()) <= MOST_NODES and levels_of(expression) <= MOST_LEVELS,
        field=field,
        problem=Text("Die Bedingung ist zu verschachtelt.", "The condition is too deep or too long."),
        remedy=Text("Teilen Sie sie auf berechnete Werte auf.", "Split it into computed values."),
    )
