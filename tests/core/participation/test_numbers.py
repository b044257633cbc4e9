from datetime import date

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from factories.questionnaires import asked
from leitplanke.kernel.texts import Language, Text
from leitplanke.participation.answer_faults import answer_faults
from leitplanke.participation.model import Answer, Audience, Bounds, QuestionKind, Questionnaire
from leitplanke.participation.numbers import number_words

DE, EN = Language.DE, Language.EN


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (1958.0, "1958", "1958"),
        (0.1, "0,1", "0.1"),
        (-3, "-3", "-3"),
        (12_345, "12.345", "12,345"),
        (1e6, "1.000.000", "1,000,000"),
        (1_234_567.891, "1.234.567,891", "1,234,567.891"),
        (1e-7, "0,0000001", "0.0000001"),
        (-0.0, "0", "0"),
    ],
)
def test_numbers_are_written_as_in_the_language(value, german, english):
    assert (number_words(value, DE), number_words(value, EN)) == (german, english)


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from([(DE, "de_DE"), (EN, "en_GB")]))
def test_what_is_written_is_read_as_the_same_number(value, language):
    asked_for, locale = language

    assert float(parse_decimal(number_words(value, asked_for), locale=locale)) == value


@pytest.mark.parametrize(
    ("bounds", "german", "english"),
    [
        (Bounds(0, 1_000_000), "Erlaubt ist 0 bis 1.000.000.", "Allowed is 0 to 1,000,000."),
        (Bounds(highest=2_500_000.5), "Erlaubt ist höchstens 2.500.000,5.", "Allowed is at most 2,500,000.5."),
        (Bounds(lowest=0.25), "Erlaubt ist mindestens 0,25.", "Allowed is at least 0.25."),
        (
            Bounds(1900, 2026, 1),
            "Erlaubt ist eine ganze Zahl von 1900 bis 2026.",
            "Allowed is a whole number from 1900 to 2026.",
        ),
    ],
)
def test_bounds_are_told_in_the_same_way(bounds, german, english):
    audience = Audience("citizens", Text("Bürger"))
    questionnaire = Questionnaire(
        "1", Text("Umfrage"), (audience,), (asked("sum", QuestionKind.NUMBER, audiences=("citizens",), bounds=bounds),)
    )

    (fault,) = answer_faults(
        questionnaire,
        (Answer("sum", number=-1e7 if bounds.lowest is not None else 1e7),),
        audience="citizens",
        today=date(2026, 11, 26),
    )

    assert (fault.words.de, fault.words.en) == (german, english)
