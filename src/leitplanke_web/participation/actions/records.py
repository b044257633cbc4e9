"""Storing what people answered."""

from collections.abc import Iterable

from leitplanke.kernel.provenance import Provenance
from leitplanke.participation.model import Frame as FrameValue
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.model import Response as ResponseValue
from leitplanke.participation.model import Workshop as WorkshopValue
from leitplanke_web.participation.models import Frame, ParticipationDocument, Questionnaire, Response, Workshop
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import replace_parts


def store_participation(
    town: Town,
    *,
    questionnaire: QuestionnaireValue,
    frames: Iterable[FrameValue],
    responses: Iterable[ResponseValue],
    workshops: Iterable[WorkshopValue],
) -> None:
    """Store the stage's input of a town that is being loaded, within the caller's transaction."""
    replace_parts(Questionnaire, town, [(questionnaire.version, questionnaire)])
    replace_parts(Frame, town, ((frame.id, frame) for frame in frames))
    replace_parts(Workshop, town, ((workshop.id, workshop) for workshop in workshops))
    _store_responses(town, responses)


def _store_responses(town: Town, responses: Iterable[ResponseValue]) -> None:
    """Write the responses in the order of their random keys, so that not even the rows' places tell an order."""
    Response.objects.filter(town=town).delete()
    Response.objects.bulk_create(
        [
            Response(
                town=town,
                audience=response.audience,
                key=response.key,
                frame=response.frame,
                mode=response.mode,
                questionnaire=response.questionnaire,
                answers=response.answers,
            )
            for response in sorted(responses, key=lambda response: response.key)
        ],
        batch_size=500,
    )


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 1, within the transaction that ends the run."""
    ParticipationDocument.keep(town, content, provenance=provenance)
