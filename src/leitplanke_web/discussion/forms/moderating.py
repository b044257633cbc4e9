"""Deciding on contributions, and putting them into clusters."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.participation.discussion import MOST_REASON, MOST_TITLE
from leitplanke_web.discussion.models import Cluster
from leitplanke_web.towns.form_fields import WordsField
from leitplanke_web.towns.widgets import ChoiceWidget


class ReasonForm(forms.Form):
    """Why contributions are hidden."""

    use_required_attribute = False

    reason = WordsField(
        label=_("Grund für das Ausblenden"),
        help_text=_("Alle lesen ihn an der Stelle des Beitrags. Zum Beispiel: „Der Beitrag beleidigt jemanden.“"),
        most=MOST_REASON,
    )


class ClusterForm(forms.Form):
    """Where chosen contributions shall go."""

    use_required_attribute = False

    into = forms.ChoiceField(label=_("Gewählte Beiträge kommen in"), required=False, widget=ChoiceWidget)
    title = WordsField(label=_("oder in ein neues Bündel mit dem Namen"), most=MOST_TITLE)

    def __init__(self, *args: Any, clusters: Iterable[Cluster], **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["into"]
        assert isinstance(chosen, forms.ChoiceField)
        self._clusters = {str(one.pk): one for one in clusters}
        chosen.choices = [("", _("kein Bündel")), *((key, one.title) for key, one in self._clusters.items())]

    @property
    def cluster(self) -> Cluster | None:
        """The cluster that a valid form names."""
        return self._clusters.get(self.cleaned_data["into"])


class TitleForm(forms.Form):
    """Another name of a cluster."""

    use_required_attribute = False

    renamed = WordsField(label=_("Name des Bündels"), required=True, most=MOST_TITLE)
