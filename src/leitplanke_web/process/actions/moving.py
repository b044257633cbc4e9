"""A town that is loaded brings its process, actors and letters."""

from leitplanke.participation.process import KeptProcess
from leitplanke_web.process.models import Actor, Letter, MadeMaterial, Process
from leitplanke_web.process.queries import PROCESS
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import replace_parts


def store_process(town: Town, kept: KeptProcess) -> None:
    """Store what a town that is being loaded brings, within the caller's transaction."""
    replace_parts(Process, town, () if kept.process is None else ((PROCESS, kept.process),))
    replace_parts(Actor, town, ((one.id, one) for one in kept.actors))
    replace_parts(Letter, town, ((one.id, one.letter) for one in kept.letters))
    MadeMaterial.objects.filter(town=town).delete()
    MadeMaterial.objects.bulk_create(
        MadeMaterial(town=town, phase=one.phase, material=one.material, kind=one.kind, ref=one.ref) for one in kept.made
    )
