"""Reading what a town asks and what its people answered.

Responses, workshops and document 1 are confidential: for the evidence stage and the export alone. What is told of a
running survey, such as its state and its rounded counts, is for the town's staff and its public pages.
"""

import json
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT

from leitplanke.kernel.texts import Text
from leitplanke.participation.fieldwork import Counted, Tally
from leitplanke.participation.model import Frame as FrameValue
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.model import Recruitment, ResponseMode
from leitplanke.participation.model import Response as ResponseValue
from leitplanke.participation.model import Workshop as WorkshopValue
from leitplanke_web.participation.models import (
    Draft,
    FieldCount,
    FieldTally,
    Frame,
    Intake,
    ParticipationDocument,
    Questionnaire,
    Response,
    Survey,
    Workshop,
)
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.sealing import RESUME, digest, unseal
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


def draft_of(survey: Survey, code: str) -> dict[str, Any] | None:
    """What was filled in under this resume code; None if there is nothing (any more)."""
    row = Draft.objects.filter(locator=digest(RESUME, code), survey=survey).first()
    return None if row is None else unseal(code, bytes(row.sealed))


def current_survey(town: Town) -> Survey | None:
    """The town's latest survey with its questionnaire; None if it never asked."""
    return Survey.objects.select_related("questionnaire").filter(town=town).order_by("-pk").first()


def open_frame(town: Town, audience: str) -> str | None:
    """The frame of those who answer without a code; None where a code is needed."""
    found = (frame.id for frame in frames(town) if frame.audience == audience and frame.recruitment is Recruitment.OPEN)
    return next(found, None)


def is_open(survey: Survey, *, today: date) -> bool:
    """Whether an answer is accepted today."""
    return survey.state == SurveyState.OPEN and today <= survey.closes_on


def field_counts(survey: Survey) -> tuple[tuple[str, str, int], ...]:
    """Audience, mode and rounded count after the latest mix (Feldstand)."""
    latest = FieldCount.objects.filter(survey=survey).order_by("-on").values("on")[:1]
    found = FieldCount.objects.filter(survey=survey, on__in=latest).order_by("audience", "mode")
    return tuple(found.values_list("audience", "mode", "count"))


def daily_counts(survey: Survey) -> tuple[tuple[date, str, str, int], ...]:
    """Day of the mix, audience, mode and rounded count since the beginning, the latest day first."""
    found = FieldCount.objects.filter(survey=survey).order_by("-on", "audience", "mode")
    return tuple(found.values_list("on", "audience", "mode", "count"))


def field_tallies(survey: Survey) -> tuple[Tally, ...]:
    """What the latest mix left to tell of the answers so far."""
    rows = FieldTally.objects.filter(survey=survey).values_list("audience", "question", "counted", "count", "option")
    return tuple(
        Tally(audience, question, Counted(counted), count, option)
        for audience, question, counted, count, option in rows
    )


def waiting_count(town: Town) -> int:
    """How many accepted answers wait for the mix: no export holds them. For whoever runs the installation."""
    return Intake.objects.filter(town=town).count()


def open_survey(town: Town, *, today: date) -> date | None:
    """Until when the town's survey is open; None if no answer is accepted today."""
    found = Survey.objects.filter(town=town).order_by("-pk").first()
    return found.closes_on if found is not None and is_open(found, today=today) else None
