"""Staff show or hide contributions with a reason, write down what somebody told them, and put them into clusters."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction

from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import ContributionWay, Standing, require_reason
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.discussion.actions.keeping import (
    give_each_a_cluster,
    name_after_what_is_shown,
    new_cluster,
    put_into_record,
    settle,
)
from leitplanke_web.discussion.actions.taking_part import Accepted, keep
from leitplanke_web.discussion.models import Cluster, Contribution, Discussion, Notice
from leitplanke_web.discussion.tickets import Ticket
from leitplanke_web.towns.models import Role
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock

_DECIDED = {Standing.SHOWN: "discussion.shown", Standing.HIDDEN: "discussion.hidden"}


@transaction.atomic
def moderate(
    row: Discussion, person: Person, keys: Iterable[int], *, seen: Standing, standing: Standing, reason: str = ""
) -> int:
    """Show contributions, or hide them with a reason that everybody reads in their place; how many were decided on.

    Nothing is deleted: a hidden one can be shown again. `seen` is where the moderator saw them: what somebody else
    decided on meanwhile stays as it is. Notices about them are settled. One whose words did not move
    with its town stays hidden. Raises `InvalidValueError`.
    """
    require_role(row.town, person, Role.EDITOR)
    require(
        holds=standing in _DECIDED,
        field="standing",
        problem=Text("Beiträge werden gezeigt oder ausgeblendet.", "Contributions are shown or hidden."),
        remedy=Text("Wählen Sie eines von beiden.", "Choose one of the two."),
    )
    require_reason(standing, reason)
    lock(row.town)
    Discussion.objects.select_for_update().get(pk=row.pk)  # all are written anew: nobody sends anything meanwhile
    chosen = Contribution.objects.filter(discussion=row, key__in=list(keys), standing=seen).exclude(text="")
    settled = list(chosen.values_list("key", flat=True))
    chosen.update(standing=standing, reason=reason if standing is Standing.HIDDEN else "")
    Notice.objects.filter(discussion=row, contribution__in=settled).delete()
    name_after_what_is_shown(row)
    _keep_record(row)
    settle(row)
    if settled:
        _note(_DECIDED[standing], row, person, contributions=len(settled), reason=reason)
    return len(settled)


@transaction.atomic
def tell(row: Discussion, person: Person, ticket: Ticket, *, text: str, wants_receipt: bool, today: date) -> Accepted:
    """Keep what somebody told at the counter, by letter or by telephone. Raises like `taking_part.contribute`.

    Nothing says who of the town wrote it down: the line of the log would tell the time.
    """
    require_role(row.town, person, Role.EDITOR)
    return keep(row, ticket, text=text, way=ContributionWay.TOLD, wants_receipt=wants_receipt, today=today)


@transaction.atomic
def cluster_contributions(
    row: Discussion, person: Person, *, seen: Mapping[int, int | None], into: Cluster | None, title: str = ""
) -> int:
    """Put contributions into a cluster, into a new one called `title`, or out of theirs; how many were moved.

    `seen` says in which cluster each was: what another moderator has moved since stays where it is.
    """
    require_role(row.town, person, Role.EDITOR)
    _require_open_or_ended(row)
    if title:
        into = Cluster.objects.filter(discussion=row, title=title).first() or new_cluster(row, title)
    moved = 0
    for key, was in seen.items():
        moved += Contribution.objects.filter(discussion=row, key=key, cluster=was, standing=Standing.SHOWN).update(
            cluster=into
        )
    if moved:
        _note("discussion.clustered", row, person, contributions=moved, cluster="" if into is None else into.title)
    return moved


@transaction.atomic
def rename_cluster(row: Discussion, person: Person, cluster: int, *, seen: str, title: str) -> bool:
    """Give a cluster another title; False if another moderator was faster."""
    require_role(row.town, person, Role.EDITOR)
    _require_open_or_ended(row)
    changed = Cluster.objects.filter(discussion=row, pk=cluster, title=seen).update(title=title)
    if changed:
        _note("discussion.clustered", row, person, before=seen, after=title)
    return bool(changed)


def _keep_record(row: Discussion) -> None:
    """The record of a closed discussion follows: insults are found late, and what is shown again gets a reply."""
    if Discussion.objects.get(pk=row.pk).is_closed:
        give_each_a_cluster(row)
        put_into_record(row)


def _require_open_or_ended(row: Discussion) -> None:
    require(
        holds=not Discussion.objects.select_for_update().get(pk=row.pk).is_closed,
        field="into",
        problem=Text("Die Diskussion ist abgeschlossen.", "The discussion is closed."),
        remedy=Text("Ihre Bündel bleiben, wie sie sind.", "Its clusters stay as they are."),
    )


def _note(deed: str, row: Discussion, person: Person, **details: object) -> None:
    record(deed=deed, actor=person.name, town=row.town_id, subject=row.identifier, details=details)
