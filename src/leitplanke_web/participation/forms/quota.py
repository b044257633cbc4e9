"""The form of a quota: how many are needed, of whom, and what is said to those who come later."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import identifier, whole
from leitplanke.participation.model import Expression, Quota
from leitplanke_web.participation.forms.texts import bound_texts, text_fields, text_of
from leitplanke_web.towns.form_fields import ConvertedField


class QuotaForm(forms.Form):
    """What a quota says beside whom it counts."""

    use_required_attribute = False

    def __init__(self, *args: Any, is_new: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if is_new:
            self.fields["id"] = ConvertedField(
                identifier, empty="", label=_("Name"),
                help_text=_("Kurz und ohne Umlaute, zum Beispiel nord. Er bleibt. Leer: Das Programm wählt ihn."),
            )  # fmt: skip
        self.fields["most"] = ConvertedField(
            whole, most=6, label=_("Wie viele werden gebraucht?"), required=True,
            help_text=_("10 und mehr; 0: niemand, dann endet die Umfrage für diese Menschen gleich."),
        )  # fmt: skip
        self.fields.update(text_fields("message", _("Dank an alle, die später kommen"), is_long=True, needed=True))

    @property
    def texts(self) -> list[tuple[Any, ...]]:
        """The fields of the message, by language."""
        return bound_texts(self, ["message"])

    def quota(self, name: str, counts_if: Expression, before: Quota | None) -> Quota:
        """The value. Raises `InvalidValueError`."""
        given = self.cleaned_data
        return Quota(name, counts_if, given["most"], text_of("message", given, getattr(before, "message", None)))
