"""The display settings, and fields that Django does not have."""

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
    default_validators = [
        RegexValidator(r"^[0-9]{4}-(0[1-9]|1[0-2])$", _("Schreiben Sie Jahr und Monat, zum Beispiel 2026-01.")),
    ]


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
