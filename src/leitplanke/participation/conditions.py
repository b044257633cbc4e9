"""Conditions that people build from a list of claims: "all of these" or "at least one of these".

A tree that is more than that (from an imported file) is no such list; it stays, and `condition_words` tells it.
"""

from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.model import OTHER, Expression, Item, Operator, Option, Questionnaire, constant
from leitplanke.participation.wording import MISSING


class Join(StrEnum):
    """How claims are put together."""

    ALL = "all"
    ANY = "any"


class Claim(StrEnum):
    """What is claimed of an answer. The first two compare with an option, those after ANSWERED with a value."""

    CHOSEN = "chosen"
    NOT_CHOSEN = "not_chosen"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    EQUAL = "equal"
    UNEQUAL = "unequal"
    LESS = "less"
    AT_MOST = "at_most"
    MORE = "more"
    AT_LEAST = "at_least"


COMPARING = frozenset({Claim.EQUAL, Claim.UNEQUAL, Claim.LESS, Claim.AT_MOST, Claim.MORE, Claim.AT_LEAST})
CHOOSING = frozenset({Claim.CHOSEN, Claim.NOT_CHOSEN})


@dataclass(frozen=True, slots=True)
class Clause:
    """One claim about the answer to a question.

    `value` is an option, "don't know" or the like, a number or a text, None where none is needed.
    """

    question: str
    claim: Claim
    value: str | float | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Claims that all hold, or of which one has to. Without claims it always holds."""

    clauses: tuple[Clause, ...] = ()
    join: Join = Join.ALL


def expression_of(condition: Condition) -> Expression | None:
    """The condition as a tree; None if it always holds. Raises `InvalidValueError` for a claim without its value."""
    terms = tuple(_term(clause) for clause in condition.clauses)
    if len(terms) < 2:
        return terms[0] if terms else None
    return Expression(Operator(condition.join.value), terms)


def condition_of(tree: Expression | None) -> Condition | None:
    """The tree as a list of claims; None if it is more than that."""
    if tree is None:
        return Condition()
    joins = {Operator.ALL: Join.ALL, Operator.ANY: Join.ANY}
    terms = tree.terms if tree.operator in joins else (tree,)
    clauses = [_clause(term) for term in terms]
    found = tuple(clause for clause in clauses if clause is not None)
    return Condition(found, joins.get(tree.operator, Join.ALL)) if len(found) == len(clauses) else None


def condition_words(tree: Expression, questionnaire: Questionnaire, language: Language) -> str:
    """The tree as something to read: questions by their text, options by theirs, operators by name."""
    condition = condition_of(tree)
    if condition is None:
        return _tree_words(tree, questionnaire, language)
    joint = _JOINTS[condition.join].in_language(language)
    return f" {joint} ".join(_clause_words(clause, questionnaire, language) for clause in condition.clauses)


def question_name(question: str, questionnaire: Questionnaire, language: Language) -> str:
    """A question by its text, a computed value by its name, as a sentence quotes it."""
    asked = next((one for one in questionnaire.questions if one.id == question), None)
    return _QUOTED[language].format(question if asked is None else asked.text.told(language))


def _term(clause: Clause) -> Expression:
    if clause.claim in CHOOSING:
        tree = Expression(Operator.CHOSEN, question=clause.question, part=str(clause.value or ""))
    elif clause.claim in COMPARING:
        # "" is no constant: an answer that is not there is asked for by ANSWERED
        looked_at = Expression(Operator.ANSWER, question=clause.question)
        tree = Expression(
            Operator(clause.claim.value), (looked_at, constant("" if clause.value is None else clause.value))
        )
    else:
        tree = Expression(Operator.ANSWERED, question=clause.question)
    return Expression(Operator.NOT, (tree,)) if clause.claim in _NEGATED else tree


def _clause(tree: Expression) -> Clause | None:
    is_negated = tree.operator is Operator.NOT
    inner = tree.terms[0] if is_negated else tree
    if inner.operator is Operator.CHOSEN:
        return Clause(inner.question, Claim.NOT_CHOSEN if is_negated else Claim.CHOSEN, inner.part)
    if inner.operator is Operator.ANSWERED and not inner.part:
        return Clause(inner.question, Claim.NOT_ANSWERED if is_negated else Claim.ANSWERED)
    if is_negated or inner.operator.value not in {claim.value for claim in COMPARING}:
        return None
    left, right = inner.terms
    plain = left.operator is Operator.ANSWER and not left.part and right.operator is Operator.VALUE
    if not plain or isinstance(right.value, bool):
        return None
    return Clause(left.question, Claim(inner.operator.value), right.value)


def _clause_words(clause: Clause, questionnaire: Questionnaire, language: Language) -> str:
    asked = next((one for one in questionnaire.questions if one.id == clause.question), None)
    name = question_name(clause.question, questionnaire, language)
    options: tuple[Option | Item, ...] = () if asked is None else (*asked.options, *asked.items)
    texts = {one.id: one.text.told(language) for one in options}
    texts |= {one.value: words.told(language) for one, words in MISSING.items()}
    if asked is not None and asked.other is not None:
        texts[OTHER] = asked.other.told(language)
    value = clause.value
    shown = texts.get(str(value), str(value)) if isinstance(value, str) else "" if value is None else f"{value:g}"
    return " ".join(filter(None, (name, CLAIM_WORDS[clause.claim].in_language(language), shown)))


def _tree_words(tree: Expression, questionnaire: Questionnaire, language: Language) -> str:
    clause = _clause(tree)
    if clause is not None:
        return _clause_words(clause, questionnaire, language)
    if tree.operator is Operator.VALUE:
        return str(tree.value)
    if not tree.terms:
        return ".".join(filter(None, (tree.question, tree.part))) or tree.operator.value
    return f"{tree.operator}({', '.join(_tree_words(term, questionnaire, language) for term in tree.terms)})"


_QUOTED = {Language.DE: "„{}“", Language.EN: "“{}”"}
_NEGATED = frozenset({Claim.NOT_CHOSEN, Claim.NOT_ANSWERED})
_JOINTS = {Join.ALL: Text("und", "and"), Join.ANY: Text("oder", "or")}
CLAIM_WORDS = {
    Claim.CHOSEN: Text("gewählt:", "chosen:"),
    Claim.NOT_CHOSEN: Text("nicht gewählt:", "not chosen:"),
    Claim.ANSWERED: Text("ist beantwortet", "is answered"),
    Claim.NOT_ANSWERED: Text("ist nicht beantwortet", "is not answered"),
    Claim.EQUAL: Text("ist gleich", "equals"),
    Claim.UNEQUAL: Text("ist nicht gleich", "does not equal"),
    Claim.LESS: Text("ist kleiner als", "is less than"),
    Claim.AT_MOST: Text("ist höchstens", "is at most"),
    Claim.MORE: Text("ist größer als", "is more than"),
    Claim.AT_LEAST: Text("ist mindestens", "is at least"),
}
