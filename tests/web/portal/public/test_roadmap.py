import re

import pytest
from django.test import Client

from factories.published import large_documents, published_town

pytestmark = pytest.mark.django_db

SHOWN = re.compile(r'<tr><th scope="row"><a href="[^"]*/massnahmen/(\w+)/')
ODD = "Einen Teil der Auswahl gibt es hier nicht."


@pytest.fixture
def roadmap():
    published_town()

    def read(query: str = "", prefix: str = "") -> str:
        answer = Client().get(f"{prefix}/musterau/fahrplan/{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    return read


def test_all_measures_stand_in_the_roadmap(roadmap):
    assert sorted(SHOWN.findall(roadmap())) == ["m00", "m01", "m02", "m04", "m07"]


@pytest.mark.parametrize(
    ("query", "measures"),
    [
        ("?unit=it", ["m00"]),
        ("?state=done", ["m00"]),
        ("?words=bauantrag", ["m02"]),
        ("?words=ALLE+akte", ["m04"]),
        ("?unit=it&state=running", []),
    ],
)
def test_filters_leave_what_matches_all_of_them(roadmap, query, measures):
    assert sorted(SHOWN.findall(roadmap(query))) == measures


def test_choice_is_kept_in_the_form_with_counts_of_what_choosing_would_show(roadmap):
    page = roadmap("?state=done")

    assert '<option value="done" selected>Fertig (1)</option>' in page
    assert '<option value="it">IT-Stelle (1)</option>' in page


def test_nothing_found_says_what_to_do(roadmap):
    page = roadmap("?words=zeppelin")

    assert "Dazu steht nichts im Fahrplan." in page
    assert '<a href="/musterau/fahrplan/">Alle zeigen</a>' in page


@pytest.mark.parametrize(
    "query",
    [
        "?horizon=never&unit=it",
        "?unit=%27%3B+DROP+TABLE+towns_town%3B--",
        "?state=<script>alert(1)</script>",
        "?goal=..%2F..%2Fetc",
        "?words=" + "x" * 101,
        "?unit=it&unit=nirgends",
    ],
)
def test_odd_choices_are_left_out_with_a_word_about_it(roadmap, query):
    page = roadmap(query)

    assert ODD in page
    assert "<script>alert" not in page
    assert SHOWN.findall(page) != []


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=-1", "?page=99999999999999999999", "?page=zwei", "?page=", "?q=1"],
)
def test_odd_pages_show_a_page_that_there_is(roadmap, query):
    page = roadmap(query)

    assert len(SHOWN.findall(page)) == 5
    assert ODD not in page


@pytest.mark.parametrize("query", ["?words=%00", "?page=%00", "?%ff=%fe"])
def test_what_is_no_text_is_refused(query):
    published_town()

    assert Client().get(f"/musterau/fahrplan/{query}").status_code == 400


def test_german_names_of_choices_say_so_on_english_pages(roadmap):
    assert re.search(r'<option value="g_\w+|<option value="\w+" lang="de">', roadmap(prefix="/en")) is not None


def test_free_words_are_escaped(roadmap):
    page = roadmap("?words=%22%3E%3Cimg+src%3Dx%3E")

    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def test_long_roadmaps_come_page_by_page_and_keep_the_choice():
    published_town(**{name: large_documents(300)[name] for name in ("strategy", "roadmap", "progress")})
    client = Client()

    pages = [SHOWN.findall(client.get(f"/musterau/fahrplan/?page={number}").content.decode()) for number in range(1, 6)]
    chosen = client.get("/musterau/fahrplan/?horizon=medium").content.decode()

    assert [len(page) for page in pages] == [60] * 5
    assert len({measure for page in pages for measure in page}) == 300
    assert 'href="?horizon=medium&amp;page=2"' in chosen
