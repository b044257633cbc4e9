"""Numbers and dates as such files write them."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from leitplanke.kernel.money import MOST_CENTS

_PLAIN = re.compile(r"\d{1,20}(?:\.\d*)?(?:e\+?\d{1,2})?", re.ASCII | re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*", re.ASCII)
_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", re.ASCII)


def read_cents(text: str) -> int | None:
    """An amount in cents, rounded half up; None if it is no amount, too high, or may be read in two ways.

    `12345.0`, `12345,5`, `12 345,50`, `1.234,56`, `1,234.56` and `1,234,567` are amounts; `12,345` is not, because it
    means one thing in English and another in German. A single point is a decimal point, as the format has it.
    """
    plain = _with_decimal_point(re.sub(r"[\s'’]", "", text))
    if plain is None or not _PLAIN.fullmatch(plain):
        return None
    cents = (Decimal(plain) * 100).quantize(Decimal(1), ROUND_HALF_UP) if Decimal(plain) < MOST_CENTS else None
    return None if cents is None or cents > MOST_CENTS else int(cents)


def _with_decimal_point(text: str) -> str | None:
    points, commas = text.count("."), text.count(",")
    if points and commas:
        decimal_mark = max(".,", key=text.rfind)
        whole, _, fraction = text.rpartition(decimal_mark)
        return f"{re.sub('[.,]', '', whole)}.{fraction}" if _THOUSANDS.fullmatch(whole) else None
    if points + commas > 1 or (commas and _THOUSANDS.fullmatch(text)):
        return re.sub("[.,]", "", text) if points + commas > 1 and _THOUSANDS.fullmatch(text) else None
    return text.replace(",", ".")


def read_whole(text: str) -> int | None:
    """A whole number that is not negative, also written `3.0`; None if it is none."""
    number = text.removesuffix(".0")
    return int(number) if number.isascii() and number.isdecimal() and len(number) <= 12 else None


def read_day(text: str) -> date | None:
    """The day that `dd.mm.yyyy`, `yyyy-mm-dd` or a bare year (its last day) names; None if there is no such day."""
    if (match := _ISO_DAY.fullmatch(text)) is not None:
        year, month, day = (int(part) for part in match.groups())
    elif (match := _DAY.fullmatch(text)) is not None:
        day, month, year = (int(part) for part in match.groups())
    elif _YEAR.fullmatch(text):
        year, month, day = int(text), 12, 31
    else:
        return None
    try:
        return date(year, month, day) if _YEAR.fullmatch(str(year)) else None
    except ValueError:
        return None


def year_in(text: str) -> int | None:
    """The first year between 1900 and 2199 in a text such as `2020`, `2020/2021` or `BO 2023`."""
    match = _YEAR.search(text)
    return int(match.group()) if match else None
