"""Money, staff and yes/no as people write them: "ca. 50 T€ (tbd)". What is read keeps its doubt.

German notation: `.` between thousands, `,` before decimals. A range is read as its upper end, because a plan that lacks
money is worse than one that has some left.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from leitplanke.kernel.money import MOST_CENTS
from leitplanke.kernel.texts import Text

_NUMBER = r"(?<![\w.,])(?:\d{1,3}(?:[.\s']\d{3})+|\d+)(?:,\d+)?(?![.,]?\d)|(?<![\w.,])\d+\.\d{1,2}(?!\d)"
_UNIT = r"t\s?€|t\s?eur(?:o)?|tsd\.?|tausend|k\s?€|k(?:eur)?|mio\.?|mill(?:ionen|\.)?|mrd\.?|€|eur(?:o)?\b"
_MONEY = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<dash>,-+|,–)?\s*(?P<unit>(?:{_UNIT})(?![a-zäöü]))?", re.IGNORECASE)
_DOUBT = re.compile(
    r"\b(ca|circa|rd|rund|etwa|ungefähr|geschätzt|schätzung|grob|max|maximal|min|mind|mindestens|voraussichtlich\w*|vorauss|"
    r"tbd|tbc|offen|ungeklärt|noch|unklar|abhängig|ab|bis|über|unter|eventuell|evtl|ggf|about|approx|open)\b|[~≈?<>±]|\+/-",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\s–—/.-]*|keine?|entfällt|0|null|none", re.IGNORECASE)
_UNKNOWN = re.compile(r"\s*(k\.?\s?a\.?|n\.?\s?n\.?|n\.?\s?b\.?|tbd|tbc|offen|x+|n/a|unbekannt|\?+)\s*", re.IGNORECASE)
_YEARLY = re.compile(r"(/|pro|je|im)\s?(jahr|a\b)|p\.?\s?a\b\.?|jährlich|per year|jhrl", re.IGNORECASE)
_YEAR = re.compile(r"(19|20)\d\d")
_RANGE = re.compile(r"\d\s*(?:t€|tsd\.?|€|eur|mio\.?)?\s*(?:-|–|—|bis)\s*\d", re.IGNORECASE)
_PER_CENT = re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|v\.\s?h\.|prozent)", re.IGNORECASE)
_OTHER_UNIT = re.compile(
    r"\d\s*(?:vzä|fte|stellen?\b|monate?\b|wochen?\b|tagen?\b|jahre\b|std\b|stunden?\b)", re.IGNORECASE
)
_WORD = re.compile(r"[a-zäöüß]{2,}", re.IGNORECASE)
_FACTORS = (("mrd", 10**9), ("mi", 10**6), ("ts", 10**3), ("ta", 10**3), ("t", 10**3), ("k", 10**3))

NOT_READ = Text("kein einzelner Betrag zu erkennen", "no single amount can be recognised")
_AS_SAID = Text("so geschrieben ist er noch nicht sicher", "as it is written, it is not certain yet")
_UPPER = Text("von mehreren Beträgen ist der höchste gelesen", "of several amounts the highest is read")
_YEARLY_TOO = Text("der Betrag gilt im Jahr", "the amount is per year")
_POINT = Text("der Punkt ist als Komma gelesen", "the point is read as a decimal mark")
_TOO_LARGE = Text("der Betrag ist zu groß", "the amount is too large")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell was read as, in hundredths; None: nothing could be read. `doubts` say why it is not certain."""

    hundredths: int | None
    doubts: tuple[Text, ...] = ()
    is_yearly: bool = False


def heading_factor(heading: str) -> int:
    """What the amounts of a column are counted in, by its heading: `Kosten (T€)` means thousands."""
    found = re.search(rf"(?:\(|\[|\bin\b|/|,)\s*({_UNIT})(?![a-zäöüß])", heading, re.IGNORECASE)
    return _factor(found[1]) if found else 1


def read_money(text: str, *, factor: int = 1) -> Reading:
    """An amount in cents. `factor` counts where the cell itself names no unit."""
    if _NOTHING.fullmatch(text):
        return Reading(0 if text.strip() == "0" or text[:1].isalpha() else None)
    if _UNKNOWN.fullmatch(text):
        return Reading(None, (NOT_READ,))
    words = _PER_CENT.sub(" ", text)
    found = [one for one in _MONEY.finditer(words) if one["unit"] or one["dash"] or not _YEAR.fullmatch(one["number"])]
    if any(one["unit"] for one in found):
        found = _with_units(found, is_range=bool(_RANGE.search(words)))
    is_bare = not any(one["unit"] or one["dash"] for one in found)
    if not found or (is_bare and _OTHER_UNIT.search(words)):
        return Reading(None, (NOT_READ,))
    shared = next((one["unit"] for one in reversed(found) if one["unit"]), None)
    amounts = sorted({_cents(one["number"], one["unit"] or shared, factor) for one in found})
    if len(amounts) > 1 and not (_RANGE.search(words) and len(amounts) == 2):
        return Reading(None, (NOT_READ,))
    if amounts[-1] > MOST_CENTS:
        return Reading(None, (_TOO_LARGE,))
    doubts = [_UPPER] if len(amounts) > 1 else []
    doubts += [_AS_SAID] if _DOUBT.search(text) and not doubts else []
    doubts += [_AS_SAID] if is_bare and not doubts and _WORD.search(_YEARLY.sub(" ", words)) else []
    doubts += [_POINT] if any(re.fullmatch(r"\d+\.\d{1,2}", one["number"]) for one in found) else []
    return Reading(amounts[-1], tuple(doubts), is_yearly=bool(_YEARLY.search(text)))


def yearly_in_one_off(reading: Reading) -> Reading:
    """What stands under one-off cost and is said to be per year is not taken as one-off."""
    return Reading(None, (*reading.doubts, _YEARLY_TOO)) if reading.is_yearly else reading


def read_fte(text: str) -> Reading:
    """Full-time equivalents in hundredths: `0,5 VZÄ`, `50 %`, `eine halbe Stelle`."""
    if _NOTHING.fullmatch(text):
        return Reading(None)
    plain = text.casefold()
    halves = {"halbe": 50, "ganze": 100, "volle": 100, "viertel": 25, "dreiviertel": 75}
    named = [value for word, value in halves.items() if re.search(rf"\b{word}", plain)]
    share = re.search(r"(\d+(?:,\d+)?)\s*(?:%|prozent)", plain)
    number = re.search(r"(?<![\d.,])\d+(?:[.,]\d+)?(?![\d.,])", plain)
    if share:
        value = Decimal(share[1].replace(",", "."))
    elif number and len(re.findall(r"\d+(?:[.,]\d+)?", plain)) == 1:
        value = Decimal(number[0].replace(",", ".")) * 100
    elif len(named) == 1:
        value = Decimal(named[0])
    else:
        return Reading(None, (Text("kein Stellenanteil zu erkennen", "no share of a post can be recognised"),))
    hundredths = int(value.to_integral_value())
    if not 0 < hundredths <= 10_000:
        return Reading(None, (Text("als Stellenanteil nicht möglich", "not possible as a share of a post"),))
    return Reading(hundredths, (_AS_SAID,) if _DOUBT.search(text) else ())


def read_yes_no(text: str) -> bool | None:
    """Whether a cell says yes; None where it says neither."""
    plain = text.casefold().strip(" .()")
    if plain in {"ja", "yes", "x", "true", "1", "pflicht", "pflichtaufgabe", "p", "j"}:
        return True
    return (
        False if plain in {"nein", "no", "", "false", "0", "freiwillig", "freiwillige aufgabe", "f", "n", "-"} else None
    )


def _with_units(found: list[re.Match[str]], *, is_range: bool) -> list[re.Match[str]]:
    """Numbers without a unit are no amounts where others have one, but for the lower end of a range."""
    return found if is_range else [one for one in found if one["unit"] or one["dash"]]


def _cents(number: str, unit: str | None, factor: int) -> int:
    plain = re.sub(r"[\s']", "", number)
    decimal = plain if re.fullmatch(r"\d+\.\d{1,2}", plain) else plain.replace(".", "").replace(",", ".")
    return int(Decimal(decimal) * 100 * (factor if unit is None else _factor(unit)))


def _factor(unit: str) -> int:
    plain = unit.casefold()
    return next((factor for begin, factor in _FACTORS if plain.startswith(begin)), 1)
