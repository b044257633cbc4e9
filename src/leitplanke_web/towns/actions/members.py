"""Who works for a town: inviting, changing, removing. A town always keeps an administrator.

Every change locks the town first, so that two at the same time happen one after the other, and the second one sees
what the first one did.

The errors are no frozen values: whoever passes through a context manager gets its traceback written into it.
"""

from dataclasses import dataclass

from django.db import transaction
from django_scopes import scope

from leitplanke_web.accounts.actions import create_person, send_invitation
from leitplanke_web.accounts.models import Person
from leitplanke_web.accounts.queries import person_of
from leitplanke_web.audit.actions import OPERATOR, record
from leitplanke_web.towns.models import Membership, Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.queries import is_last_administrator
from leitplanke_web.towns.versions import lock


@dataclass(eq=False)
class AlreadyMemberError(Exception):
    """The person works for the town already."""

    email: str


@dataclass(eq=False)
class NameTakenError(Exception):
    """Another member has this name; the log could not tell them apart."""

    name: str


@dataclass(eq=False)
class LastAdministratorError(Exception):
    """Without this person nobody could administer the town."""

    town: str


@dataclass(eq=False)
class MemberChangedError(Exception):
    """Somebody else changed or removed the member meanwhile; `now` is the role, None if removed."""

    now: Role | None


@dataclass(eq=False)
class UnknownPersonError(Exception):
    """There is no account of this address."""

    email: str


@transaction.atomic
def add_member(town: Town, actor: Person, *, name: str, email: str, role: Role) -> None:
    """Take somebody in, with a letter; without an account they get one and choose a password by the letter's link.

    Raises `AlreadyMemberError`, and `NameTakenError` for a newcomer.
    """
    lock(town)
    require_role(town, actor, Role.ADMINISTRATOR)
    person = person_of(email)
    if person is None:
        require_free_name(town, name)
        person = create_person(email=email, name=name)
    _join(town, person, role=role, actor=actor.name)
    send_invitation(person, town_name=town.profile.name.de, inviter=actor.name)


@transaction.atomic
def add_member_as_operator(town: Town, *, email: str, role: Role) -> None:
    """The same in the terminal, for somebody with an account. Raises `UnknownPersonError`, `AlreadyMemberError`."""
    lock(town)
    person = person_of(email)
    if person is None:
        raise UnknownPersonError(email)
    with scope(town=town):
        _join(town, person, role=role, actor=OPERATOR)


@transaction.atomic
def change_role(town: Town, actor: Person, *, member: int, seen: Role, role: Role) -> None:
    """Give a member another role, if they still have the one that was `seen`.

    Raises `MemberChangedError`, `LastAdministratorError`.
    """
    found = _locked_member(town, actor, member=member, seen=seen)
    if role is seen:
        return
    _keep_an_administrator(town, found)
    found.role = role
    found.save(update_fields=["role"])
    _record(town, "member.changed", actor=actor.name, subject=found.person.name, role=role)


@transaction.atomic
def remove_member(town: Town, actor: Person, *, member: int, seen: Role) -> None:
    """Take a member's role away, if it is still the one that was `seen`; their account stays.

    Raises `MemberChangedError`, `LastAdministratorError`.
    """
    found = _locked_member(town, actor, member=member, seen=seen)
    _keep_an_administrator(town, found)
    found.delete()
    _record(town, "member.removed", actor=actor.name, subject=found.person.name, role=seen)


@transaction.atomic
def invite_again(town: Town, actor: Person, *, member: int, seen: Role) -> None:
    """Send the letter once more. Raises `MemberChangedError`."""
    found = _locked_member(town, actor, member=member, seen=seen)
    send_invitation(found.person, town_name=town.profile.name.de, inviter=actor.name)
    _record(town, "member.invited", actor=actor.name, subject=found.person.name, role=seen)


def require_free_name(town: Town, name: str) -> None:
    """Raise `NameTakenError` if the log of the town could confuse the name with somebody else's."""
    names = {OPERATOR, *Membership.objects.filter(town=town).values_list("person__name", flat=True)}
    if name.casefold() in {taken.casefold() for taken in names}:
        raise NameTakenError(name)


def _locked_member(town: Town, actor: Person, *, member: int, seen: Role) -> Membership:
    lock(town)
    require_role(town, actor, Role.ADMINISTRATOR)
    found = Membership.objects.select_related("person").filter(town=town, id=member).first()
    if found is None or found.role != seen:
        raise MemberChangedError(None if found is None else Role(found.role))
    return found


def _keep_an_administrator(town: Town, member: Membership) -> None:
    if is_last_administrator(town, member.id):
        raise LastAdministratorError(town.id)


def _join(town: Town, person: Person, *, role: Role, actor: str) -> None:
    _, is_new = Membership.objects.get_or_create(town=town, person=person, defaults={"role": role})
    if not is_new:
        raise AlreadyMemberError(person.email)
    _record(town, "member.added", actor=actor, subject=person.name, role=role)


def _record(town: Town, deed: str, *, actor: str, subject: str, role: Role) -> None:
    record(deed=deed, actor=actor, town=town.id, subject=subject, details={"role": str(role)})
