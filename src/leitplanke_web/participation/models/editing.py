"""Questionnaires that are being built.

Personal data: none. Who changed a draft, and when, stands in the log alone.
"""

from leitplanke.exchange.surveys.losses import Loss
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke_web.towns.fields import ValueField, ValuesField
from leitplanke_web.towns.models import Part


class QuestionnaireDraft(Part):
    """A version that is not published yet (Entwurf); its identifier is the version that it will be.

    `losses` is what did not arrive of the file that it was read from.
    """

    value = ValueField(QuestionnaireValue)
    losses = ValuesField(Loss, default=tuple)
