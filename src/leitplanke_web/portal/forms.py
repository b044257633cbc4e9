"""What people enter in the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke_web.portal.actions.publish import MOST_NOTE
from leitplanke_web.portal.actions.runs import MOST_SEED


class StartForm(forms.Form):
    """How a run begins."""

    seed = forms.IntegerField(
        label=_("Startwert der Suche"),
        help_text=_("Gleiche Eingaben und gleicher Startwert ergeben dieselben Dokumente. Üblich ist 1."),
        min_value=0,
        max_value=MOST_SEED,
        initial=1,
    )


class PublishForm(forms.Form):
    """A finished run becomes a version; the hidden fields say what the person saw."""

    run = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(
        label=_("Was ist neu?"),
        help_text=_("Ein, zwei Sätze für die Öffentlichkeit. Sie stehen bei der Fassung und lassen sich nicht ändern."),
        widget=forms.Textarea(attrs={"rows": "4"}),
        max_length=MOST_NOTE,
        required=False,
    )
