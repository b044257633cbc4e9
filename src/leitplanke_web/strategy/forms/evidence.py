"""A finding becomes evidence of a guardrail."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Text
from leitplanke.strategy.model import EvidenceKind, EvidenceLink
from leitplanke_web.towns.form_fields import WordsField, choices_of
from leitplanke_web.towns.widgets import ChoiceWidget


class EvidenceForm(forms.Form):
    """Which finding, for which guardrail, and what follows from it."""

    use_required_attribute = False

    finding = forms.ChoiceField(label=_("Befund"), widget=ChoiceWidget)
    guardrail = forms.ChoiceField(label=_("Für welche Leitplanke?"), widget=forms.RadioSelect)
    note_de = WordsField(label=_("Was folgt daraus? Deutsch"), most=500)
    note_en = WordsField(label=_("Was folgt daraus? Englisch"), most=500)

    def __init__(
        self, *args: Any, findings: Mapping[str, Text], guardrails: Mapping[str, Text], snapshot: str, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._snapshot = snapshot
        finding, guardrail = self.fields["finding"], self.fields["guardrail"]
        assert isinstance(finding, forms.ChoiceField)
        assert isinstance(guardrail, forms.ChoiceField)
        finding.choices = choices_of(findings.items(), empty=gettext("Bitte wählen"))
        guardrail.choices = list(choices_of(guardrails.items()))

    def link(self) -> EvidenceLink:
        """The evidence, with the report in which the finding was read."""
        given = self.cleaned_data
        note = Text(given["note_de"], given["note_en"])
        return EvidenceLink(EvidenceKind.FINDING, given["finding"], note, self._snapshot)
