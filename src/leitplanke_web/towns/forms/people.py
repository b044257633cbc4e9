"""The forms about members and one's own account."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke_web.towns.models import Role

_ROLE_HINT = _(
    "Bearbeitung: Maßnahmen und Kapazitäten pflegen, rechnen, veröffentlichen. "
    "Verwaltung: dazu Angaben der Stadt, Mitglieder, Protokoll und Export; braucht einen zweiten Faktor."
)


class NameForm(forms.Form):
    """How somebody is called."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))


class NewMemberForm(forms.Form):
    """Whom to take in."""

    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("Vor- und Nachname, wie er im Protokoll stehen soll.")
    )
    email = forms.EmailField(label=_("E-Mail-Adresse"), max_length=254, help_text=_("Dorthin geht die Einladung."))
    role = forms.ChoiceField(
        label=_("Rolle"), choices=Role.choices, initial=Role.EDITOR, widget=forms.RadioSelect, help_text=_ROLE_HINT
    )


class SeenForm(forms.Form):
    """The role that the page showed when somebody decided."""

    seen = forms.ChoiceField(choices=Role.choices, widget=forms.HiddenInput)


class RoleForm(SeenForm):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Rolle"), choices=Role.choices, widget=forms.RadioSelect, help_text=_ROLE_HINT)


class LogFilterForm(forms.Form):
    """Which lines of the log to show."""

    tat = forms.ChoiceField(label=_("Was geschah"), required=False)
    person = forms.ChoiceField(label=_("Person"), required=False)

    def offer(self, *, deeds: list[tuple[str, str]], people: list[str]) -> None:
        """Offer what occurs in the log."""
        self.fields["tat"].choices = [("", _("alle")), *deeds]  # type: ignore[attr-defined]  # a ChoiceField has it
        self.fields["person"].choices = [("", _("alle")), *((name, name) for name in people)]  # type: ignore[attr-defined]  # likewise
