from dataclasses import fields, replace

from factories.details import OFFICE, WHOLE
from leitplanke.kernel.contact import NOBODY, Contact
from leitplanke.kernel.details import TownDetails
from leitplanke.kernel.duties import unmet_duties
from leitplanke.kernel.licence import Licence


def unmet(**changed):
    return [duty.field for duty in unmet_duties(replace(WHOLE, **changed))]


def test_nothing_is_missing_where_everything_is_said():
    assert unmet_duties(WHOLE) == ()


def test_each_empty_field_is_told_but_for_the_supervision_which_is_voluntary():
    empty = TownDetails()
    names = [field.name for field in fields(TownDetails)]

    told = {name: unmet(**{name: getattr(empty, name)}) for name in names}

    assert told == {name: [name] for name in names} | {"supervision": [], "authority": ["authority", "authority"]}
    assert list(dict.fromkeys(duty.field for duty in unmet_duties(empty))) == [
        name for name in names if name != "supervision"
    ]


def test_office_without_a_way_to_it_is_not_enough():
    assert unmet(data_protection_officer=Contact("DSB")) == ["data_protection_officer"]
    assert unmet(accessibility_contact=NOBODY, enforcement_body=Contact("Stelle")) == [
        "accessibility_contact",
        "enforcement_body",
    ]
    assert unmet(authority=replace(OFFICE, telephone="")) == ["authority"]


def test_data_protection_authority_needs_no_more_than_its_name():
    assert unmet(data_protection_authority=Contact("Aufsicht")) == []


def test_every_duty_says_what_and_why_in_both_languages():
    assert all(text.de and text.en for duty in unmet_duties(TownDetails()) for text in (duty.what, duty.reason))


def test_every_licence_has_a_name_and_an_address_and_says_whether_it_wants_the_source():
    assert [licence.value for licence in Licence if licence.wants_source] == ["dl-de/by-2-0", "CC-BY-4.0"]
    assert all(
        licence.full_name.de and licence.full_name.en and licence.url.startswith("https://") for licence in Licence
    )
    assert len({licence.url for licence in Licence}) == len(Licence) == 4
