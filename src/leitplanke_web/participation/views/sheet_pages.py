"""What the templates of a survey's pages are given."""

from collections.abc import Mapping

from leitplanke.kernel.texts import Text
from leitplanke.participation.evaluate import Scene
from leitplanke.participation.model import Answer, Audience, Missing, Question, Questionnaire
from leitplanke_web.participation.forms.begin import BeginForm, ResumeForm
from leitplanke_web.participation.mapping.entries import field_name
from leitplanke_web.participation.mapping.sheets import Filled
from leitplanke_web.participation.mapping.shown import Reader, ShownQuestion, Words, answer_words, shown_question
from leitplanke_web.towns.form_fields import told

SECONDS_A_QUESTION = 25


def begin_context(
    questionnaire: Questionnaire, audience: Audience, form: BeginForm, resume: ResumeForm
) -> dict[str, object]:
    """The first page: how many questions, about how many minutes, the two forms."""
    count = sum(question.is_answered for question in questionnaire.shown_to(audience.id))
    return {
        "form": form,
        "resume": resume,
        "question_count": count,
        "minutes": max(1, round(count * SECONDS_A_QUESTION / 60)),
    }


def page_context(filled: Filled, reader: Reader, *, problems: Mapping[str, tuple[Text, ...]]) -> dict[str, object]:
    """The page on which the sheet is: its questions, or all answers to check."""
    scene = Scene(filled.questionnaire, filled.answers, filled.today)
    pages = filled.pages
    return {
        "questions": [_shown(question, filled, reader, scene, problems) for question in filled.page],
        "section": _section(filled, reader),
        "hidden": filled.sheet.hidden(filled.page),
        "faults": [
            (told(one), field_name(question.id), "")
            for question in filled.page
            for one in problems.get(question.id, ())
        ],
        "place": filled.place + 1,
        "pages": len(pages),
        "is_last": filled.place == len(pages) - 1,
        "answered": [] if filled.page else answered(filled, reader),
    }


def _shown(
    question: Question, filled: Filled, reader: Reader, scene: Scene, problems: Mapping[str, tuple[Text, ...]]
) -> ShownQuestion:
    words = tuple(told(one) for one in problems.get(question.id, ()))
    return shown_question(question, filled.sheet.entries, reader=reader, scene=scene, problems=words)


def _section(filled: Filled, reader: Reader) -> Words:
    """The title of the section in which the page is."""
    first = filled.page[0].id if filled.page else ""
    title = next((one.title for one in filled.questionnaire.sections if first in one.questions), Text(""))
    return reader.words(title)


def answered(filled: Filled, reader: Reader) -> list[tuple[str, Words, tuple[str, ...]]]:
    """All that was answered, in words: the question's id, its text, the lines."""
    scene = Scene(filled.questionnaire, filled.answers, filled.today)
    nothing = Missing.NO_ANSWER
    return [
        (
            question.id,
            reader.words(question.text, scene),
            answer_words(question, filled.answers.get(question.id) or Answer(question.id, missing=nothing), reader),
        )
        for question in filled.questions
        if question.is_answered
    ]
