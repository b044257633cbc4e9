"""Gates, and measures of which only some may come."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import whole
from leitplanke.kernel.dates import Month
from leitplanke.kernel.relations import Choice
from leitplanke.strategy.model import Gate
from leitplanke_web.towns.form_fields import ConvertedField, choices_of, month_field
from leitplanke_web.towns.forms.part import Entries, PartForm, TicksField


class GateForm(PartForm):
    """A decision or an event without which some measures do not begin."""

    labels: ClassVar[Mapping[str, Any]] = {
        "name": _("Was beschlossen oder geschehen sein muss"),
        "record": _("Wo es festgehalten ist"),
        "met_on": _("Geschehen im Monat"),
    }
    texts = ("name", "record")
    needed = frozenset({"name"})

    def field_of(self, name: str) -> forms.Field:
        """The month."""
        hint = _("Leer, solange es noch offen ist. Was darauf wartet, kann im Monat danach beginnen.")
        return month_field(label=self.labels[name], help_text=hint)

    def build(self, given: Mapping[str, Any], **common: Any) -> Gate:
        """The gate."""
        return Gate(met_on=given["met_on"], **common)


class ChoiceForm(PartForm):
    """Measures of which at most so many come, and perhaps at least so many."""

    labels: ClassVar[Mapping[str, Any]] = {
        "name": _("Worum es bei der Auswahl geht"),
        "most": _("Höchstens so viele"),
        "least": _("Mindestens so viele"),
        "members": _("Aus diesen Maßnahmen"),
    }
    texts = ("name",)
    needed = frozenset({"name"})

    def field_of(self, name: str) -> forms.Field:
        """The numbers, and all measures to choose from."""
        words = self.labels[name]
        match name:
            case "most":
                hint = _("Nur eine von diesen: 1.")
                return ConvertedField(whole, label=words, required=True, most=4, help_text=hint, initial="1")
            case "least":
                hint = _("Leer: es darf auch keine sein. Genau eine: oben und hier 1.")
                return ConvertedField(whole, label=words, empty=0, most=4, help_text=hint)
        return TicksField(
            label=words,
            help_text=_("Was schon läuft oder fertig ist, zählt mit."),
            required=False,
            choices=choices_of(self.names.items()),
        )

    def build(self, given: Mapping[str, Any], **common: Any) -> Choice:
        """The choice."""
        members = tuple(one for one in self.names if one in given["members"])
        return Choice(members=members, least=given["least"], most=given["most"], **common)

    @classmethod
    def entries(cls, value: Choice, *, first: Month) -> Entries:
        """What stands in the form; no least number is an empty field."""
        return {**super().entries(value, first=first), "least": str(value.least or "")}
