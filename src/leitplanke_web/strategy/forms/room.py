"""Taking what a room weighed into the weights of audiences: which point is which criterion, which column is whom."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import day
from leitplanke.kernel.texts import Text
from leitplanke.participation.meeting import Result
from leitplanke.strategy.priority_model import CriterionWeights, PriorityEntries, WeightWay
from leitplanke_web.strategy.forms.priorities import Change, with_weights
from leitplanke_web.towns.form_fields import ConvertedField, WordsField, choices_of, told
from leitplanke_web.towns.widgets import ChoiceWidget

ROOM = "room"
"""The audience that is everybody in a workshop; no town asks one of this name."""
_EVERYBODY = "everybody"


class RoomWeightsForm(forms.Form):
    """Per criterion the point that was weighed, per column of the result the audience, and who sets it."""

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        result: Result,
        topics: Mapping[str, Text],
        columns: Mapping[str, Text],
        audiences: Mapping[str, Text],
        entries: PriorityEntries,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self._criteria, self._result = entries.criteria, result
        self._columns = {_EVERYBODY: result.everybody, **result.groups}
        for one in self._criteria:
            chosen = choices_of(topics.items(), empty=_("nicht verglichen: zählt 0"))  # type: ignore[arg-type]  # lazy
            initial = one.id if one.id in topics else ""
            self.fields[f"topic-{one.id}"] = _choice(told(one.name), chosen, initial)
        for name, words in columns.items():
            known = {**audiences, name: words} if name != _EVERYBODY else {**audiences, ROOM: words}
            chosen = choices_of(known.items(), empty=_("nicht übernehmen"))  # type: ignore[arg-type]  # likewise
            self.fields[f"audience-{name}"] = _choice(told(words), chosen, ROOM if name == _EVERYBODY else name)
        self.fields["set_by"] = WordsField(label=_("Wer sie festsetzt"), required=True)
        self.fields["set_on"] = ConvertedField(day, label=_("Wann"), required=True, most=20)

    @property
    def topics(self) -> list[forms.BoundField]:
        """The fields of the criteria."""
        return [self[name] for name in self.fields if name.startswith("topic-")]

    @property
    def audiences(self) -> list[forms.BoundField]:
        """The fields of the columns."""
        return [self[name] for name in self.fields if name.startswith("audience-")]

    def clean(self) -> dict[str, Any]:
        """No point and no audience twice, and at least one of each."""
        given = super().clean() or {}
        for kind, missing, doubled in (
            ("topic-", _("Wählen Sie mindestens einen Punkt."), _("Dieser Punkt ist zweimal gewählt.")),
            ("audience-", _("Wählen Sie, für wen die Gewichte gelten."), _("Diese Zielgruppe ist zweimal gewählt.")),
        ):
            seen: set[str] = set()
            chosen = {name: value for name, value in given.items() if name.startswith(kind) and value}
            for name, value in chosen.items():
                if value in seen:
                    self.add_error(name, doubled)
                seen.add(value)
            if not seen:
                self.add_error(None, missing)
        return given

    def change(self, *, source: str) -> Change:
        """These weights in the place of those of the chosen audiences. Raises `InvalidValueError`."""
        found = [
            CriterionWeights(
                audience=audience,
                points=self._points(column),
                way=WeightWay.WORKSHOP,
                set_by=self.cleaned_data["set_by"],
                set_on=self.cleaned_data["set_on"],
                source=source,
            )
            for column in self._columns
            if (audience := self.cleaned_data.get(f"audience-{column}"))
        ]

        def changed(entries: PriorityEntries) -> PriorityEntries:
            for one in found:
                entries = with_weights(one, entries)
            return entries

        return changed

    def _points(self, column: str) -> dict[str, float]:
        """In percent with a decimal, as people read them; a criterion that was not compared has none."""
        shares = dict(zip(self._result.items, self._columns[column], strict=True))
        chosen = {one.id: self.cleaned_data[f"topic-{one.id}"] for one in self._criteria}
        return {name: round(100 * shares[topic][0], 1) if topic else 0.0 for name, topic in chosen.items()}


def column_names(result: Result, groups: Mapping[str, Text]) -> dict[str, Text]:
    """The columns of which something may be told: everybody, then the groups."""
    everybody = Text("Alle in der Werkstatt", "Everybody in the workshop")
    return {_EVERYBODY: everybody, **{name: groups[name] for name in result.groups}}


def _choice(label: Any, choices: Any, initial: str) -> forms.ChoiceField:
    field = forms.ChoiceField(label=label, required=False, widget=ChoiceWidget, initial=initial)
    field.choices = choices
    return field
