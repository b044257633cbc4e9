"""The survey that is running: who may answer, what is being filled in, what came in and waits for the mix.

Personal data: none of these tables has a person, an account, an address or a time of an answer, and none refers to
another but to town and survey (docs/decisions/0018). Whoever adds a column that could join two of them undoes it; a
repository test lists the columns.
"""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from leitplanke.participation.model import Answer as AnswerValue
from leitplanke_web.participation.models.records import MOST_DIGEST, Questionnaire
from leitplanke_web.towns.fields import ValuesField
from leitplanke_web.towns.models import Town, TownRow


class SurveyState(models.TextChoices):
    """Where a survey is; a closed one stays closed."""

    PREPARED = "prepared", _("in Vorbereitung")
    OPEN = "open", _("geöffnet")
    PAUSED = "paused", _("unterbrochen")
    CLOSED = "closed", _("beendet")


class Survey(TownRow):
    """A survey of a town (Befragung): one questionnaire, answered from its opening until `closes_on`, inclusive.

    `full_quotas` are those of which no more answers are needed.
    `withdrawn` counts the responses that were taken back with a receipt; of each, nothing else is left.
    `withdrawn_told` is what may be told of that, as of the latest night: a count that rises at once would tell when.
    """

    questionnaire = models.OneToOneField(Questionnaire, on_delete=models.RESTRICT, related_name="+")
    state = models.CharField(max_length=16, choices=SurveyState.choices, default=SurveyState.PREPARED)
    closes_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    full_quotas = models.JSONField(default=list)  # as of the latest mix
    withdrawn = models.PositiveIntegerField(default=0)
    withdrawn_told = models.PositiveIntegerField(default=0)

    class Meta(TownRow.Meta):
        constraints: ClassVar = (
            models.CheckConstraint(condition=models.Q(state__in=SurveyState.values), name="survey_state_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.state}"


class SurveyRow(models.Model):
    """A row that belongs to one survey and, beyond that, to nobody and nothing."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar["models.Manager[Self]"] = ScopedManager(town="town")

    class Meta:
        abstract = True


class AccessCode(SurveyRow):
    """A code that lets somebody answer once (Zugangscode). Only its keyed digest is stored; nobody's name ever is.

    The key is random, also so that SQLite's hidden row order tells nothing.
    """

    key = models.BigIntegerField(primary_key=True)
    audience = models.CharField(max_length=64)
    frame = models.CharField(max_length=64)
    digest = models.CharField(max_length=MOST_DIGEST, unique=True)
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.audience} {self.frame}"


class Draft(SurveyRow):
    """Answers of somebody who has not sent them yet, sealed with a key that only their resume code gives."""

    locator = models.CharField(primary_key=True, max_length=MOST_DIGEST)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.locator[:12]


class SubmissionToken(SurveyRow):
    """A form that was accepted, so that a second click is answered like the first; goes when the form has expired."""

    digest = models.CharField(primary_key=True, max_length=MOST_DIGEST)
    expires_on = models.DateField()

    def __str__(self) -> str:
        return self.digest[:12]


class Intake(SurveyRow):
    """An accepted response (Eingang) that waits for the mix."""

    key = models.BigIntegerField(primary_key=True)
    audience = models.CharField(max_length=64)
    frame = models.CharField(max_length=64)
    mode = models.CharField(max_length=16)
    answers = ValuesField(AnswerValue)
    receipt = models.CharField(max_length=MOST_DIGEST, blank=True)

    class Meta(SurveyRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("survey", "receipt"), condition=~models.Q(receipt=""), name="one_intake_of_a_receipt"
            ),
        )

    def __str__(self) -> str:
        return f"{self.audience} {self.key}"


class FieldCount(SurveyRow):
    """How many of an audience had answered by a mode when a mix ended (Feldstand), rounded down."""

    on = models.DateField()
    audience = models.CharField(max_length=64)
    mode = models.CharField(max_length=16)
    count = models.PositiveIntegerField()

    class Meta(SurveyRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("survey", "on", "audience", "mode"), name="one_count_per_day"),
        )

    def __str__(self) -> str:
        return f"{self.on} {self.audience} {self.mode} {self.count}"
