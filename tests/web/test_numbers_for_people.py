"""The page on which answers are checked writes numbers as its reader does."""

import pytest

from factories.questionnaires import asked
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, Bounds, Cells, DateForm, ItemAnswer, QuestionKind
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


@pytest.mark.parametrize(
    ("form", "iso", "german", "english"),
    [
        (DateForm.DAY, "2027-12-31", "31. Dezember 2027", "31 December 2027"),
        (DateForm.MONTH, "2027-03", "März 2027", "March 2027"),
        (DateForm.YEAR, "1958", "1958", "1958"),
        (DateForm.TIME, "14:30", "14:30", "14:30"),
        (DateForm.MOMENT, "2027-12-31T14:30", "31. Dezember 2027, 14:30", "31 December 2027, 14:30"),
    ],
)
def test_dates_of_answers_are_written_as_the_reader_does(form, iso, german, english):
    question, answer = asked("when", QuestionKind.DATE, form=form), Answer("when", text=iso)

    assert answer_words(question, answer, Reader("de", "de")) == (german,)
    assert answer_words(question, answer, Reader("fr", "en")) == (english,)


def test_answer_on_a_scale_tells_what_its_ends_mean():
    ends = Bounds(0, 10, low_end=Text("gar nicht", "not at all"), high_end=Text("sehr", "very"))
    named, bare = (asked("how", QuestionKind.SCALE, bounds=one) for one in (ends, Bounds(0, 10)))
    seven = Answer("how", number=7)

    assert answer_words(named, seven, Reader("de", "de")) == ("7 (0 = gar nicht, 10 = sehr)",)
    assert answer_words(named, seven, Reader("en", "en")) == ("7 (0 = not at all, 10 = very)",)
    assert answer_words(bare, seven, Reader("de", "de")) == ("7 (0 bis 10)",)
