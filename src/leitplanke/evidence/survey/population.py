"""A file of margins against the categories of the data: what does not fit is refused, with what to merge."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from leitplanke.evidence.cube import FloatArray, IntArray
from leitplanke.evidence.survey.categories import folded
from leitplanke.evidence.survey.lines import Category
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text

CROSSED = "*"  # in `variable` and `category`: age*sex, young*female
_ALIKE = 0.8  # of the letters, where one category may be the other, misspelt
_SAME_POPULATION = 0.02  # margins whose totals differ by more describe different populations


@dataclass(frozen=True, slots=True)
class MarginRow:
    """One line of a file of margins; `row` is where it stands."""

    variable: str
    category: str
    total: float
    row: int


@dataclass(frozen=True, slots=True)
class MarginFault:
    """What is wrong with the margins; `row` None: with the whole file.

    `in_data` names a category (one per variable) of the data that has no margin: there the fault is in the data.
    """

    row: int | None
    column: str
    problem: Text
    remedy: Text
    in_data: tuple[str, ...] = ()


class MarginFaultsError(Exception):
    """The margins do not fit the data."""

    def __init__(self, faults: tuple[MarginFault, ...]) -> None:
        super().__init__("; ".join(fault.problem.en for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class PopulationMargin:
    """One margin of a population: `variables`, and how many share each crossed category."""

    variables: tuple[str, ...]
    totals: dict[tuple[str, ...], float]
    rows: dict[tuple[str, ...], int]

    @property
    def total(self) -> float:
        """Size of the population by this margin."""
        return sum(self.totals.values())


def population_margins(rows: tuple[MarginRow, ...]) -> tuple[PopulationMargin, ...]:
    """The margins in the order of the file; a variable such as age*sex is crossed. Raises `MarginFaultsError`."""
    faults: list[MarginFault] = []
    grouped: dict[str, dict[tuple[str, ...], MarginRow]] = {}
    for row in rows:
        width = row.variable.count(CROSSED) + 1
        category = (row.category,) if width == 1 else tuple(part.strip() for part in row.category.split(CROSSED))
        faults += _faults_of(row, category, width, grouped)
        grouped.setdefault(row.variable, {})[category] = row
    if not rows:
        problem = Text("Es gibt keine Randverteilung.", "There is no margin.")
        remedy = Text("Je Zeile: Merkmal, Kategorie, Anzahl.", "One row each: variable, category, total.")
        faults.append(MarginFault(None, "", problem, remedy))
    if faults:
        raise MarginFaultsError(tuple(faults))
    return tuple(
        PopulationMargin(
            tuple(part.strip() for part in name.split(CROSSED)),
            {category: row.total for category, row in found.items()},
            {category: row.row for category, row in found.items()},
        )
        for name, found in grouped.items()
    )


def common_total(margins: tuple[PopulationMargin, ...], population: float | None) -> tuple[float, float]:
    """The size to which all margins are brought, and by how much (relative) the farthest differed from it.

    `population` if it is known, else that of the first margin: census tables with noise do not add up exactly.
    Raises `InvalidValueError` if margins differ so much that they cannot describe the same people.
    """
    total = margins[0].total if population is None else population
    farthest = max(margins, key=lambda margin: abs(margin.total / total - 1))
    difference = abs(farthest.total / total - 1)
    if difference > _SAME_POPULATION:
        name, first = CROSSED.join(farthest.variables), CROSSED.join(margins[0].variables)
        sums = f"{name}: {farthest.total:,.10g}, {first}: {margins[0].total:,.10g}".replace(",", " ").replace(
            "  ", ", "
        )
        raise InvalidValueError(
            "total",
            Text(
                f"Die Randverteilungen haben verschiedene Summen ({sums}).",
                f"The margins have different sums ({sums}).",
            ),
            Text(
                "Sie müssen dieselben Menschen zählen: prüfen Sie Stichtag und Altersgrenze.",
                "They must count the same people: check date and age limit.",
            ),
        )
    return total, difference


def margin_over(
    margin: PopulationMargin, categories: tuple[Category, ...], *, n: FloatArray, total: float
) -> tuple[IntArray, FloatArray]:
    """Per line the position in the margin, and the targets with the sum `total`. Raises `MarginFaultsError`.

    Refused are categories of the margin that nobody has, and categories of the data without a margin.
    """
    first, place = _places(categories)
    named = [tuple(c.names[int(c.codes[at])] for c in categories) for at in first]
    counts = np.bincount(place, n, len(first))
    wanted = {category: target for category, target in margin.totals.items() if target > 0}
    strangers = [(name, int(k)) for name, k in zip(named, counts, strict=True) if name not in wanted]
    unchosen = [category for category in wanted if category not in set(named)]
    if strangers or unchosen:
        raise MarginFaultsError(
            (
                *(_stranger(margin, name, k, unchosen) for name, k in strangers),
                *(_unchosen(margin, category, named) for category in unchosen),
            )
        )
    position = {category: index for index, category in enumerate(wanted)}
    code = np.array([position[name] for name in named], dtype=np.int64)
    targets = np.array(list(wanted.values()), dtype=np.float64)
    return code[place], targets * (total / targets.sum())


def _places(categories: tuple[Category, ...]) -> tuple[IntArray, IntArray]:
    """The first line of each crossed category that occurs, and per line which it is."""
    code = np.zeros(len(categories[0].codes), dtype=np.int64)
    for category in categories:
        code = code * len(category.names) + category.codes
    _, first, place = np.unique(code, return_index=True, return_inverse=True)
    return first.astype(np.int64), place.reshape(-1).astype(np.int64)


def _faults_of(
    row: MarginRow, category: tuple[str, ...], width: int, grouped: dict[str, dict[tuple[str, ...], MarginRow]]
) -> list[MarginFault]:
    faults = []
    if len(category) != width or not all(category):
        problem = Text(
            f"„{row.category}“ nennt nicht {width} Kategorien zu {row.variable}.",
            f"“{row.category}” does not name {width} categories of {row.variable}.",
        )
        faults.append(
            MarginFault(
                row.row, "category", problem, Text("Zum Beispiel: jung*weiblich.", "For example: young*female.")
            )
        )
    if not 0 <= row.total < float("inf"):
        problem = Text(f"{row.total:g} ist keine Anzahl.", f"{row.total:g} is no total.")
        faults.append(MarginFault(row.row, "total", problem, Text("Tragen Sie 0 oder mehr ein.", "Enter 0 or more.")))
    earlier = grouped.get(row.variable, {}).get(category)
    if earlier is not None:
        problem = Text(
            f"{row.variable} = {row.category} steht schon in Zeile {earlier.row}.",
            f"{row.variable} = {row.category} stands in row {earlier.row} already.",
        )
        faults.append(
            MarginFault(row.row, "category", problem, Text("Streichen Sie eine der Zeilen.", "Delete one of them."))
        )
    return faults


def _stranger(
    margin: PopulationMargin, name: tuple[str, ...], count: int, unchosen: list[tuple[str, ...]]
) -> MarginFault:
    shown, variable = CROSSED.join(name), CROSSED.join(margin.variables)
    twin = _twin(name, [*unchosen, *(c for c, total in margin.totals.items() if total > 0)])
    problem = Text(
        f"Für „{shown}“ (n = {count}) nennen die Randverteilungen keine Anzahl über 0.",
        f"For “{shown}” (n = {count}) the margins have no total above 0.",
    )
    remedy = Text(
        f"Gemeint ist wohl „{twin}“: schreiben Sie beides gleich."
        if twin
        else f"Ergänzen Sie die Anzahl oder fassen Sie „{shown}“ in den Daten mit einer anderen Kategorie zusammen.",
        f"Probably “{twin}” is meant: spell both alike."
        if twin
        else f"Add the total, or merge “{shown}” with another category in the data.",
    )
    return MarginFault(None, variable, problem, remedy, in_data=name)


def _unchosen(margin: PopulationMargin, category: tuple[str, ...], named: list[tuple[str, ...]]) -> MarginFault:
    shown, variable = CROSSED.join(category), CROSSED.join(margin.variables)
    twin = _twin(category, (name for name in named if margin.totals.get(name, 0) <= 0))
    other = twin or CROSSED.join(_neighbour(category, list(margin.totals), named))
    problem = Text(
        f"Niemand in den Daten hat {variable} = „{shown}“.", f"Nobody in the data has {variable} = “{shown}”."
    )
    remedy = Text(
        f"Gemeint ist wohl „{other}“: schreiben Sie beides gleich."
        if twin
        else f"Fassen Sie „{shown}“ mit einer Nachbarkategorie zusammen, zum Beispiel „{other}“: "
        "Anzahlen addieren, in den Daten umbenennen.",
        f"Probably “{other}” is meant: spell both alike."
        if twin
        else f"Merge “{shown}” with a neighbour, for example “{other}”: add the totals, rename it in the data.",
    )
    return MarginFault(margin.rows[category], "category", problem, remedy)


def _twin(name: tuple[str, ...], others: Iterable[tuple[str, ...]]) -> str:
    """A category that reads nearly the same, in each of its variables: m is not a misspelt f."""
    near = {other: [_nearness(*pair) for pair in zip(name, other, strict=True)] for other in others if other != name}
    alike = [other for other, parts in near.items() if min(parts) >= _ALIKE]
    nearest = max(alike, key=lambda other: sum(near[other]), default=())
    return CROSSED.join(nearest)


def _nearness(one: str, other: str) -> float:
    """From 0 to 1, where both differ in nothing that people see at a glance; 18-29 is not a misspelt 18-39."""
    mine, theirs = folded(one), folded(other)
    if mine == theirs:
        return 1.0
    return SequenceMatcher(None, mine, theirs).ratio() if _digits(mine) == _digits(theirs) else 0.0


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdecimal())


def _neighbour(
    category: tuple[str, ...], order: list[tuple[str, ...]], named: list[tuple[str, ...]]
) -> tuple[str, ...]:
    """What to merge with: somebody has it, the fewest variables differ, and it stands next to it in the file."""
    at = order.index(category)
    steps = {other: (_differing(category, other), abs(place - at), place) for place, other in enumerate(order)}
    return min((other for other in named if other in steps), key=steps.__getitem__, default=category)


def _differing(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(mine != theirs for mine, theirs in zip(one, other, strict=True))
