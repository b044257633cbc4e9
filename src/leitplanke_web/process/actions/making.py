"""One button makes what a phase needs, as drafts. Pressed twice, it makes nothing twice.

`MAKERS` says what the installation can make. A kind that is not in it is not offered: whoever adds one enters it here,
and in `process.mapping.PLACES` where it is found afterwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random
from typing import Final

from django.db import transaction

from leitplanke.exchange.processes import shipped_templates
from leitplanke.exchange.surveys.library import question_library
from leitplanke.kernel.texts import Language
from leitplanke.participation.discussion import discussion_from
from leitplanke.participation.meeting import TEMPLATES, agenda_from
from leitplanke.participation.process import LetterText, Material, MaterialKind, Phase, letter_from
from leitplanke.report.voice import Voice
from leitplanke_web.accounts.models import Person
from leitplanke_web.audit.actions import record
from leitplanke_web.discussion.actions.planning import plan_discussion
from leitplanke_web.participation.actions.editing import begin_draft
from leitplanke_web.participation.queries import questionnaire_versions
from leitplanke_web.process.models import Letter, MadeMaterial, Process
from leitplanke_web.process.queries import made_refs, missing_materials
from leitplanke_web.towns.models import Role, Town
from leitplanke_web.towns.permissions import require_role
from leitplanke_web.towns.versions import lock, next_position, save_version
from leitplanke_web.workshops.actions.planning import plan_workshop

EVENING: Final = time(18)
_IN_THE_WEEK: Final = frozenset({1, 2, 3})  # Tuesday to Thursday


@dataclass(frozen=True, slots=True)
class Making:
    """What is made for which phase, by whom."""

    town: Town
    person: Person
    phase: Phase
    material: Material
    random: Random


Maker = Callable[[Making], str]


@transaction.atomic
def make_materials(town: Town, person: Person, phase: str, *, random: Random) -> tuple[Material, ...]:
    """Make what the phase needs, does not have and can be made; what was made. Raises `Process.DoesNotExist`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    chosen = Process.objects.get(town=town).value.phase(phase)
    missing = () if chosen is None else missing_materials(chosen, made_refs(town))
    makeable = tuple(one for one in missing if one.kind in MAKERS)
    for one in makeable:
        assert chosen is not None
        ref = MAKERS[one.kind](Making(town, person, chosen, one, random))
        MadeMaterial.objects.update_or_create(
            town=town, phase=phase, material=one.id, defaults={"kind": one.kind.value, "ref": ref}
        )
    if makeable:
        details: dict[str, object] = {"phase": phase, "made": [one.id for one in makeable]}
        record(deed="process.made", actor=person.name, town=town.pk, subject="process", details=details)
    return makeable


@transaction.atomic
def change_letter(town: Town, person: Person, letter: str, value: LetterText, *, seen_version: int) -> None:
    """Save a letter. Raises `ChangedMeanwhileError`."""
    require_role(town, person, Role.EDITOR)
    lock(town)
    save_version(Letter.objects.get(town=town, identifier=letter), seen_version=seen_version, value=value)
    record(deed="letter.changed", actor=person.name, town=town.pk, subject=letter, details={})


def _survey(making: Making) -> str:
    """The whole library as a draft: leaving out is quicker than gathering."""
    version = _free(f"umfrage-{making.phase.begins_on.year}", questionnaire_versions(making.town))
    begin_draft(making.town, making.person, replace(question_library(), version=version, title=making.material.title))
    return version


def _workshop(making: Making) -> str:
    """In the middle of the phase, on an evening in the week; the invitation as a calendar file comes with it."""
    template = making.material.template if making.material.template in TEMPLATES else "ideas"
    agenda = agenda_from(
        template,
        title=making.material.title,
        held_on=_evening(making.phase),
        begins_at=EVENING,
        place="",
    )
    return plan_workshop(making.town, making.person, agenda, random=making.random).identifier


def _discussion(making: Making) -> str:
    """A frame for the days of the phase, which nobody else reads until somebody opens it."""
    phase = making.phase
    frame = discussion_from(making.material.title, begins_on=phase.begins_on, ends_on=phase.ends_on)
    return plan_discussion(making.town, making.person, frame).identifier


def _letter(making: Making) -> str:
    template = shipped_templates().letter(making.material.template)
    voice, phase = Voice(Language.DE), making.phase
    known = {
        "town": making.town.profile.name.de,
        "title": phase.title.de,
        "begins": str(voice.day(phase.begins_on)),
        "ends": str(voice.day(phase.ends_on)),
    }
    value = LetterText(making.material.title.de, "[ ]") if template is None else letter_from(template, **known)
    taken = frozenset(Letter.objects.filter(town=making.town).values_list("identifier", flat=True))
    name = _free(f"{making.phase.id}-{making.material.id}", taken)
    position = next_position(Letter, making.town)
    Letter.objects.create(town=making.town, identifier=name, position=position, value=value)
    return name


MAKERS: Final[Mapping[MaterialKind, Maker]] = {
    MaterialKind.SURVEY: _survey,
    MaterialKind.WORKSHOP: _workshop,
    MaterialKind.DISCUSSION: _discussion,
    MaterialKind.LETTER: _letter,
}


def _evening(phase: Phase) -> date:
    """Mid-phase, moved on to a day on which people come; within the phase as far as it has such a day."""
    middle = phase.begins_on + (phase.ends_on - phase.begins_on) // 2
    days = [middle + timedelta(days=number) for number in range(7)]
    return next((day for day in days if day.weekday() in _IN_THE_WEEK and day <= phase.ends_on), middle)


def _free(wanted: str, taken: frozenset[str]) -> str:
    number, found = 2, wanted
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    return found
