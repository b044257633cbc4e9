"""Priorities as files: the folder of docs/priorities-folder.md, pairwise comparisons as a table, results as JSON."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from leitplanke.exchange.fields import RowReader, day, decimal, hundredths, identifier, plain, whole, yes_no
from leitplanke.exchange.forms import TableForm
from leitplanke.exchange.listing import PRIORITIES, FileContent, Rows, TownFiles, likely, load_priorities, rank
from leitplanke.exchange.places import FaultLog, Located, Place
from leitplanke.exchange.tables import FormField, town_table
from leitplanke.kernel.faults import FaultyInputError, InvalidValueError, require
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure, MeasureState
from leitplanke.strategy.priorities import (
    Alternative,
    Better,
    Comparison,
    Criterion,
    CriterionScore,
    CriterionWeights,
    PairwiseWeights,
    PlaceDecided,
    Priorities,
    PriorityEntries,
    PriorityTable,
    SharesResult,
    WeightLimit,
    WeightWay,
    default_criteria,
    weigh_pairs,
)

T = TypeVar("T")

ALTERNATIVES = TableForm(
    "alternatives.csv", ("id", "title", "is_mandatory", "cost"), keys=("id",), texts=frozenset({"title"})
)
CRITERIA = TableForm(
    "criteria.csv",
    ("id", "name", "explanation", "lowest", "highest", "better", "indifference", "preference"),
    keys=("id",),
    texts=frozenset({"name", "explanation"}),
)
SCORES = TableForm(
    "scores.csv",
    ("measure", "criterion", "score", "said_by", "reason"),
    keys=("measure", "criterion"),
    texts=frozenset({"reason"}),
)
WEIGHTS = TableForm(
    "weights.csv",
    ("audience", "criterion", "points", "way", "set_by", "set_on", "source"),
    keys=("audience", "criterion"),
    spare=frozenset({"source"}),
)
LIMITS = TableForm("limits.csv", ("criterion", "least", "most", "at_least_as", "set_by"), keys=("criterion",))
DECISION = TableForm(
    "decision.csv",
    ("measure", "place", "decided_by", "decided_on", "reason"),
    keys=("measure",),
    texts=frozenset({"reason"}),
)
FORMS = (ALTERNATIVES, CRITERIA, SCORES, WEIGHTS, LIMITS, DECISION)
PAIRS = ("person", "first", "second", "times")


@dataclass(frozen=True, slots=True)
class _Points:
    """One row of weights.csv; `origin` is how the points were found, by whom, when and where."""

    audience: str
    criterion: str
    points: float
    origin: tuple[WeightWay, str, date, str]


_Row = dict[str, FormField]
_NEEDED = (SCORES.file, WEIGHTS.file)
_CLOSED = frozenset({MeasureState.DONE, MeasureState.REJECTED})
_FRACTION = re.compile(r"\s*([1-9])\s*/\s*([1-9])\s*")


def priority_files(folder: Path) -> dict[str, FileContent]:
    """What lies in a priorities folder, for `read_priorities`. Raises `FaultyInputError` if there is no such folder."""
    if not folder.is_dir():
        log = FaultLog()
        problem = Text("Diesen Ordner gibt es nicht.", "There is no such folder.")
        log.add(Place(str(folder)), problem, Text("Prüfen Sie den Pfad.", "Check the path."))
        log.raise_if_any(rank)
    return load_priorities(folder)


def town_entries(contents: Mapping[str, FileContent], *, measures: Collection[str]) -> PriorityEntries | None:
    """What the files `priorities/NAME` of a town with these measures hold; None if it has none.

    Raises `FaultyInputError` as `read_entries`, with the names of the files as they are here.
    """
    inner = f"{PRIORITIES}/"
    found = {name.removeprefix(inner): data for name, data in contents.items() if name.startswith(inner)}
    if not found:
        return None
    try:
        return read_entries(found, measures=measures)
    except FaultyInputError as refused:
        faults = tuple(replace(fault, file=f"{inner}{fault.file}") for fault in refused.faults)
        raise FaultyInputError(faults) from refused


def town_entries_files(entries: PriorityEntries) -> dict[str, bytes]:
    """The same as files again, by the names that they have in a town folder."""
    return {f"{PRIORITIES}/{name}": data for name, data in entries_files(entries).items()}


def read_priorities(contents: Mapping[str, FileContent], *, measures: Sequence[Measure] | None = None) -> PriorityTable:
    """The table that these files hold; with `measures` they are what is compared, in place of alternatives.csv.

    Without criteria.csv the default criteria hold. Raises `FaultyInputError` with every fault, by file and row.
    """
    files = TownFiles(contents, FaultLog(), tuple(contents))
    needed = _NEEDED if measures is not None else (ALTERNATIVES.file, *_NEEDED)
    files.listed = tuple(dict.fromkeys((*contents, *needed)))
    if measures is not None:
        _refuse_alternatives(files)
        entries = _entries(files, frozenset(one.id for one in measures))
        return _whole(lambda: priority_table(entries, measures), files.log)
    alternatives = _alternatives(files)
    entries = _entries(files, None if alternatives is None else frozenset(one.id for one in alternatives))
    assert alternatives is not None
    return _whole(lambda: entries.table(alternatives), files.log)


def read_entries(contents: Mapping[str, FileContent], *, measures: Collection[str]) -> PriorityEntries:
    """What these files hold about a town with these measures; it may be unfinished, and any file may be missing.

    Without criteria.csv the default criteria hold. Raises `FaultyInputError` with every fault, by file and row.
    """
    files = TownFiles(contents, FaultLog(), tuple(contents))
    _refuse_alternatives(files)
    return _entries(files, frozenset(measures))


def priority_table(entries: PriorityEntries, measures: Sequence[Measure]) -> PriorityTable:
    """What a town compares: measures that somebody has scored, and duties, neither done nor rejected.

    Their cost is the one-off cost of the cheapest mode. What is entered about done or rejected measures stays out.
    Raises `InvalidValueError` if something is missing.
    """
    scored = frozenset(one.measure for one in entries.scores)
    closed = {one.id for one in measures if one.state in _CLOSED}
    alternatives = tuple(
        Alternative(one.id, one.title, one.is_mandatory, _least_cost(one))
        for one in measures
        if one.id not in closed and (one.id in scored or one.is_mandatory)
    )
    named = {*scored, *(one.measure for one in entries.decision)}
    return entries.of_measures(named - closed).table(alternatives)


def entries_files(entries: PriorityEntries) -> dict[str, bytes]:
    """The files of a priorities folder in canonical form, by name; `read_entries` answers with the same again.

    A file with nothing to say is left out, and so are the default criteria.
    """
    written = (
        (CRITERIA, [] if entries.criteria == default_criteria() else [_criterion_row(one) for one in entries.criteria]),
        (SCORES, [_score_row(one) for one in entries.scores]),
        (WEIGHTS, [row for one in entries.weights for row in _weight_rows(one)]),
        (LIMITS, [_limit_row(one) for one in entries.limits]),
        (DECISION, [_decision_row(one) for one in entries.decision]),
    )
    return {form.file: town_table(form, rows) for form, rows in written if rows}


def read_comparisons(file: str, data: bytes) -> dict[str, PairwiseWeights]:
    """The weights of everybody who compared, by person, from a table `person;first;second;times`.

    `times` is a number from 1 to 9 or a fraction such as 1/3. Raises `FaultyInputError` with every fault.
    """
    form = TableForm(file, PAIRS, keys=("person", "first", "second"))
    files = TownFiles({file: data}, FaultLog(), (file,))
    rows = files.rows(form, _comparison)
    persons = dict.fromkeys(row.value[0] for row in rows.found)
    found: dict[str, PairwiseWeights] = {}
    for person in persons if not files.log.faults else ():
        told = [row.value[1] for row in rows.found if row.value[0] == person]
        try:
            found[person] = weigh_pairs(told)
        except InvalidValueError as error:
            column = error.field if not person else f"{error.field} ({person})"
            files.log.add(Place(file, None, column), error.problem, error.remedy)
    if not persons and not files.log.faults:
        problem = Text("Es gibt keine Vergleiche.", "There are no comparisons.")
        files.log.add(Place(file), problem, Text("Jede Zeile vergleicht ein Paar.", "Every row compares a pair."))
    files.log.raise_if_any(rank)
    return found


def weights_csv(found: Mapping[str, PairwiseWeights], *, set_by: str, set_on: str) -> bytes:
    """Rows of weights.csv, every person an audience; points are percent to four decimals.

    Raises `InvalidValueError` for a person whose name is no identifier, and for what is no day.
    """
    on = day(set_on)
    rows: list[_Row] = []
    for person, weights in found.items():
        points = {item: round(100 * weight, 4) for item, weight in zip(weights.items, weights.weights, strict=True)}
        rows += _weight_rows(CriterionWeights(person, points, WeightWay.PAIRS, set_by, on))
    return town_table(WEIGHTS, rows)


def priorities_json(priorities: Priorities) -> bytes:
    """The result as JSON."""
    return TypeAdapter(Priorities).dump_json(priorities, indent=2) + b"\n"


def pairwise_json(weights: Mapping[str, PairwiseWeights]) -> bytes:
    """Weights and consistency by person as JSON."""
    return TypeAdapter(dict[str, PairwiseWeights]).dump_json(dict(weights), indent=2) + b"\n"


def shares_json(result: SharesResult, unheard_in_fact: int | None) -> bytes:
    """A portfolio as JSON, with how many voters the real selection left with nothing, if it is known."""
    body = TypeAdapter(SharesResult).dump_python(result, mode="json")
    return TypeAdapter(dict[str, object]).dump_json({**body, "unheard_in_fact": unheard_in_fact}, indent=2) + b"\n"


def _entries(files: TownFiles, measures: frozenset[str] | None) -> PriorityEntries:
    """What the files hold, every name and scale checked; None for measures that could not be read."""
    criteria = _criteria(files)
    scores = files.rows(SCORES, _score)
    weights = files.rows(WEIGHTS, _points)
    limits = files.rows(LIMITS, _limit)
    decision = files.rows(DECISION, _place)
    _check_names(files, measures, criteria, (scores, weights, limits, decision))
    _check_scale(files.log, criteria, scores)
    audiences = _weights(files.log, weights)
    files.log.raise_if_any(_place_of)
    assert criteria is not None
    return _whole(
        lambda: PriorityEntries(
            criteria=criteria,
            scores=tuple(row.value for row in scores.found),
            weights=audiences,
            limits=tuple(row.value for row in limits.found),
            decision=tuple(row.value for row in decision.found),
        ),
        files.log,
    )


def _alternatives(files: TownFiles) -> tuple[Alternative, ...] | None:
    rows = files.rows(ALTERNATIVES, _alternative)
    return None if rows.known is None else tuple(row.value for row in rows.found)


def _refuse_alternatives(files: TownFiles) -> None:
    if ALTERNATIVES.file in files.listed:
        problem = Text("Die Maßnahmen kommen schon aus der Stadt.", "The measures come from the town already.")
        remedy = Text("Entfernen Sie die Datei oder lassen Sie --town weg.", "Remove the file or leave out --town.")
        files.log.add(Place(ALTERNATIVES.file), problem, remedy)


def _least_cost(measure: Measure) -> int:
    return min(mode.investive_cents + mode.consumptive_cents - mode.grant_cents for mode in measure.modes)


def _criteria(files: TownFiles) -> tuple[Criterion, ...] | None:
    if CRITERIA.file not in files.listed:
        return default_criteria()
    rows = files.rows(CRITERIA, _criterion)
    return None if rows.known is None else tuple(row.value for row in rows.found)


def _alternative(row: RowReader) -> Alternative | None:
    one, title = row.required("id", identifier), row.texts("title")
    is_mandatory = row.optional("is_mandatory", yes_no, empty=False)
    cost = row.optional("cost", hundredths, 0)
    return row.build(lambda: Alternative(one, title, is_mandatory, cost), {"cost_cents": "cost"})


def _criterion(row: RowReader) -> Criterion | None:
    one, name, explanation = row.required("id", identifier), row.texts("name"), row.texts("explanation")
    lowest, highest = row.required("lowest", decimal), row.required("highest", decimal)
    better = row.choice("better", Better)
    near, far = row.optional("indifference", decimal, 0.0), row.optional("preference", decimal, 0.0)
    return row.build(lambda: Criterion(one, name, explanation, lowest, highest, better, near, far))


def _score(row: RowReader) -> CriterionScore | None:
    measure, criterion = row.required("measure", plain), row.required("criterion", plain)
    value, said_by, reason = row.required("score", decimal), row.required("said_by", plain), row.texts("reason")
    return row.build(lambda: CriterionScore(measure, criterion, value, said_by, reason))


def _criterion_row(one: Criterion) -> _Row:
    return {
        "id": one.id,
        "name": one.name,
        "explanation": one.explanation,
        "lowest": _written(one.lowest),
        "highest": _written(one.highest),
        "better": one.better.value,
        "indifference": _written(one.indifference),
        "preference": _written(one.preference),
    }


def _score_row(one: CriterionScore) -> _Row:
    return {
        "measure": one.measure,
        "criterion": one.criterion,
        "score": _written(one.value),
        "said_by": one.said_by,
        "reason": one.reason,
    }


def _weight_rows(one: CriterionWeights) -> list[_Row]:
    told: _Row = {"audience": one.audience, "way": one.way.value, "set_by": one.set_by, "set_on": one.set_on}
    told["source"] = one.source
    return [{**told, "criterion": item, "points": _written(value)} for item, value in one.points.items()]


def _limit_row(one: WeightLimit) -> _Row:
    return {
        "criterion": one.criterion,
        "least": _percent(one.least),
        "most": _percent(one.most),
        "at_least_as": one.at_least_as,
        "set_by": one.set_by,
    }


def _decision_row(one: PlaceDecided) -> _Row:
    return {
        "measure": one.measure,
        "place": one.place,
        "decided_by": one.decided_by,
        "decided_on": one.decided_on,
        "reason": one.reason,
    }


def _written(value: float) -> Decimal:
    """The shortest number that is read as the same again."""
    return Decimal(int(value)) if value == int(value) else Decimal(repr(value))


def _percent(share: float) -> Decimal:
    """The share in percent; what a file says in percent, to ten decimals, comes out as it was."""
    return _written(round(100 * share, 10))


def _points(row: RowReader) -> _Points | None:
    audience, criterion = row.required("audience", identifier), row.required("criterion", plain)
    points = row.required("points", _not_negative)
    way, set_by, set_on = row.choice("way", WeightWay), row.required("set_by", plain), row.required("set_on", day)
    source = row.optional("source", plain, "")
    return row.build(lambda: _Points(audience, criterion, points, (way, set_by, set_on, source)))


def _not_negative(text: str) -> float:
    value = decimal(text)
    require(
        holds=value >= 0,
        field="points",
        problem=Text("Ein Gewicht ist negativ.", "A weight is negative."),
        remedy=Text("Schreiben Sie 0 oder mehr.", "Write 0 or more."),
    )
    return value


def _limit(row: RowReader) -> WeightLimit | None:
    criterion = row.required("criterion", plain)
    least, most = row.optional("least", decimal, 0.0), row.optional("most", decimal, 100.0)
    others, set_by = row.items("at_least_as"), row.required("set_by", plain)
    return row.build(lambda: WeightLimit(criterion, least / 100, most / 100, others, set_by))


def _place(row: RowReader) -> PlaceDecided | None:
    measure, place = row.required("measure", plain), row.required("place", whole)
    decided_by, decided_on = row.required("decided_by", plain), row.required("decided_on", day)
    reason = row.texts("reason")
    return row.build(lambda: PlaceDecided(measure, place, decided_by, decided_on, reason))


def _comparison(row: RowReader) -> tuple[str, Comparison] | None:
    person, first, second = row.text("person"), row.required("first", plain), row.required("second", plain)
    times = row.required("times", _times)
    return row.build(lambda: (person, Comparison(first, second, times)))


def _times(text: str) -> float:
    found = _FRACTION.fullmatch(text)
    return int(found[1]) / int(found[2]) if found else decimal(text)


def _check_names(
    files: TownFiles,
    measures: frozenset[str] | None,
    criteria: tuple[Criterion, ...] | None,
    tables: tuple[Rows[CriterionScore], Rows[_Points], Rows[WeightLimit], Rows[PlaceDecided]],
) -> None:
    scores, weights, limits, decision = tables
    names = None if criteria is None else frozenset(one.id for one in criteria)
    for score in scores.found:
        _known(files.log, score, "measure", score.value.measure, measures)
        _known(files.log, score, "criterion", score.value.criterion, names)
    for points in weights.found:
        _known(files.log, points, "criterion", points.value.criterion, names)
    for limit in limits.found:
        _known(files.log, limit, "criterion", limit.value.criterion, names)
        for other in limit.value.at_least_as:
            _known(files.log, limit, "at_least_as", other, names)
    for place in decision.found:
        _known(files.log, place, "measure", place.value.measure, measures)


def _known(log: FaultLog, row: Located[T], column: str, name: str, known: frozenset[str] | None) -> None:
    if known is not None and name not in known:
        log.add(row.place(column), Text(f"„{name}“ gibt es nicht.", f"There is no “{name}”."), likely(name, known))


def _check_scale(log: FaultLog, criteria: tuple[Criterion, ...] | None, scores: Rows[CriterionScore]) -> None:
    scales = {one.id: one for one in criteria or ()}
    for score in scores.found:
        scale = scales.get(score.value.criterion)
        if scale is not None and not scale.lowest <= score.value.value <= scale.highest:
            log.add(
                score.place("score"),
                Text(
                    f"{score.value.value:g} liegt nicht auf der Skala.", f"{score.value.value:g} is not on the scale."
                ),
                Text(
                    f"Erlaubt sind {scale.lowest:g} bis {scale.highest:g}.",
                    f"{scale.lowest:g} to {scale.highest:g} are allowed.",
                ),
            )


def _weights(log: FaultLog, rows: Rows[_Points]) -> tuple[CriterionWeights, ...]:
    """The rows of each audience together, audiences in the order in which they are first named."""
    by_audience: dict[str, list[Located[_Points]]] = {}
    for row in rows.found:
        by_audience.setdefault(row.value.audience, []).append(row)
    found = (_audience_weights(log, told) for told in by_audience.values())
    return tuple(one for one in found if one is not None)


def _audience_weights(log: FaultLog, told: list[Located[_Points]]) -> CriterionWeights | None:
    audience, origin = told[0].value.audience, told[0].value.origin
    for row in told[1:]:
        if row.value.origin != origin:
            problem = Text(f"„{audience}“ hat zweierlei Angaben.", f"“{audience}” is told in two ways.")
            remedy = Text(
                "way, set_by, set_on und source sind in allen Zeilen einer Zielgruppe gleich.",
                "way, set_by, set_on and source are the same in all rows of an audience.",
            )
            log.add(row.place("set_by"), problem, remedy)
    points = {row.value.criterion: row.value.points for row in told}
    return log.attempt(told[0].entry, lambda: CriterionWeights(audience, points, *origin))


def _whole(build: Callable[[], T], log: FaultLog) -> T:
    """What is built, or the fault of the whole told with the file that it is about."""
    try:
        return build()
    except InvalidValueError as error:
        log.add(Place(f"{error.field}.csv"), error.problem, error.remedy)
        log.raise_if_any(_place_of)
        raise


def _place_of(name: str) -> tuple[int, str]:
    names = [form.file for form in FORMS]
    return (names.index(name) if name in names else len(names), name)
