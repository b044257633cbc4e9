"""The money of all fiscal years in one table."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.faults import InvalidValueError
from leitplanke.roadmap.model import FiscalYear
from leitplanke_web.towns.form_fields import amount_field, german_amount, refusal

_ENTRIES = {"investive_cents": "investive", "consumptive_cents": "consumptive"}


class YearForm(forms.Form):
    """One fiscal year."""

    use_required_attribute = False

    investive = amount_field(label=_("Investiv, Euro"), required=True)
    consumptive = amount_field(label=_("Konsumtiv, Euro"), required=True)

    def __init__(self, *args: Any, year: int, **more: Any) -> None:
        super().__init__(*args, **{**more, "prefix": str(year)})
        self.year = year
        for field in self.fields.values():
            field.label = f"{year}: {field.label}"

    def value(self) -> FiscalYear | None:
        """The year's money, or None with what is wrong noted at its field."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        try:
            return FiscalYear(self.year, given["investive"], given["consumptive"])
        except InvalidValueError as error:
            self.add_error(_ENTRIES[error.field], refusal(error.problem, error.remedy))
            return None


def year_forms(years: Iterable[FiscalYear], typed: Mapping[str, Any] | None = None) -> list[YearForm]:
    """A form for each year, with what was typed or with what is stored."""
    return [
        YearForm(
            typed,
            year=year.year,
            initial={
                "investive": german_amount(year.investive_cents),
                "consumptive": german_amount(year.consumptive_cents),
            },
        )
        for year in years
    ]
