"""LimeSurvey's codes: letters and digits only, a question's at most 20, an answer's at most 5."""

import re
from collections.abc import Iterator

from leitplanke.exchange.surveys.flat import STATEMENT_LIST
from leitplanke.participation.model import QuestionKind, Questionnaire

_MOST_QUESTION, _MOST_ROW, _MOST_ANSWER = 20, 20, 5


class Codes:
    """The code of every question and of each of its parts."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questions: dict[str, str] = {}
        self._parts: dict[tuple[str, str], str] = {}
        for name in (*(one.id for one in questionnaire.questions), *(one.id for one in questionnaire.computed)):
            self.question(name)
        for question in questionnaire.questions:
            as_rows = question.kind not in {QuestionKind.SINGLE, QuestionKind.RANK, QuestionKind.BEST_WORST}
            taken: set[str] = set()
            listed = STATEMENT_LIST if question.kind is QuestionKind.STATEMENTS else question.options
            for option in listed:
                is_row = as_rows and question.kind is not QuestionKind.MATRIX
                self._parts[question.id, option.id] = _free(option.id, taken, _MOST_ROW if is_row else _MOST_ANSWER)
            for item in question.items:
                self._parts[question.id, item.id] = _free(item.id, taken, _MOST_ROW)

    def question(self, name: str) -> str:
        """The code of a question, of a computed value, or of a set's end."""
        if name not in self._questions:
            self._questions[name] = _free(name, set(self._questions.values()), _MOST_QUESTION, first_is_letter=True)
        return self._questions[name]

    def part(self, question: str, name: str) -> str:
        """The code of an option or item."""
        return self._parts.get((question, name), name)

    def renamed(self) -> Iterator[tuple[str, str]]:
        """Whatever is called otherwise."""
        yield from ((name, code) for name, code in self._questions.items() if name != code)
        yield from ((f"{name}.{part}", code) for (name, part), code in self._parts.items() if part != code)


def _free(wish: str, taken: set[str], most: int, *, first_is_letter: bool = False) -> str:
    stem = re.sub(r"[^A-Za-z0-9]", "", wish) or "x"
    if first_is_letter and not stem[0].isalpha():
        stem = f"q{stem}"
    code, number = stem[:most], 1
    while code in taken:
        number += 1
        code = f"{stem[: most - len(str(number))]}{number}"
    taken.add(code)
    return code
