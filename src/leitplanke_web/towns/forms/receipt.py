"""The code of a receipt, and whether somebody is sure."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke_web.towns.form_fields import CodeField


class ReceiptForm(forms.Form):
    """What the receipt belongs to."""

    receipt = CodeField(
        label=_("Ihr Belegcode"),
        help_text=_("Sie haben ihn beim Abschicken aufgeschrieben. Groß und klein sind gleich, Striche dürfen fehlen."),
    )


class SureForm(forms.Form):
    """Whether somebody is sure to take back what the receipt belongs to."""

    sure = forms.BooleanField()

    def __init__(self, data: Any = None, *, label: Any, missing: Any) -> None:
        super().__init__(data)
        self.fields["sure"].label = label
        self.fields["sure"].error_messages["required"] = missing
