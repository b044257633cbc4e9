"""Reading a process: for staff with tasks and material, for everybody where it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from leitplanke.participation.process import (
    Actor as ActorValue,
)
from leitplanke.participation.process import (
    KeptLetter,
    KeptMaterial,
    KeptProcess,
    Material,
    MaterialKind,
    Phase,
    Standing,
    standing,
)
from leitplanke_web.discussion.queries import discussion_identifiers
from leitplanke_web.participation.queries import questionnaire_versions
from leitplanke_web.process.models import Actor, Letter, MadeMaterial, Process
from leitplanke_web.towns.models import Town
from leitplanke_web.workshops.queries import planned_workshops

PROCESS: Final = "process"
"""What the one process of a town is called."""
_THERE: Final[Mapping[MaterialKind, Callable[[Town], frozenset[str]]]] = {
    MaterialKind.SURVEY: questionnaire_versions,
    MaterialKind.DISCUSSION: discussion_identifiers,
    MaterialKind.WORKSHOP: planned_workshops,
}


@dataclass(frozen=True, slots=True)
class PublicProcess:
    """What everybody may see: title, phases and where they stand; never tasks and owners."""

    title: str
    standing: Standing


def process_row(town: Town) -> Process | None:
    """The town's process."""
    row = Process.objects.filter(town=town).first()
    if row is not None:
        row.town = town
    return row


def public_process(town: Town, *, today: date) -> PublicProcess | None:
    """The process as the public page shows it; None where there is none, or staff keep it to themselves."""
    row = process_row(town)
    if row is None or not row.value.is_public:
        return None
    return PublicProcess(row.value.title, standing(row.value, today=today))


def kept_process(town: Town) -> KeptProcess:
    """The process with all that belongs to it, as it moves with its town."""
    row = process_row(town)
    return KeptProcess(
        process=None if row is None else row.value,
        actors=actor_values(town),
        letters=tuple(KeptLetter(one.identifier, one.value) for one in Letter.objects.filter(town=town)),
        made=tuple(
            KeptMaterial(one.phase, one.material, MaterialKind(one.kind), one.ref)
            for one in MadeMaterial.objects.filter(town=town).order_by("phase", "material")
        ),
    )


def process_part() -> type[Process]:
    """What the process is kept in, to be read along with others."""
    return Process


def made_refs(town: Town) -> Mapping[tuple[str, str], str]:
    """What was made and is still there, by phase and material: some was discarded, or did not move along."""
    rows = list(MadeMaterial.objects.filter(town=town))
    there = {kind: names(town) for kind, names in _THERE.items() if any(row.kind == kind for row in rows)}
    return {
        (row.phase, row.material): row.ref
        for row in rows
        if row.kind not in there or row.ref in there[MaterialKind(row.kind)]
    }  # fmt: skip


def missing_materials(phase: Phase, made: Mapping[tuple[str, str], str]) -> tuple[Material, ...]:
    """What the phase needs and does not have yet."""
    return tuple(one for one in phase.materials if (phase.id, one.id) not in made)


def letter_row(town: Town, identifier: str) -> Letter | None:
    """A letter."""
    return Letter.objects.filter(town=town, identifier=identifier).first()


def actor_rows(town: Town) -> tuple[Actor, ...]:
    """The actors in the town's order."""
    return tuple(Actor.objects.filter(town=town))


def actor_row(town: Town, identifier: str) -> Actor | None:
    """One of them."""
    return Actor.objects.filter(town=town, identifier=identifier).first()


def actor_values(town: Town) -> tuple[ActorValue, ...]:
    """Their values."""
    return tuple(row.value for row in actor_rows(town))
