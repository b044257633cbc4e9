"""Computed values that people build: one way of putting answers and numbers together.

A tree that is more than that (from an imported file) is no such calculation; it stays, and `conditions` tells it.
"""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.conditions import condition_words, question_name
from leitplanke.participation.model import Expression, Item, Operator, Option, Questionnaire, constant


class Way(StrEnum):
    """How terms become one value. All but the last two are about numbers."""

    SUM = "sum"  # of those that are numbers; 0 if none is
    MEAN = "mean"  # likewise; empty if none is
    LOWEST = "lowest"
    HIGHEST = "highest"
    SUBTRACT = "subtract"  # two terms; of two days the days between
    MULTIPLY = "multiply"
    DIVIDE = "divide"  # two terms
    COUNT = "count"  # how many are answered
    FIRST = "first"  # the first that is answered
    JOIN = "join"  # one text after the other


PAIRS = frozenset({Way.SUBTRACT, Way.DIVIDE})


@dataclass(frozen=True, slots=True)
class Term:
    """The answer to a question, to a part of it or another computed value; or a number."""

    question: str = ""
    part: str = ""
    number: float | None = None

    def __post_init__(self) -> None:
        require(
            holds=bool(self.question) == (self.number is None) and (bool(self.question) or not self.part),
            field="terms",
            problem=Text("Ein Teil ist entweder eine Frage oder eine Zahl.", "A term is a question or a number."),
            remedy=Text("Nennen Sie genau eines.", "Give exactly one."),
        )


@dataclass(frozen=True, slots=True)
class Calculation:
    """Terms, and how they become one value."""

    way: Way
    terms: tuple[Term, ...]

    def __post_init__(self) -> None:
        fewest, most = (2, 2) if self.way in PAIRS else (1, None)
        require(
            holds=fewest <= len(self.terms) and (most is None or len(self.terms) <= most),
            field="terms",
            problem=Text("Die Zahl der Teile passt nicht.", "The number of terms does not fit."),
            remedy=Text(
                "Abziehen und Teilen brauchen genau zwei, alles andere mindestens einen.",
                "Subtracting and dividing take exactly two, everything else at least one.",
            ),
        )


def calculation_expression(calculation: Calculation) -> Expression:
    """The calculation as a tree."""
    terms = tuple(_tree(term) for term in calculation.terms)
    if calculation.way is Way.MEAN:
        counted = tuple(Expression(Operator.IS_NUMBER, (term,)) for term in terms)
        return Expression(Operator.DIVIDE, (Expression(Operator.SUM, terms), Expression(Operator.SUM, counted)))
    return Expression(Operator(calculation.way.value), terms)


def calculation_of(tree: Expression) -> Calculation | None:
    """The tree as a calculation; None if it is more than that."""
    way = Way(tree.operator.value) if tree.operator.value in set(Way) else None
    terms = tree.terms
    if tree.operator is Operator.DIVIDE and tree.terms[0].operator is Operator.SUM:
        way, terms = Way.MEAN, tree.terms[0].terms
    found = tuple(term for term in map(_term, terms) if term is not None)
    if way is None or len(found) < len(terms):
        return None
    calculation = Calculation(way, found)
    return calculation if calculation_expression(calculation) == tree else None


def calculation_words(tree: Expression, questionnaire: Questionnaire, language: Language) -> str:
    """What is computed, as something to read."""
    calculation = calculation_of(tree)
    if calculation is None:
        return condition_words(tree, questionnaire, language)
    terms = "; ".join(_term_words(term, questionnaire, language) for term in calculation.terms)
    return f"{WAY_WORDS[calculation.way].in_language(language)}: {terms}"


def _tree(term: Term) -> Expression:
    if term.number is not None:
        return constant(term.number)
    return Expression(Operator.ANSWER, question=term.question, part=term.part)


def _term(tree: Expression) -> Term | None:
    if tree.operator is Operator.ANSWER:
        return Term(tree.question, tree.part)
    is_number = tree.operator is Operator.VALUE and isinstance(tree.value, float)
    return Term(number=tree.value) if is_number and isinstance(tree.value, float) else None


def _term_words(term: Term, questionnaire: Questionnaire, language: Language) -> str:
    if term.number is not None:
        return f"{term.number:g}"
    name = question_name(term.question, questionnaire, language)
    asked = next((one for one in questionnaire.questions if one.id == term.question), None)
    parts: tuple[Option | Item, ...] = () if asked is None else (*asked.options, *asked.items)
    part = next((one.text.told(language) for one in parts if one.id == term.part), term.part)
    return f"{name} ({part})" if part else name


WAY_WORDS = {
    Way.SUM: Text("Summe", "Sum"),
    Way.MEAN: Text("Mittelwert", "Mean"),
    Way.LOWEST: Text("Kleinster Wert", "Lowest value"),
    Way.HIGHEST: Text("Größter Wert", "Highest value"),
    Way.SUBTRACT: Text(
        "Der erste minus der zweite (bei zwei Tagen: Tage dazwischen)", "First minus second (days: days between)"
    ),
    Way.MULTIPLY: Text("Miteinander malgenommen", "Multiplied"),
    Way.DIVIDE: Text("Der erste geteilt durch den zweiten", "The first divided by the second"),
    Way.COUNT: Text("Wie viele davon beantwortet sind", "How many of them are answered"),
    Way.FIRST: Text("Der erste davon, der beantwortet ist", "The first of them that is answered"),
    Way.JOIN: Text("Aneinandergehängt als Text", "Put together as text"),
}
