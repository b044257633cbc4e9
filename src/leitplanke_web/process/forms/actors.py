"""Actors: one by one, or as a workbook."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.measure_sheets.grid import MOST_BYTES
from leitplanke.exchange.processes.actor_sheets import LEVELS
from leitplanke.participation.meeting.templates import GROUPS
from leitplanke.participation.process import Actor, Level
from leitplanke_web.towns.form_fields import WordsField, choices_of
from leitplanke_web.towns.widgets import ChoiceWidget


class ActorForm(forms.Form):
    """A role or an organisation."""

    use_required_attribute = False

    name = WordsField(
        label=_("Rolle oder Organisation"),
        help_text=_("Zum Beispiel „Stadtelternbeirat“ oder „Leitung Bürgerbüro“; keine Privatpersonen."),
        required=True,
    )
    group = forms.ChoiceField(label=_("Gruppe"), widget=ChoiceWidget)
    interest = forms.ChoiceField(label=_("Interesse: Wie wichtig ist es ihnen?"), widget=forms.RadioSelect)
    influence = forms.ChoiceField(label=_("Einfluss: Wie viel hängt von ihnen ab?"), widget=forms.RadioSelect)
    invited_by = WordsField(label=_("Wer lädt ein"), help_text=_("Die Stelle, der sie zuhören."))
    reached_by = WordsField(
        label=_("Wie erreichbar"), help_text=_("Der Weg, nicht die Adresse, zum Beispiel „über den Ortsbeirat“.")
    )
    note = WordsField(label=_("Bemerkung"))

    def __init__(self, *args: Any, actor: Actor | None, **options: Any) -> None:
        initial = {} if actor is None else {
            "name": actor.name, "group": actor.group, "interest": actor.interest.value,
            "influence": actor.influence.value, "invited_by": actor.invited_by, "reached_by": actor.reached_by,
            "note": actor.note,
        }  # fmt: skip
        super().__init__(*args, **{"initial": initial, **options})
        levels = choices_of((level.value, words) for level, words in LEVELS.items())
        offered = {"group": choices_of((one.id, one.name) for one in GROUPS), "interest": levels, "influence": levels}
        for name, choices in offered.items():
            chosen = self.fields[name]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = choices

    def value(self, *, identifier: str) -> Actor:
        """The actor of a valid form. Raises `InvalidValueError`."""
        given = self.cleaned_data
        return Actor(
            id=identifier,
            name=given["name"],
            group=given["group"],
            interest=Level(given["interest"]),
            influence=Level(given["influence"]),
            invited_by=given["invited_by"],
            reached_by=given["reached_by"],
            note=given["note"],
        )


class ActorSheetForm(forms.Form):
    """Which file."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("Tabelle mit Akteuren"),
        help_text=_("Excel (.xlsx) oder CSV mit den Spalten der Vorlage, höchstens 5 MB."),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(_("Die Datei ist zu groß (über 5 MB)."))
        return given
