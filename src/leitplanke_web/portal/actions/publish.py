"""Publishing a finished run as a version that never changes."""

from dataclasses import dataclass

from django.db import transaction

from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.portal.models import Publication, Run, RunState
from leitplanke_web.towns.models import Role
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock

MOST_NOTE = 2000


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class RunNotDoneError(Exception):
    """Only a run that ended with all documents can be published."""

    number: int


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class AlreadyPublishedError(Exception):
    """The run is published already, as version `version`."""

    version: int


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class PublishedMeanwhileError(Exception):
    """Since the person looked, somebody else has published version `version`: what they compared with is old."""

    version: int
    published_by: str


@transaction.atomic
def publish(run: Run, person: Person, *, seen_version: int, note: str = "") -> Publication:
    """Publish a finished run as the town's next version.

    `seen_version` is the version that was current when the person decided, 0 for none: of two people who publish at
    once one wins, and the other is told. Raises `RunNotDoneError`, `AlreadyPublishedError`, `PublishedMeanwhileError`.
    """
    town = run.town
    require_role(town, person, Role.EDITOR)
    town = lock(town)  # two people publish one after the other
    run = Run.objects.get(pk=run.pk)
    current = Publication.objects.filter(town=town).order_by("-number").first()
    _require_publishable(run)
    number = 0 if current is None else current.number
    if current is not None and number != seen_version:
        raise PublishedMeanwhileError(number, current.published_by)
    publication = Publication.objects.create(
        town=town,
        number=number + 1,
        run=run,
        profile=run.profile,
        digests=run.digests,
        note=note,
        licence=town.details.licence or "",
        published_by=person.name,
    )
    record(
        deed="publication.published",
        actor=person.name,
        town=town.pk,
        subject=str(publication.number),
        details={"run": run.number},
    )
    return publication


def _require_publishable(run: Run) -> None:
    if run.state != RunState.DONE:
        raise RunNotDoneError(run.number)
    published = Publication.objects.filter(run=run).values_list("number", flat=True).first()
    if published is not None:
        raise AlreadyPublishedError(published)
