"""Which measures to list."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Text
from leitplanke.report.words import STATE
from leitplanke_web.strategy.queries import ListNames, MeasureFilter
from leitplanke_web.towns.form_fields import WordsField, choices_of
from leitplanke_web.towns.widgets import ChoiceWidget


class FilterForm(forms.Form):
    """Which measures to list."""

    words = WordsField(label=_("Wörter im Titel"))

    def __init__(self, *args: Any, names: ListNames, **more: Any) -> None:
        super().__init__(*args, **more)
        states = {state.value: name for state, name in STATE.items()}
        self.fields["state"] = _one_or_all(_("Stand"), states)
        self.fields["unit"] = _one_or_all(_("Federführung"), names.units)
        self.fields["field"] = _one_or_all(_("Handlungsfeld"), names.fields)

    def wanted(self) -> MeasureFilter:
        """The filter; what is not offered filters nothing."""
        return MeasureFilter(**self.cleaned_data) if self.is_valid() else MeasureFilter()


def _one_or_all(words: Any, names: Mapping[str, Text]) -> forms.ChoiceField:
    choices = choices_of(names.items(), empty=str(_("alle")))
    return forms.ChoiceField(label=words, choices=choices, required=False, widget=ChoiceWidget)
