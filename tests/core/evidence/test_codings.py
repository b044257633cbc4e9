import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.participation import AGE, CITIZENS, WISH
from leitplanke.evidence.codings import (
    Coder,
    Coding,
    OpenText,
    Voices,
    agreement,
    coding_state,
    confirmed,
    disagreements,
    text_key,
    texts_to_code,
)
from leitplanke.evidence.model import QuoteConsent, Theme
from leitplanke.evidence.reliability import krippendorff_alpha
from leitplanke.evidence.themes import Codebook
from leitplanke.kernel.faults import InvalidValueError
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import Answer, Questionnaire, Response, ResponseMode

ASKED = Questionnaire("1", Text("Umfrage"), (CITIZENS,), (AGE, WISH))
THEMES = (Theme("waiting", Text("Warten"), ("warte",)), Theme("bus", Text("Bus"), ("bus",)))
CODERS = st.sampled_from(list(Coder))
CODES = st.lists(st.sampled_from(["waiting", "bus"]), unique=True).map(tuple)


def response(text, key=1, option=""):
    answers = [Answer("wish", text=text)] + ([Answer("age", options=(option,))] if option else [])
    return Response(key, "citizens", "open", ResponseMode.ONLINE, "1", tuple(answers))


def coding(text, coder, *themes):
    return Coding("wish", text_key("1", "wish", text), coder, themes)


def test_key_levels_blanks_and_umlaut_forms_and_tells_questions_and_surveys_apart():
    key = text_key("1", "wish", "Mehr Bäume")

    assert key == text_key("1", "wish", "  Mehr\nBa\u0308ume ")
    assert len({key, text_key("2", "wish", "Mehr Bäume"), text_key("1", "why", "Mehr Bäume")}) == 3


@pytest.mark.parametrize("wrong", [{"text": "Mehr Busse"}, {"themes": ("bus", "bus")}, {"question": "ü"}])
def test_coding_that_is_none_cannot_be_built(wrong):
    with pytest.raises(InvalidValueError):
        Coding(**{"question": "wish", "text": "0" * 32, "coder": Coder.FIRST, "themes": (), **wrong})


def test_decided_is_what_both_agreed_on_or_each_gave_or_the_only_one_gave():
    codings = [
        coding("a", Coder.FIRST, "bus"),
        *(coding("b", coder, "bus") for coder in (Coder.FIRST, Coder.SECOND)),
        *(coding("c", Coder.FIRST, "bus"), coding("c", Coder.SECOND)),
        *(coding("d", Coder.FIRST, "bus"), coding("d", Coder.SECOND), coding("d", Coder.AGREED, "waiting")),
    ]

    assert {text: codes for (_, text), codes in confirmed(codings).items()} == {
        text_key("1", "wish", "a"): {"bus"},
        text_key("1", "wish", "b"): {"bus"},
        text_key("1", "wish", "d"): {"waiting"},
    }
    assert disagreements(codings) == (("wish", text_key("1", "wish", "c")),)


@given(st.dictionaries(st.tuples(st.sampled_from("abcdef"), CODERS), CODES))
def test_every_coded_text_is_decided_or_disagreed_on_and_counted_so(given_codes):
    codings = [coding(text, coder, *themes) for (text, coder), themes in given_codes.items()]
    texts = [OpenText("wish", text_key("1", "wish", text), text, ()) for text in "abcdefgh"]

    state = coding_state(texts, codings)

    assert state.confirmed == len(confirmed(codings))
    assert state.disagreeing == len(disagreements(codings))
    assert state.confirmed + state.disagreeing == len({text for text, _ in given_codes})
    assert state.by_both <= min(state.coded.values())


def test_agreement_is_krippendorffs_alpha_of_what_each_decided_alone():
    first, second = "++-+-", "+--+-"
    codings = [
        coding(str(at), coder, *(["bus"] if sign == "+" else []))
        for coder, signs in ((Coder.FIRST, first), (Coder.SECOND, second))
        for at, sign in enumerate(signs)
    ]

    (found,) = agreement([*codings, coding("1", Coder.AGREED, "bus")])

    assert found.alpha == krippendorff_alpha(list(zip(first, second, strict=True))).alpha
    assert agreement(codings[:5]) == ()


def test_codes_of_people_win_over_word_beginnings_and_are_counted():
    responses = [response("Der Bus wartet", 1), response("Endlich ein Bus", 2)]
    codebook = Codebook.of(THEMES, ASKED, [coding("Der Bus wartet", Coder.FIRST, "waiting")])

    assert [codebook.themes_of(one) for one in responses] == [("waiting",), ("bus",)]
    assert [codebook.count_checked(one) for one in responses] == [(1, 1), (0, 1)]


def test_texts_of_small_audiences_are_left_out_and_order_is_that_of_keys():
    many = [response(f"Text {number % 3}", number, "young" if number % 2 else "") for number in range(12)]

    found = texts_to_code(ASKED, many, consent=QuoteConsent("age", "young"))

    assert texts_to_code(ASKED, many[:9]) == ()
    assert [one.key for one in found] == sorted(text_key("1", "wish", f"Text {number}") for number in range(3))
    assert {one.voices for one in found} == {(Voices("citizens", 4, 2),)}
    assert texts_to_code(ASKED, reversed(many), consent=QuoteConsent("age", "young")) == found
