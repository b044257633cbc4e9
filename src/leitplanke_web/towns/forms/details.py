"""What the town says about itself: offices, a few sentences, the licence."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitplanke.exchange.fields import day
from leitplanke.kernel.contact import Contact
from leitplanke.kernel.details import MOST_IN_A_STATEMENT, TownDetails
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.licence import Licence
from leitplanke_web.towns.form_fields import ConvertedField, WordsField, choices_of, refusal
from leitplanke_web.towns.mapping import DETAILS, OFFICES
from leitplanke_web.towns.widgets import AreaWidget, LineWidget

_MOST_ADDRESS = 2000


class OfficeForm(forms.Form):
    """An office and how to reach it."""

    use_required_attribute = False

    name = WordsField(label=_("Name der Stelle"))
    address = WordsField(label=_("Anschrift"), most=_MOST_ADDRESS, widget=AreaWidget(attrs={"rows": 3}))
    email = WordsField(label=_("E-Mail-Adresse"), widget=LineWidget(attrs={"inputmode": "email"}))
    telephone = WordsField(label=_("Telefon"), widget=LineWidget(attrs={"inputmode": "tel"}))

    def value(self) -> Contact | None:
        """The office, or None with what is wrong noted at its field."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        lines = tuple(line.strip() for line in given["address"].split("\n") if line.strip())
        try:
            return Contact(given["name"], lines, given["email"], given["telephone"])
        except InvalidValueError as error:
            self.add_error(error.field, refusal(error.problem, error.remedy))
            return None


class StatementsForm(forms.Form):
    """Everything that is no office."""

    use_required_attribute = False

    representative = WordsField(
        label=DETAILS["representative"],
        help_text=_("Amt und Name, zum Beispiel „Bürgermeisterin Erika Muster“ (§ 5 DDG)."),
    )
    legal_basis = WordsField(
        label=DETAILS["legal_basis"],
        most=MOST_IN_A_STATEMENT,
        widget=AreaWidget(),
        help_text=_("Nach welchem Gesetz Sie fragen, auswerten und veröffentlichen (Art. 13 DSGVO)."),
    )
    server_log = WordsField(
        label=DETAILS["server_log"],
        most=MOST_IN_A_STATEMENT,
        widget=AreaWidget(),
        help_text=_("Was der Server vor dem Programm aufschreibt und wie lange. Fragen Sie den Betrieb."),
    )
    statement_on = ConvertedField(
        day,
        label=DETAILS["statement_on"],
        most=20,
        widget=LineWidget(attrs={"type": "date", "placeholder": _("JJJJ-MM-TT")}),
        help_text=_("Der Tag, an dem Sie die Erklärung zuletzt geprüft haben."),
    )
    licence = forms.ChoiceField(
        label=DETAILS["licence"],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Gilt für jede Fassung, die von jetzt an veröffentlicht wird. Frühere behalten ihre Lizenz."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        names = ((licence.value, licence.full_name) for licence in Licence)
        self.fields["licence"].choices = choices_of(names, empty=str(_("noch keine")))  # type: ignore[attr-defined]  # a ChoiceField has it


class DetailsForm:
    """The whole. `typed` are entries to be checked, `shown` are shown as they are."""

    def __init__(self, *, typed: Mapping[str, Any] | None = None, shown: Mapping[str, str] | None = None) -> None:
        self.statements = StatementsForm(typed, initial=shown)
        self.offices = {office: OfficeForm(typed, prefix=office, initial=_below(office, shown)) for office in OFFICES}

    @property
    def parts(self) -> tuple[forms.Form, ...]:
        """All parts."""
        return (*self.offices.values(), self.statements)

    def value(self) -> TownDetails | None:
        """What the town says, or None with what is wrong noted at its field."""
        is_sound = self.statements.is_valid()
        offices = {name: form.value() for name, form in self.offices.items()}
        found = {name: office for name, office in offices.items() if office is not None}
        if not is_sound or len(found) < len(offices):
            return None
        given = self.statements.cleaned_data
        try:
            return TownDetails(
                representative=given["representative"],
                legal_basis=given["legal_basis"],
                server_log=given["server_log"],
                statement_on=given["statement_on"],
                licence=Licence(given["licence"]) if given["licence"] else None,
                **found,
            )
        except InvalidValueError as error:
            self.statements.add_error(error.field, refusal(error.problem, error.remedy))
            return None


def _below(office: str, shown: Mapping[str, str] | None) -> dict[str, str]:
    stem = f"{office}-"
    return {name.removeprefix(stem): words for name, words in (shown or {}).items() if name.startswith(stem)}
