"""Flat tables of German official statistics (Zensus 2022, Regionaldatenbank) as margins; see docs/census-margins.md.

The format is ffcsv, which all GENESIS databases write: one row per number, its variables in blocks of four columns
(`1_variable_code`, `1_variable_label`, `1_variable_attribute_code`, `1_variable_attribute_label`, `2_…`).
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text

CROSSED = "*"
_TOTALS = {"", "insgesamt", "total", "gesamt"}
_NOTHING = {"-", "–"}  # exactly zero, by DIN 55301
_UNDER = re.compile(r"unter (\d+) jahren?")
_UNTIL = re.compile(r"(\d+) bis unter (\d+) jahren?")
_THROUGH = re.compile(r"(\d+) bis (\d+) jahren?")
_FROM = re.compile(r"(\d+) jahren? und (?:mehr|älter)")
_SINGLE = re.compile(r"(\d+)(?:-jährige| jahren?)")
_OLDEST = 200


@dataclass(frozen=True, slots=True)
class MarginWish:
    """What to take of a table: the region's key, variables by code with the name that the survey gives them.

    `ages` are the lower ends of age classes: (18, 30, 65) makes 18-29, 30-64 and 65+, and leaves out who is younger.
    `names` renames categories, `crossed` crosses the variables to one margin.
    """

    region: str
    variables: dict[str, str]
    ages: tuple[int, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    crossed: bool = False
    value: str = ""


@dataclass(frozen=True, slots=True)
class CensusMargins:
    """Rows of a margins file (variable, category, total), and where they come from."""

    rows: tuple[tuple[str, str, int], ...]
    region: str
    date: str
    source: str

    def to_csv(self) -> bytes:
        """The margins file."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerows([("variable", "category", "total"), *self.rows])
        return text.getvalue().encode()


@dataclass(frozen=True, slots=True)
class _Number:
    """One row of the table: its place in the file, label and code of each variable by code, and the number."""

    line: int
    labels: dict[str, str]
    codes: dict[str, str]
    value: str
    value_code: str
    date: str
    source: str


def census_margins(data: bytes, *, name: str, wish: MarginWish) -> CensusMargins:
    """The margins of one region at the latest date. Raises `FaultyInputError`."""
    numbers = list(_numbers(data, name))
    of_region = [one for one in numbers if wish.region in one.codes.values()]
    if not of_region:
        raise _fault(name, None, "region", *_no_region(wish.region))
    found = _of_one_kind(of_region, name, wish)
    if not found:
        raise _fault(name, None, "value", *_NO_PEOPLE)
    latest = max(one.date for one in found)
    counts: dict[tuple[str, ...], int] = defaultdict(int)
    for one in found:
        categories = _categories(one, name, wish) if one.date == latest else None
        if categories is not None:
            counts[categories] += _count(one, name)
    if not sum(counts.values()):
        raise _fault(name, None, "value", *_NO_PEOPLE)
    label = next(one.labels[code] for one in found[:1] for code, key in one.codes.items() if key == wish.region)
    return CensusMargins(tuple(_margins(counts, wish)), label, latest, found[0].source)


def _numbers(data: bytes, name: str) -> Iterator[_Number]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    blocks = [head[0] for head in reader.fieldnames or () if head[1:] == "_variable_code"]
    missing = {"time", "value", "value_variable_code", "statistics_label"} - set(reader.fieldnames or ())
    if missing or not blocks:
        raise _fault(name, 1, "", *_NO_TABLE)
    for row in reader:
        codes = {row[f"{at}_variable_code"]: row[f"{at}_variable_attribute_code"] or "" for at in blocks}
        labels = {row[f"{at}_variable_code"]: row[f"{at}_variable_attribute_label"] or "" for at in blocks}
        yield _Number(
            reader.line_num,
            labels,
            codes,
            (row["value"] or "").strip(),
            row["value_variable_code"] or "",
            _iso(row["time"] or ""),
            row["statistics_label"] or "",
        )


def _of_one_kind(numbers: Sequence[_Number], name: str, wish: MarginWish) -> list[_Number]:
    """The numbers that count people by what is wished, with the total of every other variable."""
    unknown = sorted(set(wish.variables) - set(numbers[0].codes))
    if unknown:
        raise _fault(name, None, unknown[0], *_no_variable(unknown[0], numbers[0].codes))
    kinds = sorted({one.value_code for one in numbers})
    if wish.value not in kinds and (wish.value or len(kinds) > 1):
        raise _fault(name, None, "value_variable_code", *_several_values(kinds))
    others = [code for code, key in numbers[0].codes.items() if code not in wish.variables and key != wish.region]
    return [
        one
        for one in numbers
        if one.value_code == (wish.value or kinds[0])
        and all(_is_total(one, code) for code in others)
        and not any(_is_total(one, code) for code in wish.variables)
    ]


def _is_total(one: _Number, code: str) -> bool:
    return one.labels[code].strip().casefold() in _TOTALS


def _categories(one: _Number, name: str, wish: MarginWish) -> tuple[str, ...] | None:
    """The categories of one number, None if it is about people under the youngest age."""
    found = []
    for code in wish.variables:
        label = one.labels[code].strip()
        span = _age(label) if wish.ages else None
        category = label if span is None else _age_class(span, one, name, wish.ages)
        if category is None:
            return None
        found.append(wish.names.get(category, category))
    return tuple(found)


def _age(label: str) -> tuple[int, int] | None:
    """From which age to under which one, None if the label is about no age."""
    text = label.casefold()
    if found := _UNDER.fullmatch(text):
        return 0, int(found[1])
    if found := _UNTIL.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := _THROUGH.fullmatch(text):
        return int(found[1]), int(found[2]) + 1
    if found := _FROM.fullmatch(text):
        return int(found[1]), _OLDEST
    if found := _SINGLE.fullmatch(text):
        return int(found[1]), int(found[1]) + 1
    return None


def _age_class(span: tuple[int, int], one: _Number, name: str, ages: tuple[int, ...]) -> str | None:
    low, high = span
    if high <= ages[0]:
        return None
    for start, end in pairwise((*ages, _OLDEST)):
        if start <= low and high <= end:
            return f"{start}+" if end == _OLDEST else f"{start}-{end - 1}"
    raise _fault(name, one.line, "ages", *_cut_through(low, high))


def _count(one: _Number, name: str) -> int:
    if one.value in _NOTHING:
        return 0
    if not re.fullmatch(r"\d+(?:,0+)?", one.value):
        raise _fault(name, one.line, "value", *_no_number(one.value))
    return int(one.value.partition(",")[0])


def _margins(counts: dict[tuple[str, ...], int], wish: MarginWish) -> Iterator[tuple[str, str, int]]:
    names = list(wish.variables.values())
    if wish.crossed:
        for categories, count in counts.items():
            yield CROSSED.join(names), CROSSED.join(categories), count
        return
    for at, variable in enumerate(names):
        sums: dict[str, int] = defaultdict(int)
        for categories, count in counts.items():
            sums[categories[at]] += count
        for category, count in sums.items():
            yield variable, category, count


def _iso(date: str) -> str:
    """2022-05-15 of 15.05.2022; years stay."""
    parts = date.split(".")
    return "-".join(reversed(parts)) if len(parts) == 3 else date


def _fault(name: str, line: int | None, column: str, problem: Text, remedy: Text) -> FaultyInputError:
    return FaultyInputError((Fault(name, line, column, problem, remedy),))


_NO_TABLE = (
    Text("Das ist keine Tabelle im Format „Flat-CSV“ (ffcsv).", "This is no table in the format “flat CSV” (ffcsv)."),
    Text(
        "Laden Sie sie in der Datenbank als „CSV (flat)“ und entpacken Sie sie.",
        "Download it from the database as “CSV (flat)”, and unpack it.",
    ),
)
_NO_PEOPLE = (
    Text("Nach der Auswahl bleibt niemand übrig.", "Nobody is left by this selection."),
    Text("Prüfen Sie Merkmale und Altersgrenzen.", "Check variables and ages."),
)


def _no_region(region: str) -> tuple[Text, Text]:
    return (
        Text(f"Der Schlüssel {region} kommt nicht vor.", f"The key {region} does not occur."),
        Text(
            "Gemeinden haben im Zensus 12, in der Regionaldatenbank 8 Stellen, Kreise 5.",
            "Municipalities have 12 digits in the census, 8 in the Regionaldatenbank, districts 5.",
        ),
    )


def _no_variable(code: str, known: dict[str, str]) -> tuple[Text, Text]:
    names = ", ".join(known)
    return (
        Text(f"Das Merkmal {code} hat die Tabelle nicht.", f"The table has no variable {code}."),
        Text(f"Sie hat: {names}.", f"It has: {names}."),
    )


def _several_values(kinds: list[str]) -> tuple[Text, Text]:
    names = ", ".join(kinds)
    return (
        Text(f"Die Tabelle hat mehrere Werte: {names}.", f"The table has several values: {names}."),
        Text("Nennen Sie einen mit --value.", "Name one with --value."),
    )


def _cut_through(low: int, high: int) -> tuple[Text, Text]:
    return (
        Text(
            f"Eine Altersgrenze schneidet die Gruppe von {low} bis unter {high}.",
            f"An age limit cuts through the group of {low} to under {high}.",
        ),
        Text(
            "Wählen Sie Grenzen, an denen auch die Tabelle trennt, oder eine Tabelle nach Altersjahren.",
            "Choose limits at which the table separates too, or a table by single years.",
        ),
    )


def _no_number(value: str) -> tuple[Text, Text]:
    return (
        Text(f"„{value}“ ist keine Anzahl.", f"“{value}” is no count."),
        Text(
            "Punkt und Schrägstrich heißen: geheim oder nicht erhoben. Nehmen Sie eine gröbere Tabelle.",
            "Dots and slashes mean secret or not collected. Take a coarser table.",
        ),
    )
