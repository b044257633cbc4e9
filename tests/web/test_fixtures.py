"""The shared fixtures keep what they promise."""

import pytest
from django_scopes import scope

from leitplanke_web.portal.models import Publication
from leitplanke_web.towns.models import Town


def test_towns_are_there_beside_one_another(town, other_town):
    assert list(Town.objects.all()) == [town, other_town]


def test_ahornstein_is_published(ahornstein):
    with scope(town=ahornstein):
        assert list(Publication.objects.values_list("number", flat=True)) == [1]


@pytest.mark.usefixtures("live_server")
def test_ahornstein_is_put_back_beside_a_live_server(ahornstein):
    with scope(town=ahornstein):
        assert list(Publication.objects.values_list("number", flat=True)) == [1]


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_town_is_left_for_the_next_test():
    assert list(Town.objects.all()) == []


def test_request_to_another_host_is_refused_and_told(opened_page, trouble):
    page = opened_page()
    page.set_content('<img src="http://elsewhere.example/x.png">')
    page.wait_for_load_state("networkidle")

    assert trouble == ["request to another host: http://elsewhere.example/x.png"]
    trouble.clear()
