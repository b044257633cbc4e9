"""Reading discussions: for everybody what is public, for staff what waits for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from leitplanke.kernel.texts import Text
from leitplanke.participation.discussion import Contribution as ContributionValue
from leitplanke.participation.discussion import ContributionWay, DiscussionState, Standing, votes_on
from leitplanke.participation.discussion_kept import KeptContribution, KeptDiscussion, kept_order
from leitplanke.participation.model import Cluster as ClusterValue
from leitplanke.participation.model import StatementVotes
from leitplanke_web.discussion.models import Ballot, Cluster, Contribution, Discussion, DiscussionRow, Notice
from leitplanke_web.discussion.tickets import receipt_digest
from leitplanke_web.participation.queries import workshop_value
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
    """What everybody reads, or reads why not: all but those that wait, by cluster, in the order of their keys.

    Last come those in no cluster that nobody reads any more (`is_aside`): no cluster and no reply is open for them.
    """
    public = Contribution.objects.filter(discussion=row).exclude(standing=Standing.WAITING)
    told = public.alias(last=Q(cluster=None) & ~Q(standing=Standing.SHOWN))
    return told.select_related("cluster").order_by(F("cluster").asc(nulls_last=True), "last", "key")


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
    rows = found.select_related("cluster")
    return [ContributionValue(one.key, one.text, one.cluster.name) for one in rows if one.cluster is not None]


def votes_of(row: Discussion) -> tuple[StatementVotes, ...]:
    """What the record tells of the votes; where single votes did not move with the town, what it told already."""
    ballots = [one.marks for one in Ballot.objects.filter(discussion=row)]
    return votes_on(row.value, ballots) if ballots else recorded_votes(row)


def recorded_votes(row: Discussion) -> tuple[StatementVotes, ...]:
    """The votes as the record of a closed discussion tells them."""
    found = workshop_value(row.town, row.identifier)
    return () if found is None else found.statements


def kept_discussions(town: Town) -> tuple[KeptDiscussion, ...]:
    """The town's discussions as they move with it (docs/decisions/0027)."""
    named: dict[int, list[Cluster]] = {}
    for cluster in Cluster.objects.filter(town=town):
        named.setdefault(cluster.discussion_id, []).append(cluster)
    said: dict[int, list[KeptContribution]] = {}
    written = Contribution.objects.filter(town=town).exclude(standing=Standing.WAITING).select_related("cluster")
    for one in written:
        said.setdefault(one.discussion_id, []).append(_kept(one))
    return tuple(
        KeptDiscussion(
            id=row.identifier,
            discussion=row.value,
            is_draft=row.is_draft,
            is_closed=row.is_closed,
            clusters=tuple(ClusterValue(one.name, Text(one.title)) for one in named.get(row.pk, ())),
            contributions=tuple(sorted(said.get(row.pk, ()), key=kept_order)),
        )
        for row in Discussion.objects.filter(town=town)
    )


def _kept(one: Contribution) -> KeptContribution:
    return KeptContribution(
        standing=Standing(one.standing),
        way=ContributionWay(one.way),
        text=one.text if one.standing == Standing.SHOWN else "",
        reason=one.reason,
        cluster="" if one.cluster is None else one.cluster.name,
    )


@dataclass(frozen=True, slots=True)
class NotMoving:
    """What of a discussion stays behind when its town moves: how many, by kind."""

    discussion: str
    waiting: int
    hidden: int
    votes: int
    notices: int
    receipts: int


def not_moving(town: Town) -> tuple[NotMoving, ...]:
    """What does not move with the town, by discussion; those of which everything does are left out."""

    def numbers(model: type[DiscussionRow], **only: object) -> dict[int, int]:
        rows = model._default_manager.filter(town=town, **only).order_by().values_list("discussion")
        return dict(rows.annotate(number=Count("pk")))

    kinds = (
        numbers(Contribution, standing=Standing.WAITING),
        numbers(Contribution, standing=Standing.HIDDEN, text__gt=""),
        numbers(Ballot),
        numbers(Notice),
        numbers(Contribution, receipt__gt="", standing__in=[Standing.SHOWN, Standing.HIDDEN]),
    )
    rows = Discussion.objects.filter(town=town).values_list("pk", "identifier")
    found = (NotMoving(name, *(kind.get(pk, 0) for kind in kinds)) for pk, name in rows)
    return tuple(one for one in found if one.waiting or one.hidden or one.votes or one.notices or one.receipts)


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
