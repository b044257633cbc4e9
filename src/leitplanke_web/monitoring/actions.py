"""Storing reports, and replying to contributors."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from leitplanke.kernel.faults import require
from leitplanke.kernel.provenance import Provenance
from leitplanke.kernel.texts import Text
from leitplanke.monitoring.model import Reply as ReplyValue
from leitplanke.monitoring.model import ReplyKind
from leitplanke.monitoring.model import StatusRow as StatusRowValue
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.monitoring.models import ProgressDocument, Reply, StatusRow
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.parts import replace_parts
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.questions import require_sound
from leitplanke_web.towns.versions import ChangedMeanwhileError, lock, next_position, save_version


def store_reports(town: Town, *, status_rows: Iterable[StatusRowValue], replies: Iterable[ReplyValue]) -> None:
    """Store the stage's input of a town that is being loaded, within the caller's transaction."""
    replace_parts(StatusRow, town, ((f"{row.measure}.{row.reported}", row) for row in status_rows))
    replace_parts(Reply, town, ((reply.to, reply) for reply in replies))


@transaction.atomic
def reply_to(town: Town, person: Person, seen: Mapping[str, int], *, kind: ReplyKind, ref: str, reason: Text) -> None:
    """Give the same reply to every cluster or theme in `seen`, which says the version of the reply that stood there.

    0 means that none did. All of them are answered, or none. Raises `ChangedMeanwhileError` if somebody was faster,
    `InvalidValueError`, `FlawedTownError`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    require(
        holds=bool(reason.de.strip()),
        field="reason_de",
        problem=Text("Die Begründung fehlt.", "The reason is missing."),
        remedy=Text("Sagen Sie, was daraus wurde und warum.", "Say what became of it, and why."),
    )
    rows = {row.identifier: row for row in Reply.objects.filter(town=town, identifier__in=list(seen))}
    position = next_position(Reply, town)
    for to, version in sorted(seen.items()):
        value, row = ReplyValue(to, kind, ref, reason), rows.get(to)
        if row is not None:
            save_version(row, seen_version=version, value=value)
        elif version:
            raise ChangedMeanwhileError
        else:
            Reply.objects.create(town=town, identifier=to, position=position, value=value)
            position += 1
    require_sound(town)
    details: dict[str, object] = {"kind": kind.value, "ref": ref, "reason": reason.de}
    record(deed="replies.given", actor=person.name, town=town.pk, subject=", ".join(sorted(seen)), details=details)


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 5, within the transaction that ends the run."""
    ProgressDocument.keep(town, content, provenance=provenance)
