"""Changing what the town says about itself."""

from django.db import transaction

from leitplanke.kernel.details import TownDetails
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import ChangedMeanwhileError, changed_fields, lock


@transaction.atomic
def change_details(town: Town, person: Person, *, seen_version: int, value: TownDetails) -> None:
    """Save the details as the version of the town after the one that was seen.

    Raises `towns.versions.ChangedMeanwhileError`.
    """
    require_role(town, person, Role.ADMINISTRATOR)
    stored = lock(town)
    if stored.version != seen_version:
        raise ChangedMeanwhileError
    changes = changed_fields(stored.details, value)
    stored.details, stored.version = value, seen_version + 1
    stored.save(update_fields=["details", "version"])
    record(deed="details.changed", actor=person.name, town=town.pk, details=changes)
