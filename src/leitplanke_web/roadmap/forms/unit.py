"""A unit: its name, and its staff in steps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import identifier
from leitplanke.exchange.town_check import Flaw
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.kernel.town import TownProfile
from leitplanke.roadmap.model import Unit
from leitplanke_web.roadmap.mapping import Step, expanded
from leitplanke_web.towns.form_fields import ConvertedField, WordsField, amount_field, month_field, refusal
from leitplanke_web.towns.widgets import HiddenWidget

SPARE = 2
MOST_STEPS = 180
_MOST_NAME = 300


class NameForm(forms.Form):
    """What the unit is called."""

    use_required_attribute = False

    name_de = WordsField(label=_("Name, Deutsch"), required=True, most=_MOST_NAME)
    name_plain = WordsField(label=_("Name, Leichte Sprache"), most=_MOST_NAME)
    name_en = WordsField(label=_("Name, Englisch"), most=_MOST_NAME)
    steps = forms.CharField(widget=HiddenWidget, required=False)

    def __init__(self, *args: Any, is_new: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_new:
            hint = _("Kurz und ohne Umlaute, zum Beispiel it. Sie bleibt für immer.")
            self.fields["id"] = ConvertedField(identifier, label=_("Kennung"), required=True, help_text=hint)
            self.order_fields(["id"])  # as on the page, and so in the list of faults


class StepForm(forms.Form):
    """From a month on so many."""

    use_required_attribute = False

    month = month_field(label=_("Ab Monat"), required=True)
    fte = amount_field(label=_("VZÄ"), required=True)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{**more, "empty_permitted": True})
        if not self.initial and not (self.is_bound and self.has_changed()):
            for field in self.fields.values():
                field.required = False  # an empty row counts as none


class UnitForm:
    """The whole. `typed` are entries to be checked; `shown` are shown as they are, with spare rows."""

    def __init__(
        self,
        profile: TownProfile,
        *,
        unit: str = "",
        typed: QueryDict | None = None,
        shown: Mapping[str, str] | None = None,
    ) -> None:
        entries: Mapping[str, Any] = typed if typed is not None else (shown or {})
        self._profile, self._unit, self._entries, self._is_typed = profile, unit, entries, typed is not None
        count = min(_count(entries.get("steps")) + (0 if typed is not None else SPARE), MOST_STEPS)
        self.main: NameForm = self._form(NameForm, is_new=not unit, initial={"steps": str(count)})
        self.steps: list[StepForm] = [self._form(StepForm, prefix=f"step-{place}") for place in range(count)]

    @property
    def parts(self) -> tuple[forms.Form, ...]:
        """All parts, in the order of the page."""
        return (self.main, *self.steps)

    def value(self) -> Unit | None:
        """The unit, or None with what is wrong noted at its field."""
        sound = [form.is_valid() for form in self.parts]  # every part, so that every fault is told
        if not all(sound):
            return None
        given = self.main.cleaned_data
        steps: list[Step] = [(form.cleaned_data["month"], form.cleaned_data["fte"]) for form in self._filled()]
        name = Text(given["name_de"], given["name_en"], given["name_plain"])
        try:
            return Unit(self._unit or given["id"], name, expanded(steps, profile=self._profile))
        except InvalidValueError as error:
            form = next(iter(self._filled()), self.steps[0] if self.steps else None)
            words = refusal(error.problem, error.remedy)
            if form is None:
                self.main.add_error(None, words)
            else:
                form.add_error("month" if error.field == "month" else "fte", words)
            return None

    def note(self, flaws: tuple[Flaw, ...]) -> None:
        """Note what the town as a whole does not allow."""
        for flaw in flaws:
            subject = " ".join((flaw.file, *flaw.keys)).strip()
            told = Text(f"{subject}: {flaw.problem.de}", f"{subject}: {flaw.problem.en}")
            self.main.add_error(None, refusal(told, flaw.remedy))

    def _filled(self) -> list[StepForm]:
        return [form for form in self.steps if form.cleaned_data]

    def _form(
        self, kind: Any, *, prefix: str | None = None, initial: Mapping[str, str] | None = None, **more: Any
    ) -> Any:
        if self._is_typed:
            return kind(self._entries, prefix=prefix, **more)
        stem = f"{prefix}-" if prefix else ""
        shown = {name.removeprefix(stem): words for name, words in self._entries.items() if name.startswith(stem)}
        return kind(prefix=prefix, initial={**shown, **(initial or {})}, **more)


def _count(typed: object) -> int:
    text = str(typed or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
