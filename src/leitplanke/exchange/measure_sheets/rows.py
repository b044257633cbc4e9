"""Rows of a mapped sheet as measures under examination."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from leitplanke.exchange.measure_sheets.fates import RowOutcome, SheetOutcome
from leitplanke.exchange.measure_sheets.mapping import ColumnChoice, Defaults, SheetMapping, TownNames, next_measure_ids
from leitplanke.exchange.measure_sheets.row_reader import RowCells, Surroundings
from leitplanke.exchange.measure_sheets.table import Table
from leitplanke.kernel.dates import months_between
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Examination, Measure, MeasureState, Mode, StaffNeed
from leitplanke.strategy.prerequisites import find_circle

_TEXTS = ("description", "for_whom", "analogue_access", "risks", "indicator")
_IN_CIRCLE = Text("die Voraussetzungen drehen sich im Kreis", "the prerequisites go round in a circle")

Row = Sequence[tuple[ColumnChoice, str]]


def read_rows(table: Table, *, mapping: SheetMapping, names: TownNames) -> SheetOutcome:
    """Every row of the table as a measure under examination.

    Identifiers of the sheet are kept where they are valid, new and given once; others are numbered. Amounts and months
    that are not certain are read as far as they can be, and the original words stand among the assumptions.
    """
    choices = {one.place: one for one in mapping.columns}
    rows = [
        [(choices[column.place], column.cells[at]) for column in table.columns if column.cells[at]]
        for at in range(len(table.rows))
    ]
    numbers = [_cell(row, "id") for row in rows]
    identifiers = _identifiers(numbers, taken=names.measures)
    around = Surroundings(
        names,
        {number.casefold(): one for number, one in zip(numbers, identifiers, strict=True) if number},
        {
            **names.measures,
            **{one: Text(title) for row, one in zip(rows, identifiers, strict=True) if (title := _cell(row, "title"))},
        },
    )
    outcomes = [
        _outcome(row, number, RowCells(around, one), source=table.file, defaults=mapping.defaults)
        for number, one, row in zip(table.rows, identifiers, rows, strict=True)
    ]
    return SheetOutcome(table.file, table.sheet, _sound(outcomes, names), table.around)


def _cell(row: Row, target: str) -> str:
    return next((cell for choice, cell in row if choice.target == target), "")


def _identifiers(numbers: Sequence[str], *, taken: Iterable[str]) -> list[str]:
    """The sheet's own numbers where they can be identifiers, else `M01`, `M02` …, on from the highest that there is."""
    used = set(taken)
    kept = [one if _can_be(one) and numbers.count(one) == 1 and one not in used else "" for one in numbers]
    free = iter(next_measure_ids((*used, *kept), len(numbers)))
    return [one or next(free) for one in kept]


def _can_be(identifier: str) -> bool:
    try:
        require_id(identifier)
    except InvalidValueError:
        return False
    return True


def _outcome(row: Row, number: int, cells: RowCells, *, source: str, defaults: Defaults) -> RowOutcome:
    for choice, cell in row:
        cells.read(choice, cell)
    measure, problem = None, Text("Die Zeile hat keinen Titel.", "The row has no title.")
    if cells.values.get("title"):
        try:
            measure, problem = _measure(cells, f"{source}, Zeile {number}", defaults), Text("")
        except InvalidValueError as error:
            told = (error.problem, error.remedy)
            problem = Text(" ".join(one.de for one in told), " ".join(one.en for one in told))
    return RowOutcome(number, measure, tuple(cells.taken), tuple(cells.unclear), tuple(cells.left), problem)


def _measure(cells: RowCells, source: str, defaults: Defaults) -> Measure:
    values = cells.values
    texts = {name: str(values.get(name, "")) for name in _TEXTS}
    if "whole_title" in values:
        texts["description"] = "\n\n".join(filter(None, (str(values["whole_title"]), texts["description"])))
    unit = str(values.get("lead_unit", defaults.lead_unit))
    mode = _mode(cells, unit, defaults)
    title = str(values["title"])
    return Measure(
        id=cells.identifier,
        title=Text(title),
        **{name: Text(words) for name, words in texts.items()},  # type: ignore[arg-type]  # every one is a text
        field=str(values.get("field", defaults.field)),
        service_area=str(values.get("service_area", defaults.service_area)),
        measure_class=defaults.measure_class,
        lead_unit=unit,
        state=MeasureState.UNDER_EXAMINATION,
        state_reason=_state_reason(values, source),
        contributions=(),
        modes=(mode,),
        participants=_names(values, "participants"),
        is_mandatory=bool(values.get("is_mandatory", False)),
        legal_basis=" ".join(str(values.get("legal_basis", "")).split()),
        release=values.get("release"),  # type: ignore[arg-type]  # a month, if anything
        deadline=values.get("deadline"),  # type: ignore[arg-type]  # likewise
        requires=_names(values, "requires"),
        product_account=" ".join(str(values.get("product_account", "")).split()),
        examination=_examination(cells, title, source, defaults),
    )


def _names(values: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = values.get(name, ())
    assert isinstance(found, tuple)
    return found


def _state_reason(values: Mapping[str, object], source: str) -> Text:
    status = str(values.get("status", ""))
    told = f" Stand dort: {status}" if status else ""
    return Text(f"Übernommen aus {source}.{told}")


def _examination(cells: RowCells, title: str, source: str, defaults: Defaults) -> Examination:
    values = cells.values
    assumptions = [str(values["assumptions"])] if values.get("assumptions") else []
    lines = [f"Übernommen aus {source}.", *assumptions, *(f"– {line}" for line in cells.said)]
    due = values.get("decision_due", defaults.decision_due)
    return Examination(
        question=Text(
            str(values.get("question", f"Soll „{title}“ umgesetzt werden, mit welchen Kosten und bis wann?"))
        ),
        assumptions=Text("\n".join(lines)),
        decided_by=Text(str(values.get("decided_by", defaults.decided_by))),
        decision_due=due,  # type: ignore[arg-type]  # a month
    )


def _mode(cells: RowCells, unit: str, defaults: Defaults) -> Mode:
    investive, consumptive = _one_off(cells)
    grant = _amount(cells, "grant") or 0
    if grant > investive + consumptive:
        cells.said.append("Die Förderung ist höher als die bekannten Kosten und steht deshalb auf 0.")
        grant = 0
    fte = _amount(cells, "fte")
    return Mode(
        id="own",
        name=Text("wie in der Tabelle", "as in the sheet"),
        duration_months=_duration(cells, defaults),
        investive_cents=investive,
        consumptive_cents=consumptive,
        running_cents_per_year=_amount(cells, "running") or 0,
        staff=(StaffNeed(unit, fte),) if fte else (),
        grant_cents=grant,
    )


def _one_off(cells: RowCells) -> tuple[int, int]:
    """Investive and consumptive cents; what the sheet does not say stands among the assumptions."""
    whole, investive, consumptive = (_amount(cells, name) for name in ("one_off", "investive", "consumptive"))
    if whole is None and investive is None and consumptive is None:
        cells.said.append("Einmalige Kosten sind nicht bekannt; eingetragen ist 0 €.")
        return 0, 0
    known = (investive or 0) + (consumptive or 0)
    if whole is None or (whole == known and known):
        return investive or 0, consumptive or 0
    if investive is None and consumptive is None:
        if whole:
            cells.said.append(
                "Ob die einmaligen Kosten investiv oder konsumtiv sind, ist offen; eingetragen als konsumtiv."
            )
        return 0, whole
    if whole > known:
        cells.said.append("Die Gesamtkosten sind höher als ihre Teile; der Rest ist als konsumtiv eingetragen.")
        return investive or 0, whole - (investive or 0)
    cells.said.append("Die Gesamtkosten sind niedriger als ihre Teile; eingetragen sind die Teile.")
    return investive or 0, consumptive or 0


def _duration(cells: RowCells, defaults: Defaults) -> int:
    """As told, else from start to end, else the default; the last two are assumptions and said to be."""
    values = cells.values
    first, last = values.get("release"), values.get("deadline")
    if first is not None and last is not None and months_between(first, last) < 0:  # type: ignore[arg-type]  # months
        cells.said.append(f"Das Ende {last} liegt vor dem Beginn {first}; eingetragen ist keines von beiden.")
        del values["release"], values["deadline"]
        first = last = None
    given = values.get("duration_months")
    if isinstance(given, int):
        return given
    if first is not None and last is not None:
        months = months_between(first, last) + 1  # type: ignore[arg-type]  # months
        if months <= 180:
            cells.said.append(f"Dauer aus Beginn und Ende: {months} Monate.")
            return months
    cells.said.append(f"Die Dauer ist nicht bekannt; angenommen sind {defaults.duration_months} Monate.")
    return defaults.duration_months


def _amount(cells: RowCells, name: str) -> int | None:
    found = cells.values.get(name)
    return found if isinstance(found, int) else None


def _sound(outcomes: Sequence[RowOutcome], names: TownNames) -> tuple[RowOutcome, ...]:
    """The rows without prerequisites that lead nowhere or round in a circle."""
    known = {*names.measures, *(row.measure.id for row in outcomes if row.measure is not None)}
    kept: dict[str, tuple[str, ...]] = {}
    sound = []
    for row in outcomes:
        if row.measure is None:
            sound.append(row)
            continue
        kept[row.measure.id] = ()
        for needed in row.measure.requires:
            tried = {**kept, row.measure.id: (*kept[row.measure.id], needed)}
            if needed in known and not find_circle(tried):
                kept = tried
        sound.append(_with_requires(row, row.measure, kept[row.measure.id]))
    return tuple(sound)


def _with_requires(row: RowOutcome, measure: Measure, kept: tuple[str, ...]) -> RowOutcome:
    if kept == measure.requires:
        return row
    examination = measure.examination
    assert examination is not None
    lost = ", ".join(one for one in measure.requires if one not in kept)
    line = f"– Voraussetzung {lost} ist nicht eingetragen ({_IN_CIRCLE.de})."
    assumed = replace(examination, assumptions=Text(f"{examination.assumptions.de}\n{line}"))
    moved = [fate for fate in row.taken if fate.target == "requires"]
    return replace(
        row,
        measure=replace(measure, requires=kept, examination=assumed),
        taken=tuple(fate for fate in row.taken if fate.target != "requires"),
        unclear=(*row.unclear, *(replace(fate, doubt=_IN_CIRCLE) for fate in moved)),
    )
