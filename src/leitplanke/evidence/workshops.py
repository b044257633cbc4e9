"""What a workshop said, without a single card and without counts per group."""

from itertools import takewhile

from leitplanke.evidence.disclosure import Counts, withheld
from leitplanke.evidence.model import ClusterResult, EvidenceRules, GroupOrder, WorkshopResult
from leitplanke.participation.model import MeetingFormat, StakeholderGroup, Workshop

_FIRST = 3


def workshop_result(workshop: Workshop, rules: EvidenceRules) -> WorkshopResult:
    """Cards and dots per cluster, and what each group of enough people put first."""
    clusters = [cluster.id for cluster in workshop.clusters]
    cards = dict.fromkeys(clusters, 0)
    dots = dict.fromkeys(clusters, 0)
    for card in workshop.cards:
        cards[card.cluster] += 1
    for vote in workshop.dots:
        dots[vote.cluster] += vote.dots
    participants = sum(group.participants for group in workshop.groups)
    is_public = workshop.format is MeetingFormat.DISCUSSION  # one by one: all can count them
    told_cards, told_dots = (_told(counts, participants, rules.minimum_cell) for counts in (cards, dots))
    counted: dict[str, int | None] = {**cards} if is_public else told_cards
    large = [group for group in workshop.groups if group.participants >= rules.minimum_cell]
    orders = [_order(workshop, group, told_dots) for group in large]
    return WorkshopResult(
        workshop=workshop.id,
        title=workshop.title,
        held_on=workshop.held_on,
        participants=participants if participants >= rules.minimum_cell else None,
        clusters=tuple(ClusterResult(c.id, c.title, counted[c.id], told_dots[c.id]) for c in workshop.clusters),
        orders=tuple(order for order in orders if order.first_clusters),
        format=workshop.format,
    )


def _told(counts: dict[str, int], participants: int, minimum: int) -> dict[str, int | None]:
    """Counts of at least the minimum. Everybody may know the sum (three dots each), so it must not tell one cluster."""
    total = sum(counts.values())
    if participants < minimum or not counts:
        return dict.fromkeys(counts)
    everything = Counts(total + minimum, tuple(counts.values()), (1,) * len(counts), total)
    hidden = withheld([everything], minimum=minimum)
    return {cluster: None if at in hidden else n for at, (cluster, n) in enumerate(counts.items())}


def _order(workshop: Workshop, group: StakeholderGroup, told: dict[str, int | None]) -> GroupOrder:
    """Up to the first cluster whose dots are withheld; nothing if the group gave dots to fewer than three.

    A shorter list would tell that all other clusters have none.
    """
    dots = {cluster.id: 0 for cluster in workshop.clusters}
    for vote in workshop.dots:
        if vote.group == group.id:
            dots[vote.cluster] += vote.dots
    ranked = sorted((cluster for cluster in dots if dots[cluster] > 0), key=lambda cluster: (-dots[cluster], cluster))
    first = ranked[:_FIRST] if len(ranked) >= min(_FIRST, len(dots)) else []
    return GroupOrder(group.id, group.name, tuple(takewhile(lambda cluster: told[cluster] is not None, first)))
