"""What somebody who takes part fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.discussion import MOST_CONTRIBUTION, MOST_REASON, Discussion
from leitplanke_web.towns.form_fields import WordsField, told
from leitplanke_web.towns.widgets import AreaWidget

OPINIONS = (("1", _("stimme zu")), ("-1", _("stimme nicht zu")), ("0", _("weiter, keine Meinung")))


class ContributionForm(forms.Form):
    """One contribution."""

    use_required_attribute = False

    text = WordsField(
        label=_("Ihr Beitrag"),
        help_text=_(
            "Nennen Sie keine Namen und nichts, woran man Sie erkennt. Sie können auch in die Tastatur sprechen."
        ),
        required=True,
        most=MOST_CONTRIBUTION,
        widget=AreaWidget({"rows": 8}),
    )
    receipt = forms.BooleanField(
        label=_("Ich möchte einen Belegcode (freiwillig)"),
        help_text=_(
            "Damit finden Sie Ihren Beitrag wieder und können ihn zurückziehen. Wer den Code hat, kann dasselbe."
        ),
        required=False,
    )


class VoteForm(forms.Form):
    """An opinion on each statement; each may be left out."""

    use_required_attribute = False

    def __init__(self, *args: Any, discussion: Discussion, **options: Any) -> None:
        super().__init__(*args, **options)
        for topic in discussion.statements:
            self.fields[f"mark-{topic.id}"] = forms.ChoiceField(
                label=told(topic.words), required=False, widget=forms.RadioSelect, choices=OPINIONS
            )

    def marks(self) -> dict[str, int]:
        """What a valid form says, by statement."""
        given = self.cleaned_data.items()
        return {name.removeprefix("mark-"): int(value) for name, value in given if value}


class NoticeForm(forms.Form):
    """What somebody has against a contribution."""

    use_required_attribute = False

    words = WordsField(
        label=_("Was stört Sie an diesem Beitrag?"),
        help_text=_(
            "Zum Beispiel: Er beleidigt jemanden, er nennt einen Namen, er ist verboten. Bitte ohne Ihren Namen."
        ),
        required=True,
        most=MOST_REASON,
        widget=AreaWidget,
    )
