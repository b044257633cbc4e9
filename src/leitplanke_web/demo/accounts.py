"""Demonstration accounts. Their passwords are public, so they exist only where nobody but the user gets in."""

from dataclasses import dataclass

from django.db import transaction

from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.models import Membership, Role, Town


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody to sign in as."""

    name: str
    email: str
    password: str
    role: Role


EDITOR = Account("Demo Bearbeitung", "bearbeitung@ahornstein.example", "demo-bearbeitung-ahornstein", Role.EDITOR)
ADMINISTRATOR = Account(
    "Demo Verwaltung", "verwaltung@ahornstein.example", "demo-verwaltung-ahornstein", Role.ADMINISTRATOR
)
ACCOUNTS = (EDITOR, ADMINISTRATOR)


@transaction.atomic
def make_accounts(town: Town) -> None:
    """Make the accounts with their roles in the town."""
    for account in ACCOUNTS:
        person = Person.objects.create_user(email=account.email, name=account.name, password=account.password)
        Membership.objects.create(person=person, town=town, role=account.role)
