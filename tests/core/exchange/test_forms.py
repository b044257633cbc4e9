import pytest

from leitplanke.exchange.forms import TableForm, answers_form, capacity_form, population_form

FORM = TableForm("t.csv", ("id", "name", "note"), keys=("id",), texts=frozenset({"name", "note"}))


def test_text_needs_two_languages_and_may_have_plain_language():
    assert FORM.needed == ("id", "name_de", "name_en", "note_de", "note_en")
    assert FORM.optional == ("name_plain", "note_plain")


@pytest.mark.parametrize(
    ("plain", "header"),
    [
        ((), ("id", "name_de", "name_en", "note_de", "note_en")),
        (("note",), ("id", "name_de", "name_en", "note_de", "note_en", "note_plain")),
        (("name",), ("id", "name_de", "name_en", "name_plain", "note_de", "note_en")),
    ],
)
def test_header_has_plain_language_beside_its_text(plain, header):
    assert FORM.header(plain=frozenset(plain)) == header


def test_forms_that_depend_on_the_town():
    assert answers_form("staff", ("areas",)).needed == ("key", "frame", "mode", "questionnaire", "areas")
    assert population_form("population_staff.csv", ("unit",)).needed == ("unit", "count")
    assert capacity_form(("it",)).needed == ("month", "it")
