"""Which measures to list."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Text
from leitplanke.report.words import STATE
from leitplanke_web.strategy.queries import MeasureFilter, Names
from leitplanke_web.towns.form_fields import WordsField, choices_of


class FilterForm(forms.Form):
    """Which measures to list."""

    state = forms.ChoiceField(label=_("Stand"), required=False)
    unit = forms.ChoiceField(label=_("Federführung"), required=False)
    field = forms.ChoiceField(label=_("Handlungsfeld"), required=False)
    words = WordsField(label=_("Wörter im Titel"))

    def __init__(self, *args: Any, names: Names, **more: Any) -> None:
        super().__init__(*args, **more)
        self._offer("state", ((state.value, name) for state, name in STATE.items()))
        self._offer("unit", names.units.items())
        self._offer("field", names.fields.items())

    def wanted(self) -> MeasureFilter:
        """The filter; what is not offered filters nothing."""
        return MeasureFilter(**self.cleaned_data) if self.is_valid() else MeasureFilter()

    def _offer(self, name: str, names: Iterable[tuple[str, Text]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices_of(names, empty=str(_("alle")))
