"""The measure profiles with their modes, staff and examinations, which stand in four tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from leitplanke.exchange.fields import RowReader, hundredths, identifier, plain, whole, yes_no
from leitplanke.exchange.forms import EXAMINATIONS, MEASURES, MODES, STAFFING, STATES, WAYS
from leitplanke.exchange.listing import Rows, TownFiles
from leitplanke.exchange.places import Located
from leitplanke.exchange.town_relations import Relation, read_relations
from leitplanke.kernel.dates import month
from leitplanke.kernel.relations import USUAL_COUNTS, Wait, Wanted
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import (
    Contribution,
    DatedState,
    Examination,
    Measure,
    MeasureClass,
    MeasureState,
    Mode,
    StaffNeed,
    Way,
    WayCompared,
)

_MODE_FIELDS = {
    "id": "mode",
    "investive_cents": "investive",
    "consumptive_cents": "consumptive",
    "running_cents_per_year": "running_per_year",
    "grant_cents": "grant",
}
_MEASURE_FIELDS = {"strength": "contributions", "modes": "id", "examination": "state", "states": "state", "ways": "id"}


@dataclass(frozen=True, slots=True)
class OfMeasure:
    """A row that belongs to a measure, or to one of its modes."""

    measure: str
    mode: str
    content: StaffNeed | Mode | Examination | DatedState | WayCompared


@dataclass(frozen=True, slots=True)
class MeasureTables:
    """The tables, each with its places."""

    staffing: Rows[OfMeasure]
    modes: Rows[OfMeasure]
    relations: Rows[Relation]
    examinations: Rows[OfMeasure]
    states: Rows[OfMeasure]
    ways: Rows[OfMeasure]
    measures: Rows[Measure]


def read_measures(files: TownFiles) -> MeasureTables:
    """measures.csv and the tables of what belongs to a measure."""
    staffing = files.rows(STAFFING, _staffing)
    staff: dict[tuple[str, str], list[StaffNeed]] = defaultdict(list)
    for need in staffing.found:
        assert isinstance(need.value.content, StaffNeed)
        staff[need.value.measure, need.value.mode].append(need.value.content)
    modes = files.rows(MODES, partial(_mode, staff))
    relations = read_relations(files)
    examinations = files.rows(EXAMINATIONS, _examination)
    states, ways = files.rows(STATES, _state), files.rows(WAYS, _way)
    parts = _Parts(modes, relations, examinations, (*states.found, *ways.found))
    measures = files.rows(MEASURES, partial(_measure, parts))
    return MeasureTables(staffing, modes, relations, examinations, states, ways, measures)


class _Parts:
    """Modes, relations and examination of each measure.

    Where their own rows are faulty, a stand-in takes their place: the measure is then still checked, and the noted
    fault keeps the stand-in from ever leaving the reader.
    """

    _MODE = Mode("stand_in", Text(""), 1, 0, 0, 0, ())
    _EXAMINATION = Examination(Text(""), Text(""), Text(""), month("1900-01"))

    def __init__(
        self,
        modes: Rows[OfMeasure],
        relations: Rows[Relation],
        examinations: Rows[OfMeasure],
        others: Iterable[Located[OfMeasure]],
    ) -> None:
        self._relations = [row.value for row in relations.found]
        self.states: dict[str, tuple[DatedState, ...]] = defaultdict(tuple)
        self.ways: dict[str, tuple[WayCompared, ...]] = defaultdict(tuple)
        for row in others:
            if isinstance(row.value.content, DatedState):
                self.states[row.value.measure] += (row.value.content,)
            elif isinstance(row.value.content, WayCompared):
                self.ways[row.value.measure] += (row.value.content,)
        self._modes: dict[str, list[Mode]] = defaultdict(list)
        self._examinations: dict[str, Examination] = {}
        for row in (*modes.found, *examinations.found):
            if isinstance(row.value.content, Mode):
                self._modes[row.value.measure].append(row.value.content)
            elif isinstance(row.value.content, Examination):
                self._examinations[row.value.measure] = row.value.content
        self._mode_rows = modes.known
        self._examination_rows = examinations.known

    def modes(self, measure: str) -> tuple[Mode, ...]:
        found = tuple(self._modes.get(measure, ()))
        if not found and (self._mode_rows is None or measure in self._mode_rows):
            return (self._MODE,)
        return found

    def waits(self, measure: str) -> tuple[Wait, ...]:
        return tuple(wait for one in self._relations if one.measure == measure for wait in one.waits)

    def any_of(self, measure: str) -> tuple[tuple[str, ...], ...]:
        return tuple(one.any_of for one in self._relations if one.measure == measure and one.any_of)

    def examination(self, measure: str, state: MeasureState | None) -> Examination | None:
        found = self._examinations.get(measure)
        is_faulty = self._examination_rows is None or measure in self._examination_rows
        if found is None and is_faulty and state is MeasureState.UNDER_EXAMINATION:
            return self._EXAMINATION
        return found


def _staffing(row: RowReader) -> OfMeasure | None:
    measure, mode = row.required("measure", plain), row.required("mode", plain)
    unit, fte = row.required("unit", plain), row.required("fte", hundredths)
    return row.build(lambda: OfMeasure(measure, mode, StaffNeed(unit, fte)))


def _mode(staff: Mapping[tuple[str, str], list[StaffNeed]], row: RowReader) -> OfMeasure | None:
    measure = row.required("measure", plain)
    mode = row.required("mode", identifier)
    needs = {need.unit: need for need in staff.get((measure, mode), ())}  # a doubled unit is noted in staffing.csv
    make = partial(
        Mode,
        id=mode,
        name=row.texts("name"),
        duration_months=row.required("duration_months", whole),
        investive_cents=row.required("investive", hundredths),
        consumptive_cents=row.required("consumptive", hundredths),
        running_cents_per_year=row.optional("running_per_year", hundredths, 0),
        staff=tuple(needs.values()),
        grant_cents=row.optional("grant", hundredths, 0),
        grant_pot=row.text("grant_pot"),
    )
    return row.build(lambda: OfMeasure(measure, mode, make()), _MODE_FIELDS)


def _examination(row: RowReader) -> OfMeasure | None:
    measure = row.required("measure", plain)
    make = partial(
        Examination,
        question=row.texts("question"),
        assumptions=row.texts("assumptions"),
        decided_by=row.texts("decided_by"),
        decision_due=row.required("decision_due", partial(month, field="decision_due")),
        outcome=row.optional_texts("outcome"),
    )
    return row.build(lambda: OfMeasure(measure, "", make()))


def _wanted(row: RowReader) -> Wanted | None:
    by, counts = row.month("wanted_by"), row.optional("late_counts", whole, None)
    if by is None:
        if counts is not None:
            row.refuse("late_counts", _NO_MONTH, _FILL_BOTH)
        return None
    return row.part(lambda: Wanted(by, USUAL_COUNTS if counts is None else counts))


_NO_MONTH = Text("Es fehlt, bis wann die Maßnahme fertig sein soll.", "It is not said when the measure is wanted.")
_FILL_BOTH = Text("Füllen Sie wanted_by aus oder leeren Sie late_counts.", "Fill in wanted_by or empty late_counts.")


def _state(row: RowReader) -> OfMeasure | None:
    measure, state = row.required("measure", plain), row.choice("state", MeasureState)
    since, reason = row.day("since"), row.optional_texts("reason")
    return row.build(lambda: OfMeasure(measure, "", DatedState(state, since, reason)))


def _way(row: RowReader) -> OfMeasure | None:
    measure = row.required("measure", plain)
    make = partial(
        WayCompared,
        way=row.choice("way", Way),
        effort=row.optional_texts("effort"),
        reach=row.optional_texts("reach"),
        excludes=row.optional_texts("excludes"),
        running_cents_per_year=row.optional("running_per_year", hundredths, None),
        chosen_on=row.day("chosen_on"),
        reason=row.optional_texts("reason"),
    )
    return row.build(lambda: OfMeasure(measure, "", make()), {"running_cents_per_year": "running_per_year"})


def _measure(parts: _Parts, row: RowReader) -> Measure | None:
    measure = row.required("id", identifier)
    state = row.choice("state", MeasureState)
    contributions = row.weighted_items("contributions")
    said_by = row.text("said_by")
    make = partial(
        Measure,
        id=measure,
        title=row.texts("title"),
        description=row.optional_texts("description"),
        for_whom=row.optional_texts("for_whom"),
        field=row.required("field", plain),
        service_area=row.text("service_area"),
        measure_class=row.choice("measure_class", MeasureClass),
        lead_unit=row.required("lead_unit", plain),
        state=state,
        state_reason=row.optional_texts("state_reason"),
        modes=parts.modes(measure),
        participants=row.items("participants"),
        is_mandatory=row.optional("is_mandatory", yes_no, False),
        legal_basis=row.text("legal_basis"),
        release=row.month("release"),
        deadline=row.month("deadline"),
        requires=row.items("requires"),
        helps=row.items("helps"),
        gates=row.items("gates"),
        analogue_access=row.optional_texts("analogue_access"),
        risks=row.optional_texts("risks"),
        indicator=row.optional_texts("indicator"),
        evidence=row.items("evidence"),
        asked_as=row.text("asked_as"),
        element=row.text("element"),
        product_account=row.text("product_account"),
        fixed_start=row.month("fixed_start"),
        fixed_mode=row.text("fixed_mode"),
        examination=parts.examination(measure, state),
        waits=parts.waits(measure),
        any_of=parts.any_of(measure),
        wanted=_wanted(row),
        states=parts.states[measure],
        ways=parts.ways[measure],
    )
    return row.build(
        lambda: make(contributions=tuple(Contribution(goal, strength, said_by) for goal, strength in contributions)),
        _MEASURE_FIELDS,
    )
