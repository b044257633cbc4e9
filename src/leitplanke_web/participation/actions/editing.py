"""Building a questionnaire: begin a draft, change it, publish it, discard it.

A draft holds the core's value, so it is sound at every moment; `participation.readiness` says what a published version
needs beyond that. Two people may work on one draft: a part is stored if it is still the one that was seen, whatever
happened to the others.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from hashlib import sha256
from typing import Any

from django.db import transaction
from pydantic import TypeAdapter

from leitplanke.exchange.surveys.losses import Loss
from leitplanke.kernel.faults import require
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.readiness import Unready, unready
from leitplanke.participation.succession import succession
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.participation.models import EvaluatedVersion, Questionnaire, QuestionnaireDraft
from leitplanke_web.participation.queries import has_answers
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.questions import require_sound
from leitplanke_web.towns.versions import ChangedMeanwhileError, delete_version, lock, next_position

_MARKS = 10**9
Edit = Callable[[QuestionnaireValue], QuestionnaireValue]


class UnreadyError(Exception):
    """A draft that cannot be asked yet; nothing was published."""

    def __init__(self, missing: tuple[Unready, ...]) -> None:
        super().__init__("; ".join(f"{one.path}: {one.problem.en}" for one in missing))
        self.missing = missing


def mark_of(value: object) -> int:
    """A number that changes with a part of a draft: what a form says that it saw; 0 for nothing."""
    if value is None:
        return 0
    kind: Any = type(value)  # mypy takes classes for something without a hash
    return int(sha256(_adapter(kind).dump_json(value)).hexdigest(), 16) % _MARKS


@transaction.atomic
def begin_draft(
    town: Town, person: Person, value: QuestionnaireValue, *, losses: tuple[Loss, ...] = ()
) -> QuestionnaireDraft:
    """A new draft. Raises `InvalidValueError` for a version that is no identifier, or that the town has."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    require_id(value.version, "version")
    models = (Questionnaire, QuestionnaireDraft)
    require(
        holds=not any(one.objects.filter(town=town, identifier=value.version).exists() for one in models),
        field="version",
        problem=Text("Diese Fassung gibt es schon.", "There is such a version."),
        remedy=Text("Wählen Sie eine andere Kennung.", "Choose another identifier."),
    )
    row = QuestionnaireDraft.objects.create(
        town=town,
        identifier=value.version,
        position=next_position(QuestionnaireDraft, town),
        value=value,
        losses=losses,
    )
    _record("questionnaire.begun", town, person, value.version)
    return row


@transaction.atomic
def change_draft(
    town: Town,
    person: Person,
    version: str,
    edit: Edit,
    *,
    part: Callable[[QuestionnaireValue], object] = lambda _: None,
    seen: int = 0,
) -> QuestionnaireDraft:
    """The draft after an edit of the draft as it is stored now.

    Raises `QuestionnaireDraft.DoesNotExist`, `InvalidValueError` if the core refuses the result, `KeyError` if what
    was to change is gone, and `ChangedMeanwhileError` if `part` is not any more what had the mark `seen`.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = QuestionnaireDraft.objects.get(town=town, identifier=version)
    if mark_of(part(row.value)) != seen:
        raise ChangedMeanwhileError
    after = edit(row.value)
    if after == row.value:
        return row
    QuestionnaireDraft.objects.filter(pk=row.pk).update(value=after, version=row.version + 1)
    _record("questionnaire.changed", town, person, version, **_told(row.value, after))
    row.value = after
    row.version += 1
    return row


@transaction.atomic
def discard_draft(town: Town, person: Person, version: str, *, seen_version: int) -> None:
    """The draft goes. Raises `ChangedMeanwhileError` unless it is as it was seen."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    delete_version(QuestionnaireDraft.objects.get(town=town, identifier=version), seen_version=seen_version)
    _record("questionnaire.discarded", town, person, version)


@transaction.atomic
def publish_questionnaire(
    town: Town, person: Person, version: str, *, seen_version: int, continued: Mapping[str, str]
) -> Questionnaire:
    """The draft as a version that never changes, after all others; `continued` maps its questions to replaced ones.

    Results are made from the version before until `evaluate_version` is called. Raises `UnreadyError`,
    `ChangedMeanwhileError`, `InvalidValueError` if two questions continue the same.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = QuestionnaireDraft.objects.get(town=town, identifier=version)
    value = with_continued(row.value, continued)
    if missing := unready(value):
        raise UnreadyError(missing)
    before = Questionnaire.objects.filter(town=town, identifier=value.replaces).first()
    if before is not None:
        succession(before.value, value)
    delete_version(row, seen_version=seen_version)
    position = next_position(Questionnaire, town)
    published = Questionnaire.objects.create(town=town, identifier=version, position=position, value=value)
    _record("questionnaire.published", town, person, version)
    return published


@transaction.atomic
def evaluate_version(town: Town, person: Person, version: str) -> None:
    """Make results from this version and its answers from now on.

    Raises `Questionnaire.DoesNotExist`, `InvalidValueError` while it has no answers, and `FlawedTownError` if strategy
    and resources name what it does not have; then nothing changes.
    """
    require_role(town, person, Role.EDITOR)
    lock(town)
    row = Questionnaire.objects.get(town=town, identifier=version)
    require(
        holds=has_answers(town, version),
        field="version",
        problem=Text("Zu dieser Fassung gibt es noch keine Antworten.", "There are no answers to this version yet."),
        remedy=Text("Warten Sie auf die nächste Mischung.", "Wait for the next mix."),
    )
    EvaluatedVersion.objects.update_or_create(town=town, defaults={"questionnaire": row})
    require_sound(town)
    _record("questionnaire.evaluated", town, person, version)


def with_continued(value: QuestionnaireValue, continued: Mapping[str, str]) -> QuestionnaireValue:
    """The questionnaire whose questions say which one of the replaced version they continue."""
    chosen = {one.id: continued.get(one.id, one.continues) for one in value.questions}
    questions = tuple(
        replace(one, continues="" if chosen[one.id] == one.id else chosen[one.id]) for one in value.questions
    )
    return replace(value, questions=questions)


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _told(before: QuestionnaireValue, after: QuestionnaireValue) -> dict[str, Any]:
    """What the log says of an edit: which questions, sections and other fields differ."""
    old = {f"{kind}.{one.id}": one for kind, one in _parts(before)}
    new = {f"{kind}.{one.id}": one for kind, one in _parts(after)}
    names = dict.fromkeys((*old, *new))
    fields = ("title", "introduction", "closing", "audiences", "languages")
    return {
        "parts": [name for name in names if old.get(name) != new.get(name)],
        "fields": [name for name in fields if getattr(before, name) != getattr(after, name)],
    }


def _parts(value: QuestionnaireValue) -> list[tuple[str, Any]]:
    kinds = ("questions", "sections", "computed", "quotas")
    return [(kind, one) for kind in kinds for one in getattr(value, kind)]


def _record(deed: str, town: Town, person: Person, version: str, **details: object) -> None:
    record(deed=deed, actor=person.name, town=town.id, subject=version, details=details)
