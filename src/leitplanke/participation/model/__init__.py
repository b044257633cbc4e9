"""Questionnaires, responses, frames and workshops: the values of this stage."""

from leitplanke.participation.model.answers import (
    AGREE,
    DISAGREE,
    GIVEN,
    PASS,
    REFUSED,
    STATEMENT_OPTIONS,
    Answer,
    ItemAnswer,
    Response,
    ResponseMode,
)
from leitplanke.participation.model.expressions import Expression, Operator, constant
from leitplanke.participation.model.frames import Frame, Recruitment
from leitplanke.participation.model.question_parts import (
    OTHER,
    Agreement,
    Bounds,
    Cells,
    ChoiceSet,
    DateForm,
    Item,
    Missing,
    Option,
    QuestionKind,
    Rule,
    Variant,
)
from leitplanke.participation.model.questionnaire import Audience, Computed, Questionnaire, Quota, Section
from leitplanke.participation.model.questions import ITEM_KINDS, OPTION_KINDS, TEXT_KINDS, Question
from leitplanke.participation.model.record import ParticipationRecord
from leitplanke.participation.model.workshops import Card, Cluster, DotVotes, StakeholderGroup, Workshop

__all__ = [
    "AGREE",
    "DISAGREE",
    "GIVEN",
    "ITEM_KINDS",
    "OPTION_KINDS",
    "OTHER",
    "PASS",
    "REFUSED",
    "STATEMENT_OPTIONS",
    "TEXT_KINDS",
    "Agreement",
    "Answer",
    "Audience",
    "Bounds",
    "Card",
    "Cells",
    "ChoiceSet",
    "Cluster",
    "Computed",
    "DateForm",
    "DotVotes",
    "Expression",
    "Frame",
    "Item",
    "ItemAnswer",
    "Missing",
    "Operator",
    "Option",
    "ParticipationRecord",
    "Question",
    "QuestionKind",
    "Questionnaire",
    "Quota",
    "Recruitment",
    "Response",
    "ResponseMode",
    "Rule",
    "Section",
    "StakeholderGroup",
    "Variant",
    "Workshop",
    "constant",
]
