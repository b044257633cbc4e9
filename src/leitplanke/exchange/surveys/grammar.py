"""Reads formulas of other programs into expressions: one grammar, two dialects (LimeSurvey and XPath of XLSForm)."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Expression, Operator, constant
from leitplanke.participation.model.expressions import levels_of

Terms = tuple[Expression, ...]
Make = Callable[[Sequence[Terms]], Expression]
_MOST_TOKENS = 4_000
_MOST_DEPTH = 60


class NotExpressibleError(Exception):
    """A formula that has no equal in our trees; `words` say why."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a program writes formulas.

    `operators` maps a spelling to its strength and what it makes; `refer` finds what a name stands for, several
    expressions if it names a list; `functions` make an expression of arguments. Raises `NotExpressibleError`.
    """

    token: re.Pattern[str]
    operators: Mapping[str, tuple[int, Operator]]
    negations: frozenset[str]
    refer: Callable[[str], Terms]
    functions: Mapping[str, Make]
    unescape: Callable[[str], str]
    join_on_plus: bool = False


def read_formula(text: str, dialect: Dialect) -> Expression:
    """The formula as one expression. Raises `NotExpressibleError`."""
    tokens = _tokens(text, dialect)
    if not tokens or len(tokens) > _MOST_TOKENS:
        raise _unreadable(text)
    reader = _Reader(tokens, dialect, text)
    found = reader.expression(0)
    if reader.at < len(tokens):
        raise _unreadable(text)
    tree = single(found, text)
    if levels_of(tree) > _MOST_DEPTH - 5:
        raise _unreadable(text)
    return tree


def single(terms: Terms, text: str = "") -> Expression:
    """The one expression where a list has no meaning."""
    if len(terms) != 1:
        raise NotExpressibleError(
            Text(f"Eine Liste von Antworten steht allein: {text[:60]}", f"A list of answers stands alone: {text[:60]}")
        )
    return terms[0]


def _tokens(text: str, dialect: Dialect) -> list[tuple[str, str]]:
    found, at = [], 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        match = dialect.token.match(text, at)
        if match is None:
            raise _unreadable(text)
        found.append((match.lastgroup or "", match[0]))
        at = match.end()
    return found


class _Reader:
    """Operator precedence climbing."""

    def __init__(self, tokens: list[tuple[str, str]], dialect: Dialect, text: str) -> None:
        self.at = 0
        self._tokens = tokens
        self._dialect = dialect
        self._text = text
        self._depth = 0

    def expression(self, strength: int) -> Terms:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise _unreadable(self._text)
        left = self._operand()
        while (found := self._dialect.operators.get(self._spelling().lower())) and found[0] > strength:
            self.at += 1
            right = self.expression(found[0])
            left = (self._combined(found[1], single(left, self._text), single(right, self._text)),)
        self._depth -= 1
        return left

    def _combined(self, operator: Operator, left: Expression, right: Expression) -> Expression:
        if operator is Operator.ADD and self._dialect.join_on_plus and (_is_text(left) or _is_text(right)):
            operator = Operator.JOIN
        if operator in {Operator.ALL, Operator.ANY, Operator.JOIN, Operator.ADD} and left.operator is operator:
            return Expression(operator, (*left.terms, right))
        return Expression(operator, (left, right))

    def _operand(self) -> Terms:
        kind, spelling = self._take()
        lower = spelling.lower()
        if lower in self._dialect.negations and not (
            lower == "not" and self._spelling() == "(" and "not" in self._dialect.functions
        ):
            return (Expression(Operator.NOT, (single(self.expression(6), self._text),)),)
        if spelling == "-":
            return (self._negative(single(self.expression(6), self._text)),)
        if spelling == "(":
            found = self.expression(0)
            self._expect(")")
            return found
        if kind == "number":
            return (constant(float(spelling)),)
        if kind == "text":
            return (constant(self._dialect.unescape(spelling)),)
        if kind == "name":
            return self._call(spelling) if self._spelling() == "(" else self._dialect.refer(spelling)
        raise _unreadable(self._text)

    def _call(self, name: str) -> Terms:
        self.at += 1
        arguments: list[Terms] = []
        while self._spelling() != ")":
            arguments.append(self.expression(0))
            if self._spelling() != ",":
                break
            self.at += 1
        self._expect(")")
        make = self._dialect.functions.get(name.lower())
        if make is None:
            raise NotExpressibleError(
                Text(f"Die Funktion {name}() gibt es hier nicht.", f"There is no function {name}().")
            )
        try:
            return (make(arguments),)
        except (ValueError, IndexError) as error:
            raise NotExpressibleError(
                Text(f"Die Funktion {name}() hat unpassende Teile.", f"The function {name}() has other arguments.")
            ) from error

    def _negative(self, term: Expression) -> Expression:
        if isinstance(term.value, float) and not isinstance(term.value, bool):
            return constant(-term.value)
        return Expression(Operator.SUBTRACT, (constant(0.0), term))

    def _spelling(self) -> str:
        return self._tokens[self.at][1] if self.at < len(self._tokens) else ""

    def _take(self) -> tuple[str, str]:
        if self.at >= len(self._tokens):
            raise _unreadable(self._text)
        self.at += 1
        return self._tokens[self.at - 1]

    def _expect(self, spelling: str) -> None:
        if self._take()[1] != spelling:
            raise _unreadable(self._text)


def _is_text(term: Expression) -> bool:
    if term.operator is Operator.VALUE:
        return isinstance(term.value, str) and not re.fullmatch(r"\s*-?[0-9.]+\s*", term.value)
    return term.operator in {Operator.JOIN, Operator.SHOWN, Operator.UPPER, Operator.LOWER}


def _unreadable(text: str) -> NotExpressibleError:
    return NotExpressibleError(Text(f"Nicht lesbar: {text[:120]}", f"Cannot be read: {text[:120]}"))


def plain(operator: Operator, fewest: int = 1, most: int | None = 1) -> Make:
    """A function that is an operator of ours; lists among its arguments are spread."""

    def make(arguments: Sequence[Terms]) -> Expression:
        terms = spread(arguments)
        if len(terms) < fewest or (most is not None and len(terms) > most):
            raise ValueError(operator)
        return Expression(operator, terms)

    return make


def spread(arguments: Sequence[Terms]) -> Terms:
    """All arguments in one row."""
    return tuple(term for argument in arguments for term in argument)


def is_empty(term: Expression) -> Expression:
    """Whether nothing was answered, or the value is the empty text."""
    if term.operator is Operator.ANSWER:
        return Expression(Operator.NOT, (Expression(Operator.ANSWERED, question=term.question, part=term.part),))
    return Expression(Operator.EQUAL, (term, constant("")))
