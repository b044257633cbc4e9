"""The handover document of this stage."""

from dataclasses import dataclass

from leitplanke.kernel.provenance import Provenance
from leitplanke.participation.model.answers import Response
from leitplanke.participation.model.frames import Frame
from leitplanke.participation.model.questionnaire import Questionnaire
from leitplanke.participation.model.workshops import Workshop


@dataclass(frozen=True, slots=True)
class ParticipationRecord:
    """Handover 1. Confidential: whoever repeats the chain in public starts at the evidence report."""

    provenance: Provenance
    questionnaire: Questionnaire
    frames: tuple[Frame, ...]
    responses: tuple[Response, ...]
    workshops: tuple[Workshop, ...]
