"""E-mail addresses of people who agreed to be invited (Verteiler), apart from codes and answers.

Personal data: addresses, sealed with the installation's secret. They come with the consent that the town noted in the
log, are used for one invitation and one reminder, and go on request, after the survey's last day, or with the town. No
row has or shares anything with a code, a draft or an answer: nobody knows who answered, so everybody is told the same.
"""

from django.db import models

from leitplanke_web.participation.models.records import MOST_DIGEST
from leitplanke_web.participation.models.surveys import SurveyRow


class Telling(models.TextChoices):
    """How far a letter to somebody has come. `SENDING` that stays says that nobody knows: it is not sent again."""

    NOT_YET = "", ""
    DUE = "due", ""
    SENDING = "sending", ""
    SENT = "sent", ""
    REFUSED = "refused", ""


class MailAddress(SurveyRow):
    """One address. Its key is a keyed digest, so that rows lie in no order and the same address stands there once."""

    locator = models.CharField(primary_key=True, max_length=MOST_DIGEST)
    sealed = models.BinaryField()
    invitation = models.CharField(max_length=8, choices=Telling.choices, blank=True, default=Telling.NOT_YET)
    reminder = models.CharField(max_length=8, choices=Telling.choices, blank=True, default=Telling.NOT_YET)

    def __str__(self) -> str:
        return self.locator[:12]
