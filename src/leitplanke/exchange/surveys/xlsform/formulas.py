"""XPath as XLSForms write it, as a dialect."""

import re
from collections.abc import Callable, Iterator, Sequence

from leitplanke.exchange.surveys.grammar import (
    Dialect,
    Make,
    NotExpressibleError,
    Terms,
    is_empty,
    plain,
    single,
    spread,
)
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Expression, Operator, constant

_TOKEN = re.compile(
    r"(?P<text>\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’)"
    r"|(?P<name>\$\{[^}]+\}|current\(\)/[\w./-]+|\.\./[\w./-]+|/[A-Za-z_][\w./-]*|\.(?![0-9])"
    r"|(?:jr:)?[A-Za-z_][\w]*(?:-[A-Za-z][\w]*)*(?:\.[A-Za-z_]\w*)*)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<mark>!=|<=|>=|[-+*=<>(),])"
)
_PLACE = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]+)\s*\}")
_OPERATORS = {
    "or": (1, Operator.ANY), "and": (2, Operator.ALL), "=": (3, Operator.EQUAL), "!=": (3, Operator.UNEQUAL),
    "<": (3, Operator.LESS), "<=": (3, Operator.AT_MOST), ">": (3, Operator.MORE), ">=": (3, Operator.AT_LEAST),
    "+": (4, Operator.ADD), "-": (4, Operator.SUBTRACT), "*": (5, Operator.MULTIPLY), "div": (5, Operator.DIVIDE),
    "mod": (5, Operator.REMAINDER),
}  # fmt: skip


def dialect_of(refer: Callable[[str], Terms], *, several: Callable[[str], bool], this: str = "") -> Dialect:
    """XPath with these names; `several` tells of a question whether more than one option may be chosen.

    `this` is the question whose answer `.` means.
    """

    def selected(arguments: Sequence[Terms]) -> Expression:
        answer, option = (single(argument) for argument in arguments)
        if (
            answer.operator is Operator.ANSWER
            and isinstance(option.value, str)
            and option.value
            and several(answer.question)
        ):
            return Expression(Operator.CHOSEN, question=answer.question, part=option.value)
        if answer.operator is Operator.ANSWER and not several(answer.question):
            return Expression(Operator.EQUAL, (answer, option))
        spaced = [Expression(Operator.JOIN, (constant(" "), term, constant(" "))) for term in (answer, option)]
        return Expression(Operator.CONTAINS, tuple(spaced))

    def choices(arguments: Sequence[Terms]) -> Expression:
        answer = single(arguments[0])
        question = this if answer.operator is Operator.THIS else answer.question
        if not question or answer.operator not in {Operator.THIS, Operator.ANSWER}:
            raise NotExpressibleError(Text("count-selected() zählt nur Fragen.", "count-selected() counts questions."))
        return Expression(Operator.CHOICES, question=question)

    def choice_name(arguments: Sequence[Terms]) -> Expression:
        named = single(arguments[-1])
        answer = refer(named.value)[0] if isinstance(named.value, str) else single(arguments[0])
        return Expression(Operator.SHOWN, question=answer.question)

    return Dialect(
        token=_TOKEN,
        operators=_OPERATORS,
        negations=frozenset(),
        refer=refer,
        functions=_FUNCTIONS | {"selected": selected, "jr:choice-name": choice_name, "count-selected": choices},
        unescape=lambda text: text[1:-1],
    )


def name_of(spelling: str) -> str:
    """The name that `${name}` or a path ends with; `.` stays."""
    place = _PLACE.fullmatch(spelling)
    if place:
        return place[1]
    return spelling if spelling == "." else spelling.rstrip("/").rsplit("/", 1)[-1]


def places_in(text: str) -> Iterator[tuple[int, int, str]]:
    """The pieces `${name}` of a text."""
    return ((place.start(), place.end(), place[0]) for place in _PLACE.finditer(text))


def _substring(arguments: Sequence[Terms]) -> Expression:
    terms = spread(arguments)
    if len(terms) < 3:
        return Expression(Operator.PART, terms)
    text, start, end = terms
    return Expression(Operator.PART, (text, start, Expression(Operator.SUBTRACT, (end, start))))


def _year(arguments: Sequence[Terms]) -> Expression:
    day, form = spread(arguments)
    places = {"%Y": (0.0, 4.0), "%Y-%m": (0.0, 7.0), "%Y-%m-%d": (0.0, 10.0), "%m": (5.0, 2.0), "%d": (8.0, 2.0)}
    return (
        Expression(Operator.PART, (day, *map(constant, places[str(form.value)])))
        if str(form.value) in places
        else _no()
    )


def _no() -> Expression:
    raise ValueError("another form")


def _joined(arguments: Sequence[Terms]) -> Expression:
    glue, *terms = spread(arguments)
    return Expression(Operator.JOIN, tuple([one for term in terms for one in (glue, term)][1:]))


def _same(arguments: Sequence[Terms]) -> Expression:
    return single(spread(arguments))


_TODAY: Make = lambda _: Expression(Operator.TODAY)  # noqa: E731 - one of many in the table below
_FUNCTIONS: dict[str, Make] = {
    "not": plain(Operator.NOT),
    "if": plain(Operator.IF, 3, 3),
    "coalesce": plain(Operator.FIRST, 1, None),
    "true": lambda _: constant(value=True),
    "false": lambda _: constant(value=False),
    "count-non-empty": plain(Operator.COUNT, 1, None),
    "string-length": plain(Operator.LENGTH),
    "contains": plain(Operator.CONTAINS, 2, 2),
    "starts-with": plain(Operator.BEGINS, 2, 2),
    "ends-with": plain(Operator.ENDS, 2, 2),
    "regex": plain(Operator.MATCHES, 2, 2),
    "concat": plain(Operator.JOIN, 1, None),
    "join": _joined,
    "substr": _substring,
    "normalize-space": plain(Operator.TRIM),
    "round": plain(Operator.ROUND, 1, 2),
    "int": plain(Operator.TRUNCATE),
    "floor": plain(Operator.FLOOR),
    "ceiling": plain(Operator.CEILING),
    "abs": plain(Operator.ABSOLUTE),
    "sqrt": plain(Operator.ROOT),
    "pow": plain(Operator.POWER, 2, 2),
    "min": plain(Operator.LOWEST, 1, None),
    "max": plain(Operator.HIGHEST, 1, None),
    "sum": plain(Operator.SUM, 1, None),
    "pi": lambda _: constant(3.141592653589793),
    "today": _TODAY,
    "now": _TODAY,
    "format-date": _year,
    "format-date-time": _year,
    "is-empty": lambda arguments: is_empty(single(arguments[0])),
    **dict.fromkeys(
        ("string", "number", "boolean", "boolean-from-string", "date", "once", "decimal-date", "trim"), _same
    ),
}
