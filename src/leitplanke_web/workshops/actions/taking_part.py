"""People in the room join, write, take back and mark. Nobody is named, so nothing of it is written into the log."""

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.db.models import F

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import Mark, StepKind, checked_marks
from leitplanke_web.workshops.models import MOST_WORDS, Ballot, Card, Participant, Workshop, WorkshopState
from leitplanke_web.workshops.queries import clusters
from leitplanke_web.workshops.tokens import digest

MOST_PARTICIPANTS: Final = 1_000
MOST_CARDS: Final = 100
"""Of one phone in a workshop: more than anybody writes, and too few to bury the others."""


class NotRunningError(Exception):
    """The workshop has not begun, or is over."""


class NotTheStepError(Exception):
    """The room is not (yet) where this belongs."""


@transaction.atomic
def join(workshop: Workshop, token: str, *, group: str) -> Participant:
    """Let a phone take part. Who joins again with the same token is the same person."""
    _changed(workshop)
    require(
        holds=any(one.id == group for one in workshop.value.groups),
        field="group",
        problem=Text("Diese Gruppe gibt es hier nicht.", "There is no such group here."),
        remedy=Text("Wählen Sie eine aus der Liste.", "Choose one of the list."),
    )
    require(
        holds=Participant.objects.filter(workshop=workshop).count() < MOST_PARTICIPANTS,
        field="group",
        problem=Text(f"Es sind schon {MOST_PARTICIPANTS} Geräte dabei.", f"{MOST_PARTICIPANTS} devices have joined."),
        remedy=Text("Bitte melden Sie sich bei der Moderation.", "Please tell the moderator."),
    )
    found, _ = Participant.objects.get_or_create(
        workshop=workshop, key=digest(token), defaults={"town_id": workshop.town_id, "group": group}
    )
    return found


@transaction.atomic
def write_card(workshop: Workshop, person: Participant, *, step: str, text: str, key: str) -> bool:
    """Hang a card; False if it hangs already, because its phone sent it once more.

    A card may come late, for a step that is over: a phone without a network sends it when it has one again.
    Raises `NotRunningError`, `NotTheStepError`, `InvalidValueError`.
    """
    _changed(workshop)
    reached = {one.id for one in workshop.value.reached(workshop.step) if one.kind is StepKind.CARDS}
    if step not in reached:
        raise NotTheStepError
    require_words(text)
    name = digest(f"{person.key} {key}")
    if Card.objects.filter(workshop=workshop, key=name).exists():
        return False
    require(
        holds=Card.objects.filter(author=person).count() < MOST_CARDS,
        field="text",
        problem=Text(f"Von diesem Gerät hängen schon {MOST_CARDS} Karten.", f"This device wrote {MOST_CARDS} cards."),
        remedy=Text("Bitte melden Sie sich bei der Moderation.", "Please tell the moderator."),
    )
    _, is_new = Card.objects.get_or_create(
        workshop=workshop,
        key=name,
        defaults={
            "town_id": workshop.town_id,
            "step": step,
            "group": person.group,
            "text": text,
            "author": person,
        },
    )
    return is_new


@transaction.atomic
def take_back(workshop: Workshop, person: Participant, card: int) -> None:
    """Take one's own card off the wall; one that is gone already is no fault."""
    _changed(workshop)
    Card.objects.filter(workshop=workshop, author=person, pk=card).delete()


@transaction.atomic
def vote(workshop: Workshop, person: Participant, *, step: str, marks: Iterable[Mark]) -> None:
    """Mark in the step where the room is; the latest counts. Raises like `write_card`."""
    _changed(workshop)
    asked = workshop.value.step(step)
    if asked is None or step != workshop.step:
        raise NotTheStepError
    named = [one.identifier for one in clusters(workshop, asked.board)] if asked.kind is StepKind.DOTS else []
    checked = checked_marks(asked, marks, clusters=named)
    Ballot.objects.update_or_create(
        participant=person,
        step=step,
        defaults={"town_id": workshop.town_id, "workshop": workshop, "group": person.group, "marks": checked},
    )


def require_words(text: str) -> None:
    """Refuse a card without words and one with more than it holds."""
    require(
        holds=0 < len(text.strip()) <= MOST_WORDS,
        field="text",
        problem=Text("Auf der Karte steht nichts, oder zu viel.", "There is nothing on the card, or too much."),
        remedy=Text(f"Schreiben Sie 1 bis {MOST_WORDS} Zeichen.", f"Write 1 to {MOST_WORDS} characters."),
    )


def _changed(workshop: Workshop) -> None:
    """Count a change of a running workshop. It waits for a closing one, so no card comes after the end."""
    rows = Workshop.objects.filter(pk=workshop.pk, state=WorkshopState.OPEN)
    if not rows.update(changes=F("changes") + 1):
        raise NotRunningError
