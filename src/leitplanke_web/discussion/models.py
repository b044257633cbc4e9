"""A discussion online with what people wrote and how they voted.

Personal data: nobody's name, address, account, session or time. A contribution has a random key and, where its author
asked for a receipt, the keyed digest of the receipt's code; nothing refers to it (docs/decisions/0025). Words may name
somebody: an editor hides them, with a reason that everybody reads. Everything goes with the town.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.discussion import (
    MOST_CONTRIBUTION,
    MOST_REASON,
    MOST_TITLE,
    ContributionWay,
    DiscussionState,
    Standing,
)
from leitplanke.participation.discussion import Discussion as DiscussionValue
from leitplanke.participation.meeting import Mark
from leitplanke_web.towns.fields import ValueField, ValuesField
from leitplanke_web.towns.models import MOST_IDENTIFIER, Part, TownRow

MOST_DIGEST = 64  # SHA-256 in hexadecimal
STATES = {
    DiscussionState.DRAFT: _("Entwurf, noch nicht freigegeben"),
    DiscussionState.PLANNED: _("freigegeben, beginnt noch"),
    DiscussionState.OPEN: _("läuft"),
    DiscussionState.ENDED: _("beendet, wird geordnet"),
    DiscussionState.CLOSED: _("abgeschlossen"),
}
STANDINGS = {
    Standing.WAITING: _("wartet auf die Moderation"),
    Standing.SHOWN: _("zu lesen"),
    Standing.HIDDEN: _("ausgeblendet"),
    Standing.WITHDRAWN: _("zurückgezogen"),
}
WAYS = {ContributionWay.ONLINE: _("selbst geschrieben"), ContributionWay.TOLD: _("dem Rathaus gesagt")}


class Discussion(Part):
    """A discussion (Diskussion): a draft until somebody opens it; then its days say where it is, until it is closed."""

    value = ValueField(DiscussionValue)
    is_draft = models.BooleanField(default=False)
    is_closed = models.BooleanField(default=False)

    class Meta(Part.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (  # type: ignore[assignment]  # more than a part has
            models.UniqueConstraint(fields=("town", "identifier"), name="discussion_discussion_identifier"),
            models.CheckConstraint(
                condition=~models.Q(is_draft=True, is_closed=True), name="discussion_closed_is_no_draft"
            ),
        )

    def state_on(self, day: date) -> DiscussionState:
        """Where it is on a day."""
        value: DiscussionValue = self.value
        if self.is_draft:
            return DiscussionState.DRAFT
        return DiscussionState.CLOSED if self.is_closed else value.state_on(day)


class DiscussionRow(TownRow):
    """A row that belongs to one discussion and to nobody."""

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="+")

    class Meta(TownRow.Meta):
        abstract = True


class Cluster(DiscussionRow):
    """Contributions that say the same (Bündel); `name` is what the record calls it."""

    title = models.CharField(max_length=MOST_TITLE)
    name = models.CharField(max_length=MOST_IDENTIFIER)

    class Meta(DiscussionRow.Meta):
        ordering: ClassVar = ("id",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("discussion", "name"), name="one_cluster_of_a_discussion_per_name"),
        )

    def __str__(self) -> str:
        return self.title


class Contribution(DiscussionRow):
    """A contribution (Beitrag). `key` follows from its form, so that a second click writes nothing twice.

    `reason` stands in the place of a hidden one. A withdrawn one has no words any more.
    """

    key = models.BigIntegerField(primary_key=True)
    text = models.CharField(max_length=MOST_CONTRIBUTION, blank=True)
    way = models.CharField(max_length=16, choices=[(one.value, words) for one, words in WAYS.items()])
    standing = models.CharField(max_length=16, choices=[(one.value, words) for one, words in STANDINGS.items()])
    reason = models.CharField(max_length=MOST_REASON, blank=True)
    cluster = models.ForeignKey(Cluster, on_delete=models.SET_NULL, null=True, related_name="+")
    receipt = models.CharField(max_length=MOST_DIGEST, blank=True)

    class Meta(DiscussionRow.Meta):
        ordering: ClassVar = ("key",)
        constraints: ClassVar = (
            models.CheckConstraint(
                condition=models.Q(standing__in=[one.value for one in Standing]), name="contribution_standing_is_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(standing=Standing.HIDDEN, reason=""), name="contribution_is_hidden_with_a_reason"
            ),
            models.CheckConstraint(
                condition=~models.Q(standing=Standing.WITHDRAWN) | models.Q(text=""),
                name="contribution_withdrawn_has_no_words",
            ),
            models.UniqueConstraint(
                fields=("town", "receipt"), condition=~models.Q(receipt=""), name="one_contribution_of_a_receipt"
            ),
        )

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_aside(self) -> bool:
        """Whether nobody reads it any more, and no cluster is its place."""
        return self.cluster_id is None and self.standing != Standing.SHOWN


class Ballot(DiscussionRow):
    """How one person voted on the statements (Stimmzettel); `key` as that of a contribution."""

    key = models.BigIntegerField(primary_key=True)
    marks = ValuesField(Mark)

    class Meta(DiscussionRow.Meta):
        ordering: ClassVar = ("key",)

    def __str__(self) -> str:
        return str(self.key)


class Notice(DiscussionRow):
    """What somebody has against a contribution (Hinweis); `contribution` is the key of what it is about."""

    key = models.BigIntegerField(primary_key=True)
    contribution = models.BigIntegerField()
    words = models.CharField(max_length=MOST_REASON)

    class Meta(DiscussionRow.Meta):
        ordering: ClassVar = ("key",)

    def __str__(self) -> str:
        return self.words[:40]
