"""What a measure needs of others: chosen from all that the town has."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import whole
from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.relations import Wait, WaitKind
from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import Measure
from leitplanke_web.strategy.forms.fields import label
from leitplanke_web.strategy.mapping import NEEDS, RELATED
from leitplanke_web.strategy.queries import NeedNames
from leitplanke_web.towns.form_fields import Choices, ConvertedField, choices_of, refusal
from leitplanke_web.towns.forms.part import TicksField
from leitplanke_web.towns.widgets import AmountWidget, ChoiceWidget

_HINTS: Final = {
    "requires": _("Sie müssen fertig sein, bevor diese Maßnahme beginnt."),
    "helps": _("Sie erleichtern diese Maßnahme, sind aber nicht nötig."),
    "gates": _("Beschlüsse oder Ereignisse, ohne die sie nicht beginnt."),
}
SPARE: Final = 2
MOST_WAITS: Final = 40
MOST_GROUPS: Final = 8
_FROM: Final = ((WaitKind.AFTER_END, _("nach ihrem Ende")), (WaitKind.AFTER_START, _("nach ihrem Beginn")))


def needs_entries(measure: Measure) -> dict[str, Any]:
    """What stands in the form of a measure; alternatives by the number of their group."""
    waits = {
        f"wait_{place}_{name}": words
        for place, wait in enumerate(measure.waits)
        for name, words in (("other", wait.activity), ("months", str(wait.months)), ("kind", wait.kind.value))
    }
    groups = {f"any_of_{place}": list(group) for place, group in enumerate(measure.any_of)}
    return {**{name: list(getattr(measure, name)) for name in NEEDS}, **waits, **groups}


class NeedsForm(forms.Form):
    """What a measure needs of others."""

    use_required_attribute = False

    def __init__(self, *args: Any, names: NeedNames, measure: str, **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(key, f"{key} {name}") for key, name in choices_of(names.measures.items()) if key != measure]
        others = Choices(named)
        for name in NEEDS:
            choices = choices_of(names.gates.items()) if name == "gates" else others
            self.fields[name] = TicksField(label=label(name), help_text=_HINTS[name], required=False, choices=choices)
        entries: Mapping[str, Any] = self.data if self.is_bound else self.initial
        spare = 0 if self.is_bound else SPARE
        self._waits = min(_count(entries, "wait_", "_other") + spare, MOST_WAITS)
        self._groups = min(_count(entries, "any_of_", "") + min(spare, 1), MOST_GROUPS)
        if self.is_bound:  # what nobody ticked is not sent; the page tells how many groups it had
            self._groups = max(self._groups, min(_number(entries.get("groups")), MOST_GROUPS))
        for place in range(self._waits):
            self._add_wait(place, Choices([("", "–"), *named]))
        for place in range(self._groups):
            self.fields[f"any_of_{place}"] = TicksField(
                label=_("Eine von diesen genügt"), required=False, choices=others,
                help_text=_("Sobald eine davon fertig ist, kann diese Maßnahme beginnen."),
            )  # fmt: skip

    def ticks(self) -> list[forms.BoundField]:
        """The lists to tick that always are there."""
        return [self[name] for name in NEEDS]

    def waits(self) -> list[tuple[forms.BoundField, ...]]:
        """The rows of waits: which measure, how many months, from when on."""
        return [
            tuple(self[f"wait_{place}_{name}"] for name in ("other", "months", "kind")) for place in range(self._waits)
        ]

    def groups(self) -> list[forms.BoundField]:
        """The groups of alternatives."""
        return [self[f"any_of_{place}"] for place in range(self._groups)]

    def clean(self) -> dict[str, Any]:
        """A row of waits names a measure."""
        given = super().clean() or {}
        for place in range(self._waits):
            other, months = f"wait_{place}_other", f"wait_{place}_months"
            if given.get(months) is not None and not given.get(other) and other not in self.errors:
                self.add_error(other, _("Wählen Sie die Maßnahme, auf die gewartet wird."))
            if given.get(other) and given.get(months) is None and months not in self.errors:
                self.add_error(months, _("Schreiben Sie, wie viele Monate gewartet wird, zum Beispiel 3."))
        return given

    def changed(self, measure: Measure, *, kept: Collection[str]) -> Measure | None:
        """The measure with what is chosen, or None with what is wrong noted; fields in `kept` stay as they are."""
        given = self.cleaned_data
        chosen: dict[str, Any] = {name: tuple(given[name]) for name in NEEDS}
        groups = (tuple(given[f"any_of_{place}"]) for place in range(self._groups))
        try:
            chosen |= {"waits": tuple(self._built()), "any_of": tuple(group for group in groups if group)}
            return replace(measure, **{name: chosen[name] for name in (*NEEDS, *RELATED) if name not in kept})
        except InvalidValueError as error:
            name = error.field if error.field in self.fields else None
            self.add_error(name, refusal(error.problem, error.remedy))
            return None

    def note(self, flaws: Iterable[Flaw], *, measure: str) -> None:
        """Note at its field what the town as a whole does not allow."""
        for flaw in flaws:
            if flaw.keys[:1] == (measure,):
                self.add_error(self._place(flaw), refusal(flaw.problem, flaw.remedy))
            else:
                where = " ".join(flaw.keys) or flaw.file
                words = Text(f"{where}: {flaw.problem.de}", f"{where}: {flaw.problem.en}")
                self.add_error(None, refusal(words, flaw.remedy))

    def _place(self, flaw: Flaw) -> str | None:
        if flaw.file == "relations.csv" and len(flaw.keys) > 2:
            for name in self.fields:
                words = self.cleaned_data.get(name)
                if name.startswith(("any_of_", "wait_")) and (words == flaw.keys[2] or _is_list(words, flaw.keys[2])):
                    return name
        return flaw.column if flaw.column in self.fields else None

    def _built(self) -> Iterator[Wait]:
        given = self.cleaned_data
        for place in range(self._waits):
            other, months, kind = (given[f"wait_{place}_{name}"] for name in ("other", "months", "kind"))
            if not other:
                continue
            try:
                yield Wait(other, WaitKind(kind or WaitKind.AFTER_END), months)
            except InvalidValueError as error:
                raise InvalidValueError(f"wait_{place}_{error.field}", error.problem, error.remedy) from error

    def _add_wait(self, place: int, others: Choices) -> None:
        self.fields[f"wait_{place}_other"] = forms.ChoiceField(
            label=_("Maßnahme"), choices=others, required=False, widget=ChoiceWidget
        )
        self.fields[f"wait_{place}_months"] = ConvertedField(
            whole, label=_("So viele Monate"), most=6, widget=AmountWidget
        )
        self.fields[f"wait_{place}_kind"] = forms.ChoiceField(
            label=_("Gezählt"), choices=_FROM, required=False, widget=ChoiceWidget, initial=WaitKind.AFTER_END
        )


def _is_list(words: object, text: str) -> bool:
    return isinstance(words, list) and ",".join(words) == text


def _count(entries: Mapping[str, Any], begin: str, end: str) -> int:
    """How many rows there are: one more than the highest number."""
    middles = (
        name.removeprefix(begin).removesuffix(end) for name in entries if name.startswith(begin) and name.endswith(end)
    )
    return max((_number(one) + 1 for one in middles if one.isascii() and one.isdigit()), default=0)


def _number(typed: object) -> int:
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
