"""Months and spans as people write them: `Q3/2027`, `Ende 2026`, `46023`, `1,5 Jahre`. What is read keeps its doubt."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Text

_NAMES = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_OTHER_NAMES = {"mae": 3, "mar": 3, "may": 5, "oct": 10, "dec": 12}
_SEASONS = {"frühjahr": (3, 5), "frühling": (3, 5), "sommer": (6, 8), "herbst": (9, 11), "winter": (12, 12)}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?P<year>(?:19|20|21)\d\d)"
_DOUBT = re.compile(
    r"\b(ca|circa|etwa|rund|voraussichtlich|vorauss|frühestens|spätestens|tbd|offen|geplant|evtl|ggf)\b|[?~]",
    re.IGNORECASE,
)
_EXCEL_DAYS = range(36_526, 73_051)  # 2000-01-01 to 2100-01-01 as the number of days that Excel counts
_EXCEL_ZERO = date(1899, 12, 30)  # ECMA-376, 18.17.4.1: day 1 is 1900-01-01, and 1900 is taken for a leap year

NO_MONTH = Text("kein Monat zu erkennen", "no month can be recognised")
_AS_SAID = Text("so geschrieben ist er noch nicht sicher", "as it is written, it is not certain yet")
_LAST = Text("als letzter Monat der Zeit gelesen", "read as the last month of that time")
_FIRST = Text("als erster Monat der Zeit gelesen", "read as the first month of that time")
_SERIAL = Text("die Zahl ist als Tag gelesen, wie Excel ihn zählt", "the number is read as a day as Excel counts it")
NO_SPAN = Text("keine Dauer zu erkennen", "no span of time can be recognised")
_ROUNDED = Text("auf ganze Monate aufgerundet", "rounded up to whole months")


@dataclass(frozen=True, slots=True)
class MonthReading:
    """The month that a cell was read as; None: none. `doubts` say why it is not certain."""

    month: Month | None
    doubts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class SpanReading:
    """The span in months that a cell was read as; None: none."""

    months: int | None
    doubts: tuple[Text, ...] = ()


def read_month(text: str, *, is_end: bool) -> MonthReading:
    """The month; of a longer time its last one if the cell says when something ends, else its first."""
    plain = text.casefold().strip()
    if not plain.strip("-–/. "):
        return MonthReading(None)
    exact = _exact(plain)
    said = (_AS_SAID,) if _DOUBT.search(plain) else ()
    if exact is not None:
        return MonthReading(exact, said)
    if plain.isdecimal() and len(plain) == 5 and int(plain) in _EXCEL_DAYS:
        day = _EXCEL_ZERO + timedelta(days=int(plain))
        return MonthReading(Month(f"{day.year:04d}-{day.month:02d}"), (_SERIAL,))
    spans = _spans(plain)
    if len(spans) != 1:
        return MonthReading(None, (NO_MONTH,))
    first, last = spans[0]
    return MonthReading(last if is_end else first, ((_LAST if is_end else _FIRST), *said))


def read_span(text: str, *, is_in_years: bool = False) -> SpanReading:
    """Months: `18`, `18 Monate`, `1,5 Jahre`, `6 Wochen`; of a range the upper end."""
    plain = text.casefold().strip()
    if not plain.strip("-–/. "):
        return SpanReading(None)
    found = re.findall(r"(\d+(?:[.,]\d+)?)\s*(jahr|monat|woche|tag|year|month|week|m\b|j\b|w\b)?", plain)
    if not found or len(found) > 2 or any(len(number) > 5 for number, _ in found):
        return SpanReading(None, (NO_SPAN,))
    number, unit = found[-1]
    each = {"j": 12.0, "y": 12.0, "w": 12 / 52, "t": 12 / 365}.get(unit[:1], 12.0 if is_in_years and not unit else 1.0)
    exact = float(number.replace(",", ".")) * each
    months = -int(-exact // 1)
    if not 1 <= months <= 180:
        return SpanReading(None, (NO_SPAN,))
    doubts = [_ROUNDED] if months != exact else []
    if len(found) > 1 or _DOUBT.search(plain):
        doubts.append(_AS_SAID)
    return SpanReading(months, tuple(doubts))


def _exact(plain: str) -> Month | None:
    """A month or day without any doubt."""
    words = plain.strip("() ")
    for pattern in (
        r"(?P<y>\d{4})-(?P<m>\d\d?)(?:-\d\d?)?(?:[t ]\d\d:\d\d(?::\d\d)?)?",
        r"(?:\d\d?\.)?(?P<m>\d\d?)[./](?P<y>\d{4})",
    ):
        found = re.fullmatch(pattern, words) or re.fullmatch(rf"(?:\D*\s)?{pattern}(?:\s?\D*)?", words)
        if found:
            return _month(int(found["y"]), int(found["m"]))
    named = re.fullmatch(r"\D*?\b(?:\d\d?\.\s?)?(?P<name>[a-zä]{3,9})\.?\s?'?(?P<y>\d{4}|\d\d)\b\D*", words)
    if named and (number := _by_name(named["name"])):
        year = int(named["y"])
        return _month(year if year > 99 else 2000 + year, number)
    return None


def _spans(plain: str) -> list[tuple[Month, Month]]:
    """The times that a text names, each by its first and last month."""
    found: list[tuple[Month, Month]] = []
    patterns = (
        (
            (rf"(?:q|quartal)\s?(?P<part>[1-4])\s?[/.]?\s?{_YEAR}"
            r"|(?P<part2>[1-4])\.?\s?(?:q|quartal)\s?[/.]?\s?(?P<year2>20\d\d)"),
            3,
        ),
        (rf"\b(?P<part>i{{1,3}}|iv)\s?(?:\.|/|\.?\s?quartal)\s?/?\s?{_YEAR}", 3),
        (
            (rf"(?P<part>[12])\.?\s?(?:hj|halbjahr)\.?\s?[/.]?\s?{_YEAR}"
            r"|hj\.?\s?(?P<part2>[12])\s?[/.]?\s?(?P<year2>20\d\d)"),
            6,
        ),
    )  # fmt: skip
    for pattern, length in patterns:
        for match in re.finditer(pattern, plain):
            groups = match.groupdict()
            part = groups["part"] or groups.get("part2") or ""
            year = int(groups["year"] or groups.get("year2") or 0)
            number = _ROMAN.get(part) or int(part)
            found.append((_made(year, (number - 1) * length + 1), _made(year, number * length)))
    if not found:
        found = [
            span for match in re.finditer(rf"(?P<before>[a-zäöü]*)\.?\s*{_YEAR}", plain) for span in _of_year(match)
        ]
    return list(dict.fromkeys(found))


def _of_year(match: re.Match[str]) -> list[tuple[Month, Month]]:
    year, word = int(match["year"]), match["before"]
    if word in _SEASONS:
        first, last = _SEASONS[word]
        return [(_made(year, first), _made(year, last))]
    if word in {"ende", "end"}:
        return [(_made(year, 10), _made(year, 12))]
    if word in {"anfang", "beginn"}:
        return [(_made(year, 1), _made(year, 3))]
    if word in {"mitte", "mid"}:
        return [(_made(year, 5), _made(year, 8))]
    return [(_made(year, 1), _made(year, 12))]


def _by_name(name: str) -> int | None:
    short = name[:3]
    if short in _NAMES:
        return _NAMES.index(short) + 1
    return _OTHER_NAMES.get(short)


def _month(year: int, number: int) -> Month | None:
    return _made(year, number) if 1900 <= year < 2200 and 1 <= number <= 12 else None


def _made(year: int, number: int) -> Month:
    return Month(f"{year:04d}-{number:02d}")
