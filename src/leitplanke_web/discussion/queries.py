"""Reading discussions: for everybody what is public, for staff what waits for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from leitplanke.participation.discussion import Contribution as ContributionValue
from leitplanke.participation.discussion import DiscussionState, Standing
from leitplanke_web.discussion.models import Ballot, Cluster, Contribution, Discussion, Notice
from leitplanke_web.discussion.tickets import receipt_digest
from leitplanke_web.towns.models import Town

if TYPE_CHECKING:
    from leitplanke.evidence.opinions import OpinionReport  # numpy behind it

FEWEST_TOLD = 10  # people in a group, as everywhere (docs/methods/disclosure.md)
UNSEEN = frozenset({DiscussionState.DRAFT, DiscussionState.PLANNED})
"""Where a discussion is before anybody reads it."""
_SEED = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for staff over all discussions of a town.

    `contributions` wait for the moderation, `notices` for somebody to look; `unanswered` are clusters, and
    contributions by themselves, of discussions that nobody has closed yet, so that no reply can be there.
    """

    contributions: int
    notices: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many contributions of a discussion stand where."""

    waiting: int
    shown: int
    hidden: int


def discussions(town: Town) -> QuerySet[Discussion]:
    """The town's discussions, the latest first."""
    return Discussion.objects.filter(town=town).order_by("-position")


def public_discussions(town: Town, *, today: date) -> dict[DiscussionState, list[Discussion]]:
    """Those that everybody sees, by where they are; a draft and a planned one are shown to nobody."""
    found: dict[DiscussionState, list[Discussion]] = {state: [] for state in DiscussionState}
    for row in discussions(town):
        found[row.state_on(today)].append(row)
    return {state: rows for state, rows in found.items() if state not in UNSEEN}


def discussion_identifiers(town: Town) -> frozenset[str]:
    """How the town's discussions are called."""
    return frozenset(Discussion.objects.filter(town=town).values_list("identifier", flat=True))


def discussion(town: Town, identifier: str) -> Discussion | None:
    """The discussion with this identifier."""
    row = Discussion.objects.filter(town=town, identifier=identifier).first()
    if row is not None:
        row.town = town
    return row


def numbers_of(row: Discussion) -> Numbers:
    """How many contributions stand where."""
    found = Contribution.objects.filter(discussion=row).values_list("standing").annotate(number=Count("pk")).order_by()
    counts = dict(found)
    return Numbers(*(counts.get(one.value, 0) for one in (Standing.WAITING, Standing.SHOWN, Standing.HIDDEN)))


def public_contributions(row: Discussion) -> QuerySet[Contribution]:
    """What everybody reads, or reads why not: all but those that wait, by cluster, in the order of their keys."""
    public = Contribution.objects.filter(discussion=row).exclude(standing=Standing.WAITING)
    return public.select_related("cluster").order_by(F("cluster").asc(nulls_last=True), "key")


def public_contribution(row: Discussion, key: int) -> Contribution | None:
    """One that everybody reads."""
    return Contribution.objects.filter(discussion=row, key=key, standing=Standing.SHOWN).first()


def contributions(row: Discussion, standing: Standing) -> QuerySet[Contribution]:
    """The contributions that stand there, in the order of their keys."""
    return Contribution.objects.filter(discussion=row, standing=standing).select_related("cluster")


def clusters(row: Discussion) -> list[Cluster]:
    """The clusters of a discussion."""
    return list(Cluster.objects.filter(discussion=row))


def notices_of(row: Discussion, keys: Collection[int]) -> Mapping[int, list[str]]:
    """What somebody has against these contributions, by their keys."""
    found: dict[int, list[str]] = {}
    for notice in Notice.objects.filter(discussion=row, contribution__in=keys):
        found.setdefault(notice.contribution, []).append(notice.words)
    return found


def noticed(row: Discussion) -> QuerySet[Contribution]:
    """Contributions that everybody reads and somebody has something against."""
    about = Notice.objects.filter(discussion=row).values("contribution")
    return contributions(row, Standing.SHOWN).filter(key__in=about)


def contribution_of_receipt(town: Town, code: str) -> Contribution | None:
    """The contribution that a receipt code belongs to."""
    rows = Contribution.objects.filter(town=town, receipt=receipt_digest(code))
    return rows.select_related("discussion", "cluster").first()


def waiting(town: Town) -> Waiting:
    """What waits for staff, in one query whatever the number of discussions. Nobody can write before one has begun."""
    is_shown = Q(standing=Standing.SHOWN, discussion__is_closed=False)
    notices = Notice.objects.filter(town=town).order_by().values("town").annotate(number=Count("pk")).values("number")
    told = Contribution.objects.filter(town=town).aggregate(
        waiting=Count("pk", filter=Q(standing=Standing.WAITING)),
        single=Count("pk", filter=is_shown & Q(cluster=None)),
        clusters=Count("cluster", filter=is_shown, distinct=True),
        notices=Max(Coalesce(Subquery(notices), 0)),
    )
    return Waiting(told["waiting"], told["notices"] or 0, told["single"] + told["clusters"])


def for_record(row: Discussion) -> list[ContributionValue]:
    """What the record keeps: contributions that everybody reads."""
    found = Contribution.objects.filter(discussion=row, standing=Standing.SHOWN).exclude(cluster=None)
    return [ContributionValue(one.key, one.text, f"c{one.cluster_id}") for one in found]


def ballot_count(row: Discussion) -> int:
    """How many people voted."""
    return Ballot.objects.filter(discussion=row).count()


def opinions(row: Discussion) -> "OpinionReport | None":
    """How people voted on the statements, by opinion groups; None where too few did to say anything."""
    from leitplanke.evidence.opinions import (  # noqa: PLC0415 - numpy behind it
        Statement,
        VoteMatrix,
        group_opinions,
        report_opinions,
    )

    ballots = [ballot.marks for ballot in Ballot.objects.filter(discussion=row)]
    if sum(bool(marks) for marks in ballots) < FEWEST_TOLD:
        return None
    places = {topic.id: place for place, topic in enumerate(row.value.statements)}
    votes = [
        (person, places[mark.item], int(mark.value))
        for person, marks in enumerate(ballots)
        for mark in marks
        if mark.item in places
    ]
    matrix = VoteMatrix.of(
        tuple(str(number) for number in range(len(ballots))),
        tuple(Statement(topic.id, topic.words.de) for topic in row.value.statements),
        people=[person for person, _, _ in votes],
        columns=[place for _, place, _ in votes],
        values=[value for _, _, value in votes],
    )
    grouping = group_opinions(matrix, seed=_SEED, smallest=FEWEST_TOLD)
    return report_opinions(matrix, grouping, seed=_SEED) if min(grouping.sizes) >= FEWEST_TOLD else None
