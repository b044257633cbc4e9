"""A questionnaire as the editor shows it: sections, questions, what is noticed about each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.calculations import calculation_words
from leitplanke.participation.conditions import condition_words
from leitplanke.participation.lint import Advice, advice_on
from leitplanke.participation.model import Question, Questionnaire, Quota, Section
from leitplanke.participation.readiness import Unready
from leitplanke_web.participation.mapping.question_words import KIND_WORDS, reader_language
from leitplanke_web.towns.form_fields import told


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
    place: str
    question: str = ""
    section: str = ""
    quota: str = ""


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
                is_first=place == 0 and name == inside[0],
                is_last=place == len(sections) - 1 and name == inside[-1],
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


def conditions_of_parts(question: Question, questionnaire: Questionnaire) -> dict[str, dict[str, str]]:
    """In words when each option and each item is shown that is not always."""
    language = reader_language()
    return {
        kind: {one.id: condition_words(one.shown_if, questionnaire, language) for one in parts if one.shown_if}
        for kind, parts in (("options", question.options), ("items", question.items))
    }


def computed_words(questionnaire: Questionnaire) -> list[tuple[str, str]]:
    """The computed values, each with what it is."""
    language = reader_language()
    return [(one.id, calculation_words(one.value, questionnaire, language)) for one in questionnaire.computed]


def quota_words(questionnaire: Questionnaire) -> list[tuple[Quota, str]]:
    """The quotas, each with whom it counts."""
    language = reader_language()
    return [(one, condition_words(one.counts_if, questionnaire, language)) for one in questionnaire.quotas]


def place_words(path: str, questionnaire: Questionnaire) -> str:
    """Where a text stands, for people: `questions.single.options.o1` is the answer o1 of the question single.

    An audience is told by its name: nobody has ever seen its identifier.
    """
    audiences = {one.id: told(one.name) for one in questionnaire.audiences}
    kind, _dot, rest = path.partition(".")
    if not rest:
        return str(_PLACES.get(kind, kind))
    name, _dot, inner = rest.partition(".")
    if kind == "audiences":
        return f"{_PLACES[kind]} {audiences.get(name, name)}"
    if kind != "questions":
        return f"{_PLACES.get(kind, kind)} {name}"
    part, _dot, of = inner.partition(".")
    whose = of.partition(".")[0]
    if part == "rules":
        whose = str(int(whose) + 1)
    if part == "variants":
        whose = audiences.get(whose, whose)
    words = "" if part in {"", "text"} else f" · {_PLACES.get(whose if part == 'bounds' else part, part)}"
    return f"{_PLACES[kind]} {name}{words}{f' {whose}' if whose and part != 'bounds' else ''}"


_PLACES = {
    "title": _("Titel"),
    "introduction": _("Einleitung"),
    "closing": _("Schlusswort"),
    "audiences": _("Zielgruppe"),
    "sections": _("Abschnitt"),
    "quotas": _("Quote"),
    "computed": _("Wert"),
    "questions": _("Frage"),
    "hint": _("Hinweis"),
    "guidance": _("Für Interviews"),
    "name": _("Kurzname"),
    "options": _("Antwort"),
    "items": _("Zeile"),
    "variants": _("andere Worte für"),
    "rules": _("Regel"),
    "other": _("„Anderes, nämlich“"),
    "unit": _("Einheit"),
    "low_end": _("Kleinster Wert heißt"),
    "high_end": _("Größter Wert heißt"),
}


def gaps(missing: Iterable[Unready], questionnaire: Questionnaire) -> tuple[Gap, ...]:
    """What is missing, with where to mend it."""
    found = []
    for one in missing:
        kind, name = [*one.path.split("."), ""][:2]
        holders = {"questions": "question", "sections": "section", "quotas": "quota"}
        found.append(
            Gap(one, place_words(one.path, questionnaire), **({holders[kind]: name} if kind in holders else {}))
        )
    return tuple(found)


def _only_for(question: Question, questionnaire: Questionnaire) -> tuple[Text, ...]:
    asked = tuple(one.name for one in questionnaire.audiences if one.id in question.audiences)
    return () if len(asked) == len(questionnaire.audiences) else asked


def _condition(holder: Question | Section, questionnaire: Questionnaire, language: Language) -> str:
    return "" if holder.shown_if is None else condition_words(holder.shown_if, questionnaire, language)
