"""Which question of the version before each question continues."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.model import Question, Questionnaire
from leitplanke_web.towns.form_fields import choices_of
from leitplanke_web.towns.widgets import ChoiceWidget


class ContinuedForm(forms.Form):
    """A choice for each question with a new identifier; one with that of an old question continues that one."""

    use_required_attribute = False

    def __init__(self, *args: Any, questionnaire: Questionnaire, before: Questionnaire | None, **more: Any) -> None:
        super().__init__(*args, **more)
        old = () if before is None else before.questions
        known = {one.id for one in old}
        names = [(one.id, one.text) for one in old]
        for question in questionnaire.questions if before is not None else ():
            if question.id not in known:
                self.fields[f"from-{question.id}"] = forms.ChoiceField(
                    label=_("Führt fort"),
                    choices=choices_of(names, empty=str(_("keine: neu"))),
                    widget=ChoiceWidget,
                    required=False,
                    initial=question.continues,
                )

    def field_of(self, question: Question) -> forms.BoundField | None:
        """The choice of a question; None where there is none."""
        name = f"from-{question.id}"
        return self[name] if name in self.fields else None

    def continued(self) -> dict[str, str]:
        """The old question of each new one, empty for none."""
        return {name.removeprefix("from-"): chosen for name, chosen in self.cleaned_data.items()}
