"""What is asked about who works for which town."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Exists, OuterRef
from django_scopes import scopes_disabled

from leitplanke_web.accounts.models import Person
from leitplanke_web.towns.models import Membership, Role, Town


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who works for a town, as administrators see them; invited until they first signed in."""

    id: int
    name: str
    email: str
    role: Role
    has_second_factor: bool
    is_invited: bool


def members(town: Town) -> tuple[Member, ...]:
    """Everybody who works for the town, by name."""
    factors = Authenticator.objects.filter(user=OuterRef("person"), type=Authenticator.Type.TOTP)
    rows = Membership.objects.filter(town=town).select_related("person").order_by("person__name", "id")
    return tuple(_member(row) for row in rows.annotate(has_factor=Exists(factors)))


def member(town: Town, identifier: int) -> Member | None:
    """One of them."""
    return next((one for one in members(town) if one.id == identifier), None)


def is_last_administrator(town: Town, identifier: int) -> bool:
    """Whether nobody else administers the town."""
    administrators = Membership.objects.filter(town=town, role=Role.ADMINISTRATOR)
    return set(administrators.values_list("id", flat=True)) == {identifier}


def towns_of(person: Person) -> tuple[tuple[Town, Role], ...]:
    """The towns that a person works for, and as what."""
    with scopes_disabled():
        rows = Membership.objects.filter(person=person).select_related("town").order_by("town_id")
        return tuple((row.town, Role(row.role)) for row in rows)


def own_data(person: Person) -> dict[str, Any]:
    """Everything that is stored about an account, for its owner. Passwords and secrets are left out.

    Lines of the log name people by their name alone; whoever wants theirs asks the town's administrators.
    """
    factors = Authenticator.objects.filter(user=person).order_by("id").values("type", "created_at", "last_used_at")
    providers = SocialAccount.objects.filter(user=person).order_by("id").values("provider", "uid", "last_login")
    addresses = EmailAddress.objects.filter(user=person).order_by("id").values_list("email", flat=True)
    return {
        "name": person.name,
        "email": person.email,
        "is_active": person.is_active,
        "last_login": person.last_login,
        "verified_addresses": list(addresses),
        "towns": [{"town": town.id, "role": str(role)} for town, role in towns_of(person)],
        "second_factors": list(factors),
        "identity_providers": list(providers),
    }


def _member(row: Any) -> Member:
    return Member(
        id=row.id,
        name=row.person.name,
        email=row.person.email,
        role=Role(row.role),
        has_second_factor=row.has_factor,
        is_invited=row.person.last_login is None,
    )
