"""What a measure needs of others: chosen from all that the town has."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure
from leitplanke_web.strategy.forms.fields import label
from leitplanke_web.strategy.mapping import NEEDS
from leitplanke_web.strategy.queries import NeedNames
from leitplanke_web.towns.form_fields import Choices, choices_of, refusal
from leitplanke_web.towns.widgets import TicksWidget

_HINTS: Final = {
    "requires": _("Sie müssen fertig sein, bevor diese Maßnahme beginnt."),
    "helps": _("Sie erleichtern diese Maßnahme, sind aber nicht nötig."),
    "gates": _("Beschlüsse oder Ereignisse, ohne die sie nicht beginnt."),
}


class NeedsForm(forms.Form):
    """What a measure needs of others."""

    use_required_attribute = False

    def __init__(self, *args: Any, names: NeedNames, measure: str, **more: Any) -> None:
        super().__init__(*args, **more)
        others = Choices((key, f"{key} {name}") for key, name in choices_of(names.measures.items()) if key != measure)
        for name in NEEDS:
            self.fields[name] = forms.MultipleChoiceField(
                label=label(name),
                help_text=_HINTS[name],
                required=False,
                widget=TicksWidget,
                choices=choices_of(names.gates.items()) if name == "gates" else others,
            )

    def changed(self, measure: Measure, *, kept: Collection[str]) -> Measure | None:
        """The measure with what is chosen, or None with what is wrong noted; fields in `kept` stay as they are."""
        chosen: dict[str, Any] = {name: tuple(self.cleaned_data[name]) for name in NEEDS if name not in kept}
        try:
            return replace(measure, **chosen)
        except InvalidValueError as error:
            self.add_error(error.field if error.field in self.fields else None, refusal(error.problem, error.remedy))
            return None

    def note(self, flaws: Iterable[Flaw], *, measure: str) -> None:
        """Note at its field what the town as a whole does not allow."""
        for flaw in flaws:
            if flaw.keys[:1] == (measure,):
                self.add_error(flaw.column if flaw.column in self.fields else None, refusal(flaw.problem, flaw.remedy))
            else:
                where = " ".join(flaw.keys) or flaw.file
                words = Text(f"{where}: {flaw.problem.de}", f"{where}: {flaw.problem.en}")
                self.add_error(None, refusal(words, flaw.remedy))
