"""What a page costs: queries, bytes, requests."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from factories.published import large_documents, published_town

pytestmark = pytest.mark.django_db

TAILS = (
    "", "ergebnisse/", "ergebnisse/fragen/", "ergebnisse/stimmen/", "ergebnisse/methode/", "strategie/",
    "strategie/leitplanken/", "strategie/gewichte/", "fahrplan/", "fahrplan/?words=a", "fahrplan/nicht-dabei/",
    "fahrplan/personal-und-geld/", "was-daraus-wurde/", "barrierefreiheit/", "datenschutz/", "impressum/",
)  # fmt: skip
MOST_BYTES = 150_000
MOST_REQUESTS = 8
STATIC = re.compile(r'(?:src|href)="/static/([^"]+)"')
FONTS = re.compile(r"url\([\"']?(?:\.\./)*(fonts/[^\"')]+)")
NAMES = ("strategy", "roadmap", "progress")


def queries(address: str, counted) -> int:
    with counted() as found:
        assert Client().get(address).status_code == 200
    return len(found)


def static(name: str) -> bytes:
    found = finders.find(name)
    assert found is not None, name
    return Path(found).read_bytes()


def size_of(name: str) -> int:
    """Bytes on the way: fonts are packed already."""
    return len(static(name) if name.endswith("woff2") else gzip.compress(static(name)))


@pytest.fixture
def counted(django_assert_max_num_queries):
    return lambda: django_assert_max_num_queries(10)


@pytest.mark.parametrize("tail", [*TAILS, "fahrplan/massnahmen/n0000/"])
def test_page_asks_as_little_of_the_database_with_300_measures_as_with_one(tail, counted):
    published_town(**{name: large_documents(1)[name] for name in NAMES})
    published_town("grossau", **{name: large_documents(300)[name] for name in NAMES})

    first = [queries(f"/{town}/{tail}", counted) for town in ("musterau", "grossau")]
    again = [queries(f"/{town}/{tail}", counted) for town in ("musterau", "grossau")]

    assert max(first) <= 4
    known = 4 if tail == "" else 3  # the town, its version, whether a survey is open; on the start page its process
    assert again == [known, known]


@pytest.mark.slow
@pytest.mark.parametrize("tail", [*TAILS, "fahrplan/massnahmen/M30/"])
def test_page_of_ahornstein_is_small_and_asks_for_little(tail, ahornstein):
    page = Client().get(f"/{ahornstein.pk}/{tail}").content
    parts = STATIC.findall(page.decode())
    fonts = FONTS.findall(static("design/leitplanke.css").decode())

    sizes = [len(gzip.compress(page)), *(size_of(part) for part in {*parts, *fonts})]

    assert sum(sizes) <= MOST_BYTES
    assert len(sizes) <= MOST_REQUESTS


@pytest.mark.slow
def test_page_of_300_measures_is_small():
    published_town(**{name: large_documents(300)[name] for name in NAMES})

    sizes = {tail: len(gzip.compress(Client().get(f"/musterau/{tail}").content)) for tail in TAILS}

    assert {tail: size for tail, size in sizes.items() if size > 60_000} == {}
