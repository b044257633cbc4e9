"""How somebody begins or goes on."""

from typing import Any

from babel import Locale, UnknownLocaleError
from django import forms
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import PLAIN
from leitplanke.participation.languages import offered_languages
from leitplanke.participation.model import Questionnaire
from leitplanke_web.participation.mapping.sheets import Style
from leitplanke_web.towns.form_fields import CodeField

PAUSES = (4, 40)  # minutes; ten times as long on request is what WCAG 2.2, 2.2.1 asks for


class AccessForm(forms.Form):
    """The code from the letter, where one is needed or somebody has one."""

    access = CodeField(
        label=_("Ihr Code"),
        help_text=_("Er steht in Ihrem Brief, zum Beispiel 7K2M-9QXA-R4T0C. Groß und klein sind gleich."),
    )

    def __init__(self, *args: Any, needs_code: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["access"].required = needs_code
        if not needs_code:
            self.fields["access"].label = _("Ihr Code, wenn Sie einen Brief bekommen haben")


class BeginForm(AccessForm):
    """Begin with a new sheet."""

    style = forms.ChoiceField(
        label=_("Wie möchten Sie antworten?"),
        widget=forms.RadioSelect,
        choices=((Style.ONE, _("Eine Frage auf jeder Seite")), (Style.SEVERAL, _("Mehrere Fragen auf einer Seite"))),
        initial=Style.ONE,
    )
    language = forms.ChoiceField(label=_("Sprache der Fragen"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, questionnaire: Questionnaire, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["language"]
        assert isinstance(chosen, forms.ChoiceField)
        languages = offered_languages(questionnaire)
        chosen.choices = [(tag, language_name(tag)) for tag in languages]
        chosen.initial = get_language() if get_language() in languages else languages[0]
        if len(languages) == 1:
            chosen.widget = forms.HiddenInput()


class KioskBeginForm(BeginForm):
    """Begin on a device that many people use: pages clear themselves, so each has one question, to be done in time."""

    style = forms.ChoiceField(widget=forms.HiddenInput, choices=((Style.ONE, ""),), initial=Style.ONE)
    pause = forms.TypedChoiceField(
        label=_("Wie viel Zeit brauchen Sie für eine Seite?"),
        help_text=_(
            "Danach löscht sich alles, was Sie eingegeben haben, und der Nächste kann beginnen. "
            "Auf jeder Seite können Sie mehr Zeit bekommen."
        ),
        widget=forms.RadioSelect,
        coerce=int,
        choices=tuple((minutes, format_lazy(_("bis zu {minutes} Minuten"), minutes=minutes)) for minutes in PAUSES),
        initial=PAUSES[0],
    )


class ResumeForm(AccessForm):
    """Go on with a sheet that was saved."""

    prefix = "resume"
    draft = CodeField(label=_("Ihr Merkcode"), help_text=_("Den Code haben Sie beim Speichern aufgeschrieben."))
    field_order = ("draft", "access")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["draft"].required = True


def language_name(tag: str) -> str:
    """The language in its own words; Leichte Sprache by its name."""
    if tag == PLAIN:
        return "Leichte Sprache"
    try:
        return str(Locale.parse(tag, sep="-").get_display_name() or tag)
    except (UnknownLocaleError, ValueError):
        return tag
