from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitplanke.exchange.pabulib.amounts import read_cents, read_day, read_whole, year_in
from leitplanke.exchange.pabulib.identifiers import identifiers, slug
from leitplanke.exchange.pabulib.voters import age_scale, place_scale, response_mode, sex_scale
from leitplanke.kernel.ids import require_id
from leitplanke.kernel.texts import Text
from leitplanke.participation.model import ResponseMode


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("0", 0),
        ("12345.0", 1_234_500),
        ("12345,5", 1_234_550),
        ("12 345,50", 1_234_550),
        ("12\u00a0345", 1_234_500),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1,234,567", 123_456_700),
        ("1.234.567,5", 123_456_750),
        ("8e6", 800_000_000),
        ("0.005", 1),
        ("33333.333333", 3_333_333),
        ("12,345", None),
        ("1,2,3", None),
        ("-1", None),
        ("", None),
        ("nan", None),
        ("1_000", None),
        ("9" * 20, None),
        ("1e99", None),
        ("١٢", None),
        ("5 PLN", None),
    ],
)
def test_amounts_are_read_or_refused(text, cents):
    assert read_cents(text) == cents


@given(st.integers(0, 10**13))
def test_written_amounts_are_read_back(cents):
    assert read_cents(f"{cents // 100},{cents % 100:02d}") == cents


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30.09.2020", date(2020, 9, 30)),
        ("1.9.2020", date(2020, 9, 1)),
        ("2020-09-30", date(2020, 9, 30)),
        ("2020-09-30 23:59", date(2020, 9, 30)),
        ("2020", date(2020, 12, 31)),
        ("31.02.2020", None),
        ("01.01.1066", None),
        ("soon", None),
    ],
)
def test_days_are_read_or_refused(text, day):
    assert read_day(text) == day


def test_years_and_whole_numbers():
    assert [year_in(text) for text in ("2020/2021", "BO 2023", "VII", "20201")] == [2020, 2023, None, None]
    assert [read_whole(text) for text in ("3", "3.0", "-3", "3.5", "", "²")] == [3, 3, None, None, None, None]


def test_numbers_become_our_age_groups():
    scale = age_scale(["0", "17", "18", "29", "30", "44", "45", "59", "60", "74", "75", "120", "121", "-1", "", "x"])

    assert [option for option, _ in scale.options] == ["0-17", "18-29", "30-44", "45-59", "60-74", "75-plus"]
    assert [scale.of[age] for age in ("0", "17", "18", "29", "74", "75", "120")] == [
        "0-17", "0-17", "18-29", "18-29", "60-74", "75-plus", "75-plus",
    ]  # fmt: skip
    assert scale.unreadable == {"121", "-1", "x"}


def test_groups_of_the_file_are_kept_in_order():
    scale = age_scale(["65+", "18-39", "<18", "40 - 64", "50", "1985", "unknown"])

    assert scale.options == (
        ("0-17", Text("0 bis 17 Jahre", "0 to 17 years")),
        ("18-39", Text("18 bis 39 Jahre", "18 to 39 years")),
        ("40-64", Text("40 bis 64 Jahre", "40 to 64 years")),
        ("65-plus", Text("65 Jahre und älter", "65 years and older")),
    )
    assert scale.of == {"65+": "65-plus", "18-39": "18-39", "<18": "0-17", "40 - 64": "40-64", "50": "40-64"}
    assert scale.unreadable == {"1985", "unknown"}


def test_no_readable_age_is_no_question():
    assert age_scale(["", "x"]).options == ()


def test_sexes_that_occur_are_options():
    scale = sex_scale(["F", "k", "M", "", "D"])

    assert [option for option, _ in scale.options] == ["female", "male", "other"]
    assert scale.of == {"F": "female", "k": "female", "M": "male", "D": "other"}
    assert [option for option, _ in sex_scale(["M"]).options] == ["male"]


def test_places_are_a_question_only_if_few():
    assert place_scale(["Wola", "Żoliborz", ""], fewer_than=3).of == {"Wola": "Wola", "Żoliborz": "zoliborz"}
    assert place_scale(["a", "b", "c"], fewer_than=3).options == ()
    assert place_scale(["a", "a"], fewer_than=3).options == ()


def test_voting_methods_become_response_modes():
    assert [response_mode(method) for method in ("Internet", "paper", "", "letter")] == [
        ResponseMode.ONLINE,
        ResponseMode.PAPER,
        ResponseMode.OTHER,
        ResponseMode.OTHER,
    ]


def test_slug_is_readable():
    assert [slug(name) for name in ("Łódź – Śródmieście", "Straße der Öfen", "¿?")] == [
        "lodz-srodmiescie",
        "strasse-der-oefen",
        "",
    ]


def test_reserved_and_unwritable_names_get_identifiers():
    assert identifiers(["prefer_not", "?", "!", "a"], prefix="p") == {
        "prefer_not": "prefer-not",
        "?": "p",
        "!": "p-2",
        "a": "a",
    }


@given(st.lists(st.text(min_size=1)))
def test_identifiers_are_valid_and_distinct(names):
    ids = identifiers(names, prefix="x")

    for identifier in ids.values():
        require_id(identifier)
    assert list(ids) == list(dict.fromkeys(names))
    assert len(set(ids.values())) == len(ids)
