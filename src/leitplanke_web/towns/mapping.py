"""What a town says about itself, as entries of a form and in words."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.contact import Contact
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.licence import Licence
from leitplanke_web.towns.form_fields import told

DETAILS: dict[str, Any] = {  # Django's stubs know two kinds of lazy words, and take one of them as a label
    "representative": _("Vertreten durch"),
    "legal_basis": _("Rechtsgrundlage"),
    "server_log": _("Aufzeichnungen des Servers"),
    "statement_on": _("Erklärung zur Barrierefreiheit vom"),
    "licence": _("Lizenz der offenen Daten"),
    "authority": _("Verantwortliche Stelle"),
    "supervision": _("Kommunalaufsicht"),
    "data_protection_officer": _("Datenschutzbeauftragte"),
    "data_protection_authority": _("Datenschutzaufsicht"),
    "accessibility_contact": _("Kontakt für Barrieren"),
    "enforcement_body": _("Durchsetzungsstelle"),
}
OFFICES = tuple(field.name for field in fields(TownDetails) if field.type is Contact)


def entries_of(details: TownDetails) -> dict[str, str]:
    """What stands in the form."""
    plain = {name: str(getattr(details, name) or "") for name in DETAILS if name not in OFFICES}
    offices = (
        (f"{office}-{name}", words)
        for office in OFFICES
        for name, words in _entries_of_office(getattr(details, office)).items()
    )
    return {**plain, **dict(offices)}


def taken_over(mine: dict[str, str], theirs: dict[str, str], taken: Iterable[str]) -> dict[str, str]:
    """My entries, with theirs in the fields that are `taken`."""
    wanted = frozenset(taken)
    kept = {name: words for name, words in mine.items() if _field_of(name) not in wanted}
    return {**kept, **{name: words for name, words in theirs.items() if _field_of(name) in wanted}}


def lines_of(details: TownDetails, field: str) -> list[str]:
    """What a field says, line by line."""
    match getattr(details, field):
        case Contact() as office:
            lines = [office.name, *office.address, office.email, office.telephone]
        case Licence() as licence:
            lines = [told(licence.full_name)]
        case date() as day:
            lines = [day.isoformat()]
        case words:
            lines = [words or ""]
    return [line for line in lines if line]


def first_entry(field: str) -> str:
    """The entry of the form with which a field begins."""
    return f"{field}-name" if field in OFFICES else field


def _entries_of_office(office: Contact) -> dict[str, str]:
    return {
        "name": office.name,
        "address": "\n".join(office.address),
        "email": office.email,
        "telephone": office.telephone,
    }


def _field_of(entry: str) -> str:
    return entry.partition("-")[0]
