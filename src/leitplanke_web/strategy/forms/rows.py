"""The rows of a profile: a goal that the measure serves, a way to do it with its staff and its payments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import identifier, whole
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.report.words import STRENGTH
from leitplanke.strategy.model import (
    Contribution,
    Mode,
    Payment,
    StaffNeed,
    require_payment_fits,
    require_staff_fits,
)
from leitplanke_web.strategy.queries import ProfileNames
from leitplanke_web.towns.form_fields import ConvertedField, amount_field, one_of, refusal, text_fields, text_of

Value = TypeVar("Value")

_MODE_ENTRIES = {
    "investive_cents": "investive",
    "consumptive_cents": "consumptive",
    "running_cents_per_year": "running_per_year",
    "grant_cents": "grant",
}


class GoalForm(forms.Form):
    """How strongly the measure serves one goal."""

    use_required_attribute = False

    def __init__(self, *args: Any, names: ProfileNames, **more: Any) -> None:
        super().__init__(*args, **{**more, "empty_permitted": True})
        strengths = ((str(strength), name) for strength, name in STRENGTH.items())
        self.fields["goal"] = one_of(_("Ziel"), names.goals.items())
        self.fields["strength"] = one_of(_("Stärke"), strengths)

    def contribution(self, said_by: str) -> Contribution | None:
        """The value; None for an empty row."""
        given = self.cleaned_data
        return Contribution(given["goal"], int(given["strength"]), said_by) if given else None


class StageForm(forms.Form):
    """Staff of one unit, in some months of the work or in all; a row without staff is none."""

    use_required_attribute = False

    def __init__(self, *args: Any, names: ProfileNames, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"] = one_of(_("Einheit"), names.units.items(), required=False)
        self.fields["fte"] = amount_field(label=_("VZÄ"))
        self.fields["from_month"] = ConvertedField(whole, empty=1, label=_("Von Monat"), most=10)
        self.fields["to_month"] = ConvertedField(whole, label=_("Bis Monat"), most=10)
        self.value: StaffNeed | None = None

    def clean(self) -> dict[str, Any]:
        """Build the need."""
        given = super().clean() or {}
        if self.errors or given["fte"] is None:
            return given
        if not given["unit"]:
            self.add_error("unit", _("Wählen Sie, wessen Personal gebraucht wird."))
            return given
        self.value = built(self, lambda: StaffNeed(given["unit"], given["fte"], given["from_month"], given["to_month"]))
        return given


class PaymentForm(forms.Form):
    """What falls due in one month of the work; a row without an amount is none."""

    use_required_attribute = False

    month = ConvertedField(whole, label=_("Im Monat"), most=10)
    investive = amount_field(label=_("Investiv, Euro"), empty=0)
    consumptive = amount_field(label=_("Konsumtiv, Euro"), empty=0)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.value: Payment | None = None

    def clean(self) -> dict[str, Any]:
        """Build the payment."""
        given = super().clean() or {}
        if self.errors or not (given["investive"] or given["consumptive"]):
            return given
        if given["month"] is None:
            self.add_error("month", _("Nennen Sie den Monat, in dem das Geld fällig wird."))
            return given
        self.value = built(self, lambda: Payment(given["month"], given["investive"], given["consumptive"]))
        return given


def built(form: forms.Form, make: Callable[[], Value]) -> Value | None:
    """What `make` answers; None with what the core says is wrong noted at its field."""
    try:
        return make()
    except InvalidValueError as error:
        name = _MODE_ENTRIES.get(error.field, error.field)
        form.add_error(name if name in form.fields else None, refusal(error.problem, error.remedy))
        return None


class ModeForm(forms.Form):
    """One way to do the measure, with its rows of staff and payments."""

    use_required_attribute = False

    remove = forms.BooleanField(label=_("Diese Umsetzungsart streichen"), required=False)
    id = ConvertedField(identifier, label=_("Kennung"), required=True, help_text=_("Kurz, zum Beispiel own."))
    duration_months = ConvertedField(whole, label=_("Dauer in Monaten"), required=True, most=10)
    investive = amount_field(label=_("Investiv, Euro"), required=True)
    consumptive = amount_field(label=_("Konsumtiv, Euro"), required=True)
    running_per_year = amount_field(label=_("Laufend im Jahr, Euro"), empty=0)
    grant = amount_field(label=_("Davon Förderung, Euro"), empty=0)

    def __init__(
        self,
        *args: Any,
        names: ProfileNames,
        stages: Sequence[StageForm],
        payments: Sequence[PaymentForm],
        **more: Any,
    ) -> None:
        super().__init__(*args, **{**more, "empty_permitted": True})
        self.stages, self.payments = stages, payments
        self.fields.update(text_fields(["name"], {"name": _("Name")}, needed="name"))
        if names.grants:
            self.fields["grant_pot"] = one_of(_("Förderung aus"), names.grants.items(), required=False)
        self.value: Mode | None = None

    @property
    def parts(self) -> tuple[forms.Form, ...]:
        """The mode and its rows, in the order of the page; a mode that goes alone."""
        return (self,) if self._goes else (self, *self.stages, *self.payments)

    def has_changed(self) -> bool:
        """Whether anything was typed, be it in a row alone."""
        return super().has_changed() or any(row.has_changed() for row in (*self.stages, *self.payments))

    @property
    def is_given(self) -> bool:
        """Whether the row is filled in and shall stay."""
        return bool(self.cleaned_data) and not self.cleaned_data["remove"]

    def full_clean(self) -> None:
        """A row that goes needs no corrections."""
        super().full_clean()
        if self._goes:
            self._errors = ErrorDict()
            self.cleaned_data = {"remove": True}

    def clean(self) -> dict[str, Any]:
        """Build the mode."""
        given = super().clean() or {}
        if self.errors or given.get("remove"):
            return given
        bare = built(self, lambda: self._bare(given))
        if bare is None:
            return given
        staff, payments = self._staff(bare.duration_months), self._payments(bare.duration_months)
        if all(row.is_valid() for row in (*self.stages, *self.payments)):
            self.value = built(self, lambda: replace(bare, staff=staff, payments=payments))
        return given

    @property
    def _goes(self) -> bool:
        return self.is_bound and bool(self.data.get(self.add_prefix("remove")))

    def _bare(self, given: Mapping[str, Any]) -> Mode:
        return Mode(
            id=given["id"],
            name=text_of("name", given),
            duration_months=given["duration_months"],
            staff=(),
            grant_pot=given.get("grant_pot", ""),
            **{field: given[entry] for field, entry in _MODE_ENTRIES.items()},
        )

    def _staff(self, duration: int) -> tuple[StaffNeed, ...]:
        """The needs of the rows; what does not fit is noted in its row."""
        kept: list[StaffNeed] = []
        for row in self.stages:
            if row.is_valid() and row.value is not None:
                built(row, partial(require_staff_fits, row.value, duration=duration, others=tuple(kept)))
                kept.append(row.value)
        return tuple(kept)

    def _payments(self, duration: int) -> tuple[Payment, ...]:
        """The payments of the rows in order of months; what does not fit is noted in its row."""
        kept: dict[int, Payment] = {}
        for row in self.payments:
            if row.is_valid() and row.value is not None:
                built(row, partial(require_payment_fits, row.value, duration=duration))
                if row.value.month in kept:
                    row.add_error("month", _("Dieser Monat steht schon in einer anderen Zeile."))
                kept[row.value.month] = row.value
        return tuple(kept[month] for month in sorted(kept))
