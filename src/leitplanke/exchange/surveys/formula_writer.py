"""Expressions as formulas of other programs; the counterpart of `grammar`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from leitplanke.exchange.surveys.grammar import NotExpressibleError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Expression, Operator

Look = Callable[[Expression], str]


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a program spells our operators.

    `between` stand between two terms, `functions` hold a place `{}` for their terms, `looks` spell what looks at an
    answer. Raises `NotExpressibleError` for what it does not have.
    """

    between: Mapping[Operator, str]
    functions: Mapping[Operator, str]
    look: Look
    text: Callable[[str], str]
    truth: tuple[str, str]  # true, false


def written_formula(tree: Expression, spelling: Spelling) -> str:
    """The tree as a formula, in brackets wherever strength could be doubted."""
    operator, terms = tree.operator, tree.terms
    if operator is Operator.VALUE:
        return _constant(tree.value, spelling)
    if not terms:
        return spelling.look(tree)
    parts = [written_formula(term, spelling) for term in terms]
    if operator in spelling.between:
        return f"({f' {spelling.between[operator]} '.join(parts)})"
    if operator not in spelling.functions:
        raise NotExpressibleError(Text(f"„{operator}“ gibt es dort nicht.", f"There is no “{operator}” there."))
    return spelling.functions[operator].replace("{}", ", ".join(parts))


def _constant(value: str | float | bool | None, spelling: Spelling) -> str:  # noqa: FBT001 - a truth value is a value
    if isinstance(value, bool):
        return spelling.truth[0] if value else spelling.truth[1]
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
    return spelling.text(value or "")


COMPARISONS = {
    Operator.EQUAL: "=", Operator.UNEQUAL: "!=", Operator.LESS: "<", Operator.AT_MOST: "<=", Operator.MORE: ">",
    Operator.AT_LEAST: ">=",
}  # fmt: skip
