"""Forms of the staff's survey page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.model import Frame, Questionnaire, Recruitment
from leitplanke_web.participation.actions.codes import MOST_CODES
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.widgets import DayInput


class SurveyForm(forms.Form):
    """Until when, and what happens now."""

    closes_on = forms.DateField(label=_("Letzter Tag"), widget=DayInput)
    sure = forms.BooleanField(label=_("Ja, die Umfrage soll jetzt enden."), required=False)
    drop_paper = forms.BooleanField(
        label=_("Ja, die Bögen, die noch auf jemanden warten, sollen gelöscht werden."), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ending wants to be confirmed, because nobody can undo it."""
        given = super().clean() or {}
        if self.data.get("state") == SurveyState.CLOSED and not given.get("sure"):
            self.add_error("sure", _("Bitte bestätigen Sie, dass die Umfrage enden soll."))
        return given


class CodesForm(forms.Form):
    """For whom, and how many."""

    frame = forms.ChoiceField(label=_("Für wen"))
    count = forms.IntegerField(label=_("Wie viele Codes"), min_value=1, max_value=MOST_CODES)

    def __init__(self, *args: Any, frames: Iterable[Frame], questionnaire: Questionnaire, **options: Any) -> None:
        super().__init__(*args, **options)
        names = {audience.id: told(audience.name) for audience in questionnaire.audiences}
        chosen = self.fields["frame"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            (frame.id, f"{names[frame.audience]}: {told(frame.name)}")
            for frame in frames
            if frame.recruitment is not Recruitment.OPEN and frame.audience in names
        ]
