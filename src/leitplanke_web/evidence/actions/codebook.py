"""The codebook of themes, and by which answer people allow quotes."""

from django.db import transaction

from leitplanke.evidence.model import QuoteConsent as QuoteConsentValue
from leitplanke.evidence.model import Theme as ThemeValue
from leitplanke.kernel.ids import require_unique
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.evidence.actions.records import QUOTES
from leitplanke_web.evidence.models import QuoteConsent, TextCoding, Theme
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.parts import replace_parts
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.questions import require_sound
from leitplanke_web.towns.versions import (
    changed_fields,
    delete_version,
    lock,
    next_position,
    plain_fields,
    save_version,
)


@transaction.atomic
def add_theme(town: Town, person: Person, value: ThemeValue) -> None:
    """Add a theme after the others. Raises `InvalidValueError` for an identifier in use."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    require_unique((value.id, *Theme.objects.filter(town=town).values_list("identifier", flat=True)))
    Theme.objects.create(town=town, identifier=value.id, position=next_position(Theme, town), value=value)
    record(
        deed="theme.added", actor=person.name, town=town.pk, subject=value.id, details={"after": plain_fields(value)}
    )


@transaction.atomic
def change_theme(town: Town, person: Person, theme: str, *, seen_version: int, value: ThemeValue) -> None:
    """Save a theme as the version after the one that was seen. Raises `ChangedMeanwhileError`, `Theme.DoesNotExist`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Theme.objects.get(town=town, identifier=theme)
    assert value.id == theme
    before = row.value
    save_version(row, seen_version=seen_version, value=value)
    record(deed="theme.changed", actor=person.name, town=town.pk, subject=theme, details=changed_fields(before, value))


@transaction.atomic
def remove_theme(town: Town, person: Person, theme: str, *, seen_version: int) -> None:
    """Remove a theme, and take it from the texts that it was given to.

    Raises as `change_theme`, and `FlawedTownError` while a reply or a guardrail names it.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Theme.objects.get(town=town, identifier=theme)
    before = row.value
    delete_version(row, seen_version=seen_version)
    given = [coding for coding in TextCoding.objects.filter(town=town) if theme in coding.themes]
    for coding in given:
        coding.themes = [one for one in coding.themes if one != theme]
    TextCoding.objects.bulk_update(given, ["themes"], batch_size=500)
    require_sound(town)
    record(
        deed="theme.removed", actor=person.name, town=town.pk, subject=theme, details={"before": plain_fields(before)}
    )


@transaction.atomic
def choose_consent(town: Town, person: Person, value: QuoteConsentValue | None) -> None:
    """Say by which answer people allow quotes; None: nobody is quoted."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    replace_parts(QuoteConsent, town, [] if value is None else [(QUOTES, value)])
    subject = "" if value is None else f"{value.question}.{value.option}"
    record(deed="quotes.chosen", actor=person.name, town=town.pk, subject=subject)
