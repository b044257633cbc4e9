"""A town that is loaded brings its discussions; what of them nobody may carry stays behind (docs/decisions/0027)."""

from collections.abc import Iterable
from random import Random

from leitplanke.participation.discussion_kept import KeptDiscussion
from leitplanke_web.discussion.models import Cluster, Contribution, Discussion
from leitplanke_web.participation.keys import new_keys
from leitplanke_web.towns.models import Town


def store_discussions(town: Town, discussions: Iterable[KeptDiscussion], *, random: Random) -> None:
    """Store the discussions of a town that is being loaded, within the caller's transaction, under new keys."""
    for position, kept in enumerate(discussions):
        row = Discussion.objects.create(
            town=town,
            identifier=kept.id,
            position=position,
            value=kept.discussion,
            is_draft=kept.is_draft,
            is_closed=kept.is_closed,
        )
        _store_contributions(row, kept, random)


def _store_contributions(row: Discussion, kept: KeptDiscussion, random: Random) -> None:
    clusters = {
        one.id: Cluster.objects.create(town_id=row.town_id, discussion=row, title=one.title.de, name=one.id)
        for one in kept.clusters
    }
    keyed = zip(new_keys(random, len(kept.contributions)), kept.contributions, strict=True)
    Contribution.objects.bulk_create(
        [
            Contribution(
                key=key,
                town_id=row.town_id,
                discussion=row,
                text=one.text,
                way=one.way,
                standing=one.standing,
                reason=one.reason,
                cluster=clusters.get(one.cluster),
            )
            for key, one in sorted(keyed, key=lambda pair: pair[0])
        ],
        batch_size=500,
    )
