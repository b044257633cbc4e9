"""A workshop while it is held: what happens when, what people mark, what may be told of it, what is noted.

Enters: an agenda, cards, marks. Leaves: results per step, minutes, and the `Workshop` of the participation record. Must
not: know who anybody is, or a clock.
"""

from leitplanke.participation.meeting.agenda import Agenda, Step, StepKind, TimedStep, Topic
from leitplanke.participation.meeting.marks import Mark, checked_marks, opinions, pair_id, risk_ids
from leitplanke.participation.meeting.minutes import (
    Gathered,
    Minutes,
    MinutesPhoto,
    Noted,
    NotedKind,
    Pinned,
    StepMinutes,
    record_of,
)
from leitplanke.participation.meeting.results import Cast, Result, result_of, result_words, told_groups
from leitplanke.participation.meeting.templates import TEMPLATES, added_step, agenda_from

__all__ = [
    "TEMPLATES",
    "Agenda",
    "Cast",
    "Gathered",
    "Mark",
    "Minutes",
    "MinutesPhoto",
    "Noted",
    "NotedKind",
    "Pinned",
    "Result",
    "Step",
    "StepKind",
    "StepMinutes",
    "TimedStep",
    "Topic",
    "added_step",
    "agenda_from",
    "checked_marks",
    "opinions",
    "pair_id",
    "record_of",
    "result_of",
    "result_words",
    "risk_ids",
    "told_groups",
]
