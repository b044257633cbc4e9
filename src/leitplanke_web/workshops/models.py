"""A workshop that is planned or held, with what people wrote and marked.

Personal data: nobody's name, address or time. While a workshop is open, `Participant` holds the keyed digest of a
random token in a phone's cookie, so that a phone can take its own card back and vote once; closing deletes the
participants with every reference to them (docs/decisions/0024). Words on cards and in minutes may name somebody: an
editor hides a card or changes the minutes. `Photo` may show people: the page asks for the wall alone, where and when it
was taken is not kept, and an editor removes it. Everything goes with the town.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.meeting import Agenda, Mark, NotedKind
from leitplanke_web.towns.fields import ValueField, ValuesField
from leitplanke_web.towns.models import Part, TownRow

MOST_WORDS = 500
MOST_TITLE = 120


class WorkshopState(models.TextChoices):
    """Where a workshop is; a closed one stays closed."""

    PLANNED = "planned", _("in Vorbereitung")
    OPEN = "open", _("läuft")
    CLOSED = "closed", _("abgeschlossen")


class Workshop(Part):
    """A workshop (Werkstatt). `changes` counts what a screen has to show anew; `step` is where the room is.

    `present` says after closing how many people of each group were there.
    """

    value = ValueField(Agenda)
    state = models.CharField(max_length=16, choices=WorkshopState.choices, default=WorkshopState.PLANNED)
    code = models.CharField(max_length=8)
    step = models.CharField(max_length=64, blank=True)
    step_began_at = models.DateTimeField(null=True)
    changes = models.PositiveIntegerField(default=0)
    present = models.JSONField(default=dict)

    class Meta(Part.Meta):
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (  # type: ignore[assignment]  # more than a part has
            models.UniqueConstraint(fields=("town", "identifier"), name="workshops_workshop_identifier"),
            models.UniqueConstraint(fields=("town", "code"), name="workshops_workshop_code"),
            models.CheckConstraint(condition=models.Q(state__in=WorkshopState.values), name="workshop_state_is_known"),
        )


class WorkshopRow(TownRow):
    """A row that belongs to one workshop."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="+")

    class Meta(TownRow.Meta):
        abstract = True


class Participant(WorkshopRow):
    """A phone that joined; goes when the workshop is closed."""

    key = models.CharField(max_length=64)
    group = models.CharField(max_length=64)

    class Meta(WorkshopRow.Meta):
        constraints: ClassVar = (models.UniqueConstraint(fields=("workshop", "key"), name="one_participant_per_key"),)

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.group}"


class Cluster(WorkshopRow):
    """Cards that say the same (Bündel)."""

    step = models.CharField(max_length=64)
    title = models.CharField(max_length=MOST_TITLE)

    class Meta(WorkshopRow.Meta):
        ordering: ClassVar = ("id",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("workshop", "step", "title"), name="one_cluster_per_title"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def identifier(self) -> str:
        """Its name in marks and in the record."""
        return f"c{self.pk}"


class Card(WorkshopRow):
    """A card. `key` is what the phone calls it: sent again, it is the same card; `reason` says why it was hidden."""

    step = models.CharField(max_length=64)
    group = models.CharField(max_length=64)
    text = models.CharField(max_length=MOST_WORDS)
    key = models.CharField(max_length=64)
    author = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    cluster = models.ForeignKey(Cluster, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=MOST_TITLE, blank=True)

    class Meta(WorkshopRow.Meta):
        ordering: ClassVar = ("id",)
        constraints: ClassVar = (models.UniqueConstraint(fields=("workshop", "key"), name="one_card_per_key"),)

    def __str__(self) -> str:
        return self.text[:40]


class Ballot(WorkshopRow):
    """What one person marked in a step; the latest counts. `key` is that of the form where paper was typed in."""

    step = models.CharField(max_length=64)
    group = models.CharField(max_length=64)
    participant = models.ForeignKey(Participant, on_delete=models.SET_NULL, null=True, related_name="+")
    marks = ValuesField(Mark)
    key = models.CharField(max_length=64, blank=True)

    class Meta(WorkshopRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("participant", "step"), name="one_ballot_per_participant_and_step"),
            models.UniqueConstraint(
                fields=("workshop", "key"), condition=~models.Q(key=""), name="one_ballot_per_typed_form"
            ),
        )

    def __str__(self) -> str:
        return f"{self.step} {self.group}"


class Photo(WorkshopRow):
    """A photo of the wall (JPEG), made anew from its points; `words` say what it shows to whoever does not see it."""

    content = models.BinaryField()
    words = models.CharField(max_length=MOST_WORDS)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta(WorkshopRow.Meta):
        ordering: ClassVar = ("id",)

    def __str__(self) -> str:
        return self.words[:40]


class Note(WorkshopRow):
    """A decision or an open point of the minutes."""

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in NotedKind])
    words = models.CharField(max_length=MOST_WORDS)
    who = models.CharField(max_length=MOST_TITLE, blank=True)
    until = models.DateField(null=True)

    class Meta(WorkshopRow.Meta):
        ordering: ClassVar = ("id",)

    def __str__(self) -> str:
        return self.words[:40]
