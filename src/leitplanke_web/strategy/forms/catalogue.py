"""The filter of the catalogue."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.strategy.catalogue import Element
from leitplanke_web.towns.form_fields import WordsField
from leitplanke_web.towns.widgets import ChoiceWidget


class CatalogueFilterForm(forms.Form):
    """Which elements to show; what is no choice counts as none."""

    use_required_attribute = False
    words = WordsField(label=_("Wörter"))
    level = forms.ChoiceField(
        label=_("Stufe"),
        required=False,
        widget=ChoiceWidget,
        choices=[("", _("alle")), ("0", _("0: Grundlage")), *((str(one), str(one)) for one in range(1, 6))],
    )

    def wants(self, element: Element) -> bool:
        """Whether the element is asked for."""
        self.is_valid()
        words, level = self.cleaned_data.get("words", "").casefold(), self.cleaned_data.get("level", "")
        texts = (element.id, element.name.de, element.name.en, element.description.de, element.description.en)
        return level in {"", str(element.level)} and any(words in text.casefold() for text in texts)
