"""What keeps contributions from telling when they came, and what keeps the town's record in step with them."""

import logging
from collections.abc import Iterator
from itertools import count
from typing import Final, TypeVar

from django.db import transaction
from django_scopes import scope

from leitplanke.participation.discussion import Standing, record_of_discussion, title_of
from leitplanke_web.discussion.models import Ballot, Cluster, Contribution, Discussion, Notice
from leitplanke_web.discussion.queries import clusters, for_record, votes_of
from leitplanke_web.participation.actions.mixing import forget_places
from leitplanke_web.participation.actions.records import put_workshop
from leitplanke_web.towns.models import Town

_log = logging.getLogger(__name__)
NAME_OF_HIDDEN: Final = "Ausgeblendeter Beitrag"
"""What a cluster is called of which nothing is shown any more, where it was called after that."""
R = TypeVar("R", Contribution, Ballot, Notice)


def settle(row: Discussion) -> None:
    """Write all contributions of a discussion anew in the order of their keys, within the caller's transaction.

    Rows that were written one by one lie in the order in which people sent them, and PostgreSQL numbers the
    transactions; afterwards all lie in a random order and were written at once. The caller has locked the discussion:
    what came in between reading and writing would be lost.
    """
    _write_anew(Contribution, row)


def settle_towns() -> int:
    """Settle everything that was sent to any discussion, and forget where it had been; how many discussions.

    At night, outside a transaction: what nobody has moderated yet, votes and notices would else lie as they came.
    What fails in one discussion keeps no other from being settled.
    """
    found = 0
    for town in Town.objects.all():
        with scope(town=town):
            for row in Discussion.objects.filter(town=town, is_draft=False):
                try:
                    found += settle_all(row)
                except Exception:  # noqa: BLE001 - one discussion's trouble keeps no other one's order to be read
                    _log.exception("discussion %s of %s could not be settled", row.identifier, town.pk)
    forget_places((Contribution, Ballot, Notice))
    return found


@transaction.atomic
def settle_all(row: Discussion) -> int:
    """Settle contributions, votes and notices of one discussion; that it is one."""
    Discussion.objects.select_for_update().get(pk=row.pk)  # nobody sends anything meanwhile
    _write_anew(Contribution, row)
    _write_anew(Ballot, row)
    _write_anew(Notice, row)
    return 1


def _write_anew(model: type[R], row: Discussion) -> None:
    rows = stored_rows(model, row)
    model._default_manager.filter(discussion=row).delete()
    model._default_manager.bulk_create(rows, batch_size=500)


def stored_rows(model: type[R], row: Discussion) -> list[R]:
    """All rows of the discussion in the order of their keys, locked."""
    return list(model._default_manager.select_for_update().filter(discussion=row).order_by("key"))


def drop_empty_clusters(row: Discussion) -> None:
    """Delete clusters in which nothing is shown: nobody waits for a reply to them."""
    used = Contribution.objects.filter(discussion=row, standing=Standing.SHOWN).exclude(cluster=None).values("cluster")
    Cluster.objects.filter(discussion=row).exclude(pk__in=used).delete()


def new_cluster(row: Discussion, title: str) -> Cluster:
    """A cluster of the discussion, under a name that none of its clusters has."""
    return Cluster.objects.create(town_id=row.town_id, discussion=row, title=title, name=next(_free_names(row)))


def give_each_a_cluster(row: Discussion) -> None:
    """Make a cluster of every contribution that is shown and in none, so that it gets a reply as well."""
    names = _free_names(row)
    for single in Contribution.objects.filter(discussion=row, standing=Standing.SHOWN, cluster=None):
        single.cluster = Cluster.objects.create(
            town_id=row.town_id, discussion=row, title=title_of(single.text), name=next(names)
        )
        single.save(update_fields=["cluster"])


def name_after_what_is_shown(row: Discussion) -> None:
    """Let no cluster be called as a hidden contribution begins: an insult stood in the heading still.

    It is called as the first begins that is shown in it; where none is, by a name that says so. What is shown again
    gives its cluster the name back.
    """
    inside: dict[Cluster, list[Contribution]] = {}
    for one in Contribution.objects.filter(discussion=row).exclude(cluster=None).select_related("cluster"):
        assert one.cluster is not None
        inside.setdefault(one.cluster, []).append(one)
    for cluster, found in inside.items():
        shown = [title_of(one.text) for one in found if one.standing == Standing.SHOWN]
        hidden = {title_of(one.text) for one in found if one.standing == Standing.HIDDEN}
        if cluster.title in {*hidden, NAME_OF_HIDDEN} - set(shown):
            cluster.title = shown[0] if shown else NAME_OF_HIDDEN
            cluster.save(update_fields=["title"])


def put_into_record(row: Discussion) -> None:
    """Let the town's record say what of the discussion is shown, within the caller's transaction."""
    value = record_of_discussion(
        row.value,
        identifier=row.identifier,
        clusters={one.name: one.title for one in clusters(row)},
        contributions=for_record(row),
        votes=votes_of(row),
    )
    put_workshop(row.town, value)


def _free_names(row: Discussion) -> Iterator[str]:
    taken = set(Cluster.objects.filter(discussion=row).values_list("name", flat=True))
    return (name for number in count(1) if (name := f"c{number}") not in taken)
