"""Moderators type cards from paper, put cards into clusters, hide some, and note what was decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from leitplanke.kernel.faults import InvalidValueError, require
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import Mark, Noted, StepKind, checked_marks
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.towns.models import Role
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.workshops.actions.taking_part import require_words
from leitplanke_web.workshops.models import Ballot, Card, Cluster, Note, Workshop, WorkshopState
from leitplanke_web.workshops.queries import clusters
from leitplanke_web.workshops.tokens import digest


@dataclass(frozen=True, slots=True)
class Typed:
    """Cards from paper, of one group; `key` is the form's, so that a second click hangs nothing twice."""

    step: str
    group: str
    lines: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class TypedBallot:
    """What somebody of a group marked on paper; `key` as with cards."""

    step: str
    group: str
    marks: tuple[Mark, ...]
    key: str


@transaction.atomic
def type_cards(workshop: Workshop, person: Person, typed: Typed) -> int:
    """Hang a card per line; how many are new."""
    _begin(workshop, person)
    step = workshop.value.step(typed.step)
    require(
        holds=step is not None
        and step.kind is StepKind.CARDS
        and any(group.id == typed.group for group in workshop.value.groups),
        field="lines",
        problem=Text("Zu diesem Schritt gibt es keine Karten.", "This step has no cards."),
        remedy=Text("Wählen Sie Schritt und Gruppe aus der Liste.", "Choose step and group of the list."),
    )
    for line in typed.lines:
        require_words(line)
    names = [digest(f"typed {typed.key} {number}") for number in range(len(typed.lines))]
    known = set(Card.objects.filter(workshop=workshop, key__in=names).values_list("key", flat=True))
    fresh = [(name, line) for name, line in zip(names, typed.lines, strict=True) if name not in known]
    Card.objects.bulk_create(
        Card(town_id=workshop.town_id, workshop=workshop, step=typed.step, group=typed.group, text=line, key=name)
        for name, line in fresh
    )
    if fresh:
        _note("workshop.typed", workshop, person, cards=len(fresh))
    return len(fresh)


@transaction.atomic
def type_ballot(workshop: Workshop, person: Person, typed: TypedBallot) -> bool:
    """Count a ballot of paper, also of a step that is over; False if it counts already, because it was sent twice.

    Raises `InvalidValueError`.
    """
    _begin(workshop, person)
    step = next((one for one in workshop.value.reached(workshop.step) if one.id == typed.step), None)
    if step is None or not any(group.id == typed.group for group in workshop.value.groups):
        raise InvalidValueError(
            "group",
            Text("Bei diesem Schritt ist die Runde noch nicht.", "The room has not come to this step."),
            Text("Führen Sie sie zuerst dorthin.", "Lead it there first."),
        )
    named = [one.identifier for one in clusters(workshop, step.board)] if step.kind is StepKind.DOTS else []
    _, is_new = Ballot.objects.get_or_create(
        workshop=workshop,
        key=digest(f"typed {typed.key}"),
        defaults={
            "town_id": workshop.town_id,
            "step": step.id,
            "group": typed.group,
            "marks": checked_marks(step, typed.marks, clusters=named),
        },
    )
    if is_new:
        _note("workshop.voted", workshop, person)
    return is_new


@transaction.atomic
def cluster_cards(
    workshop: Workshop,
    person: Person,
    step: str,
    *,
    seen: Mapping[int, int | None],
    into: Cluster | None,
    title: str = "",
) -> Sequence[Card]:
    """Put cards into a cluster, into a new one called `title`, or out of theirs; `seen` says where each card was.

    Answers with the cards that another moderator has moved or taken off since: they stay where they are.
    """
    _begin(workshop, person)
    if title:
        into, _ = Cluster.objects.get_or_create(
            workshop=workshop, step=step, title=title, defaults={"town_id": workshop.town_id}
        )
    left = []
    for card, was in seen.items():
        rows = Card.objects.filter(workshop=workshop, step=step, pk=card, cluster=was, reason="")
        if not rows.update(cluster=into):
            left.append(card)
    if len(left) < len(seen):
        name = "" if into is None else into.title
        _note("workshop.clustered", workshop, person, cards=len(seen) - len(left), cluster=name)
    return list(Card.objects.filter(workshop=workshop, pk__in=left).select_related("cluster"))


@transaction.atomic
def rename_cluster(workshop: Workshop, person: Person, cluster: Cluster, *, seen: str, title: str) -> bool:
    """Give a cluster another title; False if another moderator was faster, or another cluster is called so."""
    _begin(workshop, person)
    others = Cluster.objects.filter(workshop=workshop, step=cluster.step, title=title).exclude(pk=cluster.pk)
    rows = Cluster.objects.filter(pk=cluster.pk, title=seen)
    if others.exists() or not rows.update(title=title):
        return False
    _note("workshop.renamed", workshop, person, before=seen, after=title)
    return True


@transaction.atomic
def hide_card(workshop: Workshop, person: Person, card: int, *, reason: str) -> None:
    """Take a card off the wall with a reason; without one, hang it again. It is never deleted."""
    _begin(workshop, person)
    if Card.objects.filter(workshop=workshop, pk=card).update(reason=reason):
        _note("workshop.hidden" if reason else "workshop.shown", workshop, person, reason=reason)


@transaction.atomic
def note(workshop: Workshop, person: Person, noted: Noted) -> None:
    """Note a decision or an open point, also after the end."""
    require_role(workshop.town, person, Role.EDITOR)
    require_begun(workshop, field="words")
    row = {"kind": noted.kind, "words": noted.words, "who": noted.who, "until": noted.until}
    if not Note.objects.filter(workshop=workshop, **row).exists():  # a second click
        Note.objects.create(town_id=workshop.town_id, workshop=workshop, **row)
        _note("workshop.noted", workshop, person, kind=noted.kind.value)


@transaction.atomic
def drop_note(workshop: Workshop, person: Person, number: int) -> None:
    """Strike a decision or an open point."""
    require_role(workshop.town, person, Role.EDITOR)
    if Note.objects.filter(workshop=workshop, pk=number).delete()[0]:
        _note("workshop.struck", workshop, person)


def _begin(workshop: Workshop, person: Person) -> None:
    require_role(workshop.town, person, Role.EDITOR)
    rows = Workshop.objects.filter(pk=workshop.pk, state=WorkshopState.OPEN)
    require(
        holds=bool(rows.update(changes=F("changes") + 1)),
        field="state",
        problem=Text("Die Werkstatt läuft nicht.", "The workshop is not running."),
        remedy=Text(
            "Karten und Bündel lassen sich ändern, solange sie läuft.", "Cards and clusters change while it runs."
        ),
    )


def require_begun(workshop: Workshop, *, field: str) -> None:
    """Raise `InvalidValueError` for a workshop of which there is nothing to keep yet."""
    require(
        holds=workshop.state != WorkshopState.PLANNED,
        field=field,
        problem=Text("Die Werkstatt hat noch nicht begonnen.", "The workshop has not begun."),
        remedy=Text("Öffnen Sie sie zuerst.", "Open it first."),
    )


def _note(deed: str, workshop: Workshop, person: Person, **details: object) -> None:
    record(deed=deed, actor=person.name, town=workshop.town_id, subject=workshop.identifier, details=details)
