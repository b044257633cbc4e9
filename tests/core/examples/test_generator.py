import itertools
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import generate

FOLDER = Path(__file__).resolve().parents[3] / "examples" / "ahornstein"

TRUTH = generate.true_shares()


def _question(question):
    asked = generate.read_toml("questionnaire.toml")["questions"]
    return next(entry for entry in asked if entry["id"] == question)


def test_committed_answers_are_what_seed_2025_gives(tmp_path):
    generate.write(generate.draw(2025), folder=tmp_path)

    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}

    assert written == {file.name: file.read_bytes() for file in FOLDER.glob("answers_*.csv")}


def test_draw_is_the_same_for_the_same_seed_only():
    assert generate.draw(3) == generate.draw(3)
    assert generate.draw(3) != generate.draw(4)


def test_keys_are_unique_whole_numbers_below_the_limit():
    rows = [row for answers in generate.draw(5).values() for row in answers]
    keys = {int(row["key"]) for row in rows}

    assert len(keys) == len(rows)
    assert all(0 < key < 2**62 for key in keys)


def test_rows_are_mixed_across_frames():
    frames = [row["frame"] for row in generate.draw(2025)["citizens"]]
    changes = sum(one != other for one, other in itertools.pairwise(frames))

    assert changes > len(frames) / 3


def test_truth_names_the_options_of_the_questionnaire_in_order():
    truth = generate.read_toml("truth.toml")
    for audience in generate.AUDIENCES:
        for question, spoken in truth[audience]["questions"].items():
            asked = _question(question)
            expected = list(spoken["base"]) + (["nothing"] if asked["kind"] == "multiple" else [])
            told = generate.option_ids(asked) if asked["kind"] != "text" else list(spoken["base"])
            assert told == expected, (audience, question)


def test_phrases_hold_sentences_for_every_theme():
    truth, phrases = generate.read_toml("truth.toml"), generate.read_toml("phrases.toml")

    themes = {audience: set(truth[audience]["questions"]["wish"]["base"]) for audience in generate.AUDIENCES}

    assert themes == {audience: set(phrases[audience]) for audience in generate.AUDIENCES}


def test_true_shares_of_a_single_question_add_up_to_one():
    shares = [share for (audience, question, _), share in TRUTH.items() if (audience, question) == ("staff", "channel")]

    assert sum(shares) == pytest.approx(1)


def test_true_shares_of_a_top_question_add_up_to_the_choices():
    told = {
        option: share
        for (audience, question, option), share in TRUTH.items()
        if (audience, question) == ("citizens", "areas")
    }
    missing = sum(told.pop(kind) for kind in generate.MISSING)

    assert sum(told.values()) == pytest.approx(3 * (1 - missing))


def test_exact_top_by_hand():
    # Worth 1, 2, 3; two are drawn. Chance of the first: 1/6 + 2/6 · 1/4 + 3/6 · 1/3 = 5/12.
    shares = generate.exact_top(np.log(np.array([[1.0, 2.0, 3.0]])), 2)

    assert shares[0] == pytest.approx(
        [5 / 12, 1 / 3 + 1 / 6 * 2 / 5 + 1 / 2 * 2 / 3, 1 / 2 + 1 / 6 * 3 / 5 + 1 / 3 * 3 / 4]
    )


@given(st.lists(st.floats(-3, 3), min_size=3, max_size=7), st.integers(1, 3))
@settings(max_examples=50, deadline=None)
def test_exact_top_keeps_order_of_utilities_and_sum(utilities, choices):
    shares = generate.exact_top(np.array([utilities]), choices)[0]

    assert shares.sum() == pytest.approx(choices)
    order = np.argsort(utilities, kind="stable")
    assert (np.diff(shares[order]) > -1e-9).all()


@pytest.mark.parametrize("audience", ["citizens", "companies", "staff"])
def test_large_draw_agrees_with_the_exact_shares(audience):
    truth, questionnaire = generate.read_toml("truth.toml"), generate.read_toml("questionnaire.toml")
    people_asked = generate.audience_of(audience, truth[audience], questionnaire)
    rng = np.random.default_rng(11)
    cells = rng.choice(len(people_asked.share), size=60_000, p=people_asked.share)

    for question in people_asked.opinions:
        drawn = generate.draw_answers(question, people_asked, cells, rng).mean(axis=0)
        names = (*generate.option_ids(question), *generate.MISSING)
        exact = [TRUTH[audience, question["id"], name] for name in names]
        assert drawn == pytest.approx(exact, abs=0.011), question["id"]


def test_open_link_overstates_parking_inside_each_age_group():
    chosen, people = Counter(), Counter()
    for row in itertools.chain(*(generate.draw(seed)["citizens"] for seed in (1, 2))):
        people[row["frame"], row["age"]] += 1
        chosen[row["frame"], row["age"]] += "parking" in row["areas"].split(",")

    for age in ("a16_29", "a30_44", "a45_59", "a60_74"):
        in_open, in_sample = (chosen[f, age] / people[f, age] for f in ("citizens_open", "citizens_register"))
        assert in_open > 1.5 * in_sample, age


def test_nobody_is_in_an_unknown_group():
    truth, questionnaire = generate.read_toml("truth.toml"), generate.read_toml("questionnaire.toml")
    citizens = generate.audience_of("citizens", truth["citizens"], questionnaire)

    with pytest.raises(ValueError, match="nobody"):
        generate.is_in("age.a99", citizens)
