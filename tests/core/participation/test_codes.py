"""Codes that people type."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.participation.codes import ALPHABET, MistypedCodeError, new_code, read_code, shown_code

CODES = st.integers(min_value=0).map(lambda seed: new_code(Random(seed)))


def test_alphabet_has_32_characters_without_look_alikes():
    assert len(set(ALPHABET)) == 32
    assert not set("ILOU") & set(ALPHABET)


@given(CODES)
def test_code_is_read_as_it_is_shown(code):
    assert len(code) == 13
    assert read_code(shown_code(code)) == code
    assert read_code(f"  {shown_code(code).lower()} ".replace("-", " ")) == code


@given(CODES)
def test_look_alikes_are_understood(code):
    assert read_code(code.replace("0", "o").replace("1", "l")) == code


@given(CODES, st.integers(0, 12), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_noticed(code, place, other):
    wrong = code[:place] + other + code[place + 1 :]

    if wrong == code:
        assert read_code(wrong) == code
    else:
        with pytest.raises(MistypedCodeError, match="exchanged"):
            read_code(wrong)


@given(CODES, st.integers(0, 12), st.integers(0, 12))
def test_every_exchange_of_two_is_noticed(code, one, two):
    letters = list(code)
    letters[one], letters[two] = letters[two], letters[one]
    wrong = "".join(letters)

    if wrong == code:
        assert read_code(wrong) == code
    else:
        with pytest.raises(MistypedCodeError):
            read_code(wrong)


@given(st.text())
def test_anything_typed_is_a_code_or_refused_in_words(typed):
    assert _code_or_refusal(typed)


@pytest.mark.parametrize(
    ("typed", "said"), [("", "das sind 0"), ("ABCD", "das sind 4"), ("ABCD-EFGH-JKMN!", "„!“"), ("ÄBCD", "„Ä“")]
)
def test_what_is_wrong_is_said(typed, said):
    with pytest.raises(MistypedCodeError) as refused:
        read_code(typed)

    assert said in refused.value.problem.de


def test_two_codes_are_never_the_same():
    random = Random(1)

    assert len({new_code(random) for _ in range(10_000)}) == 10_000


def _code_or_refusal(typed):
    try:
        return set(read_code(typed)) <= set(ALPHABET)
    except MistypedCodeError as error:
        return all((error.problem.de, error.problem.en, error.remedy.de, error.remedy.en))
