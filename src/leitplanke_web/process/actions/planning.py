"""Staff begin a process, change its phases and dates, and say what is done."""

from dataclasses import replace

from django.db import transaction

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.process import Phase, moved_with_following
from leitplanke.participation.process import Process as ProcessValue
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.process.models import MadeMaterial, Process
from leitplanke_web.process.queries import PROCESS
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import ChangedMeanwhileError, changed_fields, delete_version, lock, save_version


@transaction.atomic
def begin_process(town: Town, person: Person, value: ProcessValue) -> Process:
    """The town's process. Raises `InvalidValueError` where it has one already."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    require(
        holds=not Process.objects.filter(town=town).exists(),
        field="title",
        problem=Text("Die Stadt hat schon einen Prozess.", "The town has a process already."),
        remedy=Text("Ändern Sie diesen, oder löschen Sie ihn zuerst.", "Change that one, or delete it first."),
    )
    row = Process.objects.create(town=town, identifier=PROCESS, position=0, value=value)
    _note("process.begun", town, person, template=value.template)
    return row


@transaction.atomic
def change_process(town: Town, person: Person, *, title: Text, is_public: bool, seen_version: int) -> None:
    """Another title, or shown to everybody or not. Raises `Process.DoesNotExist`, `ChangedMeanwhileError`."""
    row = _locked(town, person)
    _save(row, person, replace(row.value, title=title, is_public=is_public), seen_version=seen_version)


@transaction.atomic
def change_phase(town: Town, person: Person, phase: Phase, *, seen_version: int) -> None:
    """Save a phase; the others stay where they are. Raises as `change_process`, and `InvalidValueError`."""
    row = _locked(town, person)
    _save(row, person, _with_phase(row.value, phase), seen_version=seen_version)


@transaction.atomic
def change_phase_and_following(town: Town, person: Person, phase: Phase, *, seen_version: int) -> None:
    """Save a phase; those after it move by as many days as its end. Raises as `change_phase`."""
    row = _locked(town, person)
    dated = moved_with_following(row.value, phase.id, begins_on=phase.begins_on, ends_on=phase.ends_on)
    _save(row, person, _with_phase(dated, phase), seen_version=seen_version)


@transaction.atomic
def add_phase(town: Town, person: Person, phase: Phase, *, seen_version: int) -> None:
    """One phase more. Raises as `change_phase`."""
    row = _locked(town, person)
    _save(row, person, replace(row.value, phases=(*row.value.phases, phase)), seen_version=seen_version)


@transaction.atomic
def remove_phase(town: Town, person: Person, phase: str, *, seen_version: int) -> None:
    """One phase less; what was made for it stays where it is. Raises as `change_phase`."""
    row = _locked(town, person)
    kept = tuple(one for one in row.value.phases if one.id != phase)
    _save(row, person, replace(row.value, phases=kept), seen_version=seen_version)
    MadeMaterial.objects.filter(town=town, phase=phase).delete()


@transaction.atomic
def finish_task(town: Town, person: Person, phase: str, task: str) -> None:
    """A task is done; one that is done, or gone, is no fault."""
    row = _locked(town, person)
    phases = tuple(
        replace(
            one,
            tasks=tuple(replace(each, is_done=True) if each.id == task else each for each in one.tasks),
        )
        if one.id == phase
        else one
        for one in row.value.phases
    )
    value = replace(row.value, phases=phases)
    if value != row.value:
        save_version(row, seen_version=row.version, value=value)
        _note("process.task_done", town, person, phase=phase, task=task)


@transaction.atomic
def remove_process(town: Town, person: Person, *, seen_version: int) -> None:
    """The process goes; surveys, workshops and letters that were made for it stay. Raises `ChangedMeanwhileError`."""
    row = _locked(town, person)
    delete_version(row, seen_version=seen_version)
    MadeMaterial.objects.filter(town=town).delete()
    _note("process.removed", town, person)


def _with_phase(process: ProcessValue, phase: Phase) -> ProcessValue:
    return replace(process, phases=tuple(phase if one.id == phase.id else one for one in process.phases))


def _locked(town: Town, person: Person) -> Process:
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Process.objects.filter(town=town).first()
    if row is None:
        raise ChangedMeanwhileError
    return row


def _save(row: Process, person: Person, value: ProcessValue, *, seen_version: int) -> None:
    before = row.value
    save_version(row, seen_version=seen_version, value=value)
    if value != before:
        _note("process.changed", row.town, person, **changed_fields(before, value))


def _note(deed: str, town: Town, person: Person, **details: object) -> None:
    record(deed=deed, actor=person.name, town=town.pk, subject=PROCESS, details=details)
