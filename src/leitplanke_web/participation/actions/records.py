"""Storing what people answered."""

from collections.abc import Iterable

from leitplanke.kernel.provenance import Provenance
from leitplanke.participation.model import Frame as FrameValue
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.model import Response as ResponseValue
from leitplanke.participation.model import Workshop as WorkshopValue
from leitplanke_web.participation.models import (
    EvaluatedVersion,
    Frame,
    ParticipationDocument,
    Questionnaire,
    Response,
    Workshop,
)
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import replace_parts
from leitplanke_web.towns.versions import next_position, save_version


def store_participation(
    town: Town,
    *,
    questionnaire: QuestionnaireValue,
    frames: Iterable[FrameValue],
    responses: Iterable[ResponseValue],
    workshops: Iterable[WorkshopValue],
    earlier: Iterable[QuestionnaireValue] = (),
    later: Iterable[QuestionnaireValue] = (),
) -> None:
    """Store the stage's input of a town that is being loaded, within the caller's transaction.

    Results are made from `questionnaire`, whatever was published before and after it.
    """
    before = tuple(earlier)
    replace_parts(Questionnaire, town, [(one.version, one) for one in (*before, questionnaire, *later)])
    if before:  # without, the first is evaluated
        evaluated = Questionnaire.objects.get(town=town, identifier=questionnaire.version)
        EvaluatedVersion.objects.update_or_create(town=town, defaults={"questionnaire": evaluated})
    replace_parts(Frame, town, ((frame.id, frame) for frame in frames))
    replace_parts(Workshop, town, ((workshop.id, workshop) for workshop in workshops))
    _store_responses(town, responses)


def add_workshop(town: Town, workshop: WorkshopValue) -> None:
    """Add a workshop that was held to the record, within the caller's transaction."""
    position = next_position(Workshop, town)
    Workshop.objects.create(town=town, identifier=workshop.id, position=position, value=workshop)


def put_workshop(town: Town, workshop: WorkshopValue) -> None:
    """Let the record hold this workshop or discussion, added or instead of what it held, within the transaction."""
    found = Workshop.objects.filter(town=town, identifier=workshop.id).first()
    if found is None:
        add_workshop(town, workshop)
    else:
        save_version(found, seen_version=found.version, value=workshop)


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


def mark_evaluated(town: Town, version: str) -> None:
    """Note of responses with a receipt that results are made from them, in the transaction that reads them for that.

    From then on documents that never change hold them, so nobody can promise to delete them (docs/decisions/0023).
    """
    fresh = Response.objects.filter(town=town, questionnaire=version, is_evaluated=False)
    fresh.exclude(receipt="").update(is_evaluated=True)


def keep_document(town: Town, content: bytes, *, provenance: Provenance) -> None:
    """Store handover 1, within the transaction that ends the run."""
    ParticipationDocument.keep(town, content, provenance=provenance)
