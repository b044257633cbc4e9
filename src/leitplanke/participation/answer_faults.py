"""Which answers a questionnaire accepts: a set of answers held against one version."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from leitplanke.kernel.texts import Text
from leitplanke.participation.answer_contents import content_faults
from leitplanke.participation.asking import asked
from leitplanke.participation.evaluate import Scene, answer_value, is_true
from leitplanke.participation.fault_codes import AnswerFault, AnswerFaultCode
from leitplanke.participation.model import Answer, Missing, Question, Questionnaire

_UNKNOWN = Text("Diese Frage gibt es nicht.", "There is no such question.")
_TWICE = Text("Diese Frage ist doppelt beantwortet.", "This question is answered twice.")
_NOT_SHOWN = Text("Diese Frage wurde nicht gestellt.", "This question was not asked.")
_NOT_OFFERED = Text("Diese Antwort wird hier nicht angeboten.", "This answer is not offered here.")
_MISSING = Text("Bitte beantworten Sie diese Frage.", "Please answer this question.")


def answer_faults(
    questionnaire: Questionnaire, answers: Iterable[Answer], *, audience: str, today: date
) -> tuple[AnswerFault, ...]:
    """Everything that is wrong with these answers of somebody of `audience`, in the order of the questionnaire.

    An answer to a question, option or item that was not shown is a fault, so is one to a question that the
    questionnaire does not have. Questions without any answer count as not answered.
    """
    given = tuple(answers)
    known = {question.id for question in questionnaire.questions}
    by_question = {answer.question: answer for answer in given if answer.question in known}
    shown = asked(questionnaire, by_question, audience=audience, today=today)
    judge = _Judge(questionnaire, by_question, today)
    found = [
        *_strangers(given, known, frozenset(question.id for question in shown)),
        *(fault for question in shown for fault in judge.faults(question)),
    ]
    order = {question.id: place for place, question in enumerate(questionnaire.questions)}
    return tuple(sorted(found, key=lambda fault: order.get(fault.question, -1)))


def _strangers(answers: tuple[Answer, ...], known: set[str], shown: frozenset[str]) -> Iterator[AnswerFault]:
    for name, times in Counter(answer.question for answer in answers).items():
        if name not in known:
            yield AnswerFault(name, AnswerFaultCode.UNKNOWN_QUESTION, _UNKNOWN)
        elif times > 1:
            yield AnswerFault(name, AnswerFaultCode.TWICE, _TWICE)
    for answer in answers:
        if answer.question in known - shown and answer.missing is not Missing.NO_ANSWER:
            yield AnswerFault(answer.question, AnswerFaultCode.NOT_SHOWN, _NOT_SHOWN)


@dataclass(frozen=True, slots=True)
class _Judge:
    questionnaire: Questionnaire
    answers: dict[str, Answer]
    today: date

    def faults(self, question: Question) -> Iterator[AnswerFault]:
        answer = self.answers.get(question.id)
        if answer is None or answer.missing is not None:
            yield from _without_answer(question, answer)
            return
        found = tuple(content_faults(question, answer))
        yield from found
        if not found:
            yield from self._broken_rules(question, answer)

    def _broken_rules(self, question: Question, answer: Answer) -> Iterator[AnswerFault]:
        scene = Scene(self.questionnaire, self.answers, self.today, this=answer_value(question, answer))
        for rule in question.rules:
            if not is_true(rule.holds_if, scene):
                yield AnswerFault(question.id, AnswerFaultCode.RULE, rule.message)


def _without_answer(question: Question, answer: Answer | None) -> Iterator[AnswerFault]:
    missing = Missing.NO_ANSWER if answer is None or answer.missing is None else answer.missing
    if missing is not Missing.NO_ANSWER and missing not in question.offers:
        yield AnswerFault(question.id, AnswerFaultCode.NOT_OFFERED, _NOT_OFFERED)
    if missing is Missing.NO_ANSWER and question.is_mandatory and question.is_answered:
        yield AnswerFault(question.id, AnswerFaultCode.MISSING, _MISSING)
