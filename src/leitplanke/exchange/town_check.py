"""Would a town folder take this town? Asked before a change of strategy or resources is saved somewhere else."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from leitplanke.exchange.forms import (
    BUDGETS,
    CHECKS,
    CHOICES,
    EXAMINATIONS,
    GATES,
    GRANTS,
    MEASURES,
    MODES,
    PAYMENTS,
    REFERENCE,
    RELATIONS,
    REPLIES,
    SERVICES,
    STAFFING,
    STATES,
    STATUS,
    UNITS,
    WAYS,
    TableForm,
)
from leitplanke.exchange.located import read_sheet
from leitplanke.exchange.places import FaultLog
from leitplanke.exchange.town import Town
from leitplanke.exchange.town_folder import read_plan_files
from leitplanke.exchange.town_writer import town_files
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.kernel.texts import Text

_FORMS = {
    form.file: form
    for form in (
        *(BUDGETS, CHECKS, CHOICES, EXAMINATIONS, GATES, GRANTS, MEASURES, MODES, PAYMENTS),
        *(REFERENCE, RELATIONS, REPLIES, SERVICES, STAFFING, STATES, STATUS, UNITS, WAYS),
    )
}
_LOST = Text("Ein Ordner gäbe das anders wieder, als es hier steht.", "A folder would not give this back as it is.")
_SIMPLER = Text("Schreiben Sie es ohne Leerzeichen am Rand.", "Write it without blanks at its ends.")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a folder would not take: `keys` name the row of `file`, for a mode `(measure, mode)`; () is the file."""

    file: str
    keys: tuple[str, ...]
    column: str
    problem: Text
    remedy: Text


def plan_flaws(town: Town) -> tuple[Flaw, ...]:
    """Everything that keeps a folder from holding the town's strategy and resources as they are; responses aside."""
    without_answers = replace(town, responses=())
    try:
        files = town_files(without_answers)
    except InvalidValueError as error:
        return (_unwritable(error, town),)
    try:
        draft, resources = read_plan_files(files)
    except FaultyInputError as error:
        return tuple(_flaws(error.faults, files))
    lost = (*_lost(town.draft, draft), *_lost(town.resources, resources))
    return tuple(Flaw("", (), name, _LOST, _SIMPLER) for name in lost)


def _unwritable(error: InvalidValueError, town: Town) -> Flaw:
    """The writer names a list's column alone, so the measure is found by writing each one by itself."""
    for measure in town.draft.measures:
        alone = replace(town, responses=(), draft=replace(town.draft, measures=(measure,)))
        try:
            town_files(alone)
        except InvalidValueError as own:
            return Flaw(MEASURES.file, (measure.id,), own.field.rpartition(".")[2], own.problem, own.remedy)
    return Flaw("", (), error.field, error.problem, error.remedy)


def _flaws(faults: Iterable[Fault], files: Mapping[str, bytes]) -> Iterator[Flaw]:
    rows: dict[str, dict[int, tuple[str, ...]]] = {}
    for fault in faults:
        form = _FORMS.get(fault.file)
        if form is not None and fault.file not in rows:
            rows[fault.file] = _keys(form, files[fault.file])
        keys = rows.get(fault.file, {}).get(fault.row or 0, ())
        yield Flaw(fault.file, keys, fault.column, fault.problem, fault.remedy)


def _keys(form: TableForm, data: bytes) -> dict[int, tuple[str, ...]]:
    sheet = read_sheet(form.file, data.decode(), FaultLog())
    assert sheet is not None  # we wrote it
    return {record.row: tuple(record.fields[key] for key in form.keys) for record in sheet.records()}


def _lost(given: object, read: object) -> Iterator[str]:
    for field in fields(given):  # type: ignore[arg-type]  # both are dataclasses of one class
        if getattr(given, field.name) != getattr(read, field.name):
            yield field.name
