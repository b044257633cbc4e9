"""What answers are weighted with, what texts were found to say, and what all became.

Personal data: population tables and themes are counts and words of the town. `CodingText` holds what people wrote, as
masked as responses are and without anything else of a response: it is replaced whenever texts are fetched anew, and
erased with the town. `CodingSeat` says who codes; erased with the account. `TextCoding` names a text by its digest and
a coder as first or second; it has no time, and its order is that of the digests.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models

from leitplanke.evidence.codings import Coder
from leitplanke.evidence.codings import Voices as VoicesValue
from leitplanke.evidence.model import PopulationTable as PopulationValue
from leitplanke.evidence.model import QuoteConsent as QuoteConsentValue
from leitplanke.evidence.model import Theme as ThemeValue
from leitplanke.evidence.texts.new_themes import NewTheme as NewThemeValue
from leitplanke.evidence.texts.suggestion import Suggestion as SuggestionValue
from leitplanke_web.towns.fields import ValueField, ValuesField
from leitplanke_web.towns.models import MOST_IDENTIFIER, Handover, Part, TownRow

CODERS = [(coder.value, coder.value) for coder in Coder]
SEATS = (Coder.FIRST, Coder.SECOND)


class PopulationTable(Part):
    """An audience in numbers; its identifier is the audience."""

    value = ValueField(PopulationValue)


class Theme(Part):
    """An entry of the codebook."""

    value = ValueField(ThemeValue)


class QuoteConsent(Part):
    """The answer by which people allow to be quoted; a town has one at most, whose identifier is `quotes`."""

    value = ValueField(QuoteConsentValue)


class CodingSeat(TownRow):
    """One of the two seats at which the texts of a questionnaire are coded, and who sits there."""

    questionnaire = models.CharField(max_length=MOST_IDENTIFIER)
    coder = models.CharField(max_length=8, choices=CODERS)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta(TownRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("town", "questionnaire", "coder"), name="one_seat_per_coder"),
            models.UniqueConstraint(fields=("town", "questionnaire", "person"), name="nobody_codes_twice"),
            models.CheckConstraint(condition=models.Q(coder__in=[one.value for one in SEATS]), name="seat_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.coder}"


class CodingText(TownRow):
    """A text to be coded; its number says its place among the others and nothing else."""

    questionnaire = models.CharField(max_length=MOST_IDENTIFIER)
    number = models.PositiveIntegerField()
    question = models.CharField(max_length=MOST_IDENTIFIER)
    key = models.CharField(max_length=32)
    text = models.TextField()
    voices = ValuesField(VoicesValue)
    proposals = ValuesField(SuggestionValue)

    class Meta(TownRow.Meta):
        ordering: ClassVar = ("number",)
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("town", "questionnaire", "number"), name="one_text_per_number"),
            models.UniqueConstraint(fields=("town", "questionnaire", "question", "key"), name="every_text_once"),
        )

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.number}"


class ProposedTheme(TownRow):
    """Words that recur in texts without a theme, as found when texts were last fetched."""

    questionnaire = models.CharField(max_length=MOST_IDENTIFIER)
    value = ValueField(NewThemeValue)

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.pk}"


class TextCoding(TownRow):
    """The themes that a coder gave to a text; `text` is its key. It outlives every mix, unlike keys of responses."""

    questionnaire = models.CharField(max_length=MOST_IDENTIFIER)
    question = models.CharField(max_length=MOST_IDENTIFIER)
    text = models.CharField(max_length=32)
    coder = models.CharField(max_length=8, choices=CODERS)
    themes = models.JSONField(default=list)

    class Meta(TownRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(
                fields=("town", "questionnaire", "question", "text", "coder"), name="one_coding_per_text_and_coder"
            ),
            models.CheckConstraint(condition=models.Q(coder__in=[one.value for one in Coder]), name="coder_is_known"),
        )

    def __str__(self) -> str:
        return f"{self.question} {self.text[:8]} {self.coder}"


class EvidenceDocument(Handover):
    """Handover 2: everything public starts here."""
