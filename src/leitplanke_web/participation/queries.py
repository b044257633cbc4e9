"""Reading what a town asks and what its people answered.

Responses, workshops and document 1 are confidential: for the evidence stage and the export alone. What is told of a
running survey, such as its state and its rounded counts, is for the town's staff and its public pages.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Subquery, When
from django.db.models.fields.json import KT

from leitplanke.exchange.paper.layout import PaperLayout, digest_of, read_layout
from leitplanke.kernel.texts import Text
from leitplanke.participation.fieldwork import Counted, Tally
from leitplanke.participation.masking import masked_answer
from leitplanke.participation.model import Answer as AnswerValue
from leitplanke.participation.model import Frame as FrameValue
from leitplanke.participation.model import Questionnaire as QuestionnaireValue
from leitplanke.participation.model import Recruitment, ResponseMode
from leitplanke.participation.model import Response as ResponseValue
from leitplanke.participation.model import Workshop as WorkshopValue
from leitplanke_web.participation.mapping.own_answer import Said, said
from leitplanke_web.participation.models import (
    AccessCode,
    Draft,
    EvaluatedVersion,
    FieldCount,
    FieldTally,
    Frame,
    Intake,
    MailAddress,
    PaperEntry,
    ParticipationDocument,
    PrintedLayout,
    Questionnaire,
    QuestionnaireDraft,
    Response,
    Survey,
    Workshop,
)
from leitplanke_web.participation.models.addresses import Telling
from leitplanke_web.participation.models.surveys import SurveyState
from leitplanke_web.participation.sealing import ACCESS, PAPER, RECEIPT, RESUME, digest, unseal
from leitplanke_web.towns.models import Town
from leitplanke_web.towns.parts import part_values

ToldAnswer = Said  # a question in words, and the lines of its answer
PAPER_TIME: Final = timedelta(days=14)  # after the last day: what came by post is still typed in


def questionnaire(town: Town) -> QuestionnaireValue:
    """The version that results are made from: the one that somebody chose, or the first."""
    found: QuestionnaireValue = _evaluated(town).values_list("value", flat=True)[0]
    return found


def option_texts(town: Town, question: str) -> dict[str, Text]:
    """The options of a question by identifier, as they were asked; read without building the whole questionnaire."""
    questions = _evaluated(town).values_list(KT("value__questions"), flat=True)
    found = [one for one in json.loads(questions[0]) if one["id"] == question]
    return {option["id"]: Text(**option["text"]) for one in found for option in one.get("options", ())}


def audience_names(town: Town) -> dict[str, Text]:
    """The names of the audiences by identifier, in their order; read without building the whole questionnaire."""
    audiences = _evaluated(town).values_list(KT("value__audiences"), flat=True)
    return {one["id"]: Text(**one["name"]) for one in json.loads(audiences[0])}


def frames(town: Town) -> tuple[FrameValue, ...]:
    """How people were reached."""
    return part_values(Frame, town)


def workshops(town: Town) -> tuple[WorkshopValue, ...]:
    """The workshops with their cards."""
    return part_values(Workshop, town)


def workshop_part() -> type[Workshop]:
    """What workshops and discussions of the record are kept in, to be read along with others."""
    return Workshop


def workshop_value(town: Town, identifier: str) -> WorkshopValue | None:
    """One workshop or closed discussion of the record."""
    row = Workshop.objects.filter(town=town, identifier=identifier).first()
    return None if row is None else row.value


def workshop_identifiers(town: Town) -> tuple[str, ...]:
    """What the workshops in the record are called."""
    return tuple(Workshop.objects.filter(town=town).values_list("identifier", flat=True))


def responses(town: Town, *, to: QuestionnaireValue) -> tuple[ResponseValue, ...]:
    """All responses to this version, by audience in its order and by key."""
    order = {audience.id: place for place, audience in enumerate(to.audiences)}
    rows = Response.objects.filter(town=town, questionnaire=to.version)
    found = (_value(row) for row in rows.iterator(chunk_size=2000))
    return tuple(sorted(found, key=lambda response: (order[response.audience], response.key)))


def _evaluated(town: Town) -> QuerySet[Questionnaire]:
    """Published versions, the one that is evaluated first."""
    chosen = EvaluatedVersion.objects.filter(town=town).values("questionnaire")[:1]
    is_chosen = Case(When(pk=Subquery(chosen), then=0), default=1)
    return Questionnaire.objects.filter(town=town).order_by(is_chosen, "position")


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


@dataclass(frozen=True, slots=True)
class ReceiptAnswer:
    """What the holder of a receipt code may see again: their answers, as whoever evaluates them reads them.

    `is_evaluated` says that results were made from them, so that they cannot be withdrawn any more.
    """

    questionnaire: QuestionnaireValue
    audience: str
    answers: tuple[AnswerValue, ...]
    is_evaluated: bool


def answer_of_receipt(town: Town, code: str) -> ReceiptAnswer | None:
    """The answer that a receipt code belongs to, before or after the mix; None if there is none (any more)."""
    receipt = digest(RECEIPT, code)
    # The mix moves it from the first table to the second, so it is looked for in this order.
    waiting = Intake.objects.select_related("survey__questionnaire").filter(town=town, receipt=receipt).first()
    if waiting is not None:
        asked = waiting.survey.questionnaire.value
        questions = {question.id: question for question in asked.questions}
        answers = tuple(masked_answer(questions[answer.question], answer) for answer in waiting.answers)
        return ReceiptAnswer(asked, waiting.audience, answers, is_evaluated=False)
    response = Response.objects.filter(town=town, receipt=receipt).first()
    if response is None:
        return None
    asked = Questionnaire.objects.get(town=town, identifier=response.questionnaire).value
    return ReceiptAnswer(asked, response.audience, response.answers, response.is_evaluated)


def said_in(answer: ReceiptAnswer, *, priority_question: str, language: str, today: date) -> tuple[ToldAnswer, ...]:
    """What the answer says first and in own words, in words, for its holder."""
    return said(
        answer.questionnaire,
        answer.answers,
        audience=answer.audience,
        priority_question=priority_question,
        language=language,
        today=today,
    )


@dataclass(frozen=True, slots=True)
class LetterCounts:
    """How many on the list have got a letter, wait for it, were refused by the mail server, or perhaps got it."""

    sent: int
    due: int
    refused: int
    unknown: int

    @property
    def is_begun(self) -> bool:
        """Whether anybody was told, or is to be."""
        return any((self.sent, self.due, self.refused, self.unknown))


def address_count(survey: Survey) -> int:
    """How many e-mail addresses are on the list."""
    return MailAddress.objects.filter(survey=survey).count()


def letter_counts(survey: Survey) -> dict[str, LetterCounts]:
    """How far each letter has come, by its column."""
    rows = list(MailAddress.objects.filter(survey=survey).values("invitation", "reminder"))
    found = {letter: Counter(row[letter] for row in rows) for letter in ("invitation", "reminder")}
    return {
        letter: LetterCounts(one[Telling.SENT], one[Telling.DUE], one[Telling.REFUSED], one[Telling.SENDING])
        for letter, one in found.items()
    }


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


def published_versions(town: Town) -> tuple[QuestionnaireValue, ...]:
    """The published versions of the questionnaire, the latest first."""
    return tuple(Questionnaire.objects.filter(town=town).order_by("-position").values_list("value", flat=True))


def other_versions(town: Town) -> tuple[tuple[QuestionnaireValue, ...], tuple[QuestionnaireValue, ...]]:
    """What was published before and after the version that is evaluated, in order."""
    evaluated = questionnaire(town).version
    versions = tuple(reversed(published_versions(town)))
    place = next(number for number, one in enumerate(versions) if one.version == evaluated)
    return versions[:place], versions[place + 1 :]


def published_version(town: Town, version: str) -> QuestionnaireValue | None:
    """One published version; None if the town has none of this name."""
    found = Questionnaire.objects.filter(town=town, identifier=version).values_list("value", flat=True)
    return next(iter(found), None)


def draft_rows(town: Town) -> tuple[QuestionnaireDraft, ...]:
    """The versions that are being built."""
    return tuple(QuestionnaireDraft.objects.filter(town=town))


def draft_row(town: Town, version: str) -> QuestionnaireDraft | None:
    """One version that is being built."""
    return QuestionnaireDraft.objects.filter(town=town, identifier=version).first()


def questionnaire_versions(town: Town) -> frozenset[str]:
    """The versions that the town has, drafts and published ones, by identifier and in one query."""
    drafts = QuestionnaireDraft.objects.filter(town=town).order_by().values_list("identifier", flat=True)
    published = Questionnaire.objects.filter(town=town).order_by().values_list("identifier", flat=True)
    return frozenset(drafts.union(published))


def survey_states(town: Town) -> dict[str, SurveyState]:
    """The surveys of the town: their state by version of the questionnaire."""
    found = Survey.objects.filter(town=town).values_list("questionnaire__identifier", "state")
    return {version: SurveyState(state) for version, state in found}


def version_to_ask(town: Town) -> QuestionnaireValue | None:
    """The latest published version, if it has not been asked yet."""
    row = Questionnaire.objects.filter(town=town).order_by("-position").first()
    return None if row is None or Survey.objects.filter(questionnaire=row).exists() else row.value


def has_answers(town: Town, version: str) -> bool:
    """Whether mixed responses to this version are stored."""
    return Response.objects.filter(town=town, questionnaire=version).exists()


def answered_versions(town: Town) -> frozenset[str]:
    """The versions that mixed responses are stored to."""
    return frozenset(Response.objects.filter(town=town).values_list("questionnaire", flat=True).distinct())


class Handing(StrEnum):
    """Whether the answers to a version may be handed out, and why not."""

    READY = "ready"
    RUNNING = "running"  # who fetches them twice would see what came in between
    WAITING = "waiting"  # some wait for the mix: likewise
    EMPTY = "empty"


def handing(town: Town) -> dict[str, Handing]:
    """Of each published version, the latest first, whether its answers may be handed out.

    Answers to a version without a survey came from a file, so that nothing can follow.
    """
    waiting = Exists(Intake.objects.filter(survey=OuterRef("pk")))
    rows = Survey.objects.filter(town=town).values_list("questionnaire__identifier", "state", waiting)
    surveys = {version: (SurveyState(state), is_waiting) for version, state, is_waiting in rows}
    answered = answered_versions(town)
    versions = Questionnaire.objects.filter(town=town).order_by("-position").values_list("identifier", flat=True)
    return {one: _handing(one in answered, *surveys.get(one, (SurveyState.CLOSED, False))) for one in versions}


def _handing(is_answered: bool, state: SurveyState, is_waiting: bool) -> Handing:  # noqa: FBT001 - a row of a table
    if state in {SurveyState.OPEN, SurveyState.PAUSED}:
        return Handing.RUNNING
    if is_waiting:
        return Handing.WAITING
    return Handing.READY if is_answered else Handing.EMPTY


def is_evaluated(town: Town, version: str) -> bool:
    """Whether results are made from this version."""
    return _evaluated(town).values_list("identifier", flat=True)[0] == version


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A printed sheet by its number: whose it is, and whether it was accepted."""

    audience: str
    frame: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class WaitingEntry:
    """A sheet that was entered once: by whom (None: read from a scan), and what its seal holds."""

    entered_by: int | None
    content: dict[str, Any]


def last_paper_day(survey: Survey) -> date:
    """Until when sheets are accepted, some days longer than online; after it nothing can follow."""
    return survey.closes_on + PAPER_TIME


def takes_paper(survey: Survey, *, today: date) -> bool:
    """Whether sheets are accepted today."""
    return survey.state == SurveyState.OPEN and today <= last_paper_day(survey)


def paper_sheet(survey: Survey, number: str) -> PaperSheet | None:
    """The sheet with this number; None if the survey has none."""
    row = AccessCode.objects.filter(digest=digest(ACCESS, number), survey=survey).first()
    return None if row is None else PaperSheet(row.audience, row.frame, row.is_used)


def waiting_entry(survey: Survey, number: str) -> WaitingEntry | None:
    """The first entry of this sheet; None if there is none (any more)."""
    row = PaperEntry.objects.filter(locator=digest(PAPER, number), survey=survey).first()
    return None if row is None else WaitingEntry(row.entered_by, unseal(number, bytes(row.sealed)))


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many sheets wait for a second person, and how many were read from a scan and wait to be checked."""

    typed: int
    scanned: int

    def __bool__(self) -> bool:
        return bool(self.typed or self.scanned)


def paper_backlog(survey: Survey) -> Backlog:
    """How many sheets wait for a person (Papier-Rückstand); which ones, only their numbers tell."""
    found = PaperEntry.objects.filter(survey=survey).aggregate(every=Count("pk"), typed=Count("entered_by"))
    return Backlog(found["typed"], found["every"] - found["typed"])


def printed_layouts(survey: Survey) -> tuple[PaperLayout, ...]:
    """The layouts of all sheets that were printed of the survey's questionnaire as it is now."""
    now = digest_of(survey.questionnaire.value)
    rows = PrintedLayout.objects.filter(survey=survey).order_by("pk").values_list("content", flat=True)
    found = (read_layout(bytes(content), file="layout") for content in rows)
    return tuple(layout for layout in found if layout.questionnaire_sha256 == now)
