"""Replying to contributors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import ReplyKind
from leitplanke_web.strategy.queries import ReplyNames
from leitplanke_web.towns.form_fields import WordsField, choices_of
from leitplanke_web.towns.widgets import AreaWidget, ChoiceWidget

_MOST_REASON = 2000
KINDS = (
    (ReplyKind.GUARDRAIL.value, _("Daraus wurde eine Leitplanke")),
    (ReplyKind.MEASURE.value, _("Steckt in einer Maßnahme")),
    (ReplyKind.EXAMINED.value, _("Wird geprüft")),
    (ReplyKind.DECLINED.value, _("Wird nicht umgesetzt")),
)


class ReplyForm(forms.Form):
    """What became of chosen contributions, and why."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("Was wurde daraus?"), widget=forms.RadioSelect, choices=KINDS)
    guardrail = forms.ChoiceField(label=_("Welche Leitplanke?"), required=False, widget=ChoiceWidget)
    measure = forms.ChoiceField(
        label=_("Welche Maßnahme?"),
        help_text=_("Auch was geprüft wird, ist eine Maßnahme: mit Frage, Termin und wer entscheidet."),
        required=False,
        widget=ChoiceWidget,
    )
    reason_de = WordsField(
        label=_("Begründung"),
        help_text=_("In zwei, drei Sätzen, die man ohne Vorwissen versteht. Alle lesen sie."),
        required=True,
        most=_MOST_REASON,
        widget=AreaWidget,
    )
    reason_en = WordsField(label=_("Begründung auf Englisch"), most=_MOST_REASON, widget=AreaWidget)

    def __init__(self, *args: Any, names: ReplyNames, **options: Any) -> None:
        super().__init__(*args, **options)
        for field, found in (("guardrail", names.guardrails), ("measure", names.measures)):
            chosen = self.fields[field]
            assert isinstance(chosen, forms.ChoiceField)
            chosen.choices = choices_of(found.items(), empty=str(_("keine")))

    def clean(self) -> dict[str, Any]:
        """Which guardrail or measure, where the kind asks for one; the core checks it once more."""
        given: dict[str, Any] = super().clean() or {}
        field = {"guardrail": "guardrail", "measure": "measure", "examined": "measure"}.get(given.get("kind", ""), "")
        if field and field in given and not given[field]:
            self.add_error(field, _("Sagen Sie, welche gemeint ist."))
        return given

    @property
    def ref(self) -> str:
        """What a valid form names, empty for what is not done."""
        given = self.cleaned_data
        return str({"guardrail": given["guardrail"], "declined": ""}.get(given["kind"], given["measure"]))

    @property
    def reason(self) -> Text:
        """The reason of a valid form."""
        return Text(self.cleaned_data["reason_de"], self.cleaned_data["reason_en"])
