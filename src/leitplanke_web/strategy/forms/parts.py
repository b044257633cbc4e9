"""Goals and services as forms."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import day, decimal, whole
from leitplanke.exchange.listings.reading import digits
from leitplanke.exchange.listings.services import MODEL_NAMES
from leitplanke.kernel.dates import Month
from leitplanke.kernel.texts import Text
from leitplanke.report.words import STRENGTH
from leitplanke.strategy.model import FieldOfAction, Goal, MaturityModel, OverallGoal, PublicService
from leitplanke_web.towns.form_fields import ConvertedField, WordsField, one_of, told
from leitplanke_web.towns.forms.part import PartForm
from leitplanke_web.towns.widgets import AmountWidget, DayWidget

_MOST_WORDS: Final = 200


class OverallGoalForm(PartForm):
    """A goal of the town as a whole, with the paper it stands in."""

    texts = ("title", "source")
    needed = frozenset(texts)
    labels: ClassVar[Mapping[str, Any]] = {
        "title": _("Gesamtziel"),
        "source": _("Quelle: das Papier, in dem es steht"),
        "section": _("Seite oder Abschnitt"),
        "source_date": _("Stand der Quelle"),
    }

    def field_of(self, name: str) -> forms.Field:
        """Where in the paper, and of which day it is."""
        if name == "section":
            hint = _("Zum Beispiel: S. 12, Kapitel 3.1")
            return WordsField(label=self.labels[name], most=_MOST_WORDS, help_text=hint)
        return ConvertedField(day, most=20, label=self.labels[name], widget=DayWidget)

    def build(self, given: Mapping[str, Any], **common: Any) -> OverallGoal:
        """The goal."""
        return OverallGoal(section=given["section"], source_date=given["source_date"], **common)


class DigitalGoalForm(PartForm):
    """A digital goal: what is measured, from where to where until when. What it serves has a page of its own."""

    texts = ("title", "indicator", "unit", "baseline_source")
    needed = frozenset({"title", "indicator", "unit"})
    labels: ClassVar[Mapping[str, Any]] = {
        "title": _("Digitalziel"),
        "indicator": _("Kennzahl: woran man es misst"),
        "unit": _("Einheit"),
        "baseline": _("Ausgangswert"),
        "baseline_date": _("Ausgangswert vom"),
        "baseline_source": _("Quelle des Ausgangswerts"),
        "target": _("Zielwert"),
        "due": _("Zieltag"),
    }

    def field_of(self, name: str) -> forms.Field:
        """Two numbers and two days."""
        words, is_day = self.labels[name], name in {"baseline_date", "due"}
        if is_day:
            return ConvertedField(day, most=20, label=words, widget=DayWidget, required=name == "due")
        return ConvertedField(decimal, most=40, label=words, widget=AmountWidget, required=True)

    @classmethod
    def told_labels(cls) -> Mapping[str, Any]:
        """What it serves is entered on a page of its own, and may differ as well."""
        return {**cls.labels, "serves": _("Welchen Gesamtzielen es dient")}

    @classmethod
    def lines(cls, value: Goal, name: str, *, first: Month, names: Any) -> list[str]:
        """The lines in which a field is told."""
        if name != "serves":
            return super().lines(value, name, first=first, names=names)
        return [
            f"{one.overall_goal}: {told(STRENGTH[one.strength])}" + (f" ({one.said_by})" if one.said_by else "")
            for one in value.serves
        ]

    def build(self, given: Mapping[str, Any], **common: Any) -> Goal:
        """The goal; what it serves stays."""
        numbers = {name: given[name] for name in ("baseline", "baseline_date", "target", "due")}
        return Goal(serves=() if self.stored is None else self.stored.serves, **numbers, **common)


class FieldForm(PartForm):
    """A field of action: what it is called."""

    texts = ("title",)
    needed = frozenset(texts)
    labels: ClassVar[Mapping[str, Any]] = {"title": _("Handlungsfeld")}

    def build(self, given: Mapping[str, Any], **common: Any) -> FieldOfAction:  # noqa: ARG002 - a title is all it has
        """The field of action."""
        return FieldOfAction(**common)


class ServiceForm(PartForm):
    """A service of the town; `names` are those of service areas and units."""

    texts = ("name", "source")
    needed = frozenset({"name"})
    labels: ClassVar[Mapping[str, Any]] = {
        "name": _("Leistung"),
        "leika": _("LeiKa-Schlüssel"),
        "service_area": _("Bereich der Daseinsvorsorge"),
        "unit": _("Zuständig"),
        "cases_per_year": _("Fälle im Jahr"),
        "counted_in": _("Jahr der Zählung"),
        "minutes_per_case": _("Minuten je Fall"),
        "minutes_when_digital": _("Minuten je Fall, digital"),
        "online_percent": _("Davon heute online (Prozent)"),
        "maturity_model": _("Fassung des Reifegradmodells"),
        "maturity": _("Reifegrad"),
        "source": _("Quelle der Zahlen"),
    }
    hints: ClassVar[Mapping[str, Any]] = {
        "leika": _("14 Ziffern; leer, wenn es keinen gibt."),
        "minutes_per_case": _("Arbeitszeit der Verwaltung für einen Fall, der nicht online kommt."),
        "minutes_when_digital": _("Was bleibt, wenn der Fall online kommt: gemessen oder geschätzt."),
        "online_percent": _("0 bis 100."),
    }

    def field_of(self, name: str) -> forms.Field:
        """A key, names and numbers."""
        words, hint = self.labels[name], self.hints.get(name, "")
        if name in {"service_area", "unit"}:
            return one_of(words, self.names[name].items(), required=False)
        if name == "maturity_model":
            models = ((model.value, told) for model, told in MODEL_NAMES.items())
            return one_of(words, models, required=False)
        if name == "leika":
            return ConvertedField(digits, empty="", most=40, label=words, help_text=hint)
        convert = decimal if name in {"minutes_per_case", "minutes_when_digital", "online_percent"} else whole
        return ConvertedField(convert, most=40, label=words, widget=AmountWidget, help_text=hint)

    @classmethod
    def named(cls, name: str, names: Mapping[str, Any]) -> Mapping[str, Text]:
        """Areas and units have names of their own."""
        found: Mapping[str, Text] = names.get(name, {})
        return found

    def build(self, given: Mapping[str, Any], **common: Any) -> PublicService:
        """The service."""
        rest = {name: given[name] for name in self.labels if name not in self.texts}
        model = given["maturity_model"]
        return PublicService(**{**rest, "maturity_model": MaturityModel(model) if model else None}, **common)
