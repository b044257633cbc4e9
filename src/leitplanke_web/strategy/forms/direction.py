"""What a strategy has once: its guiding sentence, and what counts how much for the roadmap."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import day, whole
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import WeightSetting
from leitplanke_web.towns.form_fields import (
    LANGUAGE_NAMES,
    LANGUAGES,
    ConvertedField,
    one_of,
    refusal,
    text_fields,
    text_of,
    told,
)
from leitplanke_web.towns.widgets import AmountWidget, DayWidget

SENTENCE, SET_BY = "guiding_sentence", "set_by"
ADOPTED, ASSUMED = "adopted", "assumed"
STANDING = {
    ADOPTED: Text("Beschlossen", "Adopted"),
    ASSUMED: Text("Noch nicht beschlossen, eine Annahme", "Not adopted yet, an assumption"),
}
LABELS = {SENTENCE: _("Leitsatz"), SET_BY: _("Festgelegt von"), "weights": _("Was wie viel zählt")}


class DirectionForm(forms.Form):
    """Guiding sentence and weights; `audiences` are those that the weights name."""

    use_required_attribute = False

    def __init__(self, *args: Any, audiences: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.audiences = audiences
        self.fields.update(text_fields([SENTENCE], LABELS, needed=SENTENCE))
        self.fields["goals_percent"] = _percent(_("Beitrag zu den Zielen (Prozent)"))
        hint = _("Beides zusammen ergibt 100.")
        self.fields["support_percent"] = _percent(_("Zuspruch der Befragten (Prozent)"), hint)
        for audience, name in audiences.items():
            self.fields[f"audience-{audience}"] = _percent(f"{name} (%)")
        self.fields["least_percent"] = ConvertedField(
            whole,
            empty=0,
            most=10,
            label=_("Mindestens für jede Gruppe (Prozent)"),
            help_text=_(
                "Von dem Nutzen, den die Gruppe höchstens bekommen könnte, wenn alles auf einmal ginge. Leer: Es wird "
                "nichts versprochen."
            ),
            widget=AmountWidget,
        )
        self.fields.update(text_fields([SET_BY], LABELS, needed=SET_BY))
        self.fields["set_on"] = ConvertedField(day, most=20, label=_("Festgelegt am"), widget=DayWidget, required=True)

        self.fields["standing"] = one_of(_("Ob es beschlossen ist"), STANDING.items())

    @property
    def audience_fields(self) -> list[forms.BoundField]:
        """One for each audience."""
        return [self[f"audience-{audience}"] for audience in self.audiences]

    def sentence(self) -> Text:
        """The guiding sentence of a valid form."""
        return text_of(SENTENCE, self.cleaned_data)

    def weights(self) -> WeightSetting | None:
        """The weights of a valid form, or None with what is wrong noted at its field."""
        given = self.cleaned_data
        try:
            return WeightSetting(
                goals_percent=given["goals_percent"],
                support_percent=given["support_percent"],
                audience_percent={one: given[f"audience-{one}"] for one in self.audiences},
                set_by=text_of(SET_BY, given),
                set_on=given["set_on"],
                is_assumption=given["standing"] == ASSUMED,
                least_percent=given["least_percent"],
            )
        except InvalidValueError as error:
            first = f"audience-{next(iter(self.audiences), '')}"
            place = {"audience_percent": first, "least_percent": "least_percent"}.get(error.field, "goals_percent")
            self.add_error(place, refusal(error.problem, error.remedy))
            return None


def direction_entries(sentence: Text, weights: WeightSetting) -> dict[str, str]:
    """What stands in the form."""
    return {
        **{f"{SENTENCE}_{one}": getattr(sentence, one) for one in LANGUAGES},
        "goals_percent": str(weights.goals_percent),
        "support_percent": str(weights.support_percent),
        **{f"audience-{one}": str(percent) for one, percent in weights.audience_percent.items()},
        "least_percent": str(weights.least_percent or ""),
        **{f"{SET_BY}_{one}": getattr(weights.set_by, one) for one in LANGUAGES},
        "set_on": weights.set_on.isoformat(),
        "standing": ASSUMED if weights.is_assumption else ADOPTED,
    }


def direction_lines(field: str, sentence: Text, weights: WeightSetting, *, audiences: Mapping[str, str]) -> list[str]:
    """The lines in which one of both is told."""
    if field == SENTENCE:
        return [f"{LANGUAGE_NAMES[one]}: {words}" for one in LANGUAGES if (words := getattr(sentence, one))]
    shares = [f"{audiences.get(one, one)}: {percent} %" for one, percent in weights.audience_percent.items()]
    both = f"{weights.goals_percent} % / {weights.support_percent} %"
    standing = told(STANDING[ASSUMED if weights.is_assumption else ADOPTED])
    least = [told(Text(f"mindestens {one} %", f"at least {one} %")) for one in [weights.least_percent] if one]
    return [both, *shares, *least, f"{told(weights.set_by)}, {weights.set_on.isoformat()}", standing]


def _percent(label: Any, hint: Any = "") -> ConvertedField:
    return ConvertedField(whole, most=10, label=label, widget=AmountWidget, required=True, help_text=hint)
