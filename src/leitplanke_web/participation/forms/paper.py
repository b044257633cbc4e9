"""Forms of the staff's pages about paper."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.languages import written_languages
from leitplanke.participation.model import Frame, Questionnaire, Recruitment
from leitplanke_web.participation.forms.begin import CodeField, language_name
from leitplanke_web.towns.form_fields import told

MOST_PRINTED = 200
MOST_SCAN_BYTES = 20 * 1024 * 1024


class Print(StrEnum):
    """What is printed."""

    NORMAL = "normal"
    LARGE = "large"
    FILLABLE = "fillable"
    LETTERS = "letters"
    LABELS = "labels"


class PrintForm(forms.Form):
    """What, for whom, how many."""

    kind = forms.ChoiceField(
        label=_("Was"),
        widget=forms.RadioSelect,
        initial=Print.NORMAL,
        choices=(
            (Print.NORMAL, _("Fragebogen, Schrift 14 Punkt")),
            (Print.LARGE, _("Fragebogen in großer Schrift, 20 Punkt")),
            (Print.FILLABLE, _("Ein Fragebogen als PDF zum Ausfüllen am Bildschirm")),
            (Print.LETTERS, _("Briefe mit Zugangscode")),
            (Print.LABELS, _("Etiketten mit Zugangscode, 3 × 8 auf A4")),
        ),
    )
    frame = forms.ChoiceField(label=_("Für wen"))
    language = forms.ChoiceField(label=_("Sprache der Fragen"))
    count = forms.IntegerField(label=_("Wie viele"), min_value=1, max_value=MOST_PRINTED, initial=1)

    def __init__(self, *args: Any, frames: Iterable[Frame], questionnaire: Questionnaire, **options: Any) -> None:
        super().__init__(*args, **options)
        names = {audience.id: told(audience.name) for audience in questionnaire.audiences}
        self._open = {frame.id for frame in frames if frame.recruitment is Recruitment.OPEN}
        asked = [one for one in frames if one.audience in names]
        self._choose("frame", [(one.id, f"{names[one.audience]}: {told(one.name)}") for one in asked])
        self._choose("language", [(tag, language_name(tag)) for tag in written_languages(questionnaire)])

    def clean(self) -> dict[str, Any]:
        """Letters are for those who get a code; a sheet for the screen is made one at a time."""
        given = super().clean() or {}
        if given.get("kind") in {Print.LETTERS, Print.LABELS} and given.get("frame") in self._open:
            self.add_error("frame", _("Hier antworten alle ohne Code. Briefe gibt es nur für Gruppen mit Codes."))
        if given.get("kind") == Print.FILLABLE and given.get("count", 1) != 1:
            self.add_error("count", _("Ein Bogen zum Ausfüllen am Bildschirm hat eine Nummer: nur einer auf einmal."))
        return given

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class NumberForm(forms.Form):
    """Which sheet."""

    number = CodeField(
        label=_("Nummer des Bogens"),
        help_text=_("Sie steht auf jeder Seite oben rechts. Groß und klein sind gleich, Striche dürfen fehlen."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["number"].widget.attrs["autofocus"] = True


class ScanForm(forms.Form):
    """A scan to read."""

    scan = forms.FileField(
        label=_("Gescannte Bögen"),
        help_text=_("Graustufen, 150 bis 300 dpi, als PDF, TIFF, PNG oder JPEG, höchstens 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.tif,.tiff,.png,.jpg,.jpeg"}),
    )

    def clean_scan(self) -> Any:
        """A file that is small enough to be read at once."""
        scan = self.cleaned_data["scan"]
        if scan.size > MOST_SCAN_BYTES:
            raise ValidationError(_("Diese Datei ist zu groß. Teilen Sie den Stapel auf."))
        return scan
