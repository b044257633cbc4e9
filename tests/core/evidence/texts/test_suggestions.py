"""Proposals for free texts, with words instead of lemmas but in the tests of the dictionary itself."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitplanke.evidence.codings import OpenText, Voices
from leitplanke.evidence.model import Theme
from leitplanke.evidence.texts.lemmas import lemmas
from leitplanke.evidence.texts.new_themes import log_likelihood, npmi, propose_themes
from leitplanke.evidence.texts.quotes import quotable
from leitplanke.evidence.texts.suggestions import suggest_codes
from leitplanke.kernel.texts import Text

THEMES = (Theme("bus", Text("Bus"), ("bus",)), Theme("waiting", Text("Warten"), ("warte",)))
WORDS = st.lists(st.sampled_from(["bus", "bahn", "takt", "warten", "amt", "schule"]), max_size=6).map(" ".join)


def words(text):
    return tuple(text.lower().split())


def test_lemmas_are_base_forms_without_grammar_and_without_what_was_masked():
    assert lemmas("Die Häuser und Radwege mit Bussen, sagt [Name].") == ("haus", "radweg", "bus", "sagen")


def test_without_codes_seed_words_propose_and_are_told():
    (one, nothing) = suggest_codes(["Der Busfahrplan", "Mehr Licht"], codes=[None] * 2, themes=THEMES, lemmas_of=words)

    assert [(each.theme, each.score, each.words) for each in one] == [("bus", 1.0, ("bus",))]
    assert nothing == ()


def test_words_that_people_coded_propose_and_words_that_mislead_do_not():
    coded = ["takt zu selten"] * 15 + ["bus auf dem spielplatz"] * 15 + ["mehr licht"] * 15
    codes = [frozenset({"bus"})] * 15 + [frozenset()] * 30

    found = suggest_codes(
        [*coded, "der takt", "spielplatz bus"], codes=[*codes, None, None], themes=THEMES, lemmas_of=words
    )

    assert [(one.theme, one.words[0]) for one in found[-2]] == [("bus", "takt")]
    assert found[-1] == ()


def test_leaving_out_in_closed_form_is_leaving_out():
    from leitplanke.evidence.texts.suggestions import _left_out  # noqa: PLC0415 - the one step worth an oracle

    random = np.random.default_rng(1)
    features, given_codes, penalty = random.random((12, 5)), random.random((12, 2)), 0.7
    values, vectors = np.linalg.eigh(features @ features.T)

    for row in range(12):
        rest = np.arange(12) != row
        a, b = features[rest], given_codes[rest]
        weights = np.linalg.solve(a.T @ a + penalty * np.eye(5), a.T @ b)
        error = given_codes[row] - features[row] @ weights
        np.testing.assert_allclose(_left_out(values, vectors, given_codes, penalty)[row], error, rtol=1e-9)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(WORDS, st.none() | st.sets(st.sampled_from(["bus", "waiting"])).map(frozenset)), max_size=40))
def test_proposals_are_themes_each_once_the_likeliest_first_and_the_same_again(rows):
    texts, codes = [text for text, _ in rows], [given_codes for _, given_codes in rows]

    found = suggest_codes(texts, codes=codes, themes=THEMES, lemmas_of=words)

    assert found == suggest_codes(texts, codes=codes, themes=THEMES, lemmas_of=words)
    assert len(found) == len(texts)
    for proposed in found:
        assert len({one.theme for one in proposed}) == len(proposed)
        assert [one.score for one in proposed] == sorted((one.score for one in proposed), reverse=True)


def test_log_likelihood_and_npmi_are_as_defined():
    here, there = 12 * log(12 * 100 / (20 * 15)), 3 * log(3 * 100 / (80 * 15))
    rest = 8 * log(8 * 100 / (20 * 85)) + 77 * log(77 * 100 / (80 * 85))

    assert log_likelihood(12, 20, 3, 80) == pytest.approx(2 * (here + there + rest))
    assert log_likelihood(5, 50, 10, 100) == pytest.approx(0)
    assert (npmi(10, 10, 10, 40), npmi(5, 10, 20, 40)) == (pytest.approx(1), pytest.approx(0))


def test_new_theme_is_what_recurs_without_a_theme_and_not_elsewhere():
    texts = ["hund leine wiese"] * 6 + ["licht weg"] * 2 + ["bus weg"] * 6
    codes = [frozenset[str]()] * 8 + [frozenset({"bus"})] * 6

    (found,) = propose_themes(texts, codes=codes, lemmas_of=words)

    assert (found.words, found.texts) == (("hund", "leine", "wiese"), 6)
    assert propose_themes(texts[:4], codes=codes[:4], lemmas_of=words) == ()


def voice(key, text, times, allowing, audience="citizens"):
    return OpenText("wish", key, text, (Voices(audience, times, allowing),))


def test_quotes_need_consent_of_all_who_wrote_a_person_who_coded_and_many_voices():
    texts = [
        voice("1", "Der Bus von Frau Kaya fehlt", 9, 9),
        voice("2", "Bus!", 1, 0),
        voice("3", "Licht", 9, 9),
        voice("4", "Bus, ungelesen", 5, 5),
        voice("5", "Bus " * 200, 1, 1),
    ]
    codes = {
        **{("wish", key): frozenset({"bus"}) for key in "125"},
        ("wish", "3"): frozenset({"light"}),
    }

    (found,) = quotable(texts, codes=codes, themes=("bus", "light"))

    assert (found.audience, found.theme, found.text) == ("citizens", "bus", "Der Bus von Frau [Name] fehlt")
    assert found.is_masked
    assert quotable(texts[:1], codes=codes, themes=("bus",)) == ()
