"""An audience in numbers: the table as a file or typed, where it comes from, what answers are weighted to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitplanke.evidence.model import PopulationTable
from leitplanke.exchange.population_files import Described, read_population_file
from leitplanke.exchange.write_answers import population_csv
from leitplanke.kernel.faults import Fault, FaultyInputError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Question
from leitplanke_web.towns.form_fields import WordsField, told

MOST_BYTES = 1_000_000
MOST_TYPED = 1_000_000
TYPED = "eingegebene Tabelle"
EACH, CROSSED, KEPT = "each", "crossed", "kept"


class PopulationForm(forms.Form):
    """One audience's table. `value` after `is_valid`."""

    use_required_attribute = False

    source_de = WordsField(
        label=_("Quelle, Deutsch"),
        required=True,
        most=500,
        help_text=_("Woher die Zahlen sind und wen sie zählen, zum Beispiel: Melderegister, Personen ab 16 Jahren."),
    )
    source_en = WordsField(label=_("Quelle, Englisch"), most=500)
    as_of = forms.DateField(label=_("Stichtag"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    margins = forms.ChoiceField(label=_("Worauf wird gewichtet?"), widget=forms.RadioSelect)
    file = forms.FileField(
        label=_("Tabelle als Datei"),
        required=False,
        help_text=_("CSV: eine Spalte je Merkmal und die Spalte count. Sie ersetzt, was unten steht."),
    )
    table = forms.CharField(
        label=_("Oder hier eingeben"),
        required=False,
        max_length=MOST_TYPED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": "12", "spellcheck": "false"}),
    )

    def __init__(
        self, *args: Any, audience: str, traits: Sequence[Question], stored: PopulationTable | None, **more: Any
    ) -> None:
        super().__init__(*args, **{"initial": _initial(stored), **more})
        self._audience, self._traits, self._stored = audience, traits, stored
        self.value: PopulationTable | None = None
        self.faults: tuple[Fault, ...] = ()
        margins = self.fields["margins"]
        assert isinstance(margins, forms.ChoiceField)
        names = {question.id: told(question.name) or told(question.text) for question in traits}
        margins.choices = [
            (EACH, _("Jedes Merkmal für sich")),
            (CROSSED, _("Alle Merkmale gekreuzt")),
            *([(KEPT, _("Wie bisher: %s") % _margins_words(stored, names))] if stored is not None else ()),
        ]

    def show_table(self, value: PopulationTable) -> None:
        """Let the table stand in its field, as it was read: a file cannot be sent a second time."""
        typed = QueryDict(mutable=True)
        typed.update({name: str(words) for name, words in self.data.items()})
        typed["table"] = shown(value)
        self.data = typed

    def clean_file(self) -> bytes | None:
        """What the file holds."""
        given = self.cleaned_data.get("file")
        if not isinstance(given, UploadedFile):
            return None
        if given.size is not None and given.size > MOST_BYTES:
            raise ValidationError(_("Die Datei ist größer als 1 MB. Kreuzen Sie weniger Merkmale."))
        content: bytes = given.read()
        return content

    def clean(self) -> dict[str, Any]:
        """The core's value, or what is wrong with the table, by row and column."""
        given = super().clean() or {}
        if self.errors:
            return given
        data, name = self._table(given)
        try:
            self.value = self._read(data, name, given)
        except FaultyInputError as refused:
            self.faults = refused.faults
            self.add_error("table", _("Die Tabelle lässt sich so nicht verwenden. Unten steht, was zu ändern ist."))
        return given

    def _table(self, given: dict[str, Any]) -> tuple[bytes, str]:
        uploaded = self.files.get("file")
        if given.get("file") and isinstance(uploaded, UploadedFile):
            return given["file"], str(uploaded.name)
        return str(given.get("table") or "").encode("utf-8", errors="replace"), TYPED

    def _read(self, data: bytes, name: str, given: dict[str, Any]) -> PopulationTable:
        described = Described(
            audience=self._audience, source=Text(given["source_de"], given["source_en"]), as_of=given["as_of"]
        )
        table = read_population_file(data, name=name, traits=self._traits, described=described)
        margins = _chosen(given["margins"], table, self._stored)
        if margins == table.margins:
            return table
        described = Described(
            audience=described.audience, source=described.source, as_of=described.as_of, margins=margins
        )
        return read_population_file(data, name=name, traits=self._traits, described=described)


def shown(value: PopulationTable) -> str:
    """The table as people type it."""
    return population_csv(value).decode()


def _initial(stored: PopulationTable | None) -> dict[str, object]:
    if stored is None:
        return {"margins": EACH, "as_of": date.today()}  # noqa: DTZ011 - a proposal for the reader's day
    return {
        "source_de": stored.source.de,
        "source_en": stored.source.en,
        "as_of": stored.as_of,
        "margins": KEPT,
        "table": shown(stored),
    }


def _chosen(wish: str, table: PopulationTable, stored: PopulationTable | None) -> tuple[tuple[str, ...], ...]:
    if wish == CROSSED:
        return (table.variables,)
    if (
        wish == KEPT
        and stored is not None
        and {one for margin in stored.margins for one in margin} <= set(table.variables)
    ):
        return stored.margins
    return tuple((variable,) for variable in table.variables)


def _margins_words(stored: PopulationTable, names: dict[str, str]) -> str:
    return ", ".join(" × ".join(names.get(one, one) for one in margin) for margin in stored.margins)
