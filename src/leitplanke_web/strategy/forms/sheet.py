"""Forms for a sheet of measures: which file, what its columns are, which of its rows are left out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import whole
from leitplanke.exchange.measure_sheets.grid import MOST_ROWS
from leitplanke.exchange.measure_sheets.intake import Intake
from leitplanke.exchange.measure_sheets.mapping import (
    ColumnChoice,
    Defaults,
    SheetMapping,
    TownNames,
    chosen_columns,
    double_targets,
    propose_columns,
)
from leitplanke.exchange.measure_sheets.targets import TARGET, TARGETS
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.report.words import MEASURE_CLASS
from leitplanke.strategy.model import MeasureClass
from leitplanke_web.strategy.forms.fields import label
from leitplanke_web.strategy.forms.listing import TableFileForm
from leitplanke_web.towns.form_fields import ConvertedField, WordsField, choices_of, month_field, one_of, refusal, told
from leitplanke_web.towns.widgets import ChoiceWidget

_SURE, _LIKELY = 90, 60


class SheetFileForm(TableFileForm):
    """A sheet of measures, of anybody's or our own."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].label = _("Tabelle mit Maßnahmen")
        self.fields["file"].help_text = _(
            "Excel (.xlsx), CSV oder JSON, höchstens 5 MB und 1.000 Zeilen. Auch unsere eigene Ausgabe."
        )


class SheetMappingForm(forms.Form):
    """What every column of a sheet becomes, and what holds where the sheet says nothing."""

    use_required_attribute = False

    def __init__(self, *args: Any, intake: Intake, names: TownNames, **more: Any) -> None:
        super().__init__(*args, **more)
        self._table, self._names = intake.table, names
        proposed = propose_columns(intake.table)
        self.fields["sheet"] = forms.CharField(
            required=False, initial=intake.table.sheet, widget=forms.HiddenInput, strip=False
        )
        for one in proposed:
            self.fields[f"column_{one.place}"] = _column_field(one)
        self._add_defaults(names)
        self.columns: tuple[forms.BoundField, ...] = tuple(self[f"column_{one.place}"] for one in proposed)
        self.defaults: tuple[forms.BoundField, ...] = tuple(self[name] for name in _DEFAULTS)

    def mapping(self) -> SheetMapping | None:
        """The mapping, or None with what is wrong noted."""
        if not self.is_valid():
            return None
        targets = {column.place: self.cleaned_data[f"column_{column.place}"] for column in self._table.columns}
        columns = chosen_columns(self._table, targets)
        for double in double_targets(columns):
            self._note_double(columns, double)
        if "title" not in targets.values():
            self.add_error(self.columns[0].name, _("Keine Spalte wird zum Titel. Wählen Sie eine."))
        if self.errors:
            return None
        given = self.cleaned_data
        try:
            defaults = Defaults(
                field=given["field"],
                service_area=given["service_area"],
                lead_unit=given["lead_unit"],
                decided_by=given["decided_by"],
                decision_due=given["decision_due"],
                duration_months=given["duration_months"],
                measure_class=MeasureClass(given["measure_class"]),
            )
        except InvalidValueError as error:
            self.add_error(error.field if error.field in self.fields else None, refusal(error.problem, error.remedy))
            return None
        return SheetMapping(self._table.sheet, columns, defaults)

    def entries(self) -> list[tuple[str, str]]:
        """What was chosen, to be carried on."""
        return [(name, str(self[name].value() or "")) for name in self.fields]

    def _note_double(self, columns: Sequence[ColumnChoice], target: str) -> None:
        words = gettext("„%(target)s“ ist zweimal gewählt. Nehmen Sie eine Spalte als Hinweis.")
        for one in columns:
            if one.target == target:
                self.add_error(f"column_{one.place}", words % {"target": told(TARGET[target].name)})

    def _add_defaults(self, names: TownNames) -> None:
        classes = ((one.value, name) for one, name in MEASURE_CLASS.items())
        self.fields["field"] = one_of(label("field"), names.fields.items())
        self.fields["service_area"] = one_of(label("service_area"), names.service_areas.items())
        self.fields["lead_unit"] = (
            one_of(label("lead_unit"), names.units.items())
            if names.units
            else WordsField(label=label("lead_unit"), required=True)
        )
        self.fields["measure_class"] = one_of(label("measure_class"), classes)
        self.fields["measure_class"].initial = MeasureClass.E_GOVERNMENT.value
        self.fields["decided_by"] = WordsField(label=_("Wer entscheidet?"), required=True)
        self.fields["decision_due"] = month_field(label=_("Entscheidung bis"), required=True)
        self.fields["duration_months"] = ConvertedField(
            whole, label=_("Dauer in Monaten, wo keine dasteht"), required=True, most=10, initial="12"
        )


class SkippedRowsForm(forms.Form):
    """Which rows of the preview are left out."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        numbers = (one for one in data.getlist("skip") if one.isascii() and one.isdigit() and len(one) <= _DIGITS)
        self.rows = frozenset(int(one) for one in numbers)


_DIGITS = len(str(20 * MOST_ROWS))  # of a row's number
_DEFAULTS = ("field", "service_area", "lead_unit", "measure_class", "decided_by", "decision_due", "duration_months")


def _column_field(one: ColumnChoice) -> forms.ChoiceField:
    how = _("passt sicher") if one.confidence >= _SURE else _("passt wahrscheinlich")
    how = how if one.confidence >= _LIKELY else _("nicht erkannt, bitte prüfen")
    examples = ", ".join(f"„{' '.join(example.split())}“" for example in one.examples) or gettext("leer")
    return forms.ChoiceField(
        label=one.heading or gettext("Spalte %(number)s ohne Überschrift") % {"number": one.place + 1},
        help_text=gettext("Vorschlag %(how)s. Beispiele: %(examples)s") % {"how": how, "examples": examples},
        choices=choices_of((target.id, Text(_upper(target.name.de), _upper(target.name.en))) for target in TARGETS),
        widget=ChoiceWidget,
        initial=one.target,
    )


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
