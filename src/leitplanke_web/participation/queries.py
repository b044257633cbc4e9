"""What a town's people answered, as the core's values. Confidential: for the evidence stage and the export alone."""

import json
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Frame as FrameValue
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.model import Response as ResponseValue
from leitplanke.participation.model import ResponseMode
from leitplanke.participation.model import Workshop as WorkshopValue
from leitplanke_web.participation.models import Frame, ParticipationDocument, Questionnaire, Response, Workshop
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import part_values


def questionnaire(town: Town) -> QuestionnaireValue:
    """The version that was asked."""
    found: QuestionnaireValue = (
        Questionnaire.objects.filter(town=town).values_list("value", flat=True).latest("position")
    )
    return found


def option_texts(town: Town, question: str) -> dict[str, Text]:
    """The options of a question by identifier, as they were asked; read without building the whole questionnaire."""
    questions = Questionnaire.objects.filter(town=town).values_list(KT("value__questions"), flat=True)
    found = [one for one in json.loads(questions.latest("position")) if one["id"] == question]
    return {option["id"]: Text(**option["text"]) for one in found for option in one.get("options", ())}


def frames(town: Town) -> tuple[FrameValue, ...]:
    """How people were reached."""
    return part_values(Frame, town)


def workshops(town: Town) -> tuple[WorkshopValue, ...]:
    """The workshops with their cards."""
    return part_values(Workshop, town)


def responses(town: Town, *, audiences: tuple[str, ...]) -> tuple[ResponseValue, ...]:
    """All responses, by audience in the order given and by key."""
    order = {audience: place for place, audience in enumerate(audiences)}
    found = (_value(row) for row in Response.objects.filter(town=town).iterator(chunk_size=2000))
    return tuple(sorted(found, key=lambda response: (order[response.audience], response.key)))


def _value(row: Response) -> ResponseValue:
    mode = ResponseMode(row.mode)
    return ResponseValue(row.key, row.audience, row.frame, mode, row.questionnaire, row.answers)


def documents(town: Town, sha256: str) -> QuerySet[Any, tuple[str, bytes]]:
    """Handover 1 with this digest, if the town has it."""
    return ParticipationDocument.contents(town, sha256)
