"""Forms of the staff's pages about paper."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.paper.layout import PaperLayout, read_layout
from leitplanke.exchange.paper.numbers import read_numbers
from leitplanke.kernel.faults import Fault, FaultyInputError, InvalidValueError
from leitplanke.participation.languages import offered_languages
from leitplanke.participation.model import Frame, Questionnaire, Recruitment
from leitplanke_web.participation.forms.begin import language_name
from leitplanke_web.towns.form_fields import CodeField, refusal, told

MOST_PRINTED = 200
MOST_SCAN_BYTES = 20 * 1024 * 1024
MOST_LIST_BYTES = 256 * 1024  # what a form may have altogether
MOST_FAULTS = 5


class Print(StrEnum):
    """What is printed."""

    NORMAL = "normal"
    LARGE = "large"
    FILLABLE = "fillable"
    LETTERS = "letters"
    LETTERS_WITH_SHEETS = "letters-with-sheets"
    LABELS = "labels"


_FOR_THE_INVITED = frozenset({Print.LETTERS, Print.LETTERS_WITH_SHEETS, Print.LABELS})


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
            (Print.LETTERS_WITH_SHEETS, _("Briefe mit Zugangscode, zu jedem ein Fragebogen mit derselben Nummer")),
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
        self._choose("language", [(tag, language_name(tag)) for tag in offered_languages(questionnaire)])

    def clean(self) -> dict[str, Any]:
        """Letters are for those who get a code; a sheet for the screen is made one at a time."""
        given = super().clean() or {}
        if given.get("kind") in _FOR_THE_INVITED and given.get("frame") in self._open:
            self.add_error("frame", _("Hier antworten alle ohne Code. Briefe gibt es nur für Gruppen mit Codes."))
        if given.get("kind") == Print.FILLABLE and given.get("count", 1) != 1:
            self.add_error("count", _("Ein Bogen zum Ausfüllen am Bildschirm hat eine Nummer: nur einer auf einmal."))
        return given

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class TerminalPrintForm(forms.Form):
    """Sheets that `leitplanke survey paper` printed: for whom, where their boxes stand, which numbers they have."""

    prefix = "terminal"
    frame = forms.ChoiceField(label=_("Für wen"))
    layout = forms.FileField(
        label=_("Die Datei layout.json"), widget=forms.FileInput(attrs={"accept": ".json,application/json"})
    )
    numbers = forms.FileField(
        label=_("Die Datei numbers.csv"), widget=forms.FileInput(attrs={"accept": ".csv,text/csv"})
    )

    def __init__(self, *args: Any, frames: Iterable[Frame], questionnaire: Questionnaire, **options: Any) -> None:
        super().__init__(*args, **options)
        self._frames = {frame.id: frame for frame in frames}
        self._questionnaire = questionnaire
        names = {audience.id: told(audience.name) for audience in questionnaire.audiences}
        chosen = self.fields["frame"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [
            (one.id, f"{names[one.audience]}: {told(one.name)}")
            for one in self._frames.values()
            if one.audience in names
        ]

    def clean_layout(self) -> PaperLayout:
        """A layout of the questionnaire that is asked."""
        try:
            layout = read_layout(self._bytes("layout"), file="layout.json")
            layout.require_of(self._questionnaire)
        except FaultyInputError as error:
            raise ValidationError([refusal(one.problem, one.remedy) for one in error.faults]) from error
        except InvalidValueError as error:
            raise refusal(error.problem, error.remedy) from error
        return layout

    def clean_numbers(self) -> tuple[str, ...]:
        """The numbers, each once, each with a check character that is right."""
        try:
            return read_numbers(self._bytes("numbers"), file="numbers.csv")
        except FaultyInputError as error:
            raise ValidationError([_row_words(one) for one in error.faults[:MOST_FAULTS]]) from error

    def clean(self) -> dict[str, Any]:
        """The layout says for whom it was printed."""
        given = super().clean() or {}
        layout, frame = given.get("layout"), self._frames.get(given.get("frame", ""))
        if layout is not None and frame is not None and layout.audience != frame.audience:
            self.add_error("frame", _("Diese Bögen wurden für eine andere Gruppe gedruckt."))
        return given

    def _bytes(self, name: str) -> bytes:
        file = self.cleaned_data[name]
        if file.size > MOST_LIST_BYTES:
            raise ValidationError(_("Diese Datei ist zu groß."))
        content: bytes = file.read()
        return content


def _row_words(fault: Fault) -> str:
    words = f"{told(fault.problem)} {told(fault.remedy)}"
    return _("Zeile {row}: {words}").format(row=fault.row, words=words) if fault.row else words


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
