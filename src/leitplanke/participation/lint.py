"""What could be said more simply or asked more fairly in a questionnaire. Nothing here refuses anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from leitplanke.kernel.texts import PLAIN, Text
from leitplanke.participation import lint_words as words
from leitplanke.participation.model import Missing, Question, QuestionKind, Questionnaire

_SENTENCE = re.compile(r"[^.!?:;\n]+[.!?:;]?")
_WORD = re.compile(r"[\w’'/-]+")
_OPINIONS = frozenset(
    {
        QuestionKind.SINGLE, QuestionKind.SCALE, QuestionKind.RATING, QuestionKind.MATRIX, QuestionKind.MULTIPLE,
        QuestionKind.TOP,
    }
)  # fmt: skip
_MOST_OPTIONS = 15


class LintCode(StrEnum):
    """What was noticed."""

    LONG_SENTENCE = "long_sentence"
    LONG_WORD = "long_word"
    DOUBLE_NEGATION = "double_negation"
    NEGATED_STATEMENT = "negated_statement"
    LEADING = "leading"
    TWO_AT_ONCE = "two_at_once"
    JARGON = "jargon"
    ABBREVIATION = "abbreviation"
    NO_DONT_KNOW = "no_dont_know"
    MANY_OPTIONS = "many_options"


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing noticed: where, in which language ("" for a question as such), what, and the words it is about."""

    path: str
    language: str
    code: LintCode
    excerpt: str
    words: Text


def advice_on(questionnaire: Questionnaire) -> tuple[Advice, ...]:
    """Everything noticed, in the order of the questionnaire. Languages other than German and English are not read."""
    found = [
        *(one for path, text in questionnaire.texts() for one in _on_text(path, text)),
        *(one for question in questionnaire.questions for one in _on_question(question)),
    ]
    return tuple(found)


def _on_text(path: str, text: Text) -> Iterator[Advice]:
    for language in ("de", "en", PLAIN):
        written = text.by_language().get(language, "")
        rules = "de" if language == PLAIN else language
        for sentence in _SENTENCE.findall(written):
            yield from _on_sentence(path, language, rules, sentence.strip())
        if ".items." in path and words.NEGATIONS[rules].search(written):
            told = Text("Eine verneinte Aussage ist schwer zu beantworten.", "A negated statement is hard to answer.")
            yield Advice(path, language, LintCode.NEGATED_STATEMENT, _cut(written), told)


def _on_sentence(path: str, language: str, rules: str, sentence: str) -> Iterator[Advice]:
    spoken = _WORD.findall(re.sub(r"\{\{.*?\}\}", " x ", sentence))
    most = words.MOST_WORDS[language]
    if len(spoken) > most:
        told = Text(
            f"{len(spoken)} Wörter sind viele. Höchstens {most} lesen sich leicht.",
            f"{len(spoken)} words; up to {most} are easy.",
        )
        yield Advice(path, language, LintCode.LONG_SENTENCE, _cut(sentence), told)
    for word in spoken:
        if max(map(len, word.split("-"))) > words.MOST_LETTERS[language]:
            told = Text("Das Wort ist sehr lang. Teilen Sie es.", "The word is very long. Divide it.")
            yield Advice(path, language, LintCode.LONG_WORD, word, told)
    if len(words.NEGATIONS[rules].findall(sentence)) > 1 or words.NEGATED_WORD[rules].search(sentence):
        told = Text("Zwei Verneinungen in einem Satz versteht man leicht falsch.", "Two negations are easily misread.")
        yield Advice(path, language, LintCode.DOUBLE_NEGATION, _cut(sentence), told)
    for code, pattern, told in (
        (LintCode.LEADING, words.LEADING, Text("Das legt eine Antwort nahe.", "This suggests an answer.")),
        (LintCode.TWO_AT_ONCE, words.TWO_AT_ONCE, Text("Fragt das zwei Dinge auf einmal?", "Are two things asked?")),
    ):
        found = pattern[rules].search(sentence)
        if found:
            yield Advice(path, language, code, found[0], told)
    yield from _on_words(path, language, rules, sentence)


def _on_words(path: str, language: str, rules: str, sentence: str) -> Iterator[Advice]:
    lower = sentence.lower()
    for term, better in words.JARGON[rules].items():
        if re.search(rf"(?<![\w-]){re.escape(term)}(?:e[nrs]?|s|n)?(?![\w-])", lower):
            yield Advice(path, language, LintCode.JARGON, term, Text(f"Besser: {better}.", f"Better: {better}."))
    for short in words.ABBREVIATION.findall(sentence):
        if short not in words.KNOWN_ABBREVIATIONS and short.lower() not in words.JARGON[rules]:
            told = Text("Kennen alle diese Abkürzung?", "Does everybody know this abbreviation?")
            yield Advice(path, language, LintCode.ABBREVIATION, short, told)


def _on_question(question: Question) -> Iterator[Advice]:
    path = f"questions.{question.id}"
    offers = Missing.DONT_KNOW in question.offers or any(
        words.DONT_KNOW.search(text) for option in question.options for text in option.text.by_language().values()
    )
    asks_opinion = question.kind in _OPINIONS and not question.about_person
    if asks_opinion and not offers and (question.is_mandatory or question.kind is not QuestionKind.MULTIPLE):
        told = Text("„Weiß nicht“ fehlt: Wer nichts weiß, muss raten.", "“Don’t know” is missing: some will guess.")
        yield Advice(path, "", LintCode.NO_DONT_KNOW, _cut(question.text.told("de")), told)
    if len(question.options) > _MOST_OPTIONS and not question.about_person:
        told = Text(
            f"{len(question.options)} Antworten kann niemand vergleichen.", f"{len(question.options)} are many."
        )
        yield Advice(path, "", LintCode.MANY_OPTIONS, _cut(question.text.told("de")), told)


def _cut(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"
