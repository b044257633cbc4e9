"""The measure profiles with their modes, staff and examinations, which stand in tables of their own."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial

from leitplanke.exchange.fields import RowReader, hundredths, identifier, plain, whole, yes_no
from leitplanke.exchange.forms import EXAMINATIONS, MEASURES, MODES, PAYMENTS, STAFFING, STATES, WAYS
from leitplanke.exchange.listing import Rows, TownFiles
from leitplanke.exchange.places import FaultLog, Located
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
    Payment,
    StaffNeed,
    Way,
    WayCompared,
    require_payment_fits,
    require_staff_fits,
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
    content: StaffNeed | Payment | Mode | Examination | DatedState | WayCompared


@dataclass(frozen=True, slots=True)
class MeasureTables:
    """The tables, each with its places."""

    staffing: Rows[OfMeasure]
    payments: Rows[OfMeasure]
    modes: Rows[OfMeasure]
    relations: Rows[Relation]
    examinations: Rows[OfMeasure]
    states: Rows[OfMeasure]
    ways: Rows[OfMeasure]
    measures: Rows[Measure]


def read_measures(files: TownFiles) -> MeasureTables:
    """measures.csv and the tables of what belongs to a measure."""
    staffing, payments = files.rows(STAFFING, _staffing), files.rows(PAYMENTS, _payment)
    modes = files.rows(MODES, partial(_mode, _OfModes(staffing, payments)))
    relations = read_relations(files)
    examinations = files.rows(EXAMINATIONS, _examination)
    states, ways = files.rows(STATES, _state), files.rows(WAYS, _way)
    parts = _Parts(modes, relations, examinations, (*states.found, *ways.found))
    measures = files.rows(MEASURES, partial(_measure, parts))
    return MeasureTables(staffing, payments, modes, relations, examinations, states, ways, measures)


class _OfModes:
    """Staff and payments of each mode. What does not fit it is noted in its own row and left out."""

    def __init__(self, staffing: Rows[OfMeasure], payments: Rows[OfMeasure]) -> None:
        self._staff: dict[tuple[str, str], list[Located[OfMeasure]]] = defaultdict(list)
        self._payments: dict[tuple[str, str], list[Located[OfMeasure]]] = defaultdict(list)
        for found, rows in ((self._staff, staffing), (self._payments, payments)):
            for row in rows.found:
                found[row.value.measure, row.value.mode].append(row)
        records = () if payments.sheet is None else payments.sheet.records()
        self._payments_given = Counter((one.fields["measure"], one.fields["mode"]) for one in records)

    def staff(self, mode: tuple[str, str], *, duration: int, log: FaultLog) -> tuple[StaffNeed, ...]:
        kept: list[StaffNeed] = []
        for row in self._staff.get(mode, ()):
            need = row.value.content
            assert isinstance(need, StaffNeed)
            fits = partial(require_staff_fits, need, duration=duration, others=tuple(kept))
            if _notes_none(row, fits, log):
                kept.append(need)
        return tuple(kept)

    def payments(self, mode: tuple[str, str], *, duration: int, log: FaultLog) -> tuple[Payment, ...]:
        """In order of months; none if one of them is faulty, because the others then add up to something else."""
        kept: dict[int, Payment] = {}  # a doubled month is noted in payments.csv
        for row in self._payments.get(mode, ()):
            payment = row.value.content
            assert isinstance(payment, Payment)
            if _notes_none(row, partial(require_payment_fits, payment, duration=duration), log):
                kept[payment.month] = payment
        return tuple(kept[month] for month in sorted(kept)) if len(kept) == self._payments_given[mode] else ()


def _notes_none(row: Located[OfMeasure], check: Callable[[], None], log: FaultLog) -> bool:
    """Whether the row holds what `check` demands; if not, that is noted."""
    noted = len(log.faults)
    log.attempt(row.entry, check)
    return len(log.faults) == noted


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
    first, last = row.optional("from_month", whole, 1), row.optional("to_month", whole, None)
    return row.build(lambda: OfMeasure(measure, mode, StaffNeed(unit, fte, first, last)))


def _payment(row: RowReader) -> OfMeasure | None:
    measure, mode = row.required("measure", plain), row.required("mode", plain)
    month_number = row.required("month", whole)
    amounts = [row.optional(kind, hundredths, 0) for kind in ("investive", "consumptive")]
    return row.build(lambda: OfMeasure(measure, mode, Payment(month_number, *amounts)), _MODE_FIELDS)


def _mode(parts: _OfModes, row: RowReader) -> OfMeasure | None:
    measure = row.required("measure", plain)
    mode = row.required("mode", identifier)
    duration = row.required("duration_months", whole)
    make = partial(
        Mode,
        id=mode,
        name=row.texts("name"),
        duration_months=duration,
        staff=(),
        investive_cents=row.required("investive", hundredths),
        consumptive_cents=row.required("consumptive", hundredths),
        running_cents_per_year=row.optional("running_per_year", hundredths, 0),
        grant_cents=row.optional("grant", hundredths, 0),
        grant_pot=row.text("grant_pot"),
    )
    bare = row.build(make, _MODE_FIELDS)
    if bare is None:
        return None
    staff = parts.staff((measure, mode), duration=duration, log=row.log)
    payments = parts.payments((measure, mode), duration=duration, log=row.log)
    return row.build(lambda: OfMeasure(measure, mode, replace(bare, staff=staff, payments=payments)), _MODE_FIELDS)


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
