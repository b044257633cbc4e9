"""Rules for an answer that people build: one claim about it, held against a value, the day or an earlier answer.

A tree that is more than that (from an imported file) is no such claim; it stays, and `conditions` tells it in words.
"""

from dataclasses import dataclass
from enum import StrEnum

import re2

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.conditions import condition_words, question_name
from leitplanke.participation.model import Expression, Operator, QuestionKind, Questionnaire, constant


class RuleClaim(StrEnum):
    """What is claimed of the answer. The last two count its letters, those before them look at its text."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE = "more"
    LESS = "less"
    EQUAL = "equal"
    UNEQUAL = "unequal"
    CONTAINS = "contains"
    BEGINS = "begins"
    ENDS = "ends"
    MATCHES = "matches"
    LETTERS_AT_LEAST = "letters_at_least"
    LETTERS_AT_MOST = "letters_at_most"


ORDERING = (
    RuleClaim.AT_LEAST, RuleClaim.AT_MOST, RuleClaim.MORE, RuleClaim.LESS, RuleClaim.EQUAL, RuleClaim.UNEQUAL,
)  # fmt: skip
COUNTING = {RuleClaim.LETTERS_AT_LEAST: Operator.AT_LEAST, RuleClaim.LETTERS_AT_MOST: Operator.AT_MOST}
READING = (RuleClaim.MATCHES, RuleClaim.CONTAINS, RuleClaim.BEGINS, RuleClaim.ENDS)
_NUMBERS = frozenset({QuestionKind.NUMBER, QuestionKind.SCALE, QuestionKind.RATING})
_TEXTS = frozenset({QuestionKind.SHORT_TEXT, QuestionKind.TEXT})


def claims_for(kind: QuestionKind) -> tuple[RuleClaim, ...]:
    """The claims that can be made of answers to a question of this kind; none of those that are chosen or ticked."""
    if kind in _NUMBERS or kind is QuestionKind.DATE:
        return ORDERING
    return (*READING, *COUNTING) if kind in _TEXTS else ()


@dataclass(frozen=True, slots=True)
class RuleClause:
    """One claim about an answer: against `value`, the answer to `question`, or the day on which it is given."""

    claim: RuleClaim
    value: str | float | None = None
    question: str = ""
    is_today: bool = False

    def __post_init__(self) -> None:
        require(
            holds=(self.value is not None) + bool(self.question) + self.is_today == 1,
            field="value",
            problem=Text("Womit wird die Antwort verglichen?", "What is the answer compared with?"),
            remedy=Text("Nennen Sie genau eines: Wert, Frage oder heute.", "Give one: a value, a question or today."),
        )
        require(
            holds=self.claim is not RuleClaim.MATCHES or _is_pattern(str(self.value)),
            field="value",
            problem=Text("Dieses Muster lässt sich nicht lesen.", "This pattern cannot be read."),
            remedy=Text("Zum Beispiel [0-9]{5} für fünf Ziffern.", "For example [0-9]{5} for five digits."),
        )


def rule_expression(clause: RuleClause) -> Expression:
    """The claim as a tree. Against a question that was not answered it holds."""
    this = Expression(Operator.THIS)
    if clause.claim in COUNTING:
        this, operator = Expression(Operator.LENGTH, (this,)), COUNTING[clause.claim]
    else:
        operator = Operator(clause.claim.value)
    if not clause.question:
        value = Expression(Operator.TODAY) if clause.value is None else constant(clause.value)
        return Expression(operator, (this, value))
    judged = Expression(operator, (this, Expression(Operator.ANSWER, question=clause.question)))
    return Expression(Operator.ANY, (_unanswered(clause.question), judged))


def rule_clause(tree: Expression) -> RuleClause | None:
    """The tree as one claim; None if it is more than that."""
    judged = tree.terms[1] if tree.operator is Operator.ANY and len(tree.terms) == 2 else tree
    if len(judged.terms) != 2 or judged.operator.value not in set(RuleClaim):
        return None
    left, right = judged.terms
    claim: RuleClaim | None = RuleClaim(judged.operator.value)
    if left == Expression(Operator.LENGTH, (Expression(Operator.THIS),)):
        claim = next((one for one, operator in COUNTING.items() if operator is judged.operator), None)
    elif left.operator is not Operator.THIS:
        return None
    is_value = right.operator is Operator.VALUE and not isinstance(right.value, bool)
    if claim is None or not (is_value or right.operator in {Operator.TODAY, Operator.ANSWER}) or right.part:
        return None
    if claim is RuleClaim.MATCHES and not (is_value and _is_pattern(str(right.value))):
        return None
    found = RuleClause(claim, right.value if is_value else None, right.question, right.operator is Operator.TODAY)
    return found if rule_expression(found) == tree else None


def rule_words(tree: Expression, questionnaire: Questionnaire, language: Language) -> str:
    """What a rule claims, as something to read."""
    clause = rule_clause(tree)
    if clause is None:
        return condition_words(tree, questionnaire, language)
    value = clause.value
    against = f"{value:g}" if isinstance(value, float) else str(value)
    if clause.question:
        against = question_name(clause.question, questionnaire, language)
    elif clause.is_today:
        against = TODAY_WORDS.in_language(language)
    return f"{RULE_WORDS[clause.claim].in_language(language)} {against}"


def _unanswered(question: str) -> Expression:
    return Expression(Operator.NOT, (Expression(Operator.ANSWERED, question=question),))


def _is_pattern(text: str) -> bool:
    try:
        re2.compile(text)
    except re2.error:
        return False
    return True


TODAY_WORDS = Text("der Tag, an dem geantwortet wird", "the day of answering")
RULE_WORDS = {
    RuleClaim.AT_LEAST: Text("ist mindestens (Datum: frühestens)", "is at least (a date: not before)"),
    RuleClaim.AT_MOST: Text("ist höchstens (Datum: spätestens)", "is at most (a date: not after)"),
    RuleClaim.MORE: Text("ist größer als (Datum: nach)", "is more than (a date: after)"),
    RuleClaim.LESS: Text("ist kleiner als (Datum: vor)", "is less than (a date: before)"),
    RuleClaim.EQUAL: Text("ist gleich", "equals"),
    RuleClaim.UNEQUAL: Text("ist nicht gleich", "does not equal"),
    RuleClaim.CONTAINS: Text("enthält", "contains"),
    RuleClaim.BEGINS: Text("beginnt mit", "begins with"),
    RuleClaim.ENDS: Text("endet mit", "ends with"),
    RuleClaim.MATCHES: Text("passt ganz zum Muster", "fits the pattern as a whole"),
    RuleClaim.LETTERS_AT_LEAST: Text("hat so viele Zeichen, mindestens:", "has letters, at least:"),
    RuleClaim.LETTERS_AT_MOST: Text("hat so viele Zeichen, höchstens:", "has letters, at most:"),
}
