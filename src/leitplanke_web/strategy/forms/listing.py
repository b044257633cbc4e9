"""Forms for a list of goals or services: which file, and in which of its columns what stands."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.listings.reading import ListColumn, Listing, proposed
from leitplanke.exchange.measure_sheets.grid import MOST_BYTES
from leitplanke_web.towns.form_fields import told
from leitplanke_web.towns.widgets import ChoiceWidget


class TableFileForm(forms.Form):
    """Which file, in a form that says of what kind it may be."""

    use_required_attribute = False
    file = forms.FileField(
        error_messages={"required": _("Wählen Sie die Datei aus.")},
    )

    def clean_file(self) -> Any:
        """Not more than we read."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("Die Datei ist zu groß. Teilen Sie sie: höchstens 5 MB."))
        return given


class ListFileForm(TableFileForm):
    """A list as towns have it."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].label = _("Tabelle")
        self.fields["file"].help_text = _("Excel (.xlsx) oder CSV, höchstens 5 MB und 1.000 Zeilen.")


class ListMappingForm(forms.Form):
    """For each thing that is wanted, the column of the list in which it stands."""

    use_required_attribute = False

    def __init__(self, *args: Any, listing: Listing, columns: Sequence[ListColumn], **more: Any) -> None:
        super().__init__(*args, **more)
        self.listing, self._columns = listing, columns
        found = proposed(listing, columns)
        places = [(str(place), heading or f"({place + 1})") for place, heading in enumerate(listing.headings)]
        for column in columns:
            words = told(column.name)
            self.fields[f"at_{column.id}"] = forms.ChoiceField(
                label=f"{words} {now('(nötig)')}" if column.is_needed else words,
                choices=[("", "–"), *places],
                required=column.is_needed,
                initial=str(found.get(column.id, "")),
                help_text=told(column.hint),
                widget=ChoiceWidget,
                error_messages={"required": _("Wählen Sie, in welcher Spalte das steht.")},
            )
        self.fields["sheet"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=listing.sheet)

    @property
    def columns(self) -> list[forms.BoundField]:
        """The choices, in the order of the columns."""
        return [self[f"at_{column.id}"] for column in self._columns]

    @property
    def mapped(self) -> dict[str, int]:
        """The place of each column that was chosen; of a sound form."""
        chosen = {column.id: self.cleaned_data[f"at_{column.id}"] for column in self._columns}
        return {name: int(place) for name, place in chosen.items() if place}

    def entries(self) -> list[tuple[str, str]]:
        """What a page has to carry on."""
        return [(name, str(self.cleaned_data.get(name, ""))) for name in self.fields]
