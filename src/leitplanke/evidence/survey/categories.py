"""Categories that are what they seem: blanks removed, empty ones missing, and look-alikes refused."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from leitplanke.evidence.cube import FloatArray
from leitplanke.evidence.survey.lines import MISSING_CODE, Category
from leitplanke.kernel.texts import Text

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_MISREAD = re.compile("Ã[\u0080-\u00bf\u0178-\u02dc\u2013-\u2122]|\ufffd")  # UTF-8 read as Windows-1252, or lost
_EXCEL_ERROR = re.compile(r"#(NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|WERT!|BEZUG!|ZAHL!)")
_MONTHS = "Jan|Feb|Mrz|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec"
_DATE = re.compile(
    rf"\d{{1,2}}[.\- ]+({_MONTHS})\.?|({_MONTHS})[.\- ]+\d{{1,4}}"
    r"|\d{4}-\d\d-\d\d( 00:00:00)?|\d{1,2}\.\d{1,2}\.\d{4}"
)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_EXCEL_DAYS = (36_526, 55_153)  # 2000-01-01 to 2050-12-31 as Excel counts days


@dataclass(frozen=True, slots=True)
class CategoryFault:
    """A category that must not be counted as it stands; whoever has the rows adds file and row."""

    variable: str
    value: str
    problem: Text
    remedy: Text


class CategoryFaultsError(Exception):
    """The categories of some variables are at fault."""

    def __init__(self, faults: tuple[CategoryFault, ...]) -> None:
        super().__init__("; ".join(f"{fault.variable}: {fault.problem.en}" for fault in faults))
        self.faults = faults


def tidied(
    variable: str, category: Category, n: FloatArray, *, missing: Collection[str], is_identifier: bool = False
) -> Category:
    """The same with stripped names in natural order, `missing` ones as missing; look-alikes raise.

    `n` counts the rows of each line. Identifiers (of clusters) may differ by case alone.
    """
    stripped = [name.strip() for name in category.names]
    names = sorted({name for name in stripped if name not in missing}, key=_natural)
    position = {name: code for code, name in enumerate(names)}
    mapping = np.array([*(position.get(name, MISSING_CODE) for name in stripped), MISSING_CODE], dtype=np.int64)
    result = Category(mapping[category.codes], tuple(names))
    faults = _faults(variable, result, result.counts(n), is_identifier=is_identifier)
    if faults:
        raise CategoryFaultsError(faults)
    return result


def faults_among(variable: str, counts: Mapping[str, int]) -> tuple[CategoryFault, ...]:
    """What is wrong with these names, each of which occurs so often: look-alikes, broken ones, dates among others."""
    names = Category(np.arange(len(counts)), tuple(counts))
    return _faults(variable, names, np.array([float(n) for n in counts.values()]), is_identifier=False)


def folded(name: str) -> str:
    """What people take for the same: without case, in one form of umlauts, with single blanks."""
    composed = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(composed.translate(_UMLAUTS).split())


def _faults(variable: str, category: Category, counts: FloatArray, *, is_identifier: bool) -> tuple[CategoryFault, ...]:
    alike: dict[str, list[int]] = defaultdict(list)
    for code, name in enumerate(category.names):
        alike[unicodedata.normalize("NFC", name) if is_identifier else folded(name)].append(code)
    faults = [
        CategoryFault(
            variable, category.names[min(codes, key=lambda code: counts[code])], *_alike_words(category, codes, counts)
        )
        for codes in alike.values()
        if len(codes) > 1
    ]
    if not is_identifier:
        faults += [CategoryFault(variable, name, *_broken_words(name)) for name in category.names if _is_broken(name)]
        faults += [CategoryFault(variable, name, *_date_words(name)) for name in _dates_among(category.names)]
    return tuple(faults)


def _is_broken(name: str) -> bool:
    return bool(_MISREAD.search(name) or _EXCEL_ERROR.fullmatch(name))


def _dates_among(names: tuple[str, ...]) -> list[str]:
    """What Excel makes of 3-5 or 1/2, if not all categories are of that kind."""
    dates = [name for name in names if _DATE.fullmatch(name)]
    days = [name for name in names if name.isdecimal() and _EXCEL_DAYS[0] <= int(name) <= _EXCEL_DAYS[1]]
    texts = [name for name in names if not name.isdecimal() and name not in dates]
    return [*(dates if len(dates) < len(names) else []), *(days if texts else [])]


def _natural(name: str) -> tuple[int, float, str]:
    return (0, float(name), name) if _NUMBER.fullmatch(name) else (1, 0.0, name)


def _alike_words(category: Category, codes: list[int], counts: FloatArray) -> tuple[Text, Text]:
    shown = ", ".join(f"„{_visible(category.names[code])}“ ({int(counts[code])})" for code in codes)
    return (
        Text(f"Diese Kategorien sehen gleich aus: {shown}.", f"These categories look the same: {shown}."),
        Text(
            "Schreiben Sie sie gleich oder nennen Sie sie deutlich verschieden.",
            "Spell them alike, or name them so that they differ clearly.",
        ),
    )


def _visible(name: str) -> str:
    """Letters composed of several characters are told apart, because the eye cannot."""
    if unicodedata.is_normalized("NFC", name):
        return name
    return "".join(f"{char}" if not unicodedata.combining(char) else f"+U+{ord(char):04X}" for char in name)


def _broken_words(name: str) -> tuple[Text, Text]:
    if _EXCEL_ERROR.fullmatch(name):
        return (
            Text(f"„{name}“ ist ein Fehler der Tabellenkalkulation.", f"“{name}” is an error of the spreadsheet."),
            Text("Berichtigen Sie die Formel.", "Mend the formula."),
        )
    return (
        Text(f"„{name}“ wurde in der falschen Kodierung gelesen.", f"“{name}” was read in the wrong encoding."),
        Text("Speichern Sie die ursprüngliche Datei als „CSV UTF-8“.", "Save the original file as “CSV UTF-8”."),
    )


def _date_words(name: str) -> tuple[Text, Text]:
    return (
        Text(
            f"„{name}“ ist ein Datum unter anderen Kategorien: so schreibt Excel zum Beispiel 3-5.",
            f"“{name}” is a date among other categories: that is how Excel writes 3-5, for example.",
        ),
        Text(
            "Stellen Sie die Spalte auf „Text“ und tragen Sie die Kategorie neu ein.",
            "Format the column as “Text” and enter the category anew.",
        ),
    )
