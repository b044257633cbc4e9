"""Staff write down who has a part in the process."""

from collections.abc import Callable

from django.db import transaction

from leitplanke.exchange.processes.actor_sheets import MOST_ACTORS, ActorIntake
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.process import Actor as ActorValue
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.process.models import Actor
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import changed_fields, delete_version, lock, next_position, save_version


@transaction.atomic
def add_actor(town: Town, person: Person, build: Callable[[frozenset[str]], ActorValue]) -> Actor:
    """One more; `build` gets the identifiers in use. Raises `InvalidValueError` for a name that is there."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    known = [row.value for row in Actor.objects.filter(town=town)]
    value = build(frozenset(one.id for one in known))
    _require_new_name(value, known)
    row = Actor.objects.create(town=town, identifier=value.id, position=next_position(Actor, town), value=value)
    _note("actor.added", town, person, value.id)
    return row


@transaction.atomic
def change_actor(town: Town, person: Person, value: ActorValue, *, seen_version: int) -> None:
    """Save an actor. Raises `Actor.DoesNotExist`, `ChangedMeanwhileError`, `InvalidValueError`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Actor.objects.get(town=town, identifier=value.id)
    _require_new_name(value, [one.value for one in Actor.objects.filter(town=town).exclude(pk=row.pk)])
    before = row.value
    save_version(row, seen_version=seen_version, value=value)
    _note("actor.changed", town, person, value.id, **changed_fields(before, value))


@transaction.atomic
def remove_actor(town: Town, person: Person, identifier: str, *, seen_version: int) -> None:
    """One less. Raises `Actor.DoesNotExist`, `ChangedMeanwhileError`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    delete_version(Actor.objects.get(town=town, identifier=identifier), seen_version=seen_version)
    _note("actor.removed", town, person, identifier)


@transaction.atomic
def import_actors(
    town: Town, person: Person, read: Callable[[tuple[ActorValue, ...]], ActorIntake], *, file: str
) -> ActorIntake:
    """What a sheet adds and changes; `read` gets the actors that are there. Raises what `read` raises."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    rows = {row.identifier: row for row in Actor.objects.filter(town=town)}
    found = read(tuple(row.value for row in rows.values()))
    for value in found.actors:
        row = rows.get(value.id)
        if row is None:
            Actor.objects.create(town=town, identifier=value.id, position=next_position(Actor, town), value=value)
        elif row.value != value:
            save_version(row, seen_version=row.version, value=value)
    _note("actors.imported", town, person, file, added=list(found.added), changed=list(found.changed))
    return found


def _require_new_name(value: ActorValue, others: list[ActorValue]) -> None:
    require(
        holds=value.name.casefold() not in {one.name.casefold() for one in others},
        field="name",
        problem=Text("Dieser Akteur steht schon da.", "This actor is there already."),
        remedy=Text("Ändern Sie den vorhandenen.", "Change the one that is there."),
    )
    require(
        holds=len(others) < MOST_ACTORS,
        field="name",
        problem=Text(f"Es sind schon {len(others)} Akteure.", f"There are {len(others)} actors already."),
        remedy=Text("Fassen Sie einige zusammen.", "Merge some."),
    )


def _note(deed: str, town: Town, person: Person, subject: str, **details: object) -> None:
    record(deed=deed, actor=person.name, town=town.pk, subject=subject, details=details)
