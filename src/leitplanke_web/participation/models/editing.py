"""Questionnaires that are being built.

Personal data: none. Who changed a draft, and when, stands in the log alone.
"""

from typing import ClassVar

from django.db import models

from leitplanke.exchange.surveys.losses import Loss
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke_web.participation.models.records import Questionnaire
from leitplanke_web.towns.fields import ValueField, ValuesField
from leitplanke_web.towns.models import Part, TownRow


class QuestionnaireDraft(Part):
    """A version that is not published yet (Entwurf); its identifier is the version that it will be.

    `losses` is what did not arrive of the file that it was read from.
    """

    value = ValueField(QuestionnaireValue)
    losses = ValuesField(Loss, default=tuple)


class EvaluatedVersion(TownRow):
    """Which published version the results of the town are made from; without a row it is the first."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="+")

    class Meta(TownRow.Meta):
        constraints: ClassVar = (models.UniqueConstraint(fields=("town",), name="one_evaluated_version"),)

    def __str__(self) -> str:
        return f"{self.town_id} {self.questionnaire_id}"
