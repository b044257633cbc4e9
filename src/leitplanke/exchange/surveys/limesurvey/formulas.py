"""LimeSurvey's ExpressionScript as a dialect, and where formulas stand in texts."""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from leitplanke.exchange.surveys.grammar import Dialect, Make, Terms, is_empty, plain, single, spread
from leitplanke.exchange.surveys.limesurvey.variables import Variables
from leitplanke.participation.model import Expression, Operator, constant

_TOKEN = re.compile(
    r"(?P<text>\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*')"
    r"|(?P<name>(?:INSERTANS:)?[0-9]+X[0-9]+X[A-Za-z0-9_#]+(?:\.[A-Za-z_]\w*)*|[A-Za-z_]\w*(?:[.:][A-Za-z_]\w*)*)"
    r"|(?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
    r"|(?P<mark>==|!=|<=|>=|&&|\|\||[-+*/!<>(),])"
)
_OPERATORS = {
    "||": (1, Operator.ANY), "or": (1, Operator.ANY), "&&": (2, Operator.ALL), "and": (2, Operator.ALL),
    "==": (3, Operator.EQUAL), "eq": (3, Operator.EQUAL), "!=": (3, Operator.UNEQUAL), "ne": (3, Operator.UNEQUAL),
    "<": (3, Operator.LESS), "lt": (3, Operator.LESS), "<=": (3, Operator.AT_MOST), "le": (3, Operator.AT_MOST),
    ">": (3, Operator.MORE), "gt": (3, Operator.MORE), ">=": (3, Operator.AT_LEAST), "ge": (3, Operator.AT_LEAST),
    "+": (4, Operator.ADD), "-": (4, Operator.SUBTRACT), "*": (5, Operator.MULTIPLY), "/": (5, Operator.DIVIDE),
}  # fmt: skip
_COMPARED = {
    "==": Operator.EQUAL, "!=": Operator.UNEQUAL, "<": Operator.LESS, "<=": Operator.AT_MOST, ">": Operator.MORE,
    ">=": Operator.AT_LEAST, "eq": Operator.EQUAL, "ne": Operator.UNEQUAL, "lt": Operator.LESS,
    "le": Operator.AT_MOST, "gt": Operator.MORE, "ge": Operator.AT_LEAST,
}  # fmt: skip
_PATTERN = re.compile(r"([/#~@%!])(?P<body>.*)\1(?P<flags>[a-zA-Z]*)", re.DOTALL)


def dialect_of(variables: Variables) -> Dialect:
    """ExpressionScript with these variables."""
    return Dialect(
        token=_TOKEN,
        operators=_OPERATORS,
        negations=frozenset({"!", "not"}),
        refer=variables.refer,
        functions=_FUNCTIONS,
        unescape=lambda text: re.sub(r"\\(.)", r"\1", text[1:-1]),
        join_on_plus=True,
    )


def formulas_in(text: str) -> Iterator[tuple[int, int, str]]:
    """The pieces `{…}`: no blank follows the brace, braces inside quotes do not count."""
    at = 0
    while (start := text.find("{", at)) >= 0:
        end = _closing(text, start) if text[start + 1 : start + 2].strip() else -1
        # A brace that only holds digits is a repetition in a pattern that somebody explains.
        if end < 0 or re.fullmatch(r"[0-9, ]*", text[start + 1 : end]):
            at = start + 1
            continue
        yield start, end + 1, text[start + 1 : end]
        at = end + 1


def _closing(text: str, start: int) -> int:
    quote = ""
    for place in range(start + 1, min(len(text), start + 10_000)):
        letter = text[place]
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "}":
            return place
        elif letter == "{":
            return -1
    return text.find("}", start)


def pattern_of(written: str) -> str:
    """A pattern between delimiters with flags, as RE2 writes it."""
    found = _PATTERN.fullmatch(written.strip())
    if found is None:
        return written
    flags = "".join(flag for flag in found["flags"] if flag in "ims")
    return f"(?{flags}){found['body']}" if flags else found["body"]


def _one(arguments: Sequence[Terms]) -> Expression:
    return single(spread(arguments))


def _matches(arguments: Sequence[Terms]) -> Expression:
    pattern, text = spread(arguments)
    if not isinstance(pattern.value, str):
        raise ValueError("the pattern is computed")  # noqa: TRY004 - an argument that does not fit, as all others
    return Expression(Operator.FINDS, (text, constant(pattern_of(pattern.value))))


def _implode(arguments: Sequence[Terms]) -> Expression:
    glue, *terms = spread(arguments)
    if not terms:
        raise ValueError("nothing to join")
    between = [one for term in terms for one in (glue, term)][1:]
    return Expression(Operator.JOIN, tuple(between))


def _count_if(arguments: Sequence[Terms]) -> Expression:
    value, *terms = spread(arguments)
    return Expression(Operator.SUM, tuple(Expression(Operator.EQUAL, (term, value)) for term in terms))


def _on_each(arguments: Sequence[Terms], *, adds: bool) -> Expression:
    operator, value, *terms = spread(arguments)
    compared = _COMPARED.get(str(operator.value))
    if compared is None:
        raise ValueError(operator.value)
    held = [(term, Expression(compared, (term, value))) for term in terms]
    picked = (Expression(Operator.IF, (holds, term, constant(0.0))) if adds else holds for term, holds in held)
    return Expression(Operator.SUM, tuple(picked))


def _sum_if(arguments: Sequence[Terms]) -> Expression:
    value, *terms = spread(arguments)
    held = (Expression(Operator.IF, (Expression(Operator.EQUAL, (one, value)), one, constant(0.0))) for one in terms)
    return Expression(Operator.SUM, tuple(held))


def _unique(arguments: Sequence[Terms]) -> Expression:
    terms = spread(arguments)
    pairs = [
        Expression(Operator.ANY, (Expression(Operator.UNEQUAL, (one, other)), is_empty(one)))
        for place, one in enumerate(terms)
        for other in terms[place + 1 :]
    ]
    return Expression(Operator.ALL, tuple(pairs)) if pairs else constant(True)


def _list(arguments: Sequence[Terms]) -> Expression:
    terms = spread(arguments)
    first, *rest = terms
    more = (
        Expression(Operator.IF, (is_empty(one), constant(""), Expression(Operator.JOIN, (constant(", "), one))))
        for one in rest
    )
    return Expression(Operator.JOIN, (first, *more))


def _date(arguments: Sequence[Terms]) -> Expression:
    written = str(_one(arguments[:1]).value)
    places = {"Y-m-d": (0.0, 10.0), "Y": (0.0, 4.0), "Y-m": (0.0, 7.0), "m": (5.0, 2.0), "d": (8.0, 2.0)}
    if len(arguments) > 1 or written not in places:
        raise ValueError(written)
    return Expression(Operator.PART, (Expression(Operator.TODAY), *map(constant, places[written])))


def _compare_texts(arguments: Sequence[Terms]) -> Expression:
    one, other = spread(arguments)
    less = Expression(Operator.IF, (Expression(Operator.LESS, (one, other)), constant(-1.0), constant(1.0)))
    return Expression(Operator.IF, (Expression(Operator.EQUAL, (one, other)), constant(0.0), less))


def _replace(arguments: Sequence[Terms]) -> Expression:
    what, by, text = spread(arguments)
    return Expression(Operator.REPLACE, (text, what, by))


def _is_whole(arguments: Sequence[Terms]) -> Expression:
    number = _one(arguments)
    whole = Expression(Operator.EQUAL, (Expression(Operator.TRUNCATE, (number,)), number))
    return Expression(Operator.ALL, (Expression(Operator.IS_NUMBER, (number,)), whole))


_FUNCTIONS: dict[str, Make] = {
    "if": plain(Operator.IF, 3, 3),
    "iif": plain(Operator.IF, 3, 3),
    "is_empty": lambda arguments: is_empty(_one(arguments)),
    "is_null": lambda arguments: is_empty(_one(arguments)),
    "empty": lambda arguments: is_empty(_one(arguments)),
    "is_numeric": plain(Operator.IS_NUMBER),
    "is_float": plain(Operator.IS_NUMBER),
    "is_int": _is_whole,
    "is_nan": lambda arguments: Expression(Operator.NOT, (Expression(Operator.IS_NUMBER, (_one(arguments),)),)),
    "is_string": lambda arguments: Expression(Operator.NOT, (Expression(Operator.IS_NUMBER, (_one(arguments),)),)),
    "count": plain(Operator.COUNT, 1, None),
    "countif": _count_if,
    "countifop": partial(_on_each, adds=False),
    "sumifop": partial(_on_each, adds=True),
    "sumif": _sum_if,
    "sum": plain(Operator.SUM, 1, None),
    "min": plain(Operator.LOWEST, 1, None),
    "max": plain(Operator.HIGHEST, 1, None),
    "round": plain(Operator.ROUND, 1, 2),
    "number_format": plain(Operator.ROUND, 1, 2),
    "floor": plain(Operator.FLOOR),
    "ceil": plain(Operator.CEILING),
    "intval": plain(Operator.TRUNCATE, 1, 1),
    "abs": plain(Operator.ABSOLUTE),
    "sqrt": plain(Operator.ROOT),
    "pow": plain(Operator.POWER, 2, 2),
    "fmod": plain(Operator.REMAINDER, 2, 2),
    "modulo_function": plain(Operator.REMAINDER, 2, 2),
    "pi": lambda _: constant(3.141592653589793),
    "strlen": plain(Operator.LENGTH),
    "substr": plain(Operator.PART, 2, 3),
    "strtolower": plain(Operator.LOWER),
    "strtoupper": plain(Operator.UPPER),
    "trim": plain(Operator.TRIM),
    "ltrim": plain(Operator.TRIM),
    "rtrim": plain(Operator.TRIM),
    "str_replace": _replace,
    "strcmp": _compare_texts,
    "strcasecmp": _compare_texts,
    "implode": _implode,
    "join": plain(Operator.JOIN, 1, None),
    "list": _list,
    "unique": _unique,
    "regexmatch": _matches,
    "date": _date,
    **dict.fromkeys(
        ("fixnum", "nl2br", "htmlspecialchars", "html_entity_decode", "htmlentities", "strip_tags", "stripslashes",
         "addslashes", "quoted_printable_decode"),
        _one,
    ),
}  # fmt: skip
