"""Which share of today's cases offline would come in online: an assumption of whoever looks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import whole
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.strategy.digital_gain import digital_gains
from leitplanke_web.towns.form_fields import ConvertedField, refusal
from leitplanke_web.towns.widgets import AmountWidget

_ALL = 100


class UptakeForm(forms.Form):
    """The assumption, all of them unless somebody says otherwise."""

    use_required_attribute = False
    uptake = ConvertedField(
        whole,
        empty=_ALL,
        most=10,
        label=_("Wie viele der Fälle, die heute nicht online kommen, kämen online? (Prozent)"),
        help_text=_("Eine Annahme. 100: die obere Grenze."),
        widget=AmountWidget,
        initial=str(_ALL),
    )

    def clean_uptake(self) -> Any:
        """A percentage, as the core has it."""
        percent = self.cleaned_data["uptake"]
        try:
            digital_gains((), uptake_percent=percent)
        except InvalidValueError as error:
            raise refusal(error.problem, error.remedy) from error
        return percent

    @property
    def percent(self) -> int:
        """What was said, if it can be; else all."""
        return int(self.cleaned_data["uptake"]) if self.is_bound and self.is_valid() else _ALL
