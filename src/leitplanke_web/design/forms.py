"""The display settings, the controls that the browser's own do not cover, and a form for the component page."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from leitplanke_web.design.display import Contrast, Display, TextSize, Theme


class MonthInput(forms.TextInput):
    """A month as 2026-01: a picker where the browser has one, else a line of text."""

    input_type = "month"


class MonthField(forms.CharField):
    """A month as ISO text, as the core writes it."""

    widget = MonthInput
    default_validators = (
        RegexValidator(r"^[0-9]{4}-(0[1-9]|1[0-2])$", _("Schreiben Sie Jahr und Monat, zum Beispiel 2026-01.")),
    )


class DisplayForm(forms.Form):
    """Text size, contrast, colours."""

    text = forms.ChoiceField(
        label=_("Schriftgröße"),
        widget=forms.RadioSelect,
        choices=(
            (TextSize.NORMAL, _("Normal")),
            (TextSize.LARGE, _("Groß (125 %)")),
            (TextSize.LARGER, _("Größer (150 %)")),
            (TextSize.LARGEST, _("Sehr groß (200 %)")),
        ),
    )
    contrast = forms.ChoiceField(
        label=_("Kontrast"),
        widget=forms.RadioSelect,
        choices=((Contrast.NORMAL, _("Normal")), (Contrast.HIGH, _("Hoch"))),
    )
    theme = forms.ChoiceField(
        label=_("Farben"),
        widget=forms.RadioSelect,
        choices=((Theme.DEVICE, _("Wie am Gerät eingestellt")), (Theme.LIGHT, _("Hell")), (Theme.DARK, _("Dunkel"))),
    )

    def chosen(self) -> Display:
        """The choice of a valid form."""
        given = self.cleaned_data
        return Display(TextSize(given["text"]), Contrast(given["contrast"]), Theme(given["theme"]))


class ExampleForm(forms.Form):
    """Every kind of field, for the component page."""

    title = forms.CharField(label=_("Titel"), help_text=_("Kurz, in Worten des Alltags."), max_length=60)
    description = forms.CharField(label=_("Beschreibung"), widget=forms.Textarea, required=False)
    unit = forms.ChoiceField(
        label=_("Zuständiges Amt"),
        choices=(("", _("Bitte wählen")), ("office", _("Bürgerbüro")), ("works", _("Bauamt"))),
    )
    duration = forms.IntegerField(label=_("Dauer in Monaten"), min_value=1, max_value=180)
    start = MonthField(
        label=_("Frühester Beginn"), help_text=_("Jahr und Monat, zum Beispiel 2026-01."), required=False
    )
    kind = forms.ChoiceField(
        label=_("Art"),
        widget=forms.RadioSelect,
        choices=(("digital", _("E-Government")), ("access", _("Teilhabe")), ("other", _("Anderes"))),
    )
    groups = forms.MultipleChoiceField(
        label=_("Wem hilft die Maßnahme?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=(("all", _("allen")), ("old", _("älteren Menschen")), ("firms", _("Unternehmen"))),
    )
    mandatory = forms.BooleanField(
        label=_("Ein Gesetz schreibt die Maßnahme vor"),
        help_text=_("Dann steht sie sicher im Fahrplan."),
        required=False,
    )
    summary_de = forms.CharField(label=_("Deutsch"))
    summary_plain = forms.CharField(label=_("Leichte Sprache"), required=False)
    summary_en = forms.CharField(label=_("Englisch"), required=False)


class FilterForm(forms.Form):
    """Two fields of a filter, for the component page."""

    amt = forms.ChoiceField(
        label=_("Zuständig"), required=False, choices=(("", _("alle")), ("office", _("Bürgerbüro")))
    )
    zeit = forms.ChoiceField(label=_("Zeit"), required=False, choices=(("", _("alle")), ("short", _("kurzfristig"))))
