"""Forms of the staff's page about e-mail."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

_BETWEEN = re.compile(r"[\s,;<>\"]+")
_HEADER = re.compile("mail|add?res", re.IGNORECASE)
MOST_FAULTS = 5
MOST_CONSENT = 200


class AddressesForm(forms.Form):
    """Addresses, typed or as a table, and where their people agreed."""

    addresses = forms.CharField(
        label=_("E-Mail-Adressen"),
        help_text=_("Eine in jeder Zeile. Namen und andere Spalten werden nicht gespeichert."),
        widget=forms.Textarea,
        required=False,
    )
    table = forms.FileField(
        label=_("Oder eine Tabelle (CSV)"),
        help_text=_("Höchstens 250 Kilobyte, in jeder Zeile eine Adresse."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        required=False,
    )
    consent = forms.CharField(
        label=_("Wo haben diese Menschen eingewilligt?"),
        help_text=_("Zum Beispiel: Anmeldung zum Bürgerpanel, Mai 2026. Es steht im Protokoll."),
        max_length=MOST_CONSENT,
    )
    sure = forms.BooleanField(
        label=_("Ja, alle haben eingewilligt, zu dieser Umfrage per E-Mail eingeladen und einmal erinnert zu werden."),
        error_messages={"required": _("Ohne Einwilligung darf niemand auf die Liste.")},
    )

    def clean(self) -> dict[str, Any]:
        """All addresses, each once, or every line that has none."""
        given = super().clean() or {}
        try:
            typed, table = given.get("addresses") or "", self._table()
            # One of them alone keeps the numbers of its lines.
            given["found"] = read_addresses("\n".join(filter(str.strip, (typed, table))))
        except ValidationError as error:
            self.add_error("table" if self.files.get("table") else "addresses", error)
        return given

    def _table(self) -> str:
        file = self.cleaned_data.get("table")
        if not file:
            return ""
        content = file.read()
        try:
            text: str = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_t("Das ist keine Tabelle in UTF-8.")) from error
        head, _end, _rest = text.partition("\n")
        # A header names columns; its line stays, empty, so that the others keep their numbers.
        return text if "@" in head or _HEADER.search(head) is None else text[len(head) :]


class AddressForm(forms.Form):
    """Who wants no letters any more."""

    prefix = "one"
    address = forms.EmailField(label=_("Diese Adresse von der Liste nehmen"))


def read_addresses(text: str) -> tuple[str, ...]:
    """The address of every line, each once. Raises `ValidationError` that names the lines without one."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = [word for word in _BETWEEN.split(line) if "@" in word]
        if not line.strip():
            continue
        if len(words) != 1 or not _is_address(words[0]):
            wrong.append(_t("Zeile {row}: Hier steht nicht genau eine E-Mail-Adresse.").format(row=number))
        else:
            found.setdefault(words[0].lower(), words[0])
    if wrong or not found:
        raise ValidationError(wrong[:MOST_FAULTS] or [_t("Hier steht keine E-Mail-Adresse.")])
    return tuple(found.values())


def _is_address(word: str) -> bool:
    try:
        validate_email(word)
    except ValidationError:
        return False
    return True
