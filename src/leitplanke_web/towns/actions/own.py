"""What people do with their own accounts; every town that they work for finds it in its log."""

from django.db import transaction
from django_scopes import scope, scopes_disabled

from leitplanke_web.accounts.actions import create_person
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import OPERATOR, record
from leitplanke_web.towns.actions.members import LastAdministratorError, require_free_name
from leitplanke_web.towns.models import Membership, Role, Town
from leitplanke_web.towns.queries import is_last_administrator, towns_of


@transaction.atomic
def rename(person: Person, *, name: str) -> None:
    """Call oneself something else. Raises `members.NameTakenError` where a town's log could confuse the name."""
    if name == person.name:
        return
    for town, _ in towns_of(person):
        with scope(town=town):
            require_free_name(town, name)
    record_own(person, "account.renamed", subject=name)
    person.name = name
    person.save(update_fields=["name"])


@transaction.atomic
def erase(person: Person) -> None:
    """Delete one's account with everything but the lines of the log.

    Raises `members.LastAdministratorError` for a town that nobody else administers.
    """
    _lock_towns_of(person)
    for town, role in towns_of(person):
        if role is Role.ADMINISTRATOR:
            _require_another_administrator(town, person)
    record_own(person, "account.deleted")
    with scopes_disabled():
        person.delete()


@transaction.atomic
def add_person(*, email: str, name: str, password: str | None) -> Person:
    """A new account, made in the terminal. Raises what `create_person` raises."""
    person = create_person(email=email, name=name, password=password)
    record(deed="account.added", actor=OPERATOR, subject=name)
    return person


@transaction.atomic
def record_own(person: Person, deed: str, *, subject: str = "") -> None:
    """Write the deed into the log of each of the person's towns; of somebody without a town into the operator's."""
    for town in [town.id for town, _ in towns_of(person)] or [""]:
        record(deed=deed, actor=person.name, town=town, subject=subject)


def _lock_towns_of(person: Person) -> None:
    identifiers = [town.id for town, _ in towns_of(person)]
    list(Town.objects.select_for_update().filter(id__in=identifiers).order_by("id"))


def _require_another_administrator(town: Town, person: Person) -> None:
    with scope(town=town):
        own = Membership.objects.get(town=town, person=person)
        if is_last_administrator(town, own.id):
            raise LastAdministratorError(town.id)
