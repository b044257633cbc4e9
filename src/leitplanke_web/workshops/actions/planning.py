"""Staff plan a workshop, open it, lead from step to step, and close it."""

from collections.abc import Mapping
from datetime import date, datetime
from random import Random
from typing import Final

from django.db import transaction
from django.db.models import F
from django_scopes import scopes_disabled

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.codes import ALPHABET
from leitplanke.participation.meeting import Agenda, StepKind, record_of
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.participation.actions.mixing import forget_places
from leitplanke_web.participation.actions.records import add_workshop
from leitplanke_web.participation.queries import workshop_identifiers
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.questions import require_sound
from leitplanke_web.towns.versions import (
    ChangedMeanwhileError,
    changed_fields,
    delete_version,
    lock,
    next_position,
    save_version,
)
from leitplanke_web.workshops.models import Ballot, Card, Cluster, Participant, Workshop, WorkshopState
from leitplanke_web.workshops.queries import casts, pinned

CODE_CHARACTERS: Final = 6


@transaction.atomic
def plan_workshop(town: Town, person: Person, agenda: Agenda, *, random: Random) -> Workshop:
    """A workshop that nobody can join yet; its identifier is its day, counted on where a day has several."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    workshop = Workshop.objects.create(
        town=town,
        identifier=_identifier(town, agenda.held_on),
        position=next_position(Workshop, town),
        value=agenda,
        code=_new_code(town, random),
    )
    _note("workshop.planned", workshop, person)
    return workshop


@transaction.atomic
def change_agenda(workshop: Workshop, person: Person, agenda: Agenda, *, seen_version: int) -> None:
    """Another agenda, as long as nobody has begun. Raises `ChangedMeanwhileError`, `InvalidValueError`."""
    require_role(workshop.town, person, Role.EDITOR)
    lock(workshop.town)
    stored = Workshop.objects.get(pk=workshop.pk)
    require(
        holds=stored.state == WorkshopState.PLANNED,
        field="state",
        problem=Text("Die Werkstatt hat schon begonnen.", "The workshop has begun."),
        remedy=Text("Der Ablauf bleibt nun, wie er ist.", "The agenda stays as it is now."),
    )
    save_version(workshop, seen_version=seen_version, value=agenda)
    _note("workshop.changed", workshop, person, **changed_fields(stored.value, agenda))


@transaction.atomic
def discard_workshop(workshop: Workshop, person: Person, *, seen_version: int) -> None:
    """Delete a workshop that nobody has joined. Raises `ChangedMeanwhileError`, `InvalidValueError`."""
    require_role(workshop.town, person, Role.EDITOR)
    lock(workshop.town)
    require(
        holds=Workshop.objects.select_for_update().get(pk=workshop.pk).state == WorkshopState.PLANNED,
        field="state",
        problem=Text("Die Werkstatt hat schon begonnen.", "The workshop has begun."),
        remedy=Text("Sie lässt sich nur noch abschließen.", "It can only be closed now."),
    )
    _note("workshop.discarded", workshop, person)
    delete_version(workshop, seen_version=seen_version)


@transaction.atomic
def lead_to(workshop: Workshop, person: Person, step: str, *, seen_step: str, now: datetime) -> None:
    """Bring the room to a step, the first of which opens the workshop.

    Raises `ChangedMeanwhileError` if another moderator has led on or discarded it since this one looked;
    `InvalidValueError` for a step that is none, and after the end.
    """
    require_role(workshop.town, person, Role.EDITOR)
    lock(workshop.town)
    stored = Workshop.objects.filter(pk=workshop.pk).first()
    if stored is None:
        raise ChangedMeanwhileError
    require(
        holds=stored.value.step(step) is not None and stored.state != WorkshopState.CLOSED,
        field="step",
        problem=Text("Diesen Schritt gibt es nicht.", "There is no such step."),
        remedy=Text("Wählen Sie einen aus dem Ablauf.", "Choose one of the agenda."),
    )
    rows = Workshop.objects.filter(pk=workshop.pk, step=seen_step).exclude(state=WorkshopState.CLOSED)
    changed = rows.update(step=step, step_began_at=now, state=WorkshopState.OPEN, changes=F("changes") + 1)
    if not changed:
        raise ChangedMeanwhileError
    _note("workshop.led", workshop, person, step=step)


@transaction.atomic
def close_workshop(workshop: Workshop, person: Person, *, present: Mapping[str, int]) -> None:
    """Close for good: cards and dots become the town's record, and the phones are forgotten.

    Raises `InvalidValueError` for a workshop that is not open, and for groups that spoke but were not there.
    """
    town = workshop.town
    require_role(town, person, Role.EDITOR)
    lock(town)
    rows = Workshop.objects.filter(pk=workshop.pk, state=WorkshopState.OPEN)
    closed = rows.update(state=WorkshopState.CLOSED, present=dict(present), changes=F("changes") + 1)
    require(
        holds=bool(closed),
        field="state",
        problem=Text("Die Werkstatt läuft nicht.", "The workshop is not running."),
        remedy=Text("Abschließen lässt sich eine laufende Werkstatt.", "Only a running one can be closed."),
    )
    agenda: Agenda = workshop.value
    dotted = [step.id for step in agenda.steps if step.kind is StepKind.DOTS]
    named = {one.identifier: one.title for one in Cluster.objects.filter(workshop=workshop)}
    cards = pinned(Card.objects.filter(workshop=workshop, reason=""))
    ballots = list(Ballot.objects.filter(workshop=workshop, step__in=dotted))
    if any(present.values()) or cards or ballots:
        value = record_of(
            agenda,
            identifier=workshop.identifier,
            present=present,
            clusters=named,
            pinned=cards,
            casts=[casts(row for row in ballots if row.step == step) for step in dotted],
        )
        add_workshop(town, value)
        require_sound(town)
    Participant.objects.filter(workshop=workshop).delete()  # with every reference to them
    _note("workshops.recorded", workshop, person, present=dict(present))


def forget_phones() -> bool:
    """Let the database forget which phone a card or ballot of a closed workshop was of; whether there was any.

    Outside a transaction. Closing took the reference away; old versions of the rows had it still (0024).
    """
    with scopes_disabled():
        if not Workshop.objects.filter(state=WorkshopState.CLOSED).exists():
            return False
    forget_places((Participant, Card, Ballot))
    return True


def _identifier(town: Town, day: date) -> str:
    taken = {*Workshop.objects.filter(town=town).values_list("identifier", flat=True), *workshop_identifiers(town)}
    wanted, number = f"w-{day.isoformat()}", 2
    while wanted in taken:
        wanted, number = f"w-{day.isoformat()}-{number}", number + 1
    return wanted


def _new_code(town: Town, random: Random) -> str:
    taken = set(Workshop.objects.filter(town=town).values_list("code", flat=True))
    while True:
        code = "".join(random.choice(ALPHABET) for _ in range(CODE_CHARACTERS))
        if code not in taken:
            return code


def _note(deed: str, workshop: Workshop, person: Person, **details: object) -> None:
    record(deed=deed, actor=person.name, town=workshop.town_id, subject=workshop.identifier, details=details)
