"""Everything of a measure that stands there once, but for what it needs of others."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import day, identifier, items
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.relations import USUAL_COUNTS
from leitplanke.kernel.texts import Text
from leitplanke.report.words import MEASURE_CLASS, STATE
from leitplanke.strategy.model import MeasureState
from leitplanke_web.strategy.forms.fields import label
from leitplanke_web.strategy.mapping import LINES, MONTHS, TEXTS
from leitplanke_web.strategy.queries import ProfileNames
from leitplanke_web.towns.form_fields import (
    MOST_WORDS,
    ConvertedField,
    WordsField,
    month_field,
    one_of,
    text_fields,
)
from leitplanke_web.towns.widgets import AreaWidget, DayWidget, HiddenWidget

_EXAMINED = {
    "exam_question": _("Was wird geprüft?"),
    "exam_assumptions": _("Annahmen"),
    "exam_decided_by": _("Wer entscheidet?"),
    "exam_outcome": _("Ergebnis"),
}


LATE = {
    1: Text("Etwas: wie ein Monat ohne Nutzen", "A little: like one month without use"),
    USUAL_COUNTS: Text("Deutlich: wie drei Monate ohne Nutzen", "Clearly: like three months without use"),
    10: Text("Sehr: wie zehn Monate ohne Nutzen", "Very much: like ten months without use"),
}


class MainForm(forms.Form):
    """Everything of a measure that stands there once."""

    use_required_attribute = False

    is_mandatory = forms.BooleanField(label=label("is_mandatory"), required=False)
    legal_basis = WordsField(label=label("legal_basis"))
    said_by = WordsField(
        label=_("Wer sagt, wie stark die Maßnahme den Zielen dient?"), help_text=_("Eine Angabe für alle Ziele.")
    )
    element = WordsField(label=label("element"))
    product_account = WordsField(label=label("product_account"))
    goals = forms.CharField(widget=HiddenWidget, required=False)
    modes = forms.CharField(widget=HiddenWidget, required=False)

    def __init__(self, *args: Any, names: ProfileNames, is_new: bool, mode_ids: Iterable[str], **more: Any) -> None:
        super().__init__(*args, **more)
        if is_new:
            hint = _("Kurz und ohne Umlaute, zum Beispiel M54. Sie bleibt für immer.")
            self.fields["id"] = ConvertedField(identifier, label=label("id"), required=True, help_text=hint)
        self.fields.update(text_fields(TEXTS, {name: label(name) for name in TEXTS}, needed="title"))
        self.fields.update(text_fields(_EXAMINED, _EXAMINED))
        for name in MONTHS:
            self.fields[name] = month_field(label=label(name))
        hint = _("Ein Wunsch, keine Pflicht: Der Fahrplan hält ihn ein, wenn es sich lohnt.")
        self.fields["wanted_by"] = month_field(label=label("wanted"), help_text=hint)
        hint = _("Leer: heute, wenn sich der Stand ändert.")
        self.fields["state_since"] = ConvertedField(
            day, most=20, label=_("Stand seit"), widget=DayWidget, help_text=hint
        )
        self.fields["exam_decision_due"] = month_field(label=_("Entscheidung bis"))
        for name in LINES:
            self.fields[name] = ConvertedField(
                _lines, empty=(), most=MOST_WORDS, label=label(name), widget=AreaWidget, help_text=_("Je Zeile eines.")
            )
        self._add_choices(names, mode_ids)

    def clean(self) -> dict[str, Any]:
        """What belongs together."""
        given = super().clean() or {}
        if given.get("late_counts") and not given.get("wanted_by"):
            self._wrong("wanted_by", _("Sagen Sie, bis wann die Maßnahme fertig sein soll."))
        for name in (*TEXTS, *_EXAMINED):
            if not given.get(f"{name}_de") and any(given.get(f"{name}_{other}") for other in ("plain", "en")):
                self._wrong(f"{name}_de", _("Der deutsche Text fehlt. Ergänzen Sie ihn."))
        state = given.get("state")
        examined = [name for name in self.fields if name.startswith("exam_") and given.get(name)]
        if state == MeasureState.UNDER_EXAMINATION or examined:
            for name in ("exam_question_de", "exam_assumptions_de", "exam_decided_by_de", "exam_decision_due"):
                if not given.get(name):
                    self._wrong(name, _("Ein Prüfauftrag braucht diese Angabe. Ergänzen Sie sie."))
        if state != MeasureState.UNDER_EXAMINATION and examined and not given.get("exam_outcome_de"):
            words = _("Die Maßnahme ist nicht mehr in Prüfung. Schreiben Sie dazu, was bei der Prüfung herauskam.")
            self._wrong("exam_outcome_de", words)
        return given

    def _late(self) -> list[tuple[str, Text]]:
        """How much a month counts that it is late: a few weights in words, and the stored one if it is another."""
        known = {str(counts): words for counts, words in LATE.items()}
        stored = str((self.data if self.is_bound else self.initial).get("late_counts") or "")
        if stored.isascii() and stored.isdigit() and stored not in known:
            words = Text(f"Wie {stored} Monate ohne Nutzen", f"Like {stored} months without use")
            known[stored] = words
        return list(known.items())

    def _wrong(self, name: str, words: Any) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    def _add_choices(self, names: ProfileNames, mode_ids: Iterable[str]) -> None:
        classes = ((one.value, name) for one, name in MEASURE_CLASS.items())
        self.fields["field"] = one_of(label("field"), names.fields.items())
        self.fields["service_area"] = one_of(label("service_area"), names.areas.items(), required=False)
        self.fields["asked_as"] = one_of(label("asked_as"), names.options.items(), required=False)
        self.fields["measure_class"] = one_of(label("measure_class"), classes)
        self.fields["late_counts"] = one_of(_("Wie schlimm ist jeder Monat danach?"), self._late(), required=False)
        self.fields["state"] = one_of(label("state"), ((one.value, name) for one, name in STATE.items()))
        self.fields["lead_unit"] = (
            one_of(label("lead_unit"), names.units.items())
            if names.units
            else WordsField(label=label("lead_unit"), required=True)
        )
        known = ((mode, Text(mode)) for mode in dict.fromkeys(mode_ids))
        self.fields["fixed_mode"] = one_of(label("fixed_mode"), known, required=False)


def _lines(text: str) -> tuple[str, ...]:
    """One item per line; what stands in a list of a folder can hold no comma."""
    given = tuple(line.strip() for line in text.split("\n") if line.strip())
    for line in given:
        if "," in line:
            raise InvalidValueError(
                "",
                Text(f"„{line}“ enthält ein Komma.", f"“{line}” contains a comma."),
                Text("Schreiben Sie es ohne Komma oder auf zwei Zeilen.", "Write it without, or on two lines."),
            )
    return items(",".join(given))
