"""Counts of a running survey: of pages that came up, and what may be told of the answers so far.

Personal data: none. A row counts many people and refers to nobody; what is told is rounded (`participation.fieldwork`).
"""

from typing import ClassVar

from django.db import models

from leitplanke_web.participation.models.surveys import SurveyRow
from leitplanke_web.towns.models import MOST_IDENTIFIER


class PageCount(SurveyRow):
    """How often the page that begins with a question came up for the first time on somebody's sheet (Seitenzähler)."""

    audience = models.CharField(max_length=64)
    question = models.CharField(max_length=MOST_IDENTIFIER)
    reached = models.PositiveIntegerField(default=0)

    class Meta(SurveyRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("survey", "audience", "question"), name="one_count_per_page"),
        )

    def __str__(self) -> str:
        return f"{self.audience} {self.question} {self.reached}"


class FieldTally(SurveyRow):
    """A rounded count over the answers so far (Zwischenstand), as the latest mix left it."""

    audience = models.CharField(max_length=64)
    question = models.CharField(max_length=MOST_IDENTIFIER)
    counted = models.CharField(max_length=16)
    option = models.CharField(max_length=MOST_IDENTIFIER, blank=True)
    count = models.PositiveIntegerField()

    class Meta(SurveyRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("survey", "audience", "question", "counted", "option"), name="one_tally_of_a_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.audience} {self.question} {self.counted} {self.option} {self.count}"
