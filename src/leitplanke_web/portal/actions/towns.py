"""Bringing a town in, taking it out, and deleting it."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import SystemRandom

from django.db import transaction
from django_scopes import scope

from leitplanke.exchange.town_folder import read_town_files
from leitplanke.exchange.town_writer import town_files
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import OPERATOR, forget_town, record
from leitplanke_web.discussion.actions.moving import store_discussions
from leitplanke_web.evidence.actions.records import store_evidence_input
from leitplanke_web.monitoring.actions import store_reports
from leitplanke_web.participation.actions.records import store_participation
from leitplanke_web.portal.models import Publication
from leitplanke_web.portal.queries.towns import town_value
from leitplanke_web.process.actions.moving import store_process
from leitplanke_web.roadmap.actions import store_resources
from leitplanke_web.strategy.actions import store_draft, store_priorities, store_services
from leitplanke_web.strategy.queries import priority_entries
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role

# First parts of addresses that are not towns (config/urls.py).
RESERVED = frozenset({"anzeige", "de", "en", "gestaltung", "konto", "static"})


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class TownExistsError(Exception):
    """A town of this id is there already: nothing is overwritten."""

    town: str


@dataclass(eq=False)  # not frozen: Python writes the traceback into it
class ReservedNameError(Exception):
    """A town cannot have this id, because addresses of the program begin with it."""

    town: str


@transaction.atomic
def load_town(files: Mapping[str, bytes | OSError], *, actor: str) -> Town:
    """Bring in the town whose folder holds `files`: whole, or not at all.

    Raises `leitplanke.kernel.faults.FaultyInputError` with every fault of the files, `TownExistsError`,
    `ReservedNameError`.
    """
    from leitplanke.exchange.priority_files import town_entries  # noqa: PLC0415 - numpy behind it

    value = read_town_files(files)
    entries = town_entries(files, measures=[measure.id for measure in value.draft.measures])
    _require_free(value.profile.id)
    town = Town.objects.create(
        id=value.profile.id,
        profile=value.profile,
        details=value.details,
        priority_question=value.priority_question,
    )
    with scope(town=town):
        store_participation(
            town,
            questionnaire=value.questionnaire,
            frames=value.frames,
            responses=value.responses,
            workshops=value.workshops,
            earlier=value.earlier,
            later=value.later,
        )
        store_evidence_input(
            town,
            populations=value.populations,
            themes=value.themes,
            quotes=value.quotes,
            questionnaire=value.questionnaire.version,
            codings=value.codings,
        )
        store_draft(town, value.draft)
        store_services(town, value.services)
        if entries is not None:
            store_priorities(town, entries)
        store_resources(town, value.resources)
        store_reports(town, status_rows=value.status_rows, replies=value.replies)
        store_discussions(town, value.discussions, random=SystemRandom())
        store_process(town, value.process)
    record(deed="town.loaded", actor=actor, town=town.id, details={"responses": len(value.responses)})
    return town


def export_town(town: Town, person: Person) -> dict[str, bytes]:
    """The town's folder for an administrator: it holds what single people said, so the deed is written down."""
    require_role(town, person, Role.ADMINISTRATOR)
    return export_town_as_operator(town, actor=person.name)


@transaction.atomic
def export_town_as_operator(town: Town, *, actor: str) -> dict[str, bytes]:
    """The same for whoever runs the installation, in the terminal."""
    from leitplanke.exchange.priority_files import town_entries_files  # noqa: PLC0415 - numpy behind it

    with scope(town=town):
        files = town_files(town_value(town))
        entries = priority_entries(town)
        if entries is not None:
            files |= town_entries_files(entries)
    record(deed="town.exported", actor=actor, town=town.id)
    return files


@transaction.atomic
def delete_town(town: Town) -> None:
    """Delete a town with everything that belongs to it; only the line that says so stays in the log."""
    with scope(town=town):
        Publication.objects.filter(town=town).delete()  # first, because it protects its run
        forget_town(town.id)
        identifier = town.id
        town.delete()
    record(deed="town.deleted", actor=OPERATOR, subject=identifier)


def _require_free(town: str) -> None:
    if town.lower() in RESERVED:
        raise ReservedNameError(town)
    if Town.objects.filter(id__iexact=town).exists():
        raise TownExistsError(town)
