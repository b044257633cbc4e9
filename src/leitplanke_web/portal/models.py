"""Runs of the chain, studies of the roadmaps that they made, what was published, and what was taken back.

Personal data: the names of those who started, published or took back; they stay with the version (who published is
public record of the town) and go with the town.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.obstacles import Obstacle
from leitplanke.kernel.licence import Licence
from leitplanke.kernel.progress import StageDone
from leitplanke.kernel.town import TownProfile
from leitplanke.roadmap.answers import Study as StudyValue
from leitplanke.roadmap.answers import StudyQuestion
from leitplanke_web.towns.fields import ValueField, ValuesField
from leitplanke_web.towns.models import TownRow


class RunKind(models.TextChoices):
    """What a run computes."""

    CHAIN = "chain", _("Fahrplan")
    ROBUSTNESS = "robustness", _("Belastbarkeit")
    REPAIR = "repair", _("Planänderung")


class RunState(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("wartet")
    RUNNING = "running", _("läuft")
    DONE = "done", _("fertig")
    CONFLICT = "conflict", _("kein Fahrplan möglich")
    FAULTY = "faulty", _("Eingaben fehlerhaft")
    CANCELLED = "cancelled", _("abgebrochen")
    FAILED = "failed", _("gescheitert")


UNFINISHED = (RunState.WAITING, RunState.RUNNING)


class Run(TownRow):
    """One run of the whole chain on the town's data as they were when it began, or the work on a `Study`.

    `digests` names the documents that it made by SHA-256, by stage; `obstacles` says what stood in its way. `read_at`
    is the moment whose data it computes with, `heard_of_at` the last sign of life of its worker, or when a waiting run
    was last put into the queue. `near` made the published roadmap that the new one stays near to, with at most
    `most_changes` or as few as can be; both are empty where everything is planned anew.
    """

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=16, choices=RunKind.choices, default=RunKind.CHAIN)
    state = models.CharField(max_length=16, choices=RunState.choices, default=RunState.WAITING)
    started_by = models.CharField(max_length=120)
    seed = models.BigIntegerField(default=1)
    near = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    most_changes = models.PositiveIntegerField(null=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    heard_of_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_cancel_asked = models.BooleanField(default=False)
    stage = models.CharField(max_length=16, blank=True)
    steps_done = models.PositiveBigIntegerField(default=0)
    steps_planned = models.PositiveBigIntegerField(default=0)
    gap = models.FloatField(null=True)
    input_sha256 = models.CharField(max_length=64, blank=True)
    profile = ValueField(TownProfile, null=True)
    digests = models.JSONField(default=dict)
    outcomes = ValuesField(StageDone, default=tuple)
    obstacles = ValuesField(Obstacle, default=tuple)

    class Meta(TownRow.Meta):
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("town", "number"), name="portal_run_number"),
            models.UniqueConstraint(
                fields=("town",), condition=models.Q(state__in=UNFINISHED), name="portal_run_one_unfinished"
            ),
            models.CheckConstraint(condition=models.Q(state__in=RunState.values), name="portal_run_state_is_known"),
            models.CheckConstraint(condition=models.Q(kind__in=RunKind.values), name="portal_run_kind_is_known"),
            models.CheckConstraint(
                condition=models.Q(near=None, most_changes=None)
                | models.Q(near__isnull=False, most_changes__isnull=False),
                name="portal_run_changes_of_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.town_id} {self.number}"

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or is under way."""
        return self.state in UNFINISHED

    @property
    def is_done(self) -> bool:
        """Whether it made all documents, or found an answer."""
        return self.state == RunState.DONE

    @property
    def is_study(self) -> bool:
        """Whether it answers a question about a roadmap instead of making one."""
        return self.kind != RunKind.CHAIN


class Study(TownRow):
    """A question about the roadmap that the run `of` made; what was found, with what it was computed from."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="study")
    of = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="+")
    question = ValueField(StudyQuestion)
    found = ValueField(StudyValue, null=True)

    def __str__(self) -> str:
        return str(self.run)


class Publication(TownRow):
    """A published version. It never changes: a trigger of the database refuses.

    `licence` is the one that the town had chosen when it published: what was once allowed stays allowed.
    """

    number = models.PositiveIntegerField()
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+")
    profile = ValueField(TownProfile)
    digests = models.JSONField()
    note = models.TextField(blank=True)
    licence = models.CharField(max_length=32, blank=True)
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta(TownRow.Meta):
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("town", "number"), name="portal_publication_number"),
            models.CheckConstraint(
                condition=models.Q(licence__in=["", *map(str, Licence)]), name="portal_publication_licence_is_known"
            ),
        )

    def __str__(self) -> str:
        return f"{self.town_id} {self.number}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether the town has taken it back."""
        return hasattr(self, "withdrawal")

    @property
    def is_exempt(self) -> bool:
        """Whether it was published although measures violate guardrails or are unchecked."""
        return hasattr(self, "exemption")


class Withdrawal(TownRow):
    """That a published version was taken back, and why. Neither changes any more: a trigger of the database refuses."""

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="withdrawal")
    reason = models.TextField()
    withdrawn_by = models.CharField(max_length=120)
    withdrawn_at = models.DateTimeField(auto_now_add=True)

    class Meta(TownRow.Meta):
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="portal_withdrawal_has_a_reason"),)

    def __str__(self) -> str:
        return str(self.publication)


class Exemption(TownRow):
    """Why a version was published although measures violate guardrails or are unchecked: for everybody to read.

    `points` are these checks: measure, guardrail, verdict. It never changes: a trigger of the database refuses.
    """

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="exemption")
    points = models.JSONField()
    reason = models.TextField()

    class Meta(TownRow.Meta):
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="portal_exemption_has_a_reason"),)

    def __str__(self) -> str:
        return str(self.publication)
