"""Which column becomes what: a proposal with its confidence and examples, which a person corrects."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from leitplanke.exchange.measure_sheets.amounts import heading_factor, read_money
from leitplanke.exchange.measure_sheets.grid import column_letters
from leitplanke.exchange.measure_sheets.table import Column, Table, plain_heading
from leitplanke.exchange.measure_sheets.targets import LISTED, MONEY, NOTE, TARGET, TARGETS
from leitplanke.kernel.dates import Month, month
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_unique
from leitplanke.kernel.texts import Text
from leitplanke.strategy.catalogue import ElementDefaults
from leitplanke.strategy.model import MeasureClass

MOST_EXAMPLES = 3
SURE, LIKELY, GUESSED = 100, 80, 30
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+49|0)\d{2,5}[\s/-]*\d{3,}")
_QUICK = 0.6


@dataclass(frozen=True, slots=True)
class TownNames:
    """What a sheet's words are held against: names by identifier, and the time of the plan."""

    fields: Mapping[str, Text]
    service_areas: Mapping[str, Text]
    units: Mapping[str, Text]
    measures: Mapping[str, Text]
    plan_from: Month
    plan_months: int


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What a column becomes. `confidence` in percent says how well its heading fits; `factor` counts its amounts."""

    place: int
    heading: str
    target: str
    confidence: int = SURE
    factor: int = 1
    examples: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its heading; without one, where it stands in the sheet."""
        return self.heading or f"Spalte {column_letters(self.place)}"

    def __post_init__(self) -> None:
        require(
            holds=self.target in TARGET,
            field="target",
            problem=Text(f"Das Ziel „{self.target}“ gibt es nicht.", f"There is no target “{self.target}”."),
            remedy=Text(f"Möglich: {', '.join(TARGET)}.", f"Possible: {', '.join(TARGET)}."),
        )


@dataclass(frozen=True, slots=True)
class Defaults:
    """What holds where the sheet says nothing: a measure needs a field, an area, a unit; an examination its end."""

    field: str
    service_area: str
    lead_unit: str
    decided_by: str
    decision_due: Month
    duration_months: int = 12
    measure_class: MeasureClass = MeasureClass.E_GOVERNMENT

    def __post_init__(self) -> None:
        month(self.decision_due, "decision_due")
        for name in ("field", "service_area", "lead_unit", "decided_by"):
            require(
                holds=bool(getattr(self, name)),
                field=name,
                problem=Text("Die Vorgabe fehlt.", "The default is missing."),
                remedy=Text("Ergänzen Sie sie.", "Fill it in."),
            )
        require(
            holds=1 <= self.duration_months <= 180,
            field="duration_months",
            problem=Text("Diese Dauer ist nicht möglich.", "This duration is not possible."),
            remedy=Text("Erlaubt sind 1 bis 180 Monate.", "1 to 180 months are allowed."),
        )


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What each column of a sheet becomes, and what holds where it says nothing."""

    sheet: str
    columns: tuple[ColumnChoice, ...]
    defaults: Defaults

    def __post_init__(self) -> None:
        single = tuple(one.target for one in self.columns if not TARGET[one.target].many)
        require_unique(single, "columns")
        require(
            holds="title" in single,
            field="columns",
            problem=Text("Keine Spalte wird zum Titel.", "No column becomes the title."),
            remedy=Text("Wählen Sie die Spalte mit den Namen der Maßnahmen.", "Choose the column of measures' names."),
        )


def propose_columns(table: Table) -> tuple[ColumnChoice, ...]:
    """A choice for every column, each single target for the heading that fits it best; the rest become notes."""
    fits = sorted(
        ((score, -column.place, column, target) for column in table.columns for target, score in _fits(column)),
        key=lambda fit: fit[:2],
        reverse=True,
    )
    chosen: dict[int, tuple[str, int]] = {}
    taken: set[str] = set()
    for score, _, column, target in fits:
        if column.place not in chosen and (TARGET[target].many or target not in taken):
            chosen[column.place] = (target, score)
            taken.add(target)
    if "title" not in taken and (place := _most_like_titles(table, chosen)) is not None:
        chosen[place] = ("title", GUESSED)
    return tuple(_choice(column, *chosen.get(column.place, (NOTE, 0))) for column in table.columns)


def chosen_columns(table: Table, targets: Mapping[int, str]) -> tuple[ColumnChoice, ...]:
    """The choices of a person, by the column's place; the proposal where none was made."""
    proposed = propose_columns(table)
    return tuple(
        replace(one, target=targets[one.place], confidence=SURE)
        if targets.get(one.place, one.target) != one.target
        else one
        for one in proposed
    )


def proposed_defaults(names: TownNames, *, now: Month) -> Defaults:
    """Defaults to be corrected: the first field, area and unit, and a decision within half a year."""
    year, number = int(now[:4]), int(now[5:]) + 6
    due = f"{year + (number - 1) // 12:04d}-{(number - 1) % 12 + 1:02d}"
    return Defaults(
        field=next(iter(names.fields), ""),
        service_area=next(iter(names.service_areas), ""),
        lead_unit=next(iter(names.units), "Verwaltung"),
        decided_by="Bürgermeisterin oder Bürgermeister",
        decision_due=Month(due),
    )


def next_measure_ids(taken: Iterable[str], count: int) -> tuple[str, ...]:
    """So many identifiers `M01`, `M02` …, on from the highest that is taken."""
    highest = max((int(one[1:]) for one in taken if re.fullmatch(r"M[0-9]{1,6}", one)), default=0)
    return tuple(f"M{number:02d}" for number in range(highest + 1, highest + count + 1))


def element_defaults(names: TownNames, defaults: Defaults) -> ElementDefaults:
    """What a measure that is made from the catalogue begins with in this town."""
    return ElementDefaults(
        id=next_measure_ids(names.measures, 1)[0],
        field=defaults.field,
        service_area=defaults.service_area,
        lead_unit=defaults.lead_unit,
        decided_by=defaults.decided_by,
        decision_due=defaults.decision_due,
        duration_months=defaults.duration_months,
    )


def best_name(words: str, names: Mapping[str, Text]) -> str | None:
    """The identifier whose name is meant by the words: the same but for case and marks, or nearly the same."""
    wanted = plain_heading(words)
    known = {
        plain: identifier
        for identifier, name in names.items()
        for plain in (plain_heading(name.de), plain_heading(name.en), identifier.casefold())
        if plain
    }
    close = [wanted] if wanted in known else difflib.get_close_matches(wanted, known, n=1, cutoff=0.85)
    return known[close[0]] if close and wanted else None


def _fits(column: Column) -> Iterator[tuple[str, int]]:
    """Targets that the heading may mean, with how well it fits."""
    share = sum(1 for cell in column.filled if _CONTACT.search(cell)) / max(1, len(column.filled))
    if share > 0.3:
        yield LISTED, SURE
        return
    if not column.filled:
        yield LISTED, SURE
        return
    if column.heading.startswith("(Zwischenzeile"):
        yield "field", LIKELY - 1
        return
    parts = [plain_heading(part) for part in column.heading.split(" / ")]
    whole, last = " ".join(filter(None, parts)), parts[-1]
    for target in TARGETS:
        score = max(_score(whole, last, word) for word in target.words)
        if score >= 60:
            yield target.id, _by_content(score, target.id, column)


def _score(whole: str, last: str, word: str) -> int:
    plain = plain_heading(word)
    if plain == whole:
        return SURE
    if plain == last:
        return SURE - 5
    if len(plain) > 2 and set(plain.split()) <= set(whole.split()):
        return LIKELY - 5 + min(10, len(plain) // 2)
    matcher = difflib.SequenceMatcher(None, whole, plain)
    if len(plain) > 4 and matcher.real_quick_ratio() > _QUICK and matcher.quick_ratio() > _QUICK:
        return int(70 * matcher.ratio())
    return 0


def _by_content(score: int, target: str, column: Column) -> int:
    """A heading counts less where the cells speak against it."""
    if target in MONEY:
        readable = sum(1 for cell in column.filled if read_money(cell).hundredths is not None or len(cell) < 25)
        return score if readable >= len(column.filled) / 2 else score - 20
    if target == "title" and len(set(column.filled)) < len(column.filled) * 0.7:
        return score - 40
    return score


def _most_like_titles(table: Table, chosen: Mapping[int, tuple[str, int]]) -> int | None:
    """The column whose cells are most like names: different words of a middling length."""

    def likeness(column: Column) -> float:
        fit = [cell for cell in column.filled if 4 <= len(cell) <= 150 and any(map(str.isalpha, cell))]
        return len(set(fit)) / max(1, len(column.cells))

    free = [column for column in table.columns if column.place not in chosen]
    best = max(free, key=likeness, default=None)
    return best.place if best is not None and likeness(best) > 0.5 else None


def _choice(column: Column, target: str, confidence: int) -> ColumnChoice:
    factor = heading_factor(column.heading) if target in MONEY else 1
    return ColumnChoice(column.place, column.heading, target, max(confidence, 0), factor, _examples(column.filled))


def _examples(cells: Sequence[str]) -> tuple[str, ...]:
    return tuple(_short(cell) for cell in list(dict.fromkeys(cells))[:MOST_EXAMPLES])


def _short(cell: str) -> str:
    return cell if len(cell) <= 60 else f"{cell[:59]}…"


def double_targets(columns: Iterable[ColumnChoice]) -> tuple[str, ...]:
    """Single targets that several columns want."""
    wanted = [one.target for one in columns if not TARGET[one.target].many]
    return tuple(sorted({one for one in wanted if wanted.count(one) > 1}))
