"""What the holder of a receipt reads again of their own answer: what they want first, and their own words."""

from collections.abc import Iterable
from datetime import date

from leitplanke.participation.evaluate import Scene
from leitplanke.participation.model import Answer, QuestionKind, Questionnaire
from leitplanke_web.participation.mapping.shown import Reader, Words, answer_words

Said = tuple[Words, tuple[str, ...]]
_TOLD = frozenset(
    {QuestionKind.TOP, QuestionKind.RANK, QuestionKind.POINTS, QuestionKind.BEST_WORST, QuestionKind.TEXT}
)


def said(
    questionnaire: Questionnaire,
    answers: Iterable[Answer],
    *,
    audience: str,
    priority_question: str,
    language: str,
    today: date,
) -> tuple[Said, ...]:
    """Question and lines of all priorities and the texts: nothing about the person, whoever holds the paper.

    Nor do the questions say it: what they repeat of answers about the person stays empty.
    """
    personal = {question.id for question in questionnaire.questions if question.about_person}
    given = {one.question: one for one in answers if one.missing is None and one.question not in personal}
    reader, scene = Reader(language, language), Scene(questionnaire, given, today)
    return tuple(
        (reader.words(question.text, scene), answer_words(question, given[question.id], reader))
        for question in questionnaire.shown_to(audience)
        if question.id in given and (question.id == priority_question or question.kind in _TOLD)
    )
