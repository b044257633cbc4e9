"""What people enter in the portal, and what visitors choose."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Language
from leitplanke.report.sections.filters import Choice, PlanChoices, PlanFilter
from leitplanke_web.portal.actions.publish import MOST_NOTE
from leitplanke_web.portal.actions.runs import MOST_SEED

MOST_LETTERS = 100


class StartForm(forms.Form):
    """How a run begins."""

    seed = forms.IntegerField(
        label=_("Startwert der Suche"),
        help_text=_("Gleiche Eingaben und gleicher Startwert ergeben dieselben Dokumente. Üblich ist 1."),
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
    )


class PublishForm(forms.Form):
    """A finished run becomes a version; the hidden fields say what the person saw."""

    run = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(
        label=_("Was ist neu?"),
        help_text=_("Ein, zwei Sätze für die Öffentlichkeit. Sie stehen bei der Fassung und lassen sich nicht ändern."),
        widget=forms.Textarea(attrs={"rows": "4"}),
        max_length=MOST_NOTE,
        required=False,
    )
    exemption = forms.CharField(
        label=_("Warum wird trotzdem veröffentlicht?"),
        help_text=_("Nennen Sie, wer das so entschieden hat. Der Grund steht öffentlich bei der Fassung."),
        widget=forms.Textarea(attrs={"rows": "4"}),
        max_length=MOST_NOTE,
        required=False,
    )


class WithdrawForm(forms.Form):
    """A version is taken back, and everybody can read why."""

    reason = forms.CharField(
        label=_("Warum?"),
        help_text=_("Ein, zwei Sätze für die Öffentlichkeit. Sie stehen an der Stelle der Fassung."),
        widget=forms.Textarea(attrs={"rows": "4"}),
        max_length=MOST_NOTE,
    )


class ToldSelect(forms.Select):
    """A select whose options say which language they are in, where it is not the page's."""

    languages: Mapping[str, Language] = {}

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> dict[str, Any]:
        """The option, marked."""
        option = super().create_option(name, value, *args, **more)
        language = self.languages.get(str(value))
        return option if language is None else option | {"attrs": option["attrs"] | {"lang": language.value}}


class PlanFilterForm(forms.Form):
    """Which measures of the roadmap to show. Choices are what occurs in the roadmap; everything is voluntary."""

    horizon = forms.ChoiceField(label=_("Wann"), required=False, widget=ToldSelect)
    unit = forms.ChoiceField(label=_("Zuständig"), required=False, widget=ToldSelect)
    state = forms.ChoiceField(label=_("Stand"), required=False, widget=ToldSelect)
    goal = forms.ChoiceField(label=_("Digitalziel"), required=False, widget=ToldSelect)
    words = forms.CharField(label=_("Stichwort"), required=False, max_length=MOST_LETTERS)

    def __init__(self, data: Mapping[str, Any], *, choices: PlanChoices, language: Language) -> None:
        super().__init__(data, auto_id="filter-%s", use_required_attribute=False)
        for name, found in (
            ("horizon", choices.horizons),
            ("unit", choices.units),
            ("state", choices.states),
            ("goal", choices.goals),
        ):
            self._offer(name, found, language)

    def _offer(self, name: str, found: Sequence[Choice], language: Language) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(field.widget, ToldSelect)
        field.choices = [("", _("alle")), *((one.id, f"{one.name} ({one.count})") for one in found)]
        field.widget.languages = {one.id: one.language for one in found if one.language is not language}

    def chosen(self) -> PlanFilter:
        """What makes sense of what was asked for; the rest is as if nobody had asked."""
        self.is_valid()
        return PlanFilter(**{name: self.cleaned_data.get(name, "") for name in self.fields})
