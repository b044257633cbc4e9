"""What people answered.

Personal data: answers may identify somebody who names herself or is one of few; so nothing leaves but through the
evidence stage. There is no person, account, address or time in here, and there must never be (docs/decisions/0014).
"""

from typing import ClassVar, Self

from django.db import models
from django_scopes import ScopedManager

from leitplanke.participation.model import Answer as AnswerValue
from leitplanke.participation.model import Frame as FrameValue
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.model import Workshop as WorkshopValue
from leitplanke_web.towns.fields import ValueField, ValuesField
from leitplanke_web.towns.models import MOST_IDENTIFIER, Handover, Part, Town

MOST_DIGEST = 64  # SHA-256 in hexadecimal


class Questionnaire(Part):
    """One published version of a questionnaire; its identifier is the version. The database refuses to change it."""

    value = ValueField(QuestionnaireValue)


class Frame(Part):
    """A way in which people were reached."""

    value = ValueField(FrameValue)


class Workshop(Part):
    """A workshop with its cards."""

    value = ValueField(WorkshopValue)


class Response(models.Model):
    """One response (Antwortbogen).

    Its key is a random number; it has no time and no relation to anybody. `answers` holds one
    answer per question that the audience was shown. `receipt` is the keyed digest of the receipt code that somebody
    asked for when sending, empty for everybody else; `is_evaluated` says of such a response that results were made
    from it, so that it cannot be withdrawn any more (docs/decisions/0023).
    """

    pk = models.CompositePrimaryKey("town_id", "audience", "key")
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")
    audience = models.CharField(max_length=64)
    key = models.BigIntegerField()
    frame = models.CharField(max_length=64)
    mode = models.CharField(max_length=16)
    questionnaire = models.CharField(max_length=MOST_IDENTIFIER)
    answers = ValuesField(AnswerValue)
    receipt = models.CharField(max_length=MOST_DIGEST, blank=True)
    is_evaluated = models.BooleanField(default=False)

    objects: ClassVar["models.Manager[Self]"] = ScopedManager(town="town")

    class Meta:
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("town", "receipt"), condition=~models.Q(receipt=""), name="one_response_of_a_receipt"
            ),
        )

    def __str__(self) -> str:
        return f"{self.audience} {self.key}"


class ParticipationDocument(Handover):
    """Handover 1, confidential."""
