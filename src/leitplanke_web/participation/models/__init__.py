"""What participation stores: records (what was asked and answered) and the running survey, apart from each other."""

from leitplanke_web.participation.models.addresses import MailAddress
from leitplanke_web.participation.models.editing import EvaluatedVersion, QuestionnaireDraft
from leitplanke_web.participation.models.field import FieldTally, PageCount
from leitplanke_web.participation.models.paper import PaperEntry, PrintedLayout
from leitplanke_web.participation.models.records import (
    Frame,
    ParticipationDocument,
    Questionnaire,
    Response,
    Workshop,
)
from leitplanke_web.participation.models.surveys import AccessCode, Draft, FieldCount, Intake, SubmissionToken, Survey

__all__ = [
    "AccessCode",
    "Draft",
    "EvaluatedVersion",
    "FieldCount",
    "FieldTally",
    "Frame",
    "Intake",
    "MailAddress",
    "PageCount",
    "PaperEntry",
    "ParticipationDocument",
    "PrintedLayout",
    "Questionnaire",
    "QuestionnaireDraft",
    "Response",
    "SubmissionToken",
    "Survey",
    "Workshop",
]
