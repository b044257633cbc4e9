"""What keeps contributions from telling when they came, and what keeps the town's record in step with them."""

from leitplanke.participation.discussion import Standing, record_of_discussion, title_of
from leitplanke_web.discussion.models import Cluster, Contribution, Discussion
from leitplanke_web.discussion.queries import clusters, for_record
from leitplanke_web.participation.actions.records import put_workshop


def settle(row: Discussion) -> None:
    """Write all contributions of a discussion anew in the order of their keys, within the caller's transaction.

    Rows that were written one by one lie in the order in which people sent them, and PostgreSQL numbers the
    transactions; afterwards all lie in a random order and were written at once.
    """
    rows = list(Contribution.objects.select_for_update().filter(discussion=row).order_by("key"))
    Contribution.objects.filter(discussion=row).delete()
    Contribution.objects.bulk_create(rows, batch_size=500)


def drop_empty_clusters(row: Discussion) -> None:
    """Delete clusters in which nothing is shown: nobody waits for a reply to them."""
    used = Contribution.objects.filter(discussion=row, standing=Standing.SHOWN).exclude(cluster=None).values("cluster")
    Cluster.objects.filter(discussion=row).exclude(pk__in=used).delete()


def give_each_a_cluster(row: Discussion) -> None:
    """Make a cluster of every contribution that is shown and in none, so that it gets a reply as well."""
    for single in Contribution.objects.filter(discussion=row, standing=Standing.SHOWN, cluster=None):
        single.cluster = Cluster.objects.create(town_id=row.town_id, discussion=row, title=title_of(single.text))
        single.save(update_fields=["cluster"])


def put_into_record(row: Discussion) -> None:
    """Let the town's record say what of the discussion is shown, within the caller's transaction."""
    value = record_of_discussion(
        row.value,
        identifier=row.identifier,
        clusters={one.identifier: one.title for one in clusters(row)},
        contributions=for_record(row),
    )
    put_workshop(row.town, value)
