import pytest

from leitplanke.kernel.texts import Language
from leitplanke.report.links import InOneFile, OnPages, Place

PLACES = (
    Place("people"),
    Place("plan"),
    Place("plan.waiting", "waiting"),
    Place("questions", "t", "citizens.register.channel"),
    Place("measure", "measure", "m07"),
)


def test_in_one_file_everything_is_a_jump_behind_the_language():
    links = InOneFile(Language.EN)

    assert [links.href(place) for place in PLACES] == [
        "#en-people",
        "#en-plan",
        "#en-waiting",
        "#en-t-citizens.register.channel",
        "#en-measure-m07",
    ]


def test_on_pages_a_link_is_the_page_and_the_element_unless_it_fills_the_page():
    links = OnPages(lambda place: f"/{place.fragment}/{place.identifier if place.fragment == 'measure' else ''}")

    assert [links.href(place) for place in PLACES] == [
        "/people/#people",
        "/plan/",
        "/plan.waiting/#waiting",
        "/questions/#t-citizens.register.channel",
        "/measure/m07",
    ]


@pytest.mark.parametrize("links", [InOneFile(Language.DE), OnPages(lambda _: "/page/", alone=frozenset())])
def test_address_ends_in_the_id_of_the_element(links):
    assert all(links.href(place).endswith(f"#{links.id_of(place)}") for place in PLACES)
