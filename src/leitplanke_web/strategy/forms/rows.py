"""The rows of a profile: a goal that the measure serves, a way to do it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import identifier, whole
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.report.words import STRENGTH
from leitplanke.strategy.model import Contribution, Mode, StaffNeed
from leitplanke_web.strategy.queries import ProfileNames
from leitplanke_web.towns.form_fields import ConvertedField, amount_field, one_of, refusal, text_fields, text_of, told

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


class ModeForm(forms.Form):
    """One way to do the measure, with the staff that it needs of each unit."""

    use_required_attribute = False

    remove = forms.BooleanField(label=_("Diese Umsetzungsart streichen"), required=False)
    id = ConvertedField(identifier, label=_("Kennung"), required=True, help_text=_("Kurz, zum Beispiel own."))
    duration_months = ConvertedField(whole, label=_("Dauer in Monaten"), required=True, most=10)
    investive = amount_field(label=_("Investiv, Euro"), required=True)
    consumptive = amount_field(label=_("Konsumtiv, Euro"), required=True)
    running_per_year = amount_field(label=_("Laufend im Jahr, Euro"), empty=0)
    grant = amount_field(label=_("Davon Förderung, Euro"), empty=0)

    def __init__(self, *args: Any, names: ProfileNames, **more: Any) -> None:
        super().__init__(*args, **{**more, "empty_permitted": True})
        self.fields.update(text_fields(["name"], {"name": _("Name")}, needed="name"))
        if names.grants:
            self.fields["grant_pot"] = one_of(_("Förderung aus"), names.grants.items(), required=False)
        for unit, name in names.units.items():
            self.fields[f"staff_{unit}"] = amount_field(label=told(name))
        self.value: Mode | None = None

    def staff(self) -> tuple[forms.BoundField, ...]:
        """The fields of the units."""
        return tuple(self[name] for name in self.fields if name.startswith("staff_"))

    @property
    def is_given(self) -> bool:
        """Whether the row is filled in and shall stay."""
        return bool(self.cleaned_data) and not self.cleaned_data["remove"]

    def full_clean(self) -> None:
        """A row that goes needs no corrections."""
        super().full_clean()
        if self.is_bound and self.data.get(self.add_prefix("remove")):
            self._errors = ErrorDict()
            self.cleaned_data = {"remove": True}

    def clean(self) -> dict[str, Any]:
        """Build the mode."""
        given = super().clean() or {}
        if self.errors or given.get("remove"):
            return given
        needs = [need for name, amount in tuple(given.items()) if (need := self._need(name, amount)) is not None]
        if not self.errors:
            self.value = self._mode(given, tuple(needs))
        return given

    def _need(self, name: str, amount: int | None) -> StaffNeed | None:
        if not name.startswith("staff_") or amount is None:
            return None
        try:
            return StaffNeed(name.removeprefix("staff_"), amount)
        except InvalidValueError as error:
            self.add_error(name, refusal(error.problem, error.remedy))
            return None

    def _mode(self, given: Mapping[str, Any], needs: tuple[StaffNeed, ...]) -> Mode | None:
        amounts = {field: given[entry] for field, entry in _MODE_ENTRIES.items()}
        try:
            return Mode(
                id=given["id"],
                name=text_of("name", given),
                duration_months=given["duration_months"],
                staff=needs,
                grant_pot=given.get("grant_pot", ""),
                **amounts,
            )
        except InvalidValueError as error:
            name = _MODE_ENTRIES.get(error.field, error.field)
            self.add_error(name if name in self.fields else None, refusal(error.problem, error.remedy))
            return None
