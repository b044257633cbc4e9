"""A pot of grant money."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import whole
from leitplanke.kernel.dates import Month, months_between, shift
from leitplanke.roadmap.model import Pot
from leitplanke_web.towns.form_fields import ConvertedField, amount_field, german_amount, month_field
from leitplanke_web.towns.forms.part import Entries, PartForm


class GrantForm(PartForm):
    """What a programme pays in all, in which months, and at most which share of a measure's cost."""

    labels: ClassVar[Mapping[str, Any]] = {
        "name": _("Name des Förderprogramms"),
        "amount": _("Zugesagt, Euro"),
        "first": _("Gefördert wird ab Monat"),
        "last": _("Gefördert wird bis Monat"),
        "share_percent": _("Höchster Anteil an den einmaligen Kosten einer Maßnahme, Prozent"),
    }
    texts = ("name",)
    needed = frozenset({"name"})

    def field_of(self, name: str) -> forms.Field:
        """Amount, window, share."""
        words = self.labels[name]
        match name:
            case "amount":
                return amount_field(label=words, required=True)
            case "share_percent":
                return ConvertedField(whole, label=words, most=4, help_text=_("Leer: ohne Grenze."))
        hint = _("Was daraus bezahlt wird, wird ganz in diesen Monaten umgesetzt. Leer: ohne Grenze.")
        return month_field(label=words, help_text=hint if name == "first" else "")

    def build(self, given: Mapping[str, Any], **common: Any) -> Pot:
        """The pot."""
        begins, ends = (
            None if given[name] is None else months_between(self.first, given[name]) for name in ("first", "last")
        )
        return Pot(amount=given["amount"], first=begins, last=ends, share_percent=given["share_percent"], **common)

    @classmethod
    def entries(cls, value: Pot, *, first: Month) -> Entries:
        """What stands in the form."""
        return {
            **super().entries(value, first=first),
            "amount": german_amount(value.amount),
            "first": "" if value.first is None else shift(first, value.first),
            "last": "" if value.last is None else shift(first, value.last),
        }
