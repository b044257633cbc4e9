"""A town's process, its actors, and what was made for its phases.

Personal data: as little as possible. Actors and owners of tasks are roles and organisations, and the core refuses
addresses and telephone numbers. A name that a town wrote all the same goes by editing the row; all goes with the town.
"""

from typing import ClassVar

from django.db import models

from leitplanke.participation.process import Actor as ActorValue
from leitplanke.participation.process import LetterText, MaterialKind
from leitplanke.participation.process import Process as ProcessValue
from leitplanke_web.towns.fields import ValueField
from leitplanke_web.towns.models import MOST_IDENTIFIER, Part, TownRow


class Process(Part):
    """The process (Beteiligungs- und Strategieprozess); a town has one, or none."""

    value = ValueField(ProcessValue)

    class Meta(Part.Meta):
        constraints: ClassVar = (models.UniqueConstraint(fields=("town",), name="one_process_per_town"),)


class Actor(Part):
    """Somebody who has a part in it (Akteur): a role or an organisation."""

    value = ValueField(ActorValue)


class Letter(Part):
    """A letter that was begun for a phase (Brieftext)."""

    value = ValueField(LetterText)


class MadeMaterial(TownRow):
    """What a button made for a phase: `ref` is its identifier in the app that has it. Once per phase and material."""

    phase = models.CharField(max_length=MOST_IDENTIFIER)
    material = models.CharField(max_length=MOST_IDENTIFIER)
    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in MaterialKind])
    ref = models.CharField(max_length=MOST_IDENTIFIER)

    class Meta(TownRow.Meta):
        constraints: ClassVar = (
            models.UniqueConstraint(fields=("town", "phase", "material"), name="material_is_made_once"),
        )

    def __str__(self) -> str:
        return f"{self.phase} {self.material}"
