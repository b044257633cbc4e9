from dataclasses import replace

import pytest

from leitplanke.kernel.contact import NOBODY, Contact
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.faults import InvalidValueError

OFFICE = Contact("Bürgerbüro", ("Markt 1", "00000 Stadt"), "amt@stadt.example", "+49 69 90009-100")


@pytest.mark.parametrize("email", ["a@b.example", "erika.muster+amt@ämter.stadt.example", "o'neill@stadt.example"])
def test_email_that_people_have_is_taken(email):
    assert replace(OFFICE, email=email).email == email


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("email", "rathaus", "no e-mail address"),
        ("email", "a@b", "no e-mail address"),
        ("email", "a b@stadt.example", "no e-mail address"),
        ("email", "<a@stadt.example>", "no e-mail address"),
        ("email", "a@stadt.example, b@stadt.example", "no e-mail address"),
        ("email", "a@stadt.example\nBcc: b@stadt.example", "no e-mail address"),
        ("email", f"a@{'b' * 200}.example", "no e-mail address"),
        ("telephone", "auf Anfrage", "no telephone number"),
        ("telephone", "1;2", "no telephone number"),
        ("telephone", "11", "no telephone number"),
        ("telephone", "1" * 201, "no telephone number"),
        ("name", "Bürgerbüro\nZimmer 1", "more than one line"),
        ("name", "Amt\u2028Zimmer", "more than one line"),
        ("name", "a" * 201, "The text has 201 characters. 200 are allowed."),
        ("name", "", "name of the office is missing"),
        ("address", ("Markt 1", " "), "empty or too many lines"),
        ("address", ("Markt",) * 9, "empty or too many lines"),
        ("address", ("Markt 1\n00000 Stadt",), "more than one line"),
    ],
)
def test_value_that_nobody_can_use_is_refused_at_its_field(field, value, told):
    with pytest.raises(InvalidValueError, match=told) as refused:
        replace(OFFICE, **{field: value})

    assert refused.value.field == field


@pytest.mark.parametrize("telephone", ["115", "+49 69 90009-100", "(069) 90009 100", "069/90009.100"])
def test_telephone_number_in_any_usual_form_is_taken(telephone):
    assert replace(OFFICE, telephone=telephone).telephone == telephone


def test_blank_that_does_not_break_is_no_line_break():
    assert replace(OFFICE, name="Amt\u00a01").name == "Amt\u00a01"


def test_nobody_is_not_reachable():
    assert (NOBODY.is_reachable, Contact("Amt").is_reachable, OFFICE.is_reachable) == (False, False, True)


@pytest.mark.parametrize(
    ("field", "value"), [("representative", "A\nB"), ("legal_basis", "a" * 2001), ("server_log", "a" * 2001)]
)
def test_details_refuse_what_no_page_can_show(field, value):
    with pytest.raises(InvalidValueError) as refused:
        TownDetails(**{field: value})

    assert refused.value.field == field
