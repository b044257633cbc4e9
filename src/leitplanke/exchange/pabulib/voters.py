"""What a vote knows of its voters, brought into categories.

A scale looks at distinct values only, so its cost does not grow with the number of ballots.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from leitplanke.exchange.pabulib.amounts import read_whole
from leitplanke.exchange.pabulib.identifiers import identifiers
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import ResponseMode

OLDEST = 120
_LOWER_BOUNDS = (0, 18, 30, 45, 60, 75)
_SPAN = re.compile(r"(\d{1,3})\s*(?:-|–|to|bis|do|à)\s*(\d{1,3})", re.ASCII | re.IGNORECASE)
_OPEN_END = re.compile(r"(?:>=?|≥)?\s*(\d{1,3})\s*(?:\+|and more|and over|und älter|i więcej|et plus)?", re.IGNORECASE)
_OPEN_START = re.compile(r"(?:<|under|unter|pod|poniżej|moins de)\s*(\d{1,3})", re.IGNORECASE)
_SEXES = {
    "female": ({"f", "k", "w", "female", "woman", "kobieta", "frau", "weiblich", "femme"}, Text("weiblich", "female")),
    "male": ({"m", "male", "man", "mężczyzna", "mann", "männlich", "homme"}, Text("männlich", "male")),
    "other": (set[str](), Text("andere Angabe", "other")),
}
_MODES = {
    ResponseMode.ONLINE: {"internet", "online", "web", "electronic"},
    ResponseMode.PAPER: {"paper", "offline", "traditional"},
}


@dataclass(frozen=True, slots=True)
class Scale:
    """Categories in order, with their words, and the category of every value that has one."""

    options: tuple[tuple[str, Text], ...]
    of: dict[str, str]
    unreadable: frozenset[str] = frozenset()


def age_scale(values: Iterable[str]) -> Scale:
    """Ages in six groups from 0–17 to 75+; a file that already has groups keeps its own, in order.

    Numbers beyond 120 (often years of birth or 999) and other texts are unreadable, as are single numbers in a file
    of groups that fall into none or several of them.
    """
    distinct = sorted(set(values) - {""})
    ages = {value: age for value in distinct if (age := read_whole(value)) is not None and age <= OLDEST}
    spans = {value: span for value in distinct if value not in ages and (span := _span(value)) is not None}
    groups = sorted(set(spans.values())) or list(_own_groups())
    of = {value: _group_id(span) for value, span in spans.items()}
    for value, age in ages.items():
        around = [group for group in groups if group[0] <= age <= group[1]]
        if len(around) == 1:
            of[value] = _group_id(around[0])
    options = tuple((_group_id(group), _group_text(group)) for group in groups) if of else ()
    return Scale(options, of, frozenset(distinct) - frozenset(of))


def sex_scale(values: Iterable[str]) -> Scale:
    """Female (also Polish K, German W), male, other: those that occur."""
    of = {value: _sex(value) for value in sorted(set(values) - {""})}
    return Scale(tuple((sex, text) for sex, (_, text) in _SEXES.items() if sex in of.values()), of)


def place_scale(values: Iterable[str], *, fewer_than: int) -> Scale:
    """Districts or neighbourhoods by name; none where there is only one or as many as `fewer_than`."""
    distinct = sorted(set(values) - {""})
    if not 1 < len(distinct) < fewer_than:
        return Scale((), {})
    of = identifiers(distinct, prefix="place")
    return Scale(tuple((of[value], Text(value)) for value in distinct), of)


def response_mode(voting_method: str) -> ResponseMode:
    """Internet is online, paper is paper, whatever else is other."""
    word = voting_method.casefold()
    return next((mode for mode, words in _MODES.items() if word in words), ResponseMode.OTHER)


def _own_groups() -> Iterable[tuple[int, int]]:
    return zip(_LOWER_BOUNDS, (*(bound - 1 for bound in _LOWER_BOUNDS[1:]), OLDEST), strict=True)


def _span(value: str) -> tuple[int, int] | None:
    """Lowest and highest age of a written group; None if it is none."""
    if (match := _SPAN.fullmatch(value)) is not None:
        span = (int(match[1]), int(match[2]))
    elif (match := _OPEN_START.fullmatch(value)) is not None:
        span = (0, int(match[1]) - 1)
    elif (match := _OPEN_END.fullmatch(value)) is not None and not value.isdecimal():
        span = (int(match[1]) + value.startswith(">") * ("=" not in value), OLDEST)
    else:
        return None
    return span if 0 <= span[0] <= span[1] <= OLDEST else None


def _group_id(group: tuple[int, int]) -> str:
    return f"{group[0]}-plus" if group[1] == OLDEST else f"{group[0]}-{group[1]}"


def _group_text(group: tuple[int, int]) -> Text:
    if group[1] == OLDEST:
        return Text(f"{group[0]} Jahre und älter", f"{group[0]} years and older")
    return Text(f"{group[0]} bis {group[1]} Jahre", f"{group[0]} to {group[1]} years")


def _sex(value: str) -> str:
    word = value.casefold()
    return next((sex for sex, (words, _) in _SEXES.items() if word in words), "other")
