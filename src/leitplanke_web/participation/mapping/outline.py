"""A questionnaire as the editor shows it: sections, questions, what is noticed about each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.conditions import condition_words
from leitplanke.participation.lint import Advice, advice_on
from leitplanke.participation.model import Question, Questionnaire, Section
from leitplanke.participation.readiness import Unready
from leitplanke_web.participation.mapping.question_words import KIND_WORDS


@dataclass(frozen=True, slots=True)
class OutlinedQuestion:
    """A question in the outline; `condition` is told in words, empty if it is always shown, `only_for` if to all."""

    question: Question
    kind: Text
    only_for: tuple[Text, ...]
    condition: str
    advice: tuple[Advice, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class OutlinedSection:
    """A section with its questions; None where the questionnaire has no sections."""

    section: Section | None
    condition: str
    questions: tuple[OutlinedQuestion, ...]
    is_first: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, and what holds it: a question, a section, or neither."""

    unready: Unready
    question: str = ""
    section: str = ""


def outline(questionnaire: Questionnaire, language: Language) -> tuple[OutlinedSection, ...]:
    """The sections in order; one without a section where there are none."""
    advice = advice_by_question(questionnaire)
    order = [question.id for question in questionnaire.questions]
    sections: tuple[Section | None, ...] = questionnaire.sections or (None,)
    found = []
    for place, section in enumerate(sections):
        inside = order if section is None else section.questions
        questions = tuple(
            OutlinedQuestion(
                questionnaire.question(name),
                KIND_WORDS[questionnaire.question(name).kind],
                _only_for(questionnaire.question(name), questionnaire),
                _condition(questionnaire.question(name), questionnaire, language),
                advice.get(name, ()),
                is_first=name == order[0],
                is_last=name == order[-1],
            )
            for name in inside
        )
        condition = "" if section is None else _condition(section, questionnaire, language)
        found.append(OutlinedSection(section, condition, questions, place == 0, place == len(sections) - 1))
    return tuple(found)


def advice_by_question(questionnaire: Questionnaire) -> dict[str, tuple[Advice, ...]]:
    """What is noticed about each question."""
    found: dict[str, list[Advice]] = defaultdict(list)
    for one in advice_on(questionnaire):
        if one.path.startswith("questions."):
            found[one.path.split(".")[1]].append(one)
    return {name: tuple(several) for name, several in found.items()}


def gaps(missing: Iterable[Unready]) -> tuple[Gap, ...]:
    """What is missing, with where to mend it."""
    found = []
    for one in missing:
        kind, _, rest = one.path.partition(".")
        name = rest.partition(".")[0]
        found.append(Gap(one, name if kind == "questions" else "", name if kind == "sections" else ""))
    return tuple(found)


def _only_for(question: Question, questionnaire: Questionnaire) -> tuple[Text, ...]:
    asked = tuple(one.name for one in questionnaire.audiences if one.id in question.audiences)
    return () if len(asked) == len(questionnaire.audiences) else asked


def _condition(holder: Question | Section, questionnaire: Questionnaire, language: Language) -> str:
    return "" if holder.shown_if is None else condition_words(holder.shown_if, questionnaire, language)
