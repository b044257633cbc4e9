import pytest
from django.test import Client

from factories.documents import documents
from factories.published import publish, published_town, unpublished_town
from factories.web import PersonFactory

pytestmark = pytest.mark.django_db

PATH = "/musterau/fahrplan/"


def asked_again(client: Client, path: str, tag: str) -> int:
    return client.get(path, headers={"if-none-match": tag}).status_code


def test_page_that_did_not_change_is_not_sent_again():
    published_town()
    client = Client()
    first = client.get(PATH)

    again = client.get(PATH, headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("path", ["/en/musterau/fahrplan/", "/musterau/fahrplan/?unit=it", "/musterau/strategie/"])
def test_tag_of_one_page_is_not_that_of_another(path):
    published_town()
    client = Client()

    assert asked_again(client, path, client.get(PATH).headers["ETag"]) == 200


def test_new_version_is_sent():
    town = published_town()
    client = Client()
    tag = client.get(PATH).headers["ETag"]
    publish(town, **documents())

    assert asked_again(client, PATH, tag) == 200


def test_other_display_settings_are_sent():
    published_town()
    client = Client()
    tag = client.get(PATH).headers["ETag"]
    client.cookies["darstellung"] = "large.high.dark"

    assert asked_again(client, PATH, tag) == 200


def test_new_profile_in_the_head_is_sent():
    town = published_town()
    client = Client()
    tag = client.get(PATH).headers["ETag"]
    town.version += 1
    town.save()

    assert asked_again(client, PATH, tag) == 200


def test_pages_of_people_who_are_signed_in_carry_no_tag():
    published_town()
    client = Client()
    tag = client.get(PATH).headers["ETag"]
    client.force_login(PersonFactory())

    answer = client.get(PATH, headers={"if-none-match": tag})

    assert answer.status_code == 200
    assert "ETag" not in answer.headers
    assert "Cookie" in answer.headers["Vary"]


def test_page_before_anything_is_published_carries_no_tag():
    unpublished_town()

    assert "ETag" not in Client().get(PATH).headers


def test_visitor_gets_no_cookie():
    published_town()
    client = Client()

    answers = [client.get(f"/musterau/{tail}") for tail in ("", "fahrplan/?unit=it", "datenschutz/", "fahrplan/x/")]

    assert [dict(answer.cookies) for answer in answers] == [{}] * 4
