"""Staff write a draft, open it, change it while nobody has begun, lengthen it, and close it for good."""

from dataclasses import replace
from datetime import date

from django.db import transaction

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import Discussion as DiscussionValue
from leitplanke.participation.discussion import Standing, opened
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.discussion.actions.keeping import drop_empty_clusters, give_each_a_cluster, put_into_record, settle
from leitplanke_web.discussion.models import Contribution, Discussion
from leitplanke_web.discussion.queries import UNSEEN
from leitplanke_web.participation.queries import workshop_identifiers
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.questions import require_sound
from leitplanke_web.towns.versions import changed_fields, delete_version, lock, next_position, save_version


@transaction.atomic
def plan_discussion(town: Town, person: Person, value: DiscussionValue) -> Discussion:
    """A draft that nobody else sees until somebody opens it. Its identifier is its first day, counted on if need be."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Discussion.objects.create(
        town=town,
        identifier=_identifier(town, value.begins_on),
        position=next_position(Discussion, town),
        value=value,
        is_draft=True,
    )
    _note("discussion.planned", row, person)
    return row


@transaction.atomic
def open_discussion(row: Discussion, person: Person, *, seen_version: int, today: date) -> None:
    """Put a draft up for comment: from its first day on everybody reads it; today, if that day is over.

    Raises `ChangedMeanwhileError`, `InvalidValueError` for what is no draft, unfinished, or over.
    """
    _require_draft(row, person)
    value = opened(row.value, today=today)
    save_version(row, seen_version=seen_version, value=value)
    row.value, row.version, row.is_draft = value, seen_version + 1, False
    row.save(update_fields=["is_draft"])
    _note("discussion.opened", row, person)


@transaction.atomic
def discard_discussion(row: Discussion, person: Person, *, seen_version: int) -> None:
    """Delete a draft that nobody else has seen. Raises `ChangedMeanwhileError`, `InvalidValueError`."""
    _require_draft(row, person)
    _note("discussion.discarded", row, person)
    delete_version(row, seen_version=seen_version)


@transaction.atomic
def change_discussion(
    row: Discussion, person: Person, value: DiscussionValue, *, seen_version: int, today: date
) -> None:
    """Another draft as long as nobody could read it; once it has begun, only its last day and the moderation change.

    Raises `ChangedMeanwhileError`, `InvalidValueError`.
    """
    require_role(row.town, person, Role.EDITOR)
    lock(row.town)
    stored = Discussion.objects.get(pk=row.pk)
    _require_not_closed(stored)
    before: DiscussionValue = stored.value
    is_same_draft = value == replace(before, ends_on=value.ends_on, moderation=value.moderation)
    require(
        holds=is_same_draft or stored.state_on(today) in UNSEEN,
        field="draft",
        problem=Text("Die Diskussion hat schon begonnen.", "The discussion has begun."),
        remedy=Text(
            "Nur der letzte Tag und die Moderation lassen sich noch ändern: Der Entwurf bleibt, worüber geredet wird.",
            "Only its last day and the moderation can be changed: people talk about the draft as it stands.",
        ),
    )
    save_version(row, seen_version=seen_version, value=value)
    _note("discussion.changed", row, person, **changed_fields(before, value))


@transaction.atomic
def close_discussion(row: Discussion, person: Person, *, today: date) -> None:
    """Close for good: every contribution that is shown stands in a cluster of the town's record, and gets a reply.

    One that nobody put into a cluster becomes a cluster of its own. A discussion that still runs ends today. Raises
    `InvalidValueError` before it has begun, while contributions wait for the moderation, and after it was closed.
    """
    town = row.town
    require_role(town, person, Role.EDITOR)
    lock(town)
    stored = Discussion.objects.select_for_update().get(pk=row.pk)
    _require_not_closed(stored)
    require(
        holds=stored.state_on(today) not in UNSEEN,
        field="state",
        problem=Text("Die Diskussion hat noch nicht begonnen.", "The discussion has not begun yet."),
        remedy=Text("Abschließen lässt sich, was begonnen hat.", "Only what has begun can be closed."),
    )
    require(
        holds=not Contribution.objects.filter(discussion=row, standing=Standing.WAITING).exists(),
        field="state",
        problem=Text("Es warten noch Beiträge auf die Moderation.", "Contributions wait for the moderation."),
        remedy=Text("Entscheiden Sie zuerst über jeden.", "Decide on each of them first."),
    )
    row.is_closed, row.value = True, replace(stored.value, ends_on=min(stored.value.ends_on, today))
    row.version = stored.version + 1
    row.save(update_fields=["is_closed", "value", "version"])
    drop_empty_clusters(row)
    give_each_a_cluster(row)
    settle(row)
    put_into_record(row)
    require_sound(town)
    _note("discussions.recorded", row, person)


def _require_draft(row: Discussion, person: Person) -> None:
    require_role(row.town, person, Role.EDITOR)
    lock(row.town)
    require(
        holds=Discussion.objects.filter(pk=row.pk, is_draft=True).exists(),
        field="state",
        problem=Text("Die Diskussion ist kein Entwurf mehr.", "The discussion is no draft any more."),
        remedy=Text("Sehen Sie nach, wo sie jetzt steht.", "Look where it stands now."),
    )


def _require_not_closed(row: Discussion) -> None:
    require(
        holds=not row.is_closed,
        field="state",
        problem=Text("Die Diskussion ist abgeschlossen.", "The discussion is closed."),
        remedy=Text("Sie bleibt nun, wie sie ist; offen sind nur noch Rückmeldungen.", "Only replies are added now."),
    )


def _identifier(town: Town, day: date) -> str:
    taken = {*Discussion.objects.filter(town=town).values_list("identifier", flat=True), *workshop_identifiers(town)}
    wanted, number = f"d-{day.isoformat()}", 2
    while wanted in taken:
        wanted, number = f"d-{day.isoformat()}-{number}", number + 1
    return wanted


def _note(deed: str, row: Discussion, person: Person, **details: object) -> None:
    record(deed=deed, actor=person.name, town=row.town_id, subject=row.identifier, details=details)
