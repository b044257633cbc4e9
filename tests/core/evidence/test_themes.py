import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.participation import AGE, CITIZENS, THEMES, WISH
from leitplanke.evidence.model import Theme
from leitplanke.evidence.themes import Codebook
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Questionnaire

ASKED = Questionnaire("1", Text("Umfrage"), (CITIZENS,), (AGE, WISH))
CODEBOOK = Codebook.of(THEMES, ASKED)


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Die WARTEZEITEN sind lang", ("waiting",)),
        ("Online-Termine bitte!", ("waiting",)),
        ("Mehr Busse, keine Warterei", ("waiting", "bus")),
        ("Erwarten wir zu viel? Autobus?", ()),  # a beginning in the middle of a word does not count
        ("", ()),
    ],
)
def test_theme_is_found_at_the_beginning_of_a_word(text, themes):
    assert CODEBOOK.themes_in([text]) == themes


def test_theme_is_found_once_over_several_texts():
    assert CODEBOOK.themes_in(["Termin", "und noch ein Termin", "Bus"]) == ("waiting", "bus")


def test_umlauts_are_the_same_in_both_spellings():
    codebook = Codebook.of((Theme("office", Text("Büro"), ("Bürger",)),), ASKED)

    assert codebook.themes_in([unicodedata.normalize("NFD", "BÜRGERBÜRO")]) == ("office",)


@given(st.text())
def test_themes_are_a_selection_of_the_codebook_and_case_does_not_count(text):
    found = CODEBOOK.themes_in([text])

    assert set(found) <= {"waiting", "bus"}
    assert CODEBOOK.themes_in([f"{text} termin"]) == tuple(t for t in ("waiting", "bus") if t in {*found, "waiting"})


def test_only_questions_for_own_words_have_themes():
    assert CODEBOOK.questions == {"wish"}
