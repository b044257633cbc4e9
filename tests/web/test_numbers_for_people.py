"""The page on which answers are checked writes numbers as its reader does."""

import pytest

from factories.questionnaires import asked
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, Bounds, Cells, ItemAnswer, QuestionKind
from leitplanke_web.participation.mapping.shown import Reader, answer_words

COSTS = asked("costs", QuestionKind.NUMBER, bounds=Bounds(0, 1e9, None, Text("Euro", "euros")))
EACH = asked("each", QuestionKind.MATRIX, items=("bus",), cells=Cells.NUMBER)
SHARED = asked("shared", QuestionKind.POINTS, options=("bus",))


@pytest.mark.parametrize(
    ("language", "page", "told"),
    [
        ("de", "de", ("1.500.000,5 Euro", "bus de: 1.500.000,5", "bus de: 20.000")),
        ("plain", "de", ("1.500.000,5 Euro", "bus de: 1.500.000,5", "bus de: 20.000")),
        ("en", "en", ("1,500,000.5 euros", "bus en: 1,500,000.5", "bus en: 20,000")),
        ("fr", "en", ("1,500,000.5 euros", "bus en: 1,500,000.5", "bus en: 20,000")),
    ],
)
def test_numbers_of_answers_are_written_as_the_reader_does(language, page, told):
    reader = Reader(language, page)

    assert answer_words(COSTS, Answer("costs", number=1_500_000.5), reader) == told[:1]
    assert answer_words(EACH, Answer("each", items=(ItemAnswer("bus", number=1_500_000.5),)), reader) == told[1:2]
    assert answer_words(SHARED, Answer("shared", options=("bus",), points=(20_000,)), reader) == told[2:]
