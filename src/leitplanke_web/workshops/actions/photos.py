"""Photos of the wall, for the minutes."""

from typing import Final

from django.db import transaction

from leitplanke.exchange.photos import Photo as CleanPhoto
from leitplanke.exchange.photos import clean_photo
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.towns.models import Role
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.workshops.actions.moderating import require_begun
from leitplanke_web.workshops.models import Photo, Workshop

MOST_PHOTOS: Final = 12


def add_photo(workshop: Workshop, person: Person, data: bytes, *, words: str) -> None:
    """Attach a photo, also after the end. The same photo twice is one. Raises `InvalidValueError`.

    It is made anew before the transaction, in which every phone of the room would wait for it on SQLite.
    """
    require_role(workshop.town, person, Role.EDITOR)
    _attach(workshop, person, clean_photo(data), words=words)


@transaction.atomic
def _attach(workshop: Workshop, person: Person, found: CleanPhoto, *, words: str) -> None:
    stored = Workshop.objects.select_for_update(no_key=True).get(pk=workshop.pk)  # a second click waits here
    require_begun(stored, field="photo")
    require(
        holds=Photo.objects.filter(workshop=workshop).count() < MOST_PHOTOS,
        field="photo",
        problem=Text(f"Es gibt schon {MOST_PHOTOS} Fotos.", f"There are {MOST_PHOTOS} photos already."),
        remedy=Text("Entfernen Sie zuerst eines.", "Remove one first."),
    )
    if not any(bytes(one.content) == found.content for one in Photo.objects.filter(workshop=workshop)):
        Photo.objects.create(
            town_id=workshop.town_id,
            workshop=workshop,
            content=found.content,
            words=words,
            width=found.width,
            height=found.height,
        )
        _note("workshop.photo_added", workshop, person, words=words)


@transaction.atomic
def drop_photo(workshop: Workshop, person: Person, number: int) -> None:
    """Remove a photo."""
    require_role(workshop.town, person, Role.EDITOR)
    if Photo.objects.filter(workshop=workshop, pk=number).delete()[0]:
        _note("workshop.photo_removed", workshop, person)


def _note(deed: str, workshop: Workshop, person: Person, **details: object) -> None:
    record(deed=deed, actor=person.name, town=workshop.town_id, subject=workshop.identifier, details=details)
