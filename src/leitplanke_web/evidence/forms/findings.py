"""Which findings to list."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitplanke.evidence.model import EvidenceReport, Finding
from leitplanke.kernel.texts import Text
from leitplanke_web.towns.form_fields import choices_of
from leitplanke_web.towns.widgets import ChoiceWidget

THEMES = "themes"


class FindingFilterForm(forms.Form):
    """By audience and question; what makes no sense is as if nobody had asked."""

    use_required_attribute = False

    audience = forms.ChoiceField(label=_("Gruppe"), required=False, widget=ChoiceWidget)
    question = forms.ChoiceField(label=_("Frage"), required=False, widget=ChoiceWidget)

    def __init__(self, data: Mapping[str, Any], *, report: EvidenceReport) -> None:
        super().__init__(data, auto_id="filter-%s")
        self._report = report
        questions = dict.fromkeys(question_of(one) for one in report.findings if one.audience)
        names = {one: report.question_names.get(one) or report.question_texts.get(one) for one in questions}
        audience, question = self.fields["audience"], self.fields["question"]
        assert isinstance(audience, forms.ChoiceField)
        assert isinstance(question, forms.ChoiceField)
        audience.choices = choices_of(report.audience_names.items(), empty=gettext("alle"))
        found = ((one, name or Text("Themen der freien Texte", "Themes of free texts")) for one, name in names.items())
        question.choices = choices_of(found, empty=gettext("alle"))

    def found(self) -> list[Finding]:
        """The published findings that match."""
        self.is_valid()
        audience, question = (self.cleaned_data.get(name, "") for name in ("audience", "question"))
        return [
            one
            for one in self._report.findings
            if (not audience or one.audience == audience) and (not question or question_of(one) == question)
        ]


def question_of(finding: Finding) -> str:
    """The question that a finding answers; of a workshop's finding its workshop."""
    return finding.id.split(".")[1] if finding.audience else finding.id.split(".")[0]
