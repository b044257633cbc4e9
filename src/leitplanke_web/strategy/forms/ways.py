"""Digital, without the internet, or both: what each takes, whom it reaches and excludes, and what was decided."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import day
from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.report.words import WAY
from leitplanke.strategy.model import Way, WayCompared
from leitplanke_web.towns.form_fields import (
    LANGUAGES,
    ConvertedField,
    amount_field,
    choices_of,
    german_amount,
    refusal,
    text_fields,
    text_of,
    told,
)
from leitplanke_web.towns.widgets import ChoiceWidget, DayWidget

_TEXTS = {
    "effort": _("Aufwand"),
    "reach": _("Wen erreicht dieser Weg?"),
    "excludes": _("Wen schließt er aus?"),
}


class WaysForm(forms.Form):
    """The three ways with their texts, and one decision with its day and reason."""

    use_required_attribute = False

    def __init__(self, *args: Any, stored: Iterable[WayCompared] = (), **more: Any) -> None:
        super().__init__(*args, **{"initial": _entries(stored), **more})
        for way in Way:
            names = [f"{way.value}-{name}" for name in _TEXTS]
            self.fields.update(text_fields(names, {f"{way.value}-{name}": words for name, words in _TEXTS.items()}))
            self.fields[f"{way.value}-running"] = amount_field(label=_("Laufende Kosten im Jahr, in Euro"))
        self.fields["chosen"] = forms.ChoiceField(
            label=_("Entscheidung"),
            choices=choices_of(((way.value, words) for way, words in WAY.items()), empty=gettext("noch keine")),
            required=False,
            widget=ChoiceWidget,
        )
        self.fields["chosen_on"] = ConvertedField(day, most=20, label=_("Entschieden am"), widget=DayWidget)
        self.fields.update(text_fields(["reason"], {"reason": _("Grund der Entscheidung")}))

    @property
    def ways(self) -> list[tuple[str, list[tuple[Any, list[forms.BoundField]]], forms.BoundField]]:
        """For each way its name, its texts in their languages, its running cost."""
        return [
            (
                told(words),
                [(label, [self[f"{way.value}-{name}_{one}"] for one in LANGUAGES]) for name, label in _TEXTS.items()],
                self[f"{way.value}-running"],
            )
            for way, words in WAY.items()
        ]

    def clean(self) -> dict[str, Any]:
        """A decision needs its day and its reason, and a way that was compared."""
        given = super().clean() or {}
        for way in Way:
            for name in _TEXTS:
                stem = f"{way.value}-{name}"
                if not given.get(f"{stem}_de") and any(given.get(f"{stem}_{one}") for one in ("plain", "en")):
                    self.add_error(f"{stem}_de", _("Der deutsche Text fehlt. Ergänzen Sie ihn."))
        chosen = given.get("chosen")
        if chosen and not given.get("chosen_on") and "chosen_on" not in self.errors:
            self.add_error("chosen_on", _("Wann wurde entschieden? Ergänzen Sie den Tag."))
        if chosen and not given.get("reason_de"):
            self.add_error("reason_de", _("Warum dieser Weg? Ergänzen Sie den Grund."))
        if not chosen and (given.get("chosen_on") or given.get("reason_de")):
            self.add_error("chosen", _("Wählen Sie den Weg, oder leeren Sie Tag und Grund."))
        return given

    def value(self) -> tuple[WayCompared, ...] | None:
        """The ways of which something is said, or None with what is wrong noted."""
        try:
            return tuple(one for way in Way if (one := self._way(way)) is not None)
        except InvalidValueError as error:
            self.add_error(None, refusal(error.problem, error.remedy))
            return None

    def note(self, flaws: Iterable[Flaw]) -> None:
        """Note what the town as a whole does not allow."""
        for flaw in flaws:
            self.add_error(None, refusal(flaw.problem, flaw.remedy))

    def _way(self, way: Way) -> WayCompared | None:
        given = self.cleaned_data
        texts = {name: text_of(f"{way.value}-{name}", given) for name in _TEXTS}
        running, is_chosen = given[f"{way.value}-running"], given["chosen"] == way.value
        if not is_chosen and running is None and not any(one.de for one in texts.values()):
            return None
        return WayCompared(
            way=way,
            running_cents_per_year=running,
            chosen_on=given["chosen_on"] if is_chosen else None,
            reason=text_of("reason", given) if is_chosen else Text(""),
            **texts,
        )


def _entries(stored: Iterable[WayCompared]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in stored:
        stem = one.way.value
        for name in _TEXTS:
            found |= {f"{stem}-{name}_{language}": getattr(getattr(one, name), language) for language in LANGUAGES}
        running = one.running_cents_per_year
        found[f"{stem}-running"] = "" if running is None else german_amount(running)
        if one.chosen_on is not None:
            found |= {"chosen": stem, "chosen_on": one.chosen_on.isoformat()}
            found |= {f"reason_{language}": getattr(one.reason, language) for language in LANGUAGES}
    return found
