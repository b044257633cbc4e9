"""Answers on paper: what was printed, and sheets that wait for their second entry.

Personal data: `PaperEntry` holds what somebody answered, sealed with the number on their sheet, and the key of the
member of staff who typed it; both go when the sheet is accepted, or with the survey's end.
"""

from typing import ClassVar

from django.db import models

from leitplanke_web.participation.models.records import MOST_DIGEST
from leitplanke_web.participation.models.surveys import SurveyRow


class PrintedLayout(SurveyRow):
    """Where the boxes of printed sheets stand (Satzbild): reading scans needs what was true when they were printed."""

    fingerprint = models.CharField(max_length=16)
    content = models.BinaryField()

    class Meta(SurveyRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("survey", "fingerprint"), name="one_layout_of_a_kind"),
        )

    def __str__(self) -> str:
        return self.fingerprint


class PaperEntry(SurveyRow):
    """A paper sheet that was entered once (Ersteingabe), sealed with a key that only its number gives.

    `entered_by` keeps the first from being the second as well; empty where a scan was read. It goes with the row when
    the response is accepted, so no response has a trace of who typed it.
    """

    locator = models.CharField(primary_key=True, max_length=MOST_DIGEST)
    entered_by = models.BigIntegerField(null=True)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.locator[:12]
