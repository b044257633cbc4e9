"""Earlier answers inside later texts: `{{name}}` stands for what was answered.

What comes out is plain text. Whoever puts it into a page escapes it, because people typed it.
"""

import re
from collections.abc import Callable, Iterator

from leitplanke.kernel.bidi import isolated
from leitplanke.participation.evaluate import Scene, text_of, value_of
from leitplanke.participation.model import DateForm, Expression, Operator, QuestionKind, Questionnaire

DateWords = Callable[[str, DateForm], str]
_PLACE = re.compile(r"\{\{\s*([A-Za-z0-9][A-Za-z0-9_-]*)(?:\.([A-Za-z0-9_.-]+))?\s*\}\}")


def piped(text: str, scene: Scene, *, date_words: DateWords = lambda iso, _form: iso) -> str:
    """The text with answers in their places, in the words of options; an answer is never read for places itself.

    A date, which is answered in ISO 8601, stands there in `date_words`. An answer that is written from right to left
    turns nothing but itself.
    """
    known = _names(scene.questionnaire)
    return _PLACE.sub(lambda place: _told(place, scene, date_words) if place[1] in known else place[0], text)


def without_pipes(text: str, gap: str) -> str:
    """The text with a gap in place of each answer, for where no answer is known."""
    return _PLACE.sub(lambda _place: gap, text)


def pipes(text: str) -> Iterator[tuple[str, str]]:
    """The question or computed value of each place, and the part of it."""
    return ((place[1], place[2] or "") for place in _PLACE.finditer(text))


def as_pieces(text: str) -> Iterator[tuple[str, str, str]]:
    """The text in pieces as they stand, each place with its name and part; other pieces have none."""
    at = 0
    for place in _PLACE.finditer(text):
        yield text[at : place.start()], "", ""
        yield place[0], place[1], place[2] or ""
        at = place.end()
    yield text[at:], "", ""


def unknown_pipes(questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    """Places that name nothing: the path of the text, and the name."""
    known = _names(questionnaire)
    return tuple(
        (path, name)
        for path, text in questionnaire.texts()
        for written in text.by_language().values()
        for name, _ in pipes(written)
        if name not in known
    )


def _names(questionnaire: Questionnaire) -> frozenset[str]:
    return frozenset({one.id for one in questionnaire.questions} | {one.id for one in questionnaire.computed})


def _told(place: re.Match[str], scene: Scene, date_words: DateWords) -> str:
    said = text_of(value_of(Expression(Operator.SHOWN, question=place[1], part=place[2] or ""), scene))
    asked = next((one for one in scene.questionnaire.questions if one.id == place[1]), None)
    is_date = said and asked is not None and asked.kind is QuestionKind.DATE
    return date_words(said, asked.form) if is_date and asked else isolated(said)
