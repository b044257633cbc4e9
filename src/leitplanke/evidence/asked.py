"""What was asked, in one form: the questions, and beside them the way of answering and the themes of free texts."""

from collections.abc import Iterable
from dataclasses import replace

from leitplanke.evidence.model import Theme
from leitplanke.kernel.faults import require
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import (
    OPTION_KINDS,
    OTHER,
    TEXT_KINDS,
    Missing,
    Option,
    ParticipationRecord,
    Question,
    QuestionKind,
    Questionnaire,
    ResponseMode,
)

COUNTED = OPTION_KINDS - {QuestionKind.BEST_WORST}  # what is answered by options, one list for everybody
MODE = "mode"
THEMES = "themes"
WRITTEN = "written"  # the one option of a question that was answered in people's own words

MISSING_TEXTS = {
    Missing.NO_ANSWER: Text("keine Angabe", "no answer"),
    Missing.DONT_KNOW: Text("weiß nicht", "don’t know"),
    Missing.PREFER_NOT: Text("möchte ich nicht sagen", "prefer not to say"),
}

_WRITTEN = Option(WRITTEN, Text("mit eigenen Worten", "in their own words"))
_MODE_TEXTS = {
    ResponseMode.ONLINE: Text("online", "online"),
    ResponseMode.PAPER: Text("auf Papier", "on paper"),
    ResponseMode.TELEPHONE: Text("am Telefon", "by telephone"),
    ResponseMode.HOME_VISIT: Text("beim Hausbesuch", "at a home visit"),
    ResponseMode.OTHER: Text("anders", "other"),
}


def all_asked(record: ParticipationRecord, audience: str, themes: tuple[Theme, ...]) -> tuple[Question, ...]:
    """What can be counted for this audience: closed questions, who wrote anything, `mode`, `themes` of texts.

    Raises `InvalidValueError` if a question takes one of these two names.
    """
    shown = record.questionnaire.shown_to(audience)
    _require_free_names(record.questionnaire)
    texts = tuple(question for question in shown if asks_for_own_words(question))
    closed = [_countable(question) for question in shown if question.kind in COUNTED or question in texts]
    if texts and themes:
        closed.append(_themes_question(audience, themes))
    return (*closed, _mode_question(record, audience))


def asks_for_own_words(question: Question) -> bool:
    """Whether people answer in their own words, in a line or many; what they write about themselves is no opinion."""
    return question.kind in TEXT_KINDS and not question.about_person


def possible_answers(question: Question) -> tuple[str, ...]:
    """The options, then the ways in which an answer to this question can be missing."""
    if question.id == MODE:
        return question.option_ids
    if question.id == THEMES:
        return (*question.option_ids, Missing.NO_ANSWER.value)
    return (*question.option_ids, *(missing.value for missing in MISSING_TEXTS))


def person_variables(questions: tuple[Question, ...]) -> tuple[str, ...]:
    """The questions that put a person into exactly one category; `mode` is one of them."""
    return tuple(
        question.id for question in questions if question.about_person and question.kind is QuestionKind.SINGLE
    )


def _countable(question: Question) -> Question:
    """The answer “other, namely” counts as an option, any text as one as well; the texts stay inside the record."""
    if question.kind in TEXT_KINDS:
        return replace(question, kind=QuestionKind.SINGLE, options=(_WRITTEN,), max_length=None)
    if question.other is None:
        return question
    return replace(question, options=(*question.options, Option(OTHER, question.other)), other=None)


def _mode_question(record: ParticipationRecord, audience: str) -> Question:
    """Only ways that were used at all: a way that was not offered is no category with nobody in it."""
    used = {response.mode for response in record.responses} or {ResponseMode.ONLINE}
    options = tuple(Option(mode.value, text) for mode, text in _MODE_TEXTS.items() if mode in used)
    return Question(
        id=MODE,
        kind=QuestionKind.SINGLE,
        text=Text("Antwortweg", "Way of answering"),
        audiences=(audience,),
        options=options,
        about_person=True,
        name=Text("Antwortweg", "way of answering"),
    )


def _themes_question(audience: str, themes: tuple[Theme, ...]) -> Question:
    options = tuple(Option(theme.id, theme.name) for theme in themes)
    text = Text("Themen der freien Antworten", "Themes of the free answers")
    return Question(THEMES, QuestionKind.MULTIPLE, text, (audience,), options)


def _require_free_names(questionnaire: Questionnaire) -> None:
    taken = [question.id for question in questionnaire.questions if question.id in {MODE, THEMES}]
    require(
        holds=not taken,
        field="questions",
        problem=Text(f"Die Kennung ist vergeben: {', '.join(taken)}.", f"Reserved identifier: {', '.join(taken)}."),
        remedy=Text("Nennen Sie die Frage anders.", "Choose another id for the question."),
    )


def is_missing(unit: Iterable[str]) -> bool:
    """Whether nothing but missing answers stands in the cell."""
    return all(answer in set(Missing) for answer in unit)
