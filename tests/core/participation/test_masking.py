"""What may tell who wrote a free text is taken out of it, and little else."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories.masking import EXAMPLES
from factories.questionnaires import EVERY_KIND
from leitplanke.participation.answer_contents import content_faults
from leitplanke.participation.masking import PLACEHOLDERS, Masked, count_masked, masked, masked_answer
from leitplanke.participation.model import Answer, ItemAnswer

_PLACEHOLDER = re.compile("|".join(map(re.escape, PLACEHOLDERS.values())))


def figures():
    """Per kind: rightly taken out, wrongly, and missed, over the invented texts."""
    right, wrong, missed = Counter(), Counter(), Counter()
    for text, wanted in EXAMPLES:
        found, expected = (Counter(_PLACEHOLDER.findall(one)) for one in (masked(text), wanted))
        right += found & expected
        wrong += found - expected
        missed += expected - found
    return {kind: (right[words], wrong[words], missed[words]) for kind, words in PLACEHOLDERS.items()}


def test_precision_and_recall_are_those_of_the_method_page():
    assert figures() == {
        Masked.EMAIL: (5, 0, 0),
        Masked.IBAN: (3, 0, 0),
        Masked.TELEPHONE: (6, 0, 1),
        Masked.NAME: (14, 0, 3),
    }


@pytest.mark.parametrize(("text", "wanted"), EXAMPLES)
def test_what_is_found_is_replaced_whole_and_nothing_else(text, wanted):
    found = masked(text)

    assert found in {wanted, text}


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text):
    assert masked(masked(text)) == masked(text)


@given(st.integers(0, 10**18 - 1))
def test_every_account_number_with_right_check_digits_goes(number):
    account = f"{number:018d}"
    check = 98 - int(f"{account}131400") % 97

    assert masked(f"an DE{check:02d}{account}") == f"an {PLACEHOLDERS[Masked.IBAN]}"


@pytest.mark.parametrize("text", ["0" * 5000, "A" * 5000, "Herr " * 1000, "a@" * 2500, "+4" * 2500, "Peter " * 800])
def test_long_texts_take_no_time(text):
    assert masked(masked(text)) == masked(text)


question = EVERY_KIND.question
SHORT = ("Frau Ay ", "a@b.de ", "0123456\n", "mit ", "ä")
TEXTS = st.tuples(st.lists(st.sampled_from(SHORT), min_size=1, max_size=4), st.sampled_from([2, 30, 250, 5000, 5001]))


@given(TEXTS, st.sampled_from(["name", "wish", "use", "lines"]), st.booleans())
def test_masked_answer_has_no_fault_that_it_had_not_before(words, name, has_limit):
    """What was accepted must be readable in an exported town."""
    asked = question(name) if has_limit else replace(question(name), max_length=None)
    text = ("".join(words[0]) * words[1])[: words[1]]
    answer = {
        "use": Answer("use", ("other",), other=text),
        "lines": Answer("lines", items=(ItemAnswer("hall", text=text, column="was"),)),
    }.get(name, Answer(name, text=text))

    assert set(content_faults(asked, masked_answer(asked, answer))) <= set(content_faults(asked, answer))


def test_only_free_texts_of_an_answer_are_masked():
    mail, kept = "an a@example.org", f"an {PLACEHOLDERS[Masked.EMAIL]}"
    assert masked_answer(question("wish"), Answer("wish", text=mail)).text == kept
    assert masked_answer(question("use"), Answer("use", ("other",), other=mail)).other == kept
    lines = Answer("lines", items=(ItemAnswer("hall", text=mail, column="was"),))
    assert masked_answer(question("lines"), lines).items[0].text == kept
    assert masked_answer(question("born"), Answer("born", text="0171-2345678")).text == "0171-2345678"
    assert count_masked([Answer("wish", text=kept)])[Masked.EMAIL] == 1
