"""A paper sheet on the screen of whoever types it in: every question at once, as it stands on paper."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from leitplanke.kernel.texts import Text
from leitplanke.participation.answer_faults import answer_faults
from leitplanke.participation.asking import asked, asked_on_paper
from leitplanke.participation.evaluate import Scene
from leitplanke.participation.fault_codes import AnswerFaultCode
from leitplanke.participation.model import Answer, Missing, Question, QuestionKind, Questionnaire
from leitplanke_web.participation.mapping.entries import Entries, ReadAnswer, field_name, read_answer
from leitplanke_web.participation.mapping.shown import Choice, Reader, ShownQuestion, answer_words, shown_question

_PLACE = re.compile(r"[1-9][0-9]?")
# Paper asks nobody back: what was left out is no answer, what a condition hides is not counted.
_NO_FAULT = frozenset({AnswerFaultCode.MISSING, AnswerFaultCode.NOT_GIVEN, AnswerFaultCode.NOT_SHOWN})


@dataclass(frozen=True)  # without slots: what was typed is read once
class PaperForm:
    """A sheet and what was typed of it."""

    questionnaire: Questionnaire
    audience: str
    entries: Entries
    today: date

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All that stand on the sheet."""
        return asked_on_paper(self.questionnaire, self.audience)

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """The answers that can be read."""
        return {name: one.answer for name, one in self._read.items() if one.answer is not None}

    @cached_property
    def problems(self) -> dict[str, tuple[Text, ...]]:
        """What is wrong, by question in the sheet's order."""
        found: dict[str, list[Text]] = defaultdict(list)
        for name, one in self._read.items():
            if one.problem is not None:
                found[name].append(one.problem)
        faults = answer_faults(self.questionnaire, self.answers.values(), audience=self.audience, today=self.today)
        for fault in faults:
            if fault.code not in _NO_FAULT and fault.question not in found:
                found[fault.question].append(fault.words)
        order = (question.id for question in self.questions)
        return {name: tuple(found[name]) for name in order if name in found}

    def response(self) -> tuple[Answer, ...]:
        """One answer for every question that is asked of somebody who answered so."""
        shown = asked(self.questionnaire, self.answers, audience=self.audience, today=self.today)
        return tuple(
            self.answers.get(question.id) or Answer(question.id, missing=Missing.NO_ANSWER)
            for question in shown
            if question.is_answered
        )

    def differences(self, other: "PaperForm") -> tuple[str, ...]:
        """The questions to which the other entry has another answer."""
        names = (question.id for question in self.questions)
        return tuple(name for name in names if self.answers.get(name) != other.answers.get(name))

    def words(self, name: str, reader: Reader) -> tuple[str, ...]:
        """The answer to a question in words; none where nothing was typed."""
        question = next(one for one in self.questions if one.id == name)
        answer = self.answers.get(name)
        return () if answer is None else answer_words(question, answer, reader)

    def shown(self, reader: Reader, problems: Mapping[str, tuple[str, ...]]) -> tuple[ShownQuestion, ...]:
        """Every question for its template; an order is typed as numbers, as it was written."""
        scene = Scene(self.questionnaire, self.answers, self.today)
        return tuple(self._shown(question, reader, scene, problems.get(question.id, ())) for question in self.questions)

    def _shown(self, question: Question, reader: Reader, scene: Scene, problems: tuple[str, ...]) -> ShownQuestion:
        found = shown_question(question, self.entries, reader=reader, scene=scene, problems=problems)
        found = replace(found, tells_duty=False)  # on paper whatever was left out stays out, needed or not
        if question.kind is not QuestionKind.RANK:
            return found
        names = {option.id: field_name(question.id, option.id) for option in question.options}
        lines = (
            Choice(names[one.id], names[one.id], "", reader.words(one.text), typed=self._first(names[one.id]))
            for one in question.options
        )
        return replace(found, control="numbers", choices=tuple(lines), how=reader.words(_ORDER).text)

    @cached_property
    def _read(self) -> dict[str, ReadAnswer]:
        return {question.id: self._answer(question) for question in self.questions}

    def _answer(self, question: Question) -> ReadAnswer:
        if question.kind is not QuestionKind.RANK:
            return read_answer(question, self.entries)
        typed = {option: self._first(field_name(question.id, option)).strip() for option in question.option_ids}
        given = {option: place for option, place in typed.items() if place}
        if not all(_PLACE.fullmatch(place) for place in given.values()) or len(set(given.values())) < len(given):
            return ReadAnswer(None, _NO_ORDER)
        order = sorted(given, key=lambda option: int(given[option]))
        return read_answer(question, {**self.entries, field_name(question.id): order})

    def _first(self, name: str) -> str:
        return next(iter(self.entries.get(name, ())), "")


def proposed_entries(proposed: Mapping[tuple[str, tuple[str, ...]], list[str]]) -> dict[str, list[str]]:
    """The ticks that a scan proposes by question and part, as a form carries them."""
    return {field_name(question, *parts): values for (question, parts), values in proposed.items()}


_ORDER = Text("1 für das Wichtigste, dann 2, 3 …", "1 for the most important, then 2, 3 …")
_NO_ORDER = Text(
    "Schreiben Sie zu jeder Antwort eine andere Zahl, oder lassen Sie sie leer.",
    "Write another number beside each answer, or leave it empty.",
)
